"""Values of measures: the number, what it counts, for when, and whose."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.records import Document, Event, Observation, RawDocument, Source
from ingest.assemble import assemble
from ingest.find.measures import find_measures
from ingest.find.periods import find_periods
from ingest.find.quantities import find_quantities
from ingest.pipeline import read_report
from ingest.read.text import text_to_pages
from ingest.sources import digest_file, find_source

SAMPLE = Path(__file__).parents[3] / "corpus" / "sample"
ANSWERS = json.loads((SAMPLE / "answers.json").read_text("utf-8"))
FILES = {one["id"]: one["file"] for one in ANSWERS["documents"]}
TABLES = [one for one in ANSWERS["measures"] if one["document"].startswith("committee")]
DAY = date(2021, 6, 30)


@pytest.fixture(scope="module")
def observed() -> dict[str, list[Observation]]:
    """The values in the sample's two committee papers."""
    found = {}
    for document in {one["document"] for one in TABLES}:
        path = SAMPLE / FILES[document]
        reports = read_report(find_source(path, digest_file(path), "Wexmere"), path)
        found[document] = [one for report in reports for one in report.measures]
    return found


@pytest.mark.parametrize("planted", TABLES, ids=lambda one: f"{one['document']}-{one['measure']}")
def test_a_planted_row_gives_its_values(planted: dict, observed: dict) -> None:
    """Every value as printed, the target and the comparators told apart."""
    row = [one for one in observed[planted["document"]] if one.measure == planted["measure"]]
    assert {(one.value, one.role) for one in row} >= {
        (one["value"], one["role"]) for one in planted["values"]
    }
    rated = [one for one in row if one.rag]
    assert [one.rag for one in rated] == ([planted["rag"]] if planted["rag"] else [])
    assert all(one.rag_agrees in (planted["rag_agrees"], None) for one in rated)


def observe(text: str) -> list[tuple[str, str, str, str]]:
    """Value, unit, period and owner of each observation in an inspection report's text."""
    document: Document = assemble(Source("a" * 64), RawDocument(text_to_pages(text), "text"))
    document = replace(
        document, kind="inspection_report", authority="Wexmere", event=Event("x", DAY, DAY)
    )
    found = find_measures(document)
    assert all(document.quote(one.span).strip() == one.value for one in found)
    return [(one.value, one.unit, one.period, one.who) for one in found]


def test_a_sentence_tells_whose_each_number_is() -> None:
    """The authority's, its neighbours', England's."""
    text = "Re-referrals fell to 21% in 2014-15, compared with 24% nationally and 22% for"
    assert observe(text + " statistical neighbours in the same year.") == [
        ("21%", "%", "2014-15", "Wexmere"),
        ("24%", "%", "2014-15", "England"),
        ("22%", "%", "2014-15", "statistical neighbours"),
    ]


def test_each_number_has_the_time_beside_it() -> None:
    """From the first to the second, each with its own."""
    text = "The number of children in care rose from 380 at 31 March 2014 to 435 in June 2021."
    assert observe(text) == [
        ("380", "", "31 March 2014", "Wexmere"),
        ("435", "", "June 2021", "Wexmere"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Children aged 16 to 17 live at home (paragraph 45).",
        "Under section 47, social workers visited on 12 May 2021.",
        "Over the last 12 months leaders met often.",
        "In 2019 the service was new.",
    ],
)
def test_ages_dates_and_references_are_no_measures(text: str) -> None:
    """Nor laws, nor spells of time."""
    assert observe(text) == []


def test_quantities_keep_sign_unit_and_money() -> None:
    """As printed, with the number's worth."""
    found = list(find_quantities("a net loss of -2 households, £3.4 million and 71 per 10,000"))
    assert [(one.amount, one.unit) for one in found] == [
        (-2.0, "households"),
        (3.4, "£ million"),
        (71.0, "per 10,000"),
    ]


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("31 March 2014", date(2014, 3, 31)),
        ("2014-15", date(2015, 3, 31)),
        ("13/14", date(2014, 3, 31)),
        ("July 2015", date(2015, 7, 31)),
        ("2019", date(2019, 12, 31)),
    ],
)
def test_a_period_has_its_last_day(words: str, end: date) -> None:
    """A financial year ends in March."""
    (found,) = find_periods(words)
    assert (found.printed, found.end) == (words, end)


def test_two_numbers_with_a_stroke_are_no_year() -> None:
    """A score, a share."""
    assert list(find_periods("2/6 and 10-12")) == []
