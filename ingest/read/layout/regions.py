"""A page cut into stretches of lines in reading order: columns, boxes and cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.read.layout.borderless_tables import split_aligned
from ingest.read.layout.columns import columns_in_order
from ingest.read.layout.ruled_tables import Cell, Grid, find_grids
from ingest.read.layout.table_continuation import Number, Table, number_tables
from ingest.read.layout.words import Sheet, TextLine, Word, words_to_lines

# A box that takes this share of the page is a border drawn round it, not a table.
_PAGE_BORDER = 0.85


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
    numbers = number_tables(
        [[part if isinstance(part, Table) else None for part in parts] for parts in pages]
    )
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

    @property
    def reach(self) -> float:
        """How far right its longest line goes."""
        return max(line.x1 for line in self.lines)


def _parts(sheet: Sheet) -> Iterator[_Flow | Table]:
    """The parts of a page in reading order."""
    grids = [grid for grid in find_grids(sheet.rules) if not _is_border(grid, sheet)]
    held, free = _hand_out(sheet.words, grids)
    stands_for = {_stand_in(grid): _table(grid, held) for grid in grids if grid in held}
    groups = columns_in_order([*free, *stands_for])
    for group in groups:
        tables = sorted((word for word in group if word in stands_for), key=lambda word: word.top)
        lines = words_to_lines(word for word in group if word not in stands_for)
        for above, table in _interleave(lines, tables):
            for piece in split_aligned(above):
                yield piece if isinstance(piece, Table) else _Flow(piece, len(groups) == 1)
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
        homes = ((grid, cell) for grid in inner_first if (cell := grid.cell_of(word)))
        if home := next(homes, None):
            held[home[0]][home[1]].append(word)
        else:
            free.append(word)
    return held, free


def _stand_in(grid: Grid) -> Word:
    """A word without letters as large as the grid, to find the grid's place among the columns."""
    box = grid.box
    return Word("", box.x0, box.top, box.x1, box.bottom, 0.0)


def _table(grid: Grid, held: _Held) -> Table:
    cells = {
        cell: tuple(line for group in columns_in_order(words) for line in words_to_lines(group))
        for cell, words in held[grid].items()
    }
    return Table(grid, cells)


def _interleave(
    lines: Sequence[TextLine], tables: Sequence[Word]
) -> Iterator[tuple[tuple[TextLine, ...], Word | None]]:
    """Lines above each table with the table, then the lines below the last."""
    rest = list(lines)
    for table in tables:
        yield tuple(line for line in rest if line.foot <= table.bottom), table
        rest = [line for line in rest if line.foot > table.bottom]
    yield tuple(rest), None


# --- stretches ---------------------------------------------------------------


def _usual_right(pages: Iterable[Iterable[_Flow | Table]]) -> float:
    """How far right text of one column reaches on most pages; 0 where there is none."""
    reached = sorted(
        part.reach for parts in pages for part in parts if isinstance(part, _Flow) and part.only
    )
    return reached[len(reached) // 2] if reached else 0.0


def _stretches(
    part: _Flow | Table, numbers: Mapping[Table, Number], usual: float
) -> Iterator[Stretch]:
    if isinstance(part, _Flow):
        yield Stretch(part.lines, max(part.reach, usual) if part.only else part.reach)
        return
    number = numbers[part]
    for row in part.rows()[number.repeats :]:
        for cell in row:
            lines = part.cells[cell]
            place = Place(
                number.table, number.first_row + cell.row, cell.column, part.is_heading(row)
            )
            yield Stretch(lines, _cell_right(cell, lines), place, part.is_one_cell(row))


def _cell_right(cell: Cell, lines: Sequence[TextLine]) -> float:
    """The cell's edge less the padding that stands at its left."""
    padding = min(line.x0 for line in lines) - cell.x0
    return max(cell.x1 - padding, max(line.x1 for line in lines))
