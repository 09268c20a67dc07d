"""The values in the cells of a row of a table, with what the row says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from corpus.document import Block
from corpus.records import Observation
from corpus.vocabulary.measures import find_measure
from ingest.find.measures.periods import find_periods
from ingest.find.measures.tables.columns import Column, is_clean, observe
from ingest.find.measures.tables.headings import GOOD, RAG, is_own
from ingest.find.measures.tables.labels import headed, longest_head, with_column, words_before
from ingest.find.tables import Row, TableReader
from models.text.quantities import Quantity, find_quantities

# Columns whose cells are no values: a colour, the number of a row or a paragraph ("1.1").
_NO_VALUES = re.compile(
    rf"{RAG.pattern}|^(?:action |row )?(?:ref(?:erence)?|id|item|para(?:graph)?)\W*$"
    r"|^(?:%? ?change|difference|variance|movement)\b",
    re.IGNORECASE,
)
_COLOURS = {"g": "Green", "a": "Amber", "r": "Red", "b": "Blue"}
_SHOWS = re.compile(r"\b(?:table|below|following)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)\s*$")


def in_turned_row(
    reader: TableReader,
    row: Row,
    cells: Mapping[int, Block],
    columns: Mapping[int, Column],
    told: Column,
) -> Iterator[Observation]:
    """The values of a row of a council or a time, each of the measure that heads its column."""
    for at, block in cells.items():
        column = columns.get(at)
        if column is None or column.tells or block is row.cells[min(row.cells)]:
            continue
        values = _outside_brackets(reader.document.quote(block.span))
        head = column.words if is_clean(column.words) else headed(reader, row, column)
        name = f"{head}: {told.words}" if told.part else head
        if len(values) == 1 and not _NO_VALUES.search(column.words) and is_clean(name):
            timed = told if told.period else _timed_before(reader, block, told)
            yield observe(reader, block, values[0], name, timed)


def values_in_heads(
    reader: TableReader, row: Row, columns: Mapping[int, Column]
) -> Iterator[Observation]:
    """Values that stand in one cell with their heading: "National 13/14 45.0%"."""
    name = longest_head(columns)
    for at, block in row.cells.items():
        column = columns[at]
        if column.heads and is_clean(name):
            for quantity in find_quantities(reader.document.quote(block.span)):
                if quantity.unit == "%":
                    yield observe(reader, block, quantity, name, column)


def in_row(
    reader: TableReader,
    row: Row,
    cells: Mapping[int, Block],
    columns: Mapping[int, Column],
    name: str,
    owner: tuple[str, str] | None,
) -> Iterator[Observation]:
    """The values of a row that have a clean name and a time, with the row's colour and which
    way is good; `cells` are its cells by the column that they stand under, `owner` is whose its
    label says that they are."""
    said = {at: reader.words(block) for at, block in cells.items()}
    good, rag = (_said_under(said, columns, head) for head in (GOOD, RAG))
    found = []
    for at, block in cells.items():
        column = columns.get(at)
        labels = owner is not None and block is row.cells[min(row.cells)]
        if column is None or labels or said[at] == name or _NO_VALUES.search(column.words):
            continue
        values = _outside_brackets(reader.document.quote(block.span))
        named = with_column(name, column)
        timed = column if column.tells else _timed_before(reader, block, column)
        own = is_own(reader.document, column)
        if len(values) == 1 and (timed.tells or own) and is_clean(name if own else named):
            value = observe(reader, block, values[0], name if own else named, timed)
            found.append(replace(value, who=owner[0], role=owner[1]) if owner else value)
    yield from _rated([replace(value, good_is=_good(good, name)) for value in found], rag)


def _outside_brackets(words: str) -> list[Quantity]:
    """The values of a cell; of "11% (38 of 345)" the one before the brackets."""
    values = list(find_quantities(words))
    bracket = _BRACKETS.search(words)
    if bracket is None or not values or values[0].span.end > bracket.start():
        return values
    return [value for value in values if not bracket.start() < value.span.start < bracket.end()]


def _timed_before(reader: TableReader, block: Block, column: Column) -> Column:
    """The column with the time that the sentence before its table gives for all of it."""
    words = words_before(reader.document, block)
    periods = list(find_periods(words)) if _SHOWS.search(words) else []
    if len(periods) != 1:
        return column
    return replace(column, period=periods[0].printed, end=periods[0].end)


def _said_under(
    said: Mapping[int, str], columns: Mapping[int, Column], head: re.Pattern[str]
) -> str:
    found = (said[at] for at, column in columns.items() if head.search(column.words) and at in said)
    return next(found, "")


def _good(printed: str, name: str) -> str:
    if printed.lower().startswith(("high", "low")):
        return "high" if printed.lower().startswith("high") else "low"
    known = find_measure(name)
    return known.good if known else ""


def _rated(found: list[Observation], rag: str) -> Iterator[Observation]:
    """The values of a row; the authority's latest carries the colour, and whether it agrees."""
    own = [value for value in found if value.role == "value"]
    colour = _COLOURS.get(rag.strip().lower()[:1], "")
    latest = own[-1] if own else None
    target = next((value for value in found if value.role == "target"), None)
    for value in found:
        if value is latest and colour:
            yield replace(value, rag=rag.strip(), rag_agrees=_agrees(value, target, colour))
        else:
            yield value


def _agrees(value: Observation, target: Observation | None, colour: str) -> bool | None:
    """True where green means that the target is met and red that it is not."""
    if target is None or not value.good_is or value.amount is None or target.amount is None:
        return None
    met = value.amount >= target.amount
    if value.good_is == "low":
        met = value.amount <= target.amount
    return None if colour in ("Amber", "Blue") else met == (colour == "Green")
