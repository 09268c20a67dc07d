"""Dates as reports print them: the days of an inspection, a visit or a meeting, and publication."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from corpus.document import Document
from corpus.kinds import AGENDA_PACK

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = "|".join([*MONTHS, *(name[:3] for name in MONTHS), "sept"])
_TOKEN = re.compile(
    rf"""
      (?P<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)
    | (?P<slashed>\b\d{{1,2}}[/.]\d{{1,2}}[/.](?:19|20)\d\d\b)
    | (?P<numbered>\b(?:19|20)\d\d/\d\d\b
        | \b(?:version|v|item|issue|page|part)\.?\s?\d+(?:\.\d+)*\b)
    | (?P<year>\b(?:19|20)\d\d(?!\d))
    | (?P<day>\b\d{{1,2}}(?!\d)(?:\s?(?:st|nd|rd|th)\b)?)
    | (?P<month>\b(?:{_MONTH})\b\.?)
    | (?P<filler>\s+ | [-–—−‑,;&()] | \b(?:to|and|until|of|from|day)\b
        | \b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)
    | (?P<other>\w+|\W)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SPAN_LABEL = re.compile(
    r"\b(?:dates?\s+of\s+(?:this\s+|the\s+)?(?:\w+\s+)?(?:inspection|visit)"
    r"|(?:inspection|visit)\s+dates?)\b",
    re.IGNORECASE,
)
_PUBLISHED_LABEL = re.compile(
    r"(?:^|(?<=\. ))(?:report\s+)?published(?:\s+on)?\s+(?=\d)"
    r"|\b(?:published(?:\s+on|\s+date)?|publication\s+date|date\s+of\s+publication)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_LETTER = re.compile(r"^Dear\b", re.MULTILINE)
_SIGNED = re.compile(r"^Dated\b(?:\s+this)?\s*", re.MULTILINE | re.IGNORECASE)
# An improvement notice says so in its first paragraph.
_ISSUED = re.compile(
    r"\b(?:notice|direction) (?:is|was) (?:issued|given|served)\b"
    r"(?:(?!\b(?:published|basis|report|inspection)\b)[^.;:\n]){0,100}?\bon (?=\d)",
    re.IGNORECASE,
)
_AGENDA_DATE = re.compile(r"^Date:\s*", re.MULTILINE)
# What follows a statement of days on a title page: "Report published", "Lead inspector",
# "Dates of previous inspection", "Age group".
_NEXT_LABEL = re.compile(r"\b(?:dates?|report|reporting|lead|published|previous|last|age)\b", re.I)
_OTHER_VISIT = re.compile(r"\b(?:previous|last|published|dated|earlier)\b", re.IGNORECASE)
_VISIT = re.compile(r"\b(?:inspect\w*|visit\w*|revisit\w*|re-visit\w*|evaluation)\b", re.IGNORECASE)
# Long enough for two runs of days with months and years, as of an inspection that was paused.
STATEMENT_CHARACTERS = 200
# A letter says when inspectors came in its first paragraphs; later dates are of other events.
OPENING_CHARACTERS = 3000


def read_days(text: str) -> list[date]:
    """Every day named in a text, in the order printed; what lacks a month or year is left out.

    Months and years are filled in from what follows, across the turn of a year too.

    >>> [day.isoformat() for day in read_days("14 December – 5th January 2015")]
    ['2014-12-14', '2015-01-05']
    >>> [day.isoformat() for day in read_days("8 to 12 July and 7 and 8 August 2019")]
    ['2019-07-08', '2019-07-12', '2019-08-07', '2019-08-08']

    Years of account and the numbers of versions are no days.

    >>> [day.isoformat() for day in read_days("2024/25 (October 2024), version 2, 1 July 2024")]
    ['2024-07-01']
    """
    tokens = ((match.lastgroup or "", match.group()) for match in _TOKEN.finditer(text))
    runs = groupby(tokens, key=lambda token: token[0] in ("other", "numbered"))
    return [day for is_other, run in runs if not is_other for day in _fill_run(list(run))]


def _fill_run(tokens: list[tuple[str, str]]) -> list[date]:
    """The days of one run of date words, read from its end: later words fill earlier ones."""
    days: list[date] = []
    month = year = 0
    for kind, word in reversed(tokens):
        if kind == "year":
            month, year = 0, int(word)
        elif kind == "month":
            earlier = _month_number(word)
            year -= bool(month and earlier > month)
            month = earlier
        elif kind in ("day", "iso", "slashed"):
            days.extend(_to_days(kind, word, month, year))
    return days[::-1]


def _month_number(word: str) -> int:
    return [name[:3] for name in MONTHS].index(word[:3].lower()) + 1


def _to_days(kind: str, word: str, month: int, year: int) -> Iterator[date]:
    """One date, or none where the numbers make no day of the calendar."""
    numbers = [int(number) for number in re.findall(r"\d+", word)]
    parts = {"day": (year, month, *numbers), "iso": numbers, "slashed": numbers[::-1]}[kind]
    try:
        yield date(*parts)
    except ValueError:
        return


def find_event_days(document: Document) -> tuple[date, date] | None:
    """First and last day of the inspection or visit; none where the document does not say.

    The statement on the title page comes first ("Inspection dates: ..."), then the first
    sentence of a letter that names days together with an inspection or a visit. An
    inspection that was paused runs from its first day to its last.
    """
    for days in (_labelled_days(document.text), _narrated_days(document.text)):
        if days:
            return min(days), max(days)
    return None


def _labelled_days(text: str) -> list[date]:
    for label in _SPAN_LABEL.finditer(text):
        statement = text[label.end() : label.end() + STATEMENT_CHARACTERS]
        end = _NEXT_LABEL.search(statement)
        if days := read_days(statement[: end.start()] if end else statement):
            return days
    return []


def _narrated_days(text: str) -> list[date]:
    for sentence in re.split(r"(?<=[.:])\s+|\n", text[:OPENING_CHARACTERS]):
        told = _VISIT.search(sentence) and not _OTHER_VISIT.search(sentence)
        if told and (days := read_days(sentence)):
            return days
    return []


def find_published(document: Document) -> tuple[date | None, str]:
    """Day of publication and where it is from: "text", "manifest" or "file name".

    (None, "") where none of the three says. A letter is published on its date, an agenda on its
    own day.
    """
    opening = document.text[:OPENING_CHARACTERS]
    candidates: Iterable[tuple[date | None, str]] = (
        (_labelled_publication(opening) or _letter_day(opening), "text"),
        (_agenda_day(opening) if document.kind == AGENDA_PACK else None, "text"),
        (document.source.published, "manifest"),
        (_first(read_days(_spaced(document.source.name))), "file name"),
    )
    return next(((day, origin) for day, origin in candidates if day), (None, ""))


def _labelled_publication(opening: str) -> date | None:
    statements = (opening[label.end() :] for label in _PUBLISHED_LABEL.finditer(opening))
    days = (_first(read_days(statement[:40].split("\n\n")[0])) for statement in statements)
    return next((day for day in days if day), None)


def _letter_day(opening: str) -> date | None:
    """The line that is nothing but a date above "Dear ..."."""
    greeting = _LETTER.search(opening)
    lines = opening[: greeting.start()].splitlines() if greeting else []
    return next((_first(read_days(line)) for line in lines if is_date(line)), None)


def is_date(line: str) -> bool:
    """True of a line that is nothing but a day."""
    kinds = {match.lastgroup for match in _TOKEN.finditer(line)}
    return {"day", "month", "year"} <= kinds and kinds.isdisjoint({"other", "numbered"})


def _agenda_day(opening: str) -> date | None:
    """The last date labelled as such: the first is the meeting's, the last the agenda's own."""
    statements = [opening[label.end() :][:40] for label in _AGENDA_DATE.finditer(opening)]
    return _first(read_days(statements[-1])) if len(statements) > 1 else None


def _spaced(name: str) -> str:
    """A file name with its words apart: "inspection-21-march-2014.pdf", "report_20140321".

    >>> _spaced("ofsted-2014-03-21-childrens_services.pdf")
    'ofsted-2014-03-21-childrens services.pdf'
    """
    apart = re.sub(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)", r"\1-\2-\3", name)
    return apart.replace("_", " ")


def _first(days: list[date]) -> date | None:
    return days[0] if days else None


def find_meeting_day(document: Document) -> date | None:
    """The first full date in the opening of a committee paper: its meeting."""
    return _first(read_days(document.text[:OPENING_CHARACTERS]))


def find_signing_day(document: Document) -> date | None:
    """The day under a direction: "Dated 26 February 2020"."""
    labels = (*_SIGNED.finditer(document.text), *_ISSUED.finditer(document.text))
    statements = (document.text[label.end() :][:40] for label in labels)
    return _first([day for statement in statements for day in read_days(statement)])
