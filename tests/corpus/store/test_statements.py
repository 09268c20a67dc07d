"""What documents say: statements and records with the facts of their documents."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from sqlite3 import Connection

from corpus.document import Span
from corpus.records import Action, Ask, Finding, Judgement, Observation, Question, Report
from corpus.store.statements import find_themed, iter_records, iter_statements

Keep = Callable[..., Report]
DAY = date(2019, 7, 1)  # of the reports kept
TEXT = "Visits are often late."  # of their finding


def test_statements_are_asks_actions_and_findings(empty: Connection, keep: Keep) -> None:
    """Each with what it says, its words, its passage and the headings over it."""
    keep("a", records={"actions": (Action("a-action", Span(30, 37)),)})
    ask, action, finding = iter_statements(empty, "Ambleford", DAY)
    assert (ask.kind, ask.stance, ask.passage, ask.citation.page) == ("ask", "asked", "a-second", 2)
    assert (action.kind, action.stance, action.text) == ("action", "planned", "ncil sh")
    assert (finding.kind, finding.stance, finding.confidence) == ("finding", "found weak", 0.8)
    assert (finding.published, finding.heading, finding.text) == (DAY, "Heading", TEXT)


def test_what_a_plan_measures_stands_beside_its_action(empty: Connection, keep: Keep) -> None:
    """What, and what success looks like; not how it is measured."""
    action = Action(
        "row",
        Span(30, 37),
        measure="% of visits on time, to be measured through audit",
        success_measure="Visits are kept.",
    )
    keep("a", records={"actions": (action,)})
    (beside,) = [each.beside for each in iter_statements(empty, "Ambleford", DAY) if each.beside]
    assert beside == "% of visits on time, ; Visits are kept."


def test_an_action_has_the_words_behind_the_end_of_a_page(empty: Connection, keep: Keep) -> None:
    """What is quoted is what stands together; its text is all of it."""
    action = Action("row", Span(0, 6), rest=(Span(11, 15), Span(16, 21)))
    keep("a", records={"actions": (action,)})
    (row,) = [each for each in iter_statements(empty, "Ambleford", DAY) if each.kind == "action"]
    assert (row.citation.quote, row.text) == (TEXT[:6], f"{TEXT[:6]} ofte late")


def test_statements_are_of_dated_documents_of_the_authority(empty: Connection, keep: Keep) -> None:
    """Published by the day, which counts."""
    keep("later", published=date(2019, 7, 2))
    keep("undated", published=None)
    keep("barrow", authority="Barrow")
    assert list(iter_statements(empty, "Ambleford", DAY)) == []
    assert len(list(iter_statements(empty, "Barrow", DAY))) == 2


def test_what_says_nothing_of_its_subject_is_no_statement(empty: Connection, keep: Keep) -> None:
    """A decision, and a sentence that judges nothing; what a council finds is its report."""
    decision = Ask("d", Span(23, 40), "decision_asked")
    finding = Finding("f", Span(0, 22), "strength")
    keep("a", records={"asks": (decision,), "findings": (replace(finding, stance="neutral"),)})
    own = replace(finding, id="g")
    keep("b", kind="committee_report", records={"asks": (), "findings": (own,)})
    (report,) = iter_statements(empty, "Ambleford", DAY)
    assert (report.id, report.stance, report.is_outside) == ("g", "council reported", False)


def test_a_theme_is_its_whole_name(empty: Connection, keep: Keep) -> None:
    """Not a part of it."""
    keep("a")
    assert find_themed(empty, "visits") == {"a-finding"}
    assert find_themed(empty, "visit") == set()


def test_records_come_as_they_were_saved_with_their_words(empty: Connection, keep: Keep) -> None:
    """By publication, then in the order of saving; those of undated documents first."""
    graded = Judgement(Span(0, 6), "leaders", "good", "Good")
    keep("later", records={"judgements": (graded,)})
    keep("undated", records={"judgements": (graded, graded)}, published=None)
    sources = list(iter_records(empty, Judgement, "Ambleford"))
    assert [source.document for source in sources] == ["undated", "undated", "later"]
    assert sources[2].record == graded
    assert (sources[2].text, sources[2].citation.page, sources[2].published) == ("Visits", 1, DAY)
    assert sources[2].document_kind == "inspection_report"


def test_records_to_a_day_are_of_dated_documents(empty: Connection, keep: Keep) -> None:
    """Of that authority, whatever the kind of record."""
    asked = Question("q", Span(0, 6), answer=Span(7, 10), themes=("visits",))
    value = Observation("o", Span(0, 6), "visits", "9", 9.0, rag_agrees=False)
    keep("a", records={"questions": (asked,), "measures": (value,)})
    keep("undated", records={"questions": (Question("r", Span(0, 6)),)}, published=None)
    assert [source.record for source in iter_records(empty, Question, "Ambleford", DAY)] == [asked]
    assert [source.record for source in iter_records(empty, Observation, "Ambleford", DAY)] == [
        value
    ]
    assert list(iter_records(empty, Question, "Ambleford", date(2019, 6, 30))) == []
    assert list(iter_records(empty, Question, "Barrow")) == []
