"""Deadlines of actions: the last day that their words can mean."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from datetime import date

from ingest.document.dates import read_days

_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\s+(20\d\d)", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:from|since|starting|ongoing from)\s+(?:\d{1,2}\s+)?$", re.IGNORECASE)


def read_due(words: str) -> date | None:
    """The last day that words about a deadline can mean; None where they set no end.

    >>> read_due("February 2020"), read_due("Ongoing from October 2019")
    (datetime.date(2020, 2, 29), None)
    """
    days = list(read_days(words))
    for month in _MONTH.finditer(words):
        if not _OPEN.search(words[: month.start()]):
            year, number = int(month[2]), _MONTHS[month[1].lower()]
            days.append(date(year, number, monthrange(year, number)[1]))
    if _OPEN.search(words[: _first_day(words)]) and len(days) < 2:
        days = [day for day in days if _MONTH.search(words) is None]
    return max(days, default=None)


def _first_day(words: str) -> int:
    found = re.search(r"\d", words)
    return found.start() if found else 0
