"""The line on the decision itself."""

from datetime import date

import pytest

from corpus.citation import Citation
from corpus.document import Span
from index.briefing.contents import Quotation
from index.briefing.lines.decided import ask_of_decision, find_main
from index.briefing.pack import brief_document
from index.briefing.paper import NO_PAPER, Paper, Sentence
from index.library import Library

DAY = date(2024, 3, 7)


def quote(words: str, at: int = 0) -> Quotation:
    """Words of a paper."""
    span = Span(at, at + len(words))
    return Quotation(Citation("p", "Update", "", DAY, 1, "", "2", "", words, span))


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("agree that the plan be closed on 1 May", "apart from actions that are done?"),
        ("approve the Improvement Plan", "What will children notice first if this plan works?"),
        (
            "adopt the Early Help Strategy",
            "What will children notice first if this strategy works?",
        ),
        ("agree that the two hubs move", "what will be different for the children concerned?"),
    ],
)
def test_what_is_asked_fits_what_is_to_be_decided(words: str, asked: str) -> None:
    """To close a plan, to agree one, anything else."""
    line = ask_of_decision(quote(words), (), DAY, False, NO_PAPER)
    assert line.question.endswith(asked)
    assert find_main([quote("note the report"), quote(words)]) == (
        None if "hubs" in words else quote(words)
    )


@pytest.mark.parametrize(
    "words",
    [
        "agree to keep close oversight of the improvement plan",
        "note progress to the end of the second year of the plan",
        "agree the committee's work programme",
        "agree that officers plan a further report",
    ],
)
def test_what_neither_closes_nor_agrees_a_plan_is_no_main_decision(words: str) -> None:
    """Though the words stand in it."""
    assert find_main([quote(words)]) is None


def test_to_close_a_plan_comes_before_to_agree_one() -> None:
    """It is what such a paper is about."""
    closing = quote("agree that the plan be closed")
    assert find_main([quote("approve the strategy"), closing]) == closing


def test_a_line_on_closing_a_plan_says_how_far_it_is() -> None:
    """And how the paper judges that; a risk is none of it."""
    words = (
        "Nine of 12 actions are complete.",
        "The plan has ten pages.",
        "It may not be complete.",
    )
    sentences = [
        Sentence(quote(text, at), "2", {}) for text, at in zip(words, (0, 50, 99), strict=True)
    ]
    risk = Sentence(quote(words[2], 99), "2", {}, is_risk=True)
    paper = Paper("p", (*sentences[:2], risk))
    decision = quote("agree that the plan be closed", 200)
    line = ask_of_decision(decision, (), DAY, False, paper)
    assert [each.citation.quote for each in line.evidence] == [decision.citation.quote, words[0]]


def test_such_a_decision_is_the_first_line_of_a_pack(sample_library: Library) -> None:
    """A purchase is not: there the paper's own words come first."""
    held = "select d.id from document d where d.title like ?"
    (closing,) = sample_library.db.execute(held, ["%progress since%"]).fetchone()
    first = brief_document(sample_library, closing).enquiries[0]
    assert first.issue == "the decision itself"
    assert any("three are in progress" in each.citation.quote for each in first.evidence)
