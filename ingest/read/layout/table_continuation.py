"""Tables as they go on from page to page: one number, rows that count on, headings once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from ingest.read.layout.ruled_tables import Cell, Grid
from ingest.read.layout.words import TextLine

SAME_EDGE = 4.0  # points that a table's sides may move from page to page


@dataclass(frozen=True, eq=False)
class Table:
    """A grid and the lines in each of its cells that has any; at least one has."""

    grid: Grid
    cells: Mapping[Cell, tuple[TextLine, ...]]

    def rows(self) -> list[list[Cell]]:
        """The cells that hold words, row by row."""
        filled = sorted(self.cells, key=lambda cell: (cell.row, cell.column))
        return [list(row) for _, row in groupby(filled, key=lambda cell: cell.row)]

    def texts(self, row: Sequence[Cell]) -> list[str]:
        """The words of each cell of a row."""
        return [" ".join(line.text for line in self.cells[cell]) for cell in row]

    def is_heading(self, row: Sequence[Cell]) -> bool:
        """True of a first row that is all bold, where others follow."""
        bold = (line.bold for cell in row for line in self.cells[cell])
        return row[0].row == 0 and all(bold) and len(self.rows()) > 1

    def is_one_cell(self, row: Sequence[Cell]) -> bool:
        """True of a row that is one cell as wide as the table: prose in a box."""
        box = self.grid.box
        return len(row) == 1 and row[0].x1 - row[0].x0 >= box.x1 - box.x0 - SAME_EDGE


class Number(NamedTuple):
    """A table's number in the file and that of its first row; `repeats` its heading row or not."""

    table: int
    first_row: int
    repeats: bool


def number_tables(pages: Sequence[Sequence[Table | None]]) -> dict[Table, Number]:
    """The number of every table; `pages` hold tables, and None for text, in reading order.

    A table that starts a page goes on from one that ends the page before, if its sides
    are the same. Its rows count on, and a row that the page broke keeps its number.
    """
    numbers: dict[Table, Number] = {}
    tables = 0
    before: Table | None = None
    for parts in pages:
        for index, table in enumerate(parts):
            if table is None:
                continue
            if index == 0 and before and _goes_on(before, table):
                numbers[table] = _count_on(before, table, numbers[before])
            else:
                numbers[table] = Number(tables, 0, False)
                tables += 1
        before = parts[-1] if parts else before
    return numbers


def _goes_on(before: Table, table: Table) -> bool:
    ended, started = before.grid.box, table.grid.box
    return abs(ended.x0 - started.x0) <= SAME_EDGE and abs(ended.x1 - started.x1) <= SAME_EDGE


def _count_on(before: Table, table: Table, number: Number) -> Number:
    last, rows = before.rows()[-1], table.rows()
    heading = before.rows()[0]
    repeats = before.is_heading(heading) and before.texts(heading) == table.texts(rows[0])
    fresh = rows[repeats:]
    broken = bool(fresh) and _row_goes_on(before, last, table, fresh[0])
    return Number(number.table, number.first_row + last[0].row + 1 - broken - repeats, repeats)


def _row_goes_on(before: Table, last: Sequence[Cell], table: Table, first: Sequence[Cell]) -> bool:
    """True where a page broke a row: it is open, starts low, or lacks a cell that it had."""
    starts_low = any(text[:1].islower() for text in table.texts(first))
    return before.grid.open_foot or table.grid.open_top or starts_low or len(first) < len(last)
