"""Asks of councils' and government's papers: duties, demands, decisions, and what is repeated."""

import json
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.document import Document, RawDocument, Source
from corpus.records import Ask
from ingest.document.assemble import assemble
from ingest.document.classify import identify
from ingest.find.asks.by_kind import find_asks
from ingest.pipeline import read_report
from ingest.read.text import text_to_pages
from ingest.sources import digest_file, find_source

SAMPLE = Path(__file__).parents[3] / "corpus" / "sample"
ANSWERS = json.loads((SAMPLE / "answers.json").read_text("utf-8"))
FILES = {one["id"]: one["file"] for one in ANSWERS["documents"]}
PAPERS = ("commissioner-2020", "direction-2020", "committee-2017", "committee-2024", "cabinet-2020")
# What the plan's rows ask is read as actions.
PLANTED = [
    one for one in ANSWERS["asks"] if one["document"] in PAPERS and one["kind"] != "planned_action"
]


@cache
def read_asks(document: str) -> tuple[tuple[Document, Ask], ...]:
    """Every ask of a sample file with the part that it stands in."""
    path = SAMPLE / FILES[document]
    reports = read_report(find_source(path, digest_file(path), "Wexmere"), path)
    return tuple((report.document, ask) for report in reports for ask in report.asks)


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(filter(str.isalnum, text.lower()))


@pytest.mark.parametrize("planted", PLANTED, ids=lambda one: one["id"])
def test_a_planted_ask_is_found_with_its_kind_and_number(planted: dict) -> None:
    """Its words are in an ask of its kind; a number that the paper gives is kept."""
    wanted = letters(planted["text"])[:60]
    found = [
        ask
        for document, ask in read_asks(planted["document"])
        if wanted in letters(document.quote(ask.span))
    ]
    assert planted["kind"] in {ask.kind for ask in found}
    number = planted["printed_number"].strip("()")
    if number:
        printed = {ask.printed_number or ask.assigned_number for ask in found}
        assert any(one.endswith(number) for one in printed)


def test_nothing_is_asked_twice() -> None:
    """No two asks of a document share a word."""
    for document in PAPERS:
        asks = sorted(read_asks(document), key=lambda one: (one[0].part, one[1].span))
        for (part, one), (other_part, other) in pairwise(asks):
            assert part.id != other_part.id or not one.span.touches(other.span)


def asks_of(text: str, kind: str) -> list[tuple[str, str, str]]:
    """Kind, number and words of each ask in a text of a kind."""
    raw = RawDocument(text_to_pages(text), reader="text")
    document = identify(replace(assemble(Source("a" * 64, authority="Wexmere"), raw), kind=kind))
    return [
        (ask.kind, ask.printed_number or ask.assigned_number, document.quote(ask.span))
        for ask in find_asks(document)
    ]


def test_an_improvement_notice_asks_by_theme() -> None:
    """Requirements are numbered under the sentence that leads into them; letters go with them."""
    text = """IMPROVEMENT NOTICE

5. The council must, to the satisfaction of the Secretary of State:

a. reduce the time that children wait for a plan; and

b. report each quarter on:

i. visits;

ii. reviews.

6. This notice runs for a year.
"""
    assert asks_of(text, "direction") == [
        ("duty", "5a", "reduce the time that children wait for a plan; and"),
        ("duty", "5b", "report each quarter on:\ni. visits;\nii. reviews."),
    ]


def test_a_report_that_tells_what_members_once_asked_asks_nothing() -> None:
    """Only what the meeting is asked now counts."""
    text = "1.1 Members asked for figures in May.\n\n1.2 The Board was asked to help last year.\n"
    assert asks_of(text, "committee_report") == []


def test_a_list_of_teams_is_not_restated() -> None:
    """Areas that are places, under a sentence that names Ofsted nearby."""
    text = """2. Background

Ofsted inspected in May.

The service works in five service areas. These are:

- Assessment
- Leaving care
"""
    assert asks_of(text, "commissioner_report") == []


def test_minutes_under_a_resolution_are_decisions() -> None:
    """Each lettered entry; what goes to the executive is told apart."""
    text = """MINUTES

RESOLVED that the Committee:

(a) noted the report; and

(b) recommended to Cabinet that visits be counted monthly.
"""
    assert [(kind, number) for kind, number, _ in asks_of(text, "minutes")] == [
        ("decision", "a"),
        ("recommendation_to_executive", "b"),
    ]


def test_a_bullet_in_the_middle_of_a_sentence_is_none() -> None:
    """Where each line of an entry has been given one, the entry is still one."""
    text = """4. Reviews

The areas that the peer review recommended were:

- Making sure that managers have time for
- reflective supervision
- Checking the plans each month
"""
    assert [words for _, _, words in asks_of(text, "commissioner_report")] == [
        "Making sure that managers have time for\nreflective supervision",
        "Checking the plans each month",
    ]


def test_a_notice_orders_with_should_and_has_parts() -> None:
    """A lead that says what to do is one duty with its letters; what was, and "if", are none."""
    text = """IMPROVEMENT NOTICE

2. The inspection said that leaders should have acted in May.

3. The council should write a plan with its adviser.

4. An adviser will visit. The council must give the adviser access to records.

5. The council must provide to the board, every two months:

a. a report on visits; and

b. what parents say.

6. If the council is unwilling to comply, ministers may act.
"""
    found = asks_of(text, "direction")
    assert [(number, words.split(":")[0][:30]) for _, number, words in found] == [
        ("3", "The council should write a pla"),
        ("4", "The council must give the advi"),
        ("5", "The council must provide to th"),
    ]


def test_a_schedule_orders_without_a_sentence() -> None:
    """Under its heading each numbered instruction."""
    head = "DIRECTION\n\n# Actions to be taken by the Council\n\n"
    text = f"{head}1. To pay the fees.\n\n2. To report.\n"
    assert [number for _, number, _ in asks_of(text, "direction")] == ["1", "2"]


@pytest.mark.parametrize(
    "sentence",
    [
        "We recommend that the figure is printed each month.",
        "The Panel recommends that drivers are trained.",
        "We would therefore ask you to write to all hotels.",
        "It is recommended that the Board considers the table.",
    ],
)
def test_a_letter_asks_in_sentences_of_its_own(sentence: str) -> None:
    """Of now; what somebody recommended before is none."""
    past = "In 2016 we recommended that the board be larger. A review recommended that it meet."
    found = asks_of(f"Dear Leader\n\nWe heard much. {sentence}\n\n{past}\n", "other")
    assert [words for kind, _, words in found if kind != "restated"] == [sentence]


def test_items_run_on_behind_the_marker_of_their_paragraph() -> None:
    """ "a) ..; b) .." in one paragraph, whose first letter is its own marker."""
    items = "a) the report be noted; b) the Chair write; and c) it return."
    text = f"MINUTES\n\nRESOLVED that:\n\n{items}\n"
    assert [number for _, number, _ in asks_of(text, "minutes")] == ["a", "b", "c"]


def test_expectations_of_a_minister_are_asks() -> None:
    """A list that "I expect the partnership to do" leads into."""
    lead = "I expect the partnership to do the following:"
    text = f"Dear colleagues\n\n{lead}\n\n- publish a plan\n- meet\n"
    assert len(asks_of(text, "other")) == 2
