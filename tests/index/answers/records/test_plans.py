"""What a plan lists against asks, in a record: the plan's own claim, with its place."""

from dataclasses import replace

from api.cli.text import recurred
from index.answers.records.plans import LISTED, LISTED_BY, say_tied
from index.answers.records.record import answer_ask, answer_words
from index.library import Library
from index.recurrence.wording import CLAIMED


def test_an_ask_that_is_surely_about_the_words_brings_its_actions(sample_library: Library) -> None:
    """Those that the plan lists against its number, and no others."""
    record = answer_words(sample_library, "management oversight")
    sure = {
        each.ask.id for each in record.occurrences if each.is_same and each.probability >= CLAIMED
    }
    (listed,) = [each for each in record.listed if each.line.number == "1"]
    assert {each.line.ask.id for each in record.listed} <= sure
    said = "lists 3 actions against number 1 of what Ofsted asked for on 25 October 2019"
    assert listed.says == said
    assert {action.ref for action in listed.actions} == {"2.3", "2.4", "3.3"}
    assert answer_words(sample_library, "elective home education").listed == ()


def test_where_a_plan_disagrees_with_itself_it_is_told(sample_library: Library) -> None:
    """Its rows list an action that its map leaves out."""
    record = answer_words(sample_library, "early help")
    (listed,) = [each for each in record.listed if each.line.number == "6"]
    assert listed.says.endswith("(its rows and its list of them differ)")


def test_an_action_names_the_ask_that_its_plan_ties_it_to(sample_library: Library) -> None:
    """Among the cells of its row, with the day and the page of the ask."""
    record = answer_words(sample_library, "return home interviews")
    assert record.subject
    cited = [each.statement.citation for each in record.subject.reported]
    ties = [cell.text for each in cited for cell in each.cells if cell.name == LISTED_BY]
    assert any(
        tie.startswith("number 4 of what Ofsted asked for on 25 October 2019, page ")
        and "children who go missing" in tie
        for tie in ties
    )


def test_the_record_of_an_ask_has_what_plans_list_against_it(sample_library: Library) -> None:
    """Of no other ask."""
    record = answer_words(sample_library, "caseloads")
    listed = record.listed[0]
    own = answer_ask(sample_library, listed.line.ask.id)
    assert [each.line for each in own.listed] == [listed.line]


def test_a_terminal_prints_all_that_it_announces(sample_library: Library) -> None:
    """The first of many, with how many more there are; all where all are asked for."""
    record = answer_words(sample_library, "management oversight")
    listed = replace(record.listed[0], actions=record.listed[0].actions * 3)
    record = replace(record, listed=(listed,))
    parts = [recurred(record, whole).partition(LISTED[:30])[2] for whole in (False, True)]
    words = listed.actions[0].text.split()[:4]
    assert [part.count(" ".join(words)) for part in parts] == [2, 3]
    assert "and 4 more; --all prints them" in parts[0]
    assert "more;" not in parts[1]


def test_what_a_plan_ties_its_actions_to_is_told_where_no_ask_has_the_words(
    sample_library: Library,
) -> None:
    """Of actions that are surely about the words, half at least; of an ask told anyway nothing."""
    lines = answer_words(sample_library, "management oversight").listed
    (line,) = [each.line for each in lines if each.line.number == "1"]
    actions = [action.citation for action in line.actions[:2]]
    told = say_tied(sample_library, "Wexmere", actions, ())
    assert any("number 1 of what Ofsted asked for on 25 October 2019" in each for each in told)
    assert all(each.startswith("The council's plan lists actions on this against") for each in told)
    without = say_tied(sample_library, "Wexmere", actions, {line.ask.id})
    assert without == [each for each in told if "number 1 of" not in each]
    assert say_tied(sample_library, "Wexmere", [], ()) == []
