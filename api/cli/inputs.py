"""What options and arguments take, each read or refused in words (argparse prints them)."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from corpus.characters import printable
from corpus.paths import named_path


def path(text: str) -> Path:
    """A path; an empty one is refused, since it would be the folder one stands in."""
    try:
        return named_path(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def words(text: str) -> str:
    r"""Words without what is no character: bytes that are no UTF-8 come in as halves of one.

    >>> words(" care plans\udcff ")
    'care plans'
    """
    return printable(text).strip()


def day(text: str) -> date:
    """A day, or the first of a year."""
    try:
        return date.fromisoformat(text if len(text) > 4 else f"{text}-01-01")
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no date; write 2019 or 2019-08-27") from error


def last_day(text: str) -> date:
    """A day, or the last of a year."""
    return day(text if len(text) > 4 else f"{text}-12-31")


def count(text: str) -> int:
    """A number of things to show or keep."""
    if not text.isdigit() or not 1 <= int(text) <= 10_000:
        raise ArgumentTypeError(f"{text!r} is no number from 1 to 10000")
    return int(text)
