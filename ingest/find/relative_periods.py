"""Times that a sentence tells of from another: "the previous quarter", "a year ago"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from corpus.document import Span
from ingest.find.measures.periods import Period, find_periods, month_end

# What is counted from now, or from the time named before it.
_TOLD = re.compile(
    r"""\b(?:
        (?P<now>at\s+(?:the\s+)?(?:time|point)\s+of\s+(?:(?:the|this|our)\s+)?(?:(?!last|previous|first)\w+\s+)?
            (?:inspection|visit|review|report)
          | currently | at\s+present | (?:the\s+)?(?:last|past)\s+(?:12|twelve)\s+months
          | (?:the\s+)?(?:most\s+recent|latest)\s+(?:available\s+)?(?:data|figures?|information))
      | (?P<quarter>(?:the\s+)?(?:last|latest|past)\s+quarter)
      | (?P<back>(?:the\s+)?(?:previous|preceding)\s+(?P<spell>quarter|month|year)(?!['’])
          | (?:the\s+)?same\s+(?:quarter|period|time|month)\s+(?:a|one|last|the\s+previous)\s+year
            (?:\s+(?:ago|earlier|before))?
          | (?:a|one)\s+year\s+(?:ago|earlier|before) | the\s+year\s+before
          | (?<!the\s)(?<!this\s)last\s+year)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s+(?:the\s+(?:end\s+of\s+)?)?$", re.IGNORECASE)
# "since March 2013 from 190 to 263": the first is of that time, the second of now.
_FROM_THEN = re.compile(r"\s+from\b", re.IGNORECASE)
_WHEN = re.compile(r",?\s+when\b", re.IGNORECASE)  # "since 2012, when there were 282"
_MONTHS_BACK = {"quarter": 3, "month": 1}  # a year else


def find_told_periods(text: str, now: date | None = None) -> list[Period]:
    """The times that a sentence names or tells of from another, in order.

    What is told from a time is counted from the last one named before it, else from `now`;
    "since 2014" lasts until `now`.

    >>> [one.end for one in find_told_periods("In June 2013, and the previous quarter")]
    [datetime.date(2013, 6, 30), datetime.date(2013, 3, 31)]
    """
    named = [each for period in find_periods(text, now) for each in _until_now(text, period, now)]
    told: list[Period] = []
    for found in _TOLD.finditer(text):
        span = Span(found.start(), found.end())
        if not any(period.span.touches(span) for period in named):
            end = _told_end(found, now, _last_before(span, [*named, *told]) or now)
            told.append(Period(span, _plain(found[0]), end, bool(found["back"])))
    return sorted([*named, *told], key=lambda period: period.span)


def _last_before(span: Span, periods: Iterable[Period]) -> date | None:
    before = [period for period in periods if period.span < span]
    return max(before, key=lambda period: period.span).end if before else None


def _until_now(text: str, period: Period, now: date | None) -> list[Period]:
    """A time, or, behind "since", what has lasted from it until now; both where both are told."""
    since = _SINCE.search(text[: period.span.start])
    if since is None or _WHEN.match(text, period.span.end):
        return [period]
    lasting = Period(period.span, _plain(text[since.start() : period.span.end]), now)
    return [period, lasting] if _FROM_THEN.match(text, period.span.end) else [lasting]


def _told_end(found: re.Match[str], now: date | None, start: date | None) -> date | None:
    """The last day of a time told from `now` or, before another, from `start`."""
    if found["now"]:
        return now
    if found["quarter"]:
        return _months_before(now, now.month % 3 or 3) if now else None
    back = _MONTHS_BACK.get((found["spell"] or "").lower(), 12)
    return _months_before(start, back) if start else None


def _months_before(day: date, count: int) -> date:
    """The end of the month that many months before that of a day."""
    months = day.year * 12 + day.month - 1 - count
    return month_end(months // 12, months % 12 + 1)


def _plain(words: str) -> str:
    return " ".join(words.split())
