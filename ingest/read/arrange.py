"""A page cut into stretches of lines in reading order: columns, boxes and cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from ingest.read.columns import columns_in_order
from ingest.read.grid import Cell, Grid, find_grids
from ingest.read.words import Sheet, TextLine, Word, words_to_lines

# A box that takes this share of the page is a border drawn round it, not a table.
_PAGE_BORDER = 0.85
_SAME_EDGE = 4.0  # points that a table's sides may move from page to page


class Place(NamedTuple):
    """Where in a table: tables count through the file, rows and columns from 0."""

    table: int
    row: int
    column: int
    header: bool


@dataclass(frozen=True)
class Stretch:
    """Lines that are read one after the other and may reach as far right as `right`.

    `place` is that of a cell. `alone` marks a row of one cell: a box round prose.
    """

    lines: tuple[TextLine, ...]
    right: float
    place: Place | None = None
    alone: bool = False


def arrange(sheets: Sequence[Sheet]) -> list[list[Stretch]]:
    """The stretches of each page; a table that goes on over pages keeps its number."""
    pages = [list(_parts(sheet)) for sheet in sheets]
    numbers = _number_tables(pages)
    right = _usual_right(pages)
    return [
        [stretch for part in parts for stretch in _stretches(part, numbers, right)]
        for parts in pages
    ]


# --- parts of a page ---------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Flow:
    """Words outside tables; `only` where they are the page's one column."""

    lines: tuple[TextLine, ...]
    only: bool


@dataclass(frozen=True, eq=False)
class _Table:
    """A grid and the lines in each of its cells that has any."""

    grid: Grid
    cells: Mapping[Cell, tuple[TextLine, ...]]

    @property
    def columns(self) -> int:
        return 1 + max(cell.column for cell in self.grid.cells)

    def rows(self) -> list[list[Cell]]:
        """The cells that hold words, by row."""
        filled = sorted(self.cells, key=lambda cell: (cell.row, cell.column))
        return [list(row) for _, row in groupby(filled, key=lambda cell: cell.row)]

    def texts(self, row: Sequence[Cell]) -> list[str]:
        return [" ".join(line.text for line in self.cells[cell]) for cell in row]


def _parts(sheet: Sheet) -> Iterator[_Flow | _Table]:
    """The parts of a page in reading order."""
    grids = [grid for grid in find_grids(sheet.rules) if not _is_border(grid, sheet)]
    held, free = _hand_out(sheet.words, grids)
    stands_for = {_stand_in(grid): _table(grid, held) for grid in grids if grid in held}
    groups = columns_in_order([*free, *stands_for])
    for group in groups:
        tables = sorted((word for word in group if word in stands_for), key=lambda word: word.top)
        lines = words_to_lines(word for word in group if word not in stands_for)
        for above, table in _interleave(lines, tables):
            if above:
                yield _Flow(above, len(groups) == 1)
            if table:
                yield stands_for[table]


def _is_border(grid: Grid, sheet: Sheet) -> bool:
    box = grid.box
    area = (box.x1 - box.x0) * (box.bottom - box.top)
    return len(grid.cells) == 1 and area > _PAGE_BORDER * sheet.width * sheet.height


_Held = dict[Grid, dict[Cell, list[Word]]]


def _hand_out(words: Iterable[Word], grids: Sequence[Grid]) -> tuple[_Held, list[Word]]:
    """The words in the cells of each grid, of the innermost that holds them, and the rest."""
    inner_first = sorted(grids, key=lambda grid: grid.box.bottom - grid.box.top)
    held: _Held = defaultdict(lambda: defaultdict(list))
    free = []
    for word in words:
        homes = ((grid, cell) for grid in inner_first for cell in grid.cells if cell.holds(word))
        if home := next(homes, None):
            held[home[0]][home[1]].append(word)
        else:
            free.append(word)
    return held, free


def _stand_in(grid: Grid) -> Word:
    """A word without letters as large as the grid, to find the grid's place among the columns."""
    box = grid.box
    return Word("", box.x0, box.top, box.x1, box.bottom, 0.0)


def _table(grid: Grid, held: _Held) -> _Table:
    cells = {
        cell: tuple(line for group in columns_in_order(words) for line in words_to_lines(group))
        for cell, words in held[grid].items()
    }
    return _Table(grid, cells)


def _interleave(
    lines: Sequence[TextLine], tables: Sequence[Word]
) -> Iterator[tuple[tuple[TextLine, ...], Word | None]]:
    """Lines above each table with the table, then the lines below the last."""
    rest = list(lines)
    for table in tables:
        yield tuple(line for line in rest if line.foot <= table.bottom), table
        rest = [line for line in rest if line.foot > table.bottom]
    yield tuple(rest), None


# --- tables over pages -------------------------------------------------------


class _Number(NamedTuple):
    table: int
    first_row: int
    repeats_header: bool


def _number_tables(pages: Sequence[Sequence[_Flow | _Table]]) -> dict[_Table, _Number]:
    """A number for each table, and where its rows start to count."""
    numbers: dict[_Table, _Number] = {}
    last: _Table | None = None  # the table that ended the page before
    for parts in pages:
        for index, part in enumerate(parts):
            if isinstance(part, _Table):
                before = last if index == 0 else None
                numbers[part] = _number(part, before, numbers)
        last = parts[-1] if parts and isinstance(parts[-1], _Table) else None
    return numbers


def _number(table: _Table, before: _Table | None, numbers: Mapping[_Table, _Number]) -> _Number:
    if before is None or not _goes_on(before, table):
        return _Number(1 + max((n.table for n in numbers.values()), default=-1), 0, False)
    known = numbers[before]
    repeats = before.texts(before.rows()[0]) == table.texts(table.rows()[0])
    rows = 1 + max(cell.row for cell in before.grid.cells)
    broken = not repeats and _row_goes_on(before, table)
    return _Number(known.table, known.first_row + rows - broken, repeats)


def _goes_on(before: _Table, table: _Table) -> bool:
    """True where a table has the sides of the one that ended the page before."""
    one, other = before.grid.box, table.grid.box
    return (
        abs(one.x0 - other.x0) <= _SAME_EDGE
        and abs(one.x1 - other.x1) <= _SAME_EDGE
        and before.columns >= table.columns
    )


def _row_goes_on(before: _Table, table: _Table) -> bool:
    """True where a page broke a row: a cell starts low, or is empty that was not above."""
    last, first = before.rows()[-1], table.rows()[0]
    if any(text[:1].islower() for text in table.texts(first)):
        return True
    return len(first) < len(last)


# --- stretches ---------------------------------------------------------------


def _usual_right(pages: Iterable[Iterable[_Flow | _Table]]) -> float:
    """How far right text of one column reaches on most pages; 0 where there is none."""
    reached = sorted(
        max(line.x1 for line in part.lines)
        for parts in pages
        for part in parts
        if isinstance(part, _Flow) and part.only
    )
    return reached[len(reached) // 2] if reached else 0.0


def _stretches(
    part: _Flow | _Table, numbers: Mapping[_Table, _Number], usual: float
) -> Iterator[Stretch]:
    if isinstance(part, _Flow):
        reached = max(line.x1 for line in part.lines)
        yield Stretch(part.lines, max(reached, usual) if part.only else reached)
        return
    number = numbers[part]
    for row in part.rows():
        alone, header = _spans(row, part), _is_header(row, part)
        for cell in row:
            lines = part.cells[cell]
            place = Place(number.table, number.first_row + cell.row, cell.column, header)
            yield Stretch(lines, _cell_right(cell, lines), place, alone)


def _spans(row: Sequence[Cell], table: _Table) -> bool:
    """True of a row that is one cell as wide as the table."""
    box = table.grid.box
    return len(row) == 1 and row[0].x1 - row[0].x0 >= box.x1 - box.x0 - _SAME_EDGE


def _is_header(row: Sequence[Cell], table: _Table) -> bool:
    """True of a first row that is all bold, where others follow that are not."""
    bold = [all(line.bold for line in table.cells[cell]) for cell in row]
    return row[0].row == 0 and all(bold) and len(table.rows()) > 1


def _cell_right(cell: Cell, lines: Sequence[TextLine]) -> float:
    """The cell's edge less the padding that stands at its left."""
    padding = min(line.x0 for line in lines) - cell.x0
    return max(cell.x1 - padding, max(line.x1 for line in lines))
