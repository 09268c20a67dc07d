"""Which sentences of a paper admit something, and which of its figures say something."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.citation import Citation
from corpus.document import Span
from index.briefing.contents import Quotation
from index.briefing.lines.cues import admits, counts, is_cost, is_spoken
from index.briefing.paper import Sentence


def sentence(words: str, is_outside: bool = False) -> Sentence:
    """A sentence of prose with a figure."""
    span = Span(0, len(words))
    cited = Citation("d", "Update", "Wexmere Council", date(2024, 3, 7), 1, "", "", "", words, span)
    return Sentence(Quotation(cited), "part", {}, has_figure=True, is_outside=is_outside)


@pytest.mark.parametrize(
    "words",
    [
        "A neighbouring borough pays a loyalty sum of £500 to its carers.",
        "Another council, Ebbsworth, was told to pay £800 because its policy was too slow.",
    ],
)
def test_what_is_told_of_another_council_opens_no_line(words: str) -> None:
    """Neither its figures nor its difficulties are this council's."""
    assert not counts(sentence(words))
    assert not admits(sentence(words))


def test_a_rule_that_holds_anywhere_admits_nothing() -> None:
    """A council's paper may repeat what the law presumes of any that fails."""
    rule = "In cases of lasting failure there is a presumption, which is a challenge to rebut."
    assert not admits(sentence(rule))
    assert admits(sentence("There is a challenge in filling posts."))


@pytest.mark.parametrize(
    "words", ["No target has been missed.", "No review of cases has been late since May."]
)
def test_what_did_not_go_wrong_admits_nothing(words: str) -> None:
    """What has not been done does."""
    assert not admits(sentence(words))
    assert admits(sentence("No review of the pilot has been carried out."))


def test_what_a_cabinet_prefers_is_not_what_children_say() -> None:
    """Nor is the provider that a contract prefers."""
    assert not is_spoken(sentence("Of the homes for children the Cabinet preferred option two."))
    assert not is_spoken(sentence("Care for children goes to the preferred provider."))
    assert is_spoken(sentence("The young people in the home preferred smaller rooms."))


def test_a_cost_alone_is_known_from_what_it_buys() -> None:
    """The posts that it pays for are part of it; a share, or what is hard, is not."""
    assert is_cost(sentence("The team has nine posts and costs £412,000 a year."))
    assert not is_cost(sentence("The overspend on placements is £4.6 million."))
    assert not is_cost(sentence("It costs £90,000, and 40% of the children came back."))


@pytest.mark.parametrize(("heading", "is_sum"), [("Budget", True), ("Performance", False)])
def test_a_row_under_a_heading_on_money_is_a_cost(heading: str, is_sum: bool) -> None:
    """Whatever the money is for: "Clubs 1,105 1,210"."""
    said = sentence("Clubs 1,105 1,210").quotation
    under = replace(said, citation=replace(said.citation, section=heading))
    assert is_cost(replace(sentence("Clubs"), quotation=under, is_prose=False)) is is_sum


def test_a_share_in_an_outside_bodys_report_counts_where_it_is_set_beside_another() -> None:
    """Elsewhere it only describes the place; in the council's own papers each is asked about."""
    described = "The majority (63%) of schools in Wexmere are academies."
    assert counts(sentence(described))
    assert not counts(sentence(described, is_outside=True))
    assert counts(sentence("Re-referrals rose to 31%, against 22% in England.", is_outside=True))


@pytest.mark.parametrize(
    ("words", "is_admitted"),
    [
        ("Joint work has led to fewer children in unregistered homes.", True),
        ("Caseloads are 21 on average, above the limit of 18.", True),
        ("Other work has not declined.", False),
    ],
)
def test_what_the_law_forbids_is_admitted_where_there_is_less_of_it(
    words: str, is_admitted: bool
) -> None:
    """Though the sentence is read as praise; what is over the council's own limit is admitted."""
    assert admits(replace(sentence(words), stance="improving")) is is_admitted


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("Young people told the panel that they are moved too often.", True),
        ("The Crew was consulted. Its members asked that nobody should have to leave.", True),
        ("Its members asked for a report.", False),
        ("Children are told about their rights.", False),
        ("Children whom inspectors met said that visits are rare.", False),
        ("The Youth Forum was asked about the house and preferred the town centre.", True),
        ("Research tells us that what children said is often not heard.", False),
        ("Every visit should include time in which children said what they want.", False),
    ],
)
def test_what_children_and_families_say_in_a_paper_is_known(words: str, is_told: bool) -> None:
    """Not what they are told, nor what a committee's members said."""
    assert is_spoken(sentence(words)) is is_told


def test_that_nobody_has_looked_is_an_admission() -> None:
    """No audit, no plan of money; that nothing bad was found is none."""
    assert admits(sentence("No audit of the new arrangements has been carried out."))
    assert not admits(sentence("No complaint has been made."))


def test_a_risk_is_weighed_by_its_name() -> None:
    """Where its description begins with a rule that holds anywhere."""
    rule = sentence("In cases of failure there is a presumption of another provider.")
    cells = (("", "The council loses control"), ("rated", "C3"))
    risk = replace(rule, quotation=replace(rule.quotation, cells=cells), is_risk=True)
    assert admits(risk)
    assert not admits(rule)


def test_posts_that_are_empty_are_an_admission() -> None:
    """However they are called."""
    assert admits(sentence("Three of the eleven adviser posts are vacant."))
    assert not admits(sentence("The eleven posts are permanent."))
