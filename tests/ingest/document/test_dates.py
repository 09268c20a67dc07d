"""Dates as reports print them."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Source
from ingest.document.dates import find_event_days, find_published, find_signing_day, read_days


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("Inspection dates: 8 – 12 July 2013", (2013, 7, 8), (2013, 7, 12)),
        ("Inspection dates:   15-19 July 2013", (2013, 7, 15), (2013, 7, 19)),
        (
            "Inspection date: 14 January 2014 – 5 February 2014\nReport published: 21 March 2014",
            (2014, 1, 14),
            (2014, 2, 5),
        ),
        ("Inspection date: 29 April – 22 May 2014", (2014, 4, 29), (2014, 5, 22)),
        ("Inspection date: 12/09/2016 to 06/10/2016", (2016, 9, 12), (2016, 10, 6)),
        ("Inspection date: 4 June 2018–28 June 2018", (2018, 6, 4), (2018, 6, 28)),
        (
            "Inspection dates: Monday 6th to Friday 17th December, 2021",
            (2021, 12, 6),
            (2021, 12, 17),
        ),
        ("Dates of inspection: 12 December to 13 January 2023", (2022, 12, 12), (2023, 1, 13)),
        (
            "Inspection dates: 5 to 9 December 2022 and 14 to 15 February 2023",
            (2022, 12, 5),
            (2023, 2, 15),
        ),
        (
            "Inspection dates: 5 to 9 February 2024\nDates of previous inspection: 1 to 3 May 2019",
            (2024, 2, 5),
            (2024, 2, 9),
        ),
    ],
)
def test_the_statement_on_a_title_page_gives_the_first_and_last_day(
    build_document: Callable[..., Document],
    printed: str,
    first: tuple[int, int, int],
    last: tuple[int, int, int],
) -> None:
    """Every printed form is read, a pause included; other dates beside it are not the days."""
    document = build_document(*(("paragraph", line) for line in printed.splitlines()))
    assert find_event_days(document) == (date(*first), date(*last))


def test_a_letter_says_in_its_first_sentence_when_inspectors_came(
    build_document: Callable[..., Document],
) -> None:
    """The letter's own date and the last inspection's are not the visit's."""
    document = build_document(
        ("paragraph", "3 March 2020"),
        ("paragraph", "Dear Director"),
        ("paragraph", "The last inspection was on 4 June 2018."),
        ("paragraph", "This letter is about the visit to Wexmere on 11 and 12 February 2020."),
    )
    assert find_event_days(document) == (date(2020, 2, 11), date(2020, 2, 12))


def test_no_days_are_made_up(build_document: Callable[..., Document]) -> None:
    """A document that names no days of an inspection has none, whatever else it dates."""
    document = build_document(("paragraph", "In June 2019 a new director came."))
    assert find_event_days(document) is None
    assert read_days("31 February 2020, caseloads of 3 to 7, section 47, May") == []


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_is_read_in_every_spelling(day: date) -> None:
    """Words, figures and ISO forms of one day are that day."""
    month = day.strftime("%B")
    for printed in (
        f"{day.day} {month} {day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        day.isoformat(),
        f"the {day.day} of {month[:3]}. {day.year}.",
    ):
        assert read_days(printed) == [day]


@given(st.dates(date(2000, 1, 1), date(2098, 1, 1)), st.integers(0, 40))
def test_the_first_day_of_a_run_needs_no_year(first: date, length: int) -> None:
    """A run of up to six weeks is whole again where only its last day has a year."""
    last = date.fromordinal(first.toordinal() + length)
    printed = f"{first.day} {first:%B} to {last.day} {last:%B} {last.year}"
    assert read_days(printed) == [first, last]


def test_publication_is_taken_from_the_text_first(build_document: Callable[..., Document]) -> None:
    """Then from the manifest, then from the file's name; the answer says which."""
    listed = Source("0" * 64, name="report-2016-01-20.pdf", published=date(2016, 1, 19))
    named = Source("0" * 64, name="report_20160120.pdf")
    printed = ("paragraph", "Report published: 18 January 2016")
    silent = ("paragraph", "Executive summary")
    assert find_published(build_document(printed, source=listed)) == (date(2016, 1, 18), "text")
    assert find_published(build_document(silent, source=listed)) == (date(2016, 1, 19), "manifest")
    assert find_published(build_document(silent, source=named)) == (date(2016, 1, 20), "file name")
    assert find_published(build_document(silent)) == (None, "")


def test_a_letter_is_published_on_its_date(build_document: Callable[..., Document]) -> None:
    """The line that is only a date, above the greeting."""
    letter = build_document(
        ("paragraph", "3 March 2020"),
        ("paragraph", "Dear Director"),
        ("paragraph", "The visit was on 11 February 2020."),
    )
    assert find_published(letter) == (date(2020, 3, 3), "text")


def test_an_agenda_is_published_on_its_own_date(build_document: Callable[..., Document]) -> None:
    """The first date is the meeting's, the last the agenda's."""
    agenda = build_document(
        ("paragraph", "Date: 10 March 2020"),
        ("paragraph", "Date: 2 March 2020"),
        kind="agenda_pack",
    )
    assert find_published(agenda) == (date(2020, 3, 2), "text")


def test_a_direction_has_the_day_under_it(build_document: Callable[..., Document]) -> None:
    """Days that its recitals name are of other things."""
    direction = build_document(
        ("paragraph", "WHEREAS a report of 1 October 2019 found failings"),
        ("paragraph", "Dated this 26th day of February 2020"),
    )
    assert find_signing_day(direction) == date(2020, 2, 26)
