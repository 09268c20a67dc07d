"""Small files that went wrong elsewhere, with what is right: days, hours, drafts, plans."""

from datetime import date
from pathlib import Path

import pytest

from corpus.records import Report
from ingest.pipeline import read_report
from ingest.sources import digest_file, find_source

CASES = Path(__file__).with_name("cases")


def read(name: str) -> Report:
    """The one report of a case."""
    path = CASES / f"{name}.pdf"
    (report,) = read_report(find_source(path, digest_file(path)), path)
    return report


def test_the_day_alone_on_its_line_is_the_papers() -> None:
    """Not that of its review, years later."""
    document = read("15-date-and-review-date").document
    assert (document.published, document.published_from) == (date(2019, 9, 4), "text")
    assert document.title == "Policy for supporting kinship carers, Harrowmere, 2019"


def test_two_meetings_of_a_day_are_told_apart() -> None:
    """By the hour, which sorts as it is printed in the title."""
    titles = [read(name).document.title for name in ("23a-am", "23b-pm")]
    assert titles == sorted(titles)
    assert [title[-5:] for title in titles] == ["10:00", "18:00"]


def test_owners_and_times_of_a_plan_are_shown_as_printed() -> None:
    """No day is made of an empty cell or of "TBC", and no measure of a date."""
    report = read("25-plan-owners")
    assert [(action.lead, action.due) for action in report.actions] == [
        ("CCG", ""),
        ("Head of Kinship", "Ongoing"),
        ("Head of Fostering", "May 2023"),
        ("CCG / NHS Trust", "TBC"),
    ]
    assert [action.due_by for action in report.actions] == [None, None, date(2023, 5, 31), None]
    assert report.measures == ()


@pytest.mark.parametrize(
    ("name", "status", "often"),
    [("26a-draft-minutes", "draft", "month"), ("26b-approved-minutes", "", "quarter")],
)
def test_a_resolution_is_one_decision(name: str, status: str, often: str) -> None:
    """Draft minutes say so in their title, and their approval to come is no decision."""
    report = read(name)
    (ask,) = report.asks
    document = report.document
    assert ask.kind == "decision"
    assert document.quote(ask.span).endswith(f"every {often}.")
    assert (document.status, document.published) == (status, date(2024, 4, 9))
    assert ("draft" in document.title.lower()) == bool(status)


def test_no_measure_is_named_after_a_note() -> None:
    """A superscript is no part of a number, its note no measure."""
    values = [(value.value, value.period) for value in read("07-superscript-note").measures]
    assert ("230", "March 2024") in values
    assert not any(
        "note" in value.measure.lower() for value in read("07-superscript-note").measures
    )
