"""Values in the rows of an action plan: now, the target, England and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

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
# "95% (current performance 85%)", "80% (59% year to date)": the target, and in brackets what is
# now, said on either side of it.
_NOW = re.compile(r"\bcurrent|\bnow\b|\bto date\b|\bytd\b", re.IGNORECASE)
# What is counted, among the measures of success of a plan that has no column of measures.
_COUNTED = re.compile(
    r"(?P<share>%|percentage|proportion|per cent)"
    r"|(?P<count>number|no\.|rate|average (?:number|time|length))",
    re.IGNORECASE,
)
_COUNTED_OF = re.compile(rf"(?:^|(?<=[\s;:(]))(?:{_COUNTED.pattern})\s+of\s", re.IGNORECASE)
_ITS_END = re.compile(r"[;•\n]|\.\s|\s*\([^()]*$")
_IN_BRACKETS = re.compile(r"\([^()]*$")


def in_plan_row(reader: TableReader, plan: Head, row: Row, named: Row) -> Iterator[Observation]:
    """The values in a plan's cells for now, the target, England and its neighbours.

    The row `named` says what is measured; it is another one where values stand in a heading.
    """
    cells = reader.under(plan, row)
    held = {column: cells[column] for column in _PLAN_VALUES if column in cells}
    values = {column: _values_of(reader, block, column) for column, block in held.items()}
    units = {value.unit for in_cell in values.values() for value, _ in in_cell}
    name = _name_of(reader, plan, row, named, units)
    if not is_clean(name) or not all(map(_is_of_one, values.values())):
        return
    for column, block in held.items():
        who, role = _PLAN_VALUES[column]
        words = reader.document.quote(block.span)
        parted = any(is_now for _, is_now in values[column])  # brackets tell their own time
        for quantity, is_now in values[column]:
            behind = words[quantity.span.end :][:60]
            behind = behind.partition("(")[0] if parted else behind
            period = next(find_periods(behind, None), None)
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


def _name_of(reader: TableReader, plan: Head, row: Row, named: Row, units: Collection[str]) -> str:
    """What a row measures: its cell under "Measure"; where the plan has no such column, the one
    thing that its measures of success count in the unit of its values. Else ""."""
    names = reader.under(plan, named)
    if "measure" in plan.names:
        return reader.words(names.get("measure"))
    told = reader.words(names.get("success_measure"))
    if row is not named:  # a page break moved the end of the cell behind the repeated heading
        moved = (plan.rests[at] for at, head in plan.columns.items() if head == "success_measure")
        told = " ".join((told, *map(reader.say, moved)))
    counted = list(_COUNTED_OF.finditer(told))
    if len(counted) != 1 or units != {"%" if counted[0]["share"] else ""}:
        return ""
    return _ITS_END.split(told[counted[0].start() :])[0].strip()


def _values_of(reader: TableReader, block: Block, column: str) -> list[tuple[Quantity, bool]]:
    """The numbers of a cell that no bracket holds, and the one of a target's brackets that says
    what is now, which is marked."""
    words = reader.document.quote(block.span)
    values = []
    for quantity in find_quantities(words):
        bracket = _IN_BRACKETS.search(words[: quantity.span.start])
        said = bracket[0] + words[quantity.span.start :].partition(")")[0] if bracket else ""
        is_now = column == "target" and _NOW.search(said) is not None
        if bracket is None or is_now:
            values.append((quantity, is_now))
    return values


def _is_of_one(values: Sequence[tuple[Quantity, bool]]) -> bool:
    """False of a cell with numbers of several measures, which stand under one another."""
    return sum(not is_now for _, is_now in values) < 2
