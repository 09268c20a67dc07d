"""The time that a number is for."""

from datetime import date

import pytest

from ingest.find.measures.periods import find_periods


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("31 March 2014", date(2014, 3, 31)),
        ("2014-15", date(2015, 3, 31)),
        ("2014-5", date(2015, 3, 31)),
        ("13/14", date(2014, 3, 31)),
        ("July 2015", date(2015, 7, 31)),
        ("Apr-Dec 2016", date(2016, 12, 31)),
        ("April to December 2016", date(2016, 12, 31)),
        ("April 2019 to March 2020", date(2020, 3, 31)),
        ("2019", date(2019, 12, 31)),
        ("2011 to 2014", date(2014, 3, 31)),
        ("2014−15", date(2015, 3, 31)),
        ("Q2 2023/24", date(2023, 9, 30)),
        ("Q4 23/24", date(2024, 3, 31)),
    ],
)
def test_a_period_has_its_last_day(words: str, end: date) -> None:
    """A financial year ends in March."""
    (found,) = find_periods(words)
    assert (found.printed, found.end) == (words, end)


def test_two_numbers_with_a_stroke_are_no_year() -> None:
    """A score, a share."""
    assert list(find_periods("2/6 and 10-12")) == []
