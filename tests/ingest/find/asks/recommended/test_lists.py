"""Recommendations as councils print them: under headings and leads, in boxes, in tables."""

from dataclasses import replace

import pytest

from corpus.document import Document, RawDocument, Source
from ingest.document.assemble import assemble
from ingest.find.asks.by_kind import find_asks
from ingest.read.text import text_to_pages


def read(text: str, kind: str = "committee_report") -> Document:
    """A text as a document of a kind."""
    raw = RawDocument(text_to_pages(text), reader="text")
    return replace(assemble(Source("a" * 64), raw), kind=kind)


def asks_of(text: str, kind: str = "committee_report") -> list[tuple[str, str]]:
    """The number and the words of each ask."""
    document = read(text, kind)
    return [(ask.printed_number, document.quote(ask.span)) for ask in find_asks(document)]


@pytest.mark.parametrize("kind", ["committee_report", "cabinet_report", "other"])
def test_a_long_list_under_capitals_is_read_whole(kind: str) -> None:
    """Its lead asks nothing, whatever the kind of the paper; reasons are none of it."""
    items = "\n\n".join(f"{number}. Visit home {number} each month." for number in range(1, 25))
    text = (
        "# REPORT\n\n## RECOMMENDATION(S):\n\nThe Panel recommends that the Council should:\n\n"
        f"{items}\n\n## REASON FOR RECOMMENDATION(S):\n\nChildren asked for visits.\n"
    )
    assert [number for number, _ in asks_of(text, kind)] == [str(n) for n in range(1, 25)]


@pytest.mark.parametrize(
    "lead",
    [
        "## Recommendations\n\n2.1 That the Committee:",
        "## Recommendation(s)\n\nThat Cabinet:",
        "**Members are recommended to:**",
        "The Panel is recommended to:-",
        "## The Commission is invited to",
        "The five key recommendations are:",
        "## Decision required\n\nThe Executive is asked to:",
    ],
)
def test_what_stands_under_a_lead_is_asked(lead: str) -> None:
    """The lead is no ask."""
    text = f"# Report\n\n{lead}\n\n(a) note the report; and\n\n(b) ask for another in May.\n"
    assert [number for number, _ in asks_of(text)] == ["a", "b"]


def test_parts_of_an_item_belong_to_it() -> None:
    """A numbered line that says what is asked is the ask, its parts are within."""
    text = (
        "# Report\n\n## Recommendations\n\n1. Agree the rises in pay from April, namely:\n\n"
        "(i) four in a hundred; and\n\n(ii) six for teenagers.\n\n2. Thank the carers.\n"
    )
    (first, words), (second, _) = asks_of(text)
    assert (first, second) == ("1", "2")
    assert words.endswith("six for teenagers.")


def test_items_of_one_paragraph_are_each_an_ask() -> None:
    """ "(1) ...; and (2) ..." behind the word itself."""
    text = "# Report\n\nRECOMMENDED: That (1) the report be noted; and (2) it come back in May.\n"
    assert asks_of(text) == [("1", "the report be noted;"), ("2", "it come back in May.")]


def test_a_recommendation_may_have_a_heading_of_its_own() -> None:
    """A sentence that begins with the same words is none."""
    text = (
        "# Report\n\n## Recommendation 6\n\nThat the Cabinet Member writes to schools.\n\n"
        "## Progress\n\nRecommendation 2 was met last year.\n"
    )
    assert asks_of(text, "other") == [("6", "That the Cabinet Member writes to schools.")]


def test_recommendations_beside_their_responses_are_asked() -> None:
    """But not those that a plan's table sets beside its actions."""
    table = "Recommendation\t{}\tLead\n1. That the centre open at weekends\tYes\tManager\n"
    assert asks_of("# Response\n\n" + table.format("Response")) == [
        ("1", "That the centre open at weekends")
    ]
    assert asks_of("# Plan\n\n" + table.format("Action"), "action_plan") == []


def test_a_label_beside_recommendations_is_a_heading() -> None:
    """A cover sheet is a table of labels."""
    text = "# Report\n\nWards\tAll\nRecommendations\tThat the Committee: 1. Notes it. 2. Waits.\n"
    assert asks_of(text) == [("1", "Notes it."), ("2", "Waits.")]


def test_matters_of_concern_are_asks_of_a_coroner() -> None:
    """They may stand in one cell with what leads to them."""
    text = (
        "# REGULATION 28 REPORT\n\n4\tCIRCUMSTANCES\n5\tCONCERNS The MATTERS OF CONCERN are as"
        " follows. – (1) Nobody rang. (2) Nobody wrote.\n"
    )
    assert asks_of(text, "other") == [("1", "Nobody rang."), ("2", "Nobody wrote.")]


@pytest.mark.parametrize(
    "text",
    [
        "## Recommendations from the last inspection\n\n4.1 Inspectors asked for better plans.\n",
        "## Reason for recommendation\n\nThat is what families want.\n",
        "## Population\n\nEngland Male\n\nEngland Female\n",
    ],
)
def test_what_only_looks_like_a_list_asks_nothing(text: str) -> None:
    """Headings about recommendations, and labels of tables."""
    assert asks_of(f"# Report\n\n{text}") == []


def test_weaknesses_need_a_statement_of_action() -> None:
    """What a joint inspection's letter requires one on is asked, each by itself."""
    text = (
        "# Letter\n\nThe area has to produce a written statement of action, which says how it will"
        " tackle the following areas of significant weakness:\n\n- long waits\n\n"
        "- poor plans\n"
    )
    assert [words for _, words in asks_of(text, "area_send_report")] == ["long waits", "poor plans"]


def test_a_notice_orders_by_lists_and_by_single_paragraphs() -> None:
    """ "The Council will:" leads to duties; "The Council must report" is one."""
    text = (
        "# Improvement notice\n\n1. The Council will:\n\ni. Appoint a chair.\n\nii. Write a plan."
        "\n\n2. The Council must report to the Department each quarter.\n"
    )
    assert [words for _, words in asks_of(text, "direction")] == [
        "Appoint a chair.",
        "Write a plan.",
        "The Council must report to the Department each quarter.",
    ]


def test_headings_within_a_list_say_who_is_asked() -> None:
    """They ask nothing; why an item is recommended is none of it."""
    text = (
        "# Review\n\n## What we recommend\n\n**A. To the Cabinet**\n\nA1. Keep the grant.\n\n"
        "Reason: nurses are few.\n\nA2. Name a nurse.\n\n**B. To schools**\n\nB1. Open a room.\n"
    )
    asked = ["Keep the grant.", "Name a nurse.", "Open a room."]
    assert [words for _, words in asks_of(text)] == asked


def test_a_notice_and_its_annex_order_in_other_words() -> None:
    """What the council "will" do, and what a commissioner is expected to."""
    text = (
        "# Direction\n\n1. The council will work with the adviser.\n\n2. The Department will review"
        " it.\n\n## Annex A\n\nThe Commissioner is expected to:\n\n1. report by May; and\n\n"
        "2. meet children.\n"
    )
    words = [words for _, words in asks_of(text, "direction")]
    assert words[1:] == ["report by May; and", "meet children."]
    assert words[0] == "The council will work with the adviser."
