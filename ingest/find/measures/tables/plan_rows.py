"""Values in the rows of an action plan: now, the target, England and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.document import Block
from corpus.records import Observation
from ingest.find.measures.owners import ENGLAND, NEIGHBOURS
from ingest.find.measures.periods import find_periods
from ingest.find.measures.tables.columns import Column, day_of, is_clean, observe
from ingest.find.tables import Head, Row, TableReader
from models.text.quantities import Quantity, find_quantities

_PLAN_VALUES: Mapping[str, tuple[str, str]] = {
    "current": ("", "value"),
    "target": ("", "target"),
    "national": (ENGLAND, "comparator"),
    "neighbours": (NEIGHBOURS, "comparator"),
}
# "95% (current performance 85%)": the target, and in brackets what is now.
_NOW = re.compile(r"\bcurrent|\bnow\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*$")


def in_plan_row(reader: TableReader, plan: Head, row: Row, named: Row) -> Iterator[Observation]:
    """The values in a plan's cells for now, the target, England and its neighbours.

    The row `named` says what is measured; it is another one where values stand in a heading.
    """
    cells = reader.under(plan, row)
    names = reader.under(plan, named)
    name = reader.words(names.get("measure"))
    held = {column: cells[column] for column in _PLAN_VALUES if column in cells}
    values = {column: _values_of(reader, block, column) for column, block in held.items()}
    if not is_clean(name) or not all(map(_is_of_one, values.values())):
        return
    for column, block in held.items():
        who, role = _PLAN_VALUES[column]
        words = reader.document.quote(block.span)
        for quantity, is_now in values[column]:
            period = next(find_periods(words[quantity.span.end :][:60], None), None)
            yield observe(
                reader,
                block,
                quantity,
                name,
                Column(
                    "",
                    who or reader.document.authority,
                    "value" if is_now else role,
                    period.printed if period else "",
                    period.end if period else day_of(reader.document),
                ),
            )


def _values_of(reader: TableReader, block: Block, column: str) -> list[tuple[Quantity, bool]]:
    """The numbers of a cell that no bracket holds, and the one of a target's brackets that says
    what is now, which is marked."""
    words = reader.document.quote(block.span)
    values = []
    for quantity in find_quantities(words):
        bracket = _IN_BRACKETS.search(words[: quantity.span.start])
        is_now = bool(bracket and column == "target" and _NOW.search(bracket[0]))
        if bracket is None or is_now:
            values.append((quantity, is_now))
    return values


def _is_of_one(values: Sequence[tuple[Quantity, bool]]) -> bool:
    """False of a cell with numbers of several measures, which stand under one another."""
    return sum(not is_now for _, is_now in values) < 2
