"""The heading rows of tables of measures: what each column says of when and whose."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.document import Document
from ingest.find.measures.owners import (
    find_owner,
    find_region,
    heads_parts,
    heads_places,
    heads_teams,
    heads_times,
    names_part,
    names_place,
)
from ingest.find.measures.periods import find_periods
from ingest.find.measures.tables.columns import Column, as_part, day_of
from ingest.find.tables import Row, TableReader
from models.text.quantities import find_quantities

GOOD = re.compile(r"good is|polarity|good performance|high ?/ ?low", re.IGNORECASE)
RAG = re.compile(r"\brag\b|status", re.IGNORECASE)
NAME = re.compile(r"measure|indicator|title|kpi|performance indicator|description", re.IGNORECASE)
OWN_WORDS = 6  # "Wexmere County Council 2023"
_PAGES = re.compile(r"\d{1,3} ?[-–] ?\d{1,3}")  # beside an entry of a table of contents, no year
# What heads the one column of values of a table of two columns.
_VALUE_HEAD = re.compile(
    r"(?:%|per ?cent(?:age)?|number|no\.?|total|count|value|figure|rate|result|latest|score|average"
    r"|median|mean)"
    r"(?: [\w'’‘\"“”()/%-]+){0,3}|(?:at|on|in) .{0,30}|[\w'’ ]{1,20} %",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[A-Z][a-z’'-]+(?:,? (?:and|of|upon|the|&|[A-Z][a-z’'-]+)){1,4}")
_NO_PLACE = re.compile(
    r"\b(?:measure|indicator|change|trend|direction|value|result|actual|latest|current|rank|travel"
    r"|performance|status|number|rate|good|council|year|quarter|note|comment)",
    re.I,
)
_NO_TEAM = re.compile(
    rf"{_NO_PLACE.pattern}|{RAG.pattern}|{GOOD.pattern}|\b(?:numerator|denominator|forecast|tolerance"
    r"|unit|owner|lead|volume|cohort|target|dot|ytd|weight|frequency|average|source|baseline|total"
    r"|why|what|which|how|definition|arrow|good|met|variance|difference)",
    re.IGNORECASE,
)
_LEAST_TEAMS = 2  # columns; a single one without a time has a head that says something else
# Beside "Local authority" it heads names and addresses, as on the last page of a report.
_IS_BODY = re.compile(
    r"\b(?:board|authority|trust|nhs|partnership|address|telephone|contact)\b", re.I
)
_UNIT_HEAD = re.compile(r"£ ?(?:000(?:[’']?s)?|m|million)|%", re.IGNORECASE)


def read_columns(reader: TableReader, row: Row) -> dict[int, Column]:
    """The row as a heading, where two or more of its cells say when or whose; else nothing."""
    document = reader.document
    now = day_of(document)
    columns = {}
    for at, block in row.cells.items():
        words = reader.words(block)
        period = next(find_periods(words, now), None)
        who, role = find_owner(words, document.authority)
        end = period.end if period else None
        columns[at] = Column(words, who, role, period.printed if period else "", end)
    columns = _without_localities(columns, document.authority)
    bare = any(len(each.cells) > len(row.cells) for each in reader.rows_of(row.table))
    labels = [
        column for at, column in columns.items() if (at or bare) and not _has_value(column.words)
    ]
    if any(column.role == "comparator" and column.heads for column in columns.values()):
        columns = {at: _of_elsewhere(column) if at else column for at, column in columns.items()}
    first = columns[min(columns)].words if min(columns, default=1) == 0 else ""
    if heads_parts(first) and len(columns) > 1:
        return {at: as_part(column) if at else column for at, column in columns.items()}
    columns = {
        at: as_part(column) if names_part(column.words) else column
        for at, column in columns.items()
    }
    columns = _with_teams(columns)
    telling = [column for column in columns.values() if column.heads or is_own(document, column)]
    bodies = any(_IS_BODY.search(column.words) for column in labels)
    turned = (heads_places(first) or heads_times(first) or heads_teams(first)) and not bodies
    if (
        (turned and labels)
        or len(telling) >= 2
        or (len(labels) >= 3 and len(labels) >= len(columns) - 1)
    ):
        return columns
    return {}


def _without_localities(columns: dict[int, Column], authority: str) -> dict[int, Column]:
    """The columns, regions of England taken for the council's own parts where two are headed."""
    regions = {at for at, column in columns.items() if find_region(column.words)}
    if len({columns[at].who for at in regions}) < _LEAST_TEAMS:
        return columns
    return {
        at: replace(column, who=authority, role="value") if at in regions else column
        for at, column in columns.items()
    }


def _with_teams(columns: dict[int, Column]) -> dict[int, Column]:
    """The columns, those of the council's own parts marked so: between the head of the measures
    and that of a target or of England, "North | South | Disabled children"."""
    first, *others = sorted(columns)
    teams = [at for at in others if not columns[at].tells and names_place(columns[at].words)]
    told = [at for at in others if columns[at].tells and columns[at].role != "value"]
    bare = [at for at in teams if not _NO_TEAM.search(columns[at].words)]
    named = NAME.search(columns[first].words) is not None
    times = any(columns[at].period for at in others)
    if not named or not told or times or len(bare) < _LEAST_TEAMS:
        return columns
    return {at: as_part(column) if at in bare else column for at, column in columns.items()}


def _of_elsewhere(column: Column) -> Column:
    """A column headed by the name of a place, beside England's: another area's values."""
    named = _PLACE.fullmatch(column.words) and not _NO_PLACE.search(column.words)
    if column.tells or not named:
        return column
    return replace(column, who=column.words, role="comparator")


def follows(document: Document, head: Row, row: Row) -> bool:
    """True of the first row of a table that a page break parted from its heading row."""
    end = max(block.span.end for block in head.cells.values())
    start = min(block.span.start for block in row.cells.values())
    return not document.text[end:start].strip()


def read_single(reader: TableReader, row: Row) -> dict[int, Column]:
    """The two cells of a row as a heading, where the second says when or in what unit."""
    first, second = min(row.cells), max(row.cells)
    words = reader.words(row.cells[second])
    now = day_of(reader.document)
    period = next(find_periods(words, now), None)
    if len(row.cells) > 2 or (first == second and not period):
        return {}
    if len(words.split()) > OWN_WORDS or _PAGES.fullmatch(words):
        return {}
    if not (period or _VALUE_HEAD.fullmatch(words)):
        return {}
    if first != second and _has_value(reader.words(row.cells[first])):
        return {}
    who, role = find_owner(words, reader.document.authority)
    period = period or next(find_periods(reader.words(row.cells[first]), now), None)
    told = Column(
        words, who, role, period.printed if period else words, period.end if period else now
    )
    label = Column(reader.words(row.cells[first]), who, "value", "", None)
    return {first: label, second: told}


def read_units(reader: TableReader, row: Row) -> str:
    """The unit that every cell of a row gives for those below: "£000's"; else ""."""
    words = {reader.words(block).replace("’", "'") for block in row.cells.values()}
    return next(iter(words)) if len(words) == 1 and all(map(_UNIT_HEAD.fullmatch, words)) else ""


def _has_value(words: str) -> bool:
    return next(find_quantities(words), None) is not None


def is_own(document: Document, column: Column) -> bool:
    """True of a column headed by the council's own name, beside England's and its region's."""
    own = document.authority.lower()
    words = column.words.lower()
    named = bool(own) and own in words and not re.search(r"www\.|@|/", words)
    return named and len(words.split()) <= OWN_WORDS
