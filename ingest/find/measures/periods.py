"""The time that a number is for, as printed: years, quarters, months, days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.document import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_PERIOD = re.compile(
    rf"""\b(?:
        (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<dmonth>{_MONTH})\s+(?P<dyear>(?:19|20)\d\d)
      | (?:{_MONTH}(?:\s+(?:19|20)\d\d)?\s*(?:[-–−]|\bto\b)\s*)?  # "Apr-Dec 2016" is no month
        (?P<month>{_MONTH})[\s,-]*(?P<myear>(?:19|20)\d\d|\d\d(?=\b(?!\s?(?:%|per\s+cent))))
      | (?:19|20)\d\d\s+to\s+(?P<until>(?:19|20)\d\d)
      | (?P<first>(?:19|20)?\d\d)\s?[-–−/]\s?(?P<last>(?:20)?\d\d|(?<=20\d\d[-–−/])\d)
        (?![\d.,]*\s?(?:%|days|children))
      | (?P<quarter>q(?:uarter)?\s?[1-4])
        (?:,?\s+(?P<qfirst>(?:20)?\d\d)\s?[-–/]\s?(?P<qlast>(?:20)?\d\d)(?!\s?%))?
      | (?P<alone>(?<=\bend\sof\s){_MONTH}|{_MONTH}(?=\s*$|\s*[,;)])
          |(?<=\bin\s){_MONTH}(?=\s+\d[\d.]*\s?(?:%|per\s+cent)))
      | (?P<year>20[012]\d)
      | (?P<ytd>ytd|year\s+to\s+date)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_WHOLE = 4  # digits of a year in full
_LONGEST = 5  # years of an average
_LAST_QUARTER = 4
_YEAR_END = 3  # the financial year of councils ends in March


@dataclass(frozen=True, slots=True)
class Period:
    """A time as printed, and its last day; `counted` from another ("the previous year")."""

    span: Span
    printed: str
    end: date | None
    counted: bool = False


def find_periods(text: str, now: date | None = None) -> Iterator[Period]:
    """The times that a text names, in order; `now` is the day of its document."""
    for found in _PERIOD.finditer(text):
        if _is_year_pair(found):
            yield Period(Span(found.start(), found.end()), found[0], _end(found, now))


def _is_year_pair(found: re.Match[str]) -> bool:
    """True but of two numbers that are no years: "13/14" and "2014-5" are, "2/6" is not."""
    if not found["first"]:
        return True
    if len(found["last"]) == 1:
        return int(found["last"]) == (int(found["first"]) + 1) % 10
    if len(found["first"]) == _WHOLE:
        return 0 < int(found["last"][-2:]) - int(found["first"][-2:]) <= _LONGEST
    return int(found["last"][-2:]) == (int(found["first"][-2:]) + 1) % 100


def _end(found: re.Match[str], now: date | None) -> date | None:
    try:
        if found["day"]:
            return date(int(found["dyear"]), _number(found["dmonth"]), int(found["day"]))
        if found["month"]:
            return month_end(_full_year(found["myear"]), _number(found["month"]))
        if found["first"]:
            return month_end(_last_year(found["first"], found["last"]), _YEAR_END)
        if found["until"]:
            return month_end(int(found["until"]), _YEAR_END)
        if found["qfirst"]:
            return _quarter_end(found)
        if found["year"]:
            return date(int(found["year"]), 12, 31)
    except ValueError:
        return None
    if found["alone"] and now:
        month = _number(found["alone"])
        return month_end(now.year if month <= now.month else now.year - 1, month)
    return now


def _quarter_end(found: re.Match[str]) -> date:
    """The last day of a quarter of a financial year: "Q2 2023/24" ends in September 2023."""
    quarter, year = int(found["quarter"][-1]), _full_year(found["qfirst"])
    if quarter == _LAST_QUARTER:
        return month_end(year + 1, _YEAR_END)
    return month_end(year, _YEAR_END + 3 * quarter)


def _number(month: str) -> int:
    return _MONTHS.index(month[:3].lower()) + 1


def _full_year(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _last_year(first: str, last: str) -> int:
    """The last of two years: "2014-5" ends in 2015."""
    return int(first) + 1 if len(last) == 1 else _full_year(last)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
