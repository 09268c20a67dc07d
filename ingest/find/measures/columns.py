"""A column of a table of measures, and a value under it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.document import Block, Document, Span
from corpus.records import Observation
from corpus.vocabulary.measures import find_measure
from ingest.find.tables import TableReader
from models.text.quantities import Quantity

_HEAD_WORDS = 8
_OF = r"(?: (?:value|figure|result|performance|position|outturn|period|quarter|month|year))?"
# Headings that say now or before, and no more.
_PRESENT = re.compile(
    rf"(?:our )?(?:actual|latest|current|this|year end|year-end){_OF}", re.IGNORECASE
)
_PAST = re.compile(rf"(?:previous|last|prior|baseline){_OF}|baseline", re.IGNORECASE)
_UNITS_IN_NAMES = (
    ("days", re.compile(r"\bdays\b", re.IGNORECASE)),
    ("FTE", re.compile(r"\bFTE\b")),
)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column's heading says of the values under it."""

    words: str
    who: str
    role: str
    period: str
    end: date | None
    unit: str = ""  # of the values under it, where a row of units says so
    part: bool = False  # it names a part of a population: an age, a sex

    @property
    def is_past(self) -> bool:
        """True of the values of a time before, which the heading does not name: "Previous"."""
        return _PAST.fullmatch(self.words.strip()) is not None

    @property
    def tells(self) -> bool:
        """True where the heading names a time or an owner besides the authority."""
        named = (
            self.part
            or bool(self.period)
            or self.role != "value"
            or self.words.lower().endswith("ytd")
        )
        return named or self.is_past or _PRESENT.fullmatch(self.words.strip()) is not None

    @property
    def heads(self) -> bool:
        """True of a heading that is no more than a time or an owner."""
        return self.tells and len(self.words.split()) <= _HEAD_WORDS


def is_clean(name: str) -> bool:
    """True of a name in words: not a paragraph's number, a sentence or a part of one.

    >>> is_clean("5.3"), is_clean("Care leavers in work"), is_clean("of staff. As shown below")
    (False, True, False)
    """
    words = re.findall(r"[A-Za-z]{3,}", name)
    return (
        len(words) > 1
        and name[0] in "%(" + name[0].upper()
        and not re.search(r"\.\s|…|\bshown below\b", name)
    )


def day_of(document: Document) -> date | None:
    """The day that a document speaks of as now."""
    event = document.event
    return (event.end or event.start if event else None) or document.published


def observe(
    reader: TableReader, block: Block, quantity: Quantity, name: str, column: Column
) -> Observation:
    """A value in a cell, of the measure of that name, with what its column says of it."""
    start = block.span.start
    known = find_measure(name)
    return Observation(
        id="",
        span=Span(start + quantity.span.start, start + quantity.span.end),
        measure=name,
        value=quantity.span.of(reader.document.quote(block.span)).strip(),
        amount=quantity.amount,
        unit=quantity.unit or column.unit or _unit_in(name),
        period=column.period or (column.words if column.is_past else ""),
        period_end=None if column.is_past else column.end or day_of(reader.document),
        who=column.who,
        role=column.role,
        good_is=known.good if known else "",
    )


def _unit_in(name: str) -> str:
    return next((unit for unit, pattern in _UNITS_IN_NAMES if pattern.search(name)), "")
