"""A column of a table of measures, and a value under it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from corpus.document import Block, Document, Span
from corpus.records import Observation
from corpus.vocabulary.measures import find_measure
from ingest.find.measures.owners import (
    find_owner,
    heads_places,
    heads_teams,
    heads_times,
    names_place,
)
from ingest.find.measures.periods import find_periods
from ingest.find.tables import Row, TableReader
from models.text.quantities import Quantity

_HEAD_WORDS = 8
_TIME_WORDS = 6  # of a row's label that says when
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


# --- rows that say when or whose, under heads that are measures ---


def as_part(column: Column) -> Column:
    """A column headed by an age or a sex: its values are of that part of a population."""
    return replace(column, period="", end=None, part=column.role == "value")


def told_by_row(
    reader: TableReader, row: Row, cells: Mapping[int, Block], columns: Mapping[int, Column]
) -> Column | None:
    """Whose or for when a row's values are, where its heads are the measures; None elsewhere.

    `cells` are the row's by the column that they stand under: a label may stand under none.
    """
    first = min(row.cells)
    under = row.cells[first] in cells.values() and first in columns
    head = columns[first].words if under else ""
    label = reader.words(row.cells[first])
    now = day_of(reader.document)
    if heads_times(head) or not head:
        period = next(find_periods(label, now), None)
        most = _TIME_WORDS if head else len(period.printed.split()) if period else 0
        whole = period is not None and len(label.split()) <= most
        who, role = find_owner("", reader.document.authority)
        return Column(label, who, role, label, period.end) if period and whole else None
    if heads_teams(head) and names_place(label):
        return Column(label, reader.document.authority, "value", "", None, part=True)
    if heads_places(head) and names_place(label):
        who, role = place_of_row(label, reader.document.authority)
        return Column(label, who, role, "", None)
    return None


def place_of_row(label: str, authority: str) -> tuple[str, str]:
    """Whose a row of councils is: the authority's own, or that of the council that it names."""
    if authority and authority.lower() in label.lower():
        return authority, "value"
    who, role = find_owner(label, authority)
    return (who, role) if role == "comparator" else (label, "comparator")
