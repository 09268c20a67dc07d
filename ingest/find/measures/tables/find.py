"""Values of measures in tables: rows that are measures, columns that say when and whose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus.document import Document
from corpus.records import Observation
from ingest.find.actions.columns import COLUMNS, plan_head, unheaded_plan
from ingest.find.measures.owners import find_owner
from ingest.find.measures.tables.cells import in_row, in_turned_row, values_in_heads
from ingest.find.measures.tables.columns import Column, told_by_row
from ingest.find.measures.tables.headings import follows, read_columns, read_single, read_units
from ingest.find.measures.tables.labels import (
    measure_of_owners,
    owner_of_row,
    row_name,
    titled_population,
)
from ingest.find.measures.tables.plan_rows import in_plan_row
from ingest.find.tables import Head, Row, TableReader

_PLAN_COLUMNS = 4  # of an action plan's heading row, as in `actions`


def find_in_tables(document: Document) -> Iterator[Observation]:
    """The values in tables, in order; `id` is left empty."""
    reader = TableReader(document)
    rows = list(reader.rows())
    table = actions = -1
    columns: dict[int, Column] = {}
    plan: Head | None = None
    name = ""
    headed = last = before = Row(table, {})
    for row in rows:
        heading = reader.head(row, COLUMNS, min(_PLAN_COLUMNS, len(row.cells)))
        if heading and "action" in heading.names and {"current", "target"} & heading.names:
            if plan is not None:  # a page break moved values behind the repeated heading
                yield from in_plan_row(reader, heading, row, last)
            plan, table = heading, row.table
            continue
        tracker = plan_head(reader, row) or unheaded_plan(reader, row)
        if tracker and "measure" not in tracker.names:
            plan, table, columns = None, row.table, {}
            actions = row.table
            continue
        if row.table == actions:
            continue
        if plan is not None and row.table == table:
            last = row
            yield from in_plan_row(reader, plan, row, row)
            continue
        if row.table != table:
            if not (columns and before == headed and follows(reader.document, headed, row)):
                columns, name = {}, ""
            table, plan = row.table, None
        found = read_columns(reader, row) or ({} if columns else read_single(reader, row))
        if columns and (units := read_units(reader, row)):
            columns = {at: replace(column, unit=units) for at, column in columns.items()}
        elif found:
            columns, headed = found, row
            yield from values_in_heads(reader, row, columns)
        elif columns:
            cells = reader.placed(row, headed)
            label, owner = row_name(reader, row, cells, columns), None
            asked = next((column.words for column in columns.values() if column.words), "")
            label = f"{asked} {label}" if asked.endswith(":") else label
            if told := told_by_row(reader, row, cells, columns):
                yield from in_turned_row(reader, row, cells, columns, told)
                cells = {
                    at: cell for at, cell in cells.items() if at in columns and columns[at].tells
                }
            if whose := owner_of_row(reader, row, columns):
                label, owner = measure_of_owners(reader, row, columns, name), whose
            elif titled := titled_population(reader, row):
                label, owner = titled, find_owner(label, reader.document.authority)
            else:
                name = label
            yield from in_row(reader, row, cells, columns, label, owner)
        before = row
