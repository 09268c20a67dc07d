"""A day typed in three fields: what is read, and what is said of one that is none."""

from __future__ import annotations

from datetime import date

import pytest

from api.http.inputs import TypedDay, read_day


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("7", "3", "2024"),
        (" 07", "03 ", "2024"),
        ("7", "March", "2024"),
        ("7", "mar", "2024"),
        ("7", "Mar.", "2024"),
    ],
)
def test_a_day_is_read_as_people_write_it(day: str, month: str, year: str) -> None:
    """With a leading nought, with blanks, with the month's name or how it begins."""
    assert read_day(day, month, year).value == date(2024, 3, 7)


def test_three_empty_fields_are_no_day_and_no_fault() -> None:
    """A day that may be left out."""
    assert read_day("", " ", "") == TypedDay()


@pytest.mark.parametrize(
    ("typed", "wrong", "told"),
    [
        (("", "3", "2024"), ("day",), "Add the day."),
        (("7", "", ""), ("month", "year"), "Add the month and the year."),
        (("32", "3", "2024"), ("day",), "1 to 31"),
        (("7", "13", "2024"), ("month",), "1 to 12"),
        (("7", "ma", "2024"), ("month",), "1 to 12"),
        (("7", "3", "24"), ("year",), "four figures"),
        (("7", "3", "0000"), ("year",), "four figures"),
        (("-7", "x" * 3000, "٢٠٢٤"), ("day", "month", "year"), "four figures"),
        (("31", "2", "2024"), ("day", "month"), "There is no 31 February in 2024."),
        (("29", "Feb", "2023"), ("day", "month"), "There is no 29 February in 2023."),
    ],
)
def test_what_is_no_day_is_kept_and_told(
    typed: tuple[str, str, str], wrong: tuple[str, ...], told: str
) -> None:
    """The fault says what to write, names the fields, and keeps what was typed."""
    read = read_day(*typed)
    assert (read.day, read.month, read.year) == typed
    assert read.value is None
    assert read.wrong == wrong
    assert told in read.fault
