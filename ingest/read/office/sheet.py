"""A sheet's cells as blocks: titles as headings, tables with their heads, notes as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import count, groupby
from typing import Any

from corpus.document import RawBlock, RawLine
from ingest.read.office.shown import show

Place = tuple[int, int]  # row and column, from 1
_UNNAMED = re.compile(r"(?:sheet|table|tabelle|chart)\s?\d*", re.IGNORECASE)
_TITLE_WORDS = 15  # what has more is a sentence
_LABEL_WORDS = 12  # of a row of one cell within a table: the name of a group of rows
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|[A-Za-z]{3,9}[ -]\d\d\b")
_YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that shows something; `of` is where it is kept, which several merged cells share."""

    text: str
    of: Place
    bold: bool
    is_number: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """What a sheet shows, by row and then column, hidden ones left out, and what it does not."""

    title: str
    rows: Mapping[int, Mapping[int, Cell]]
    notes: tuple[str, ...] = ()


# --- cells -------------------------------------------------------------------


def read_grid(sheet: Any) -> Grid:
    """The cells of an openpyxl sheet as they are shown, merged ones filled."""
    hidden_rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    hidden_columns = set(_hidden_columns(sheet))
    # Its cells that are kept: to walk its rows would make those between, up to a million.
    cells = {place: cell for place, cell in sheet._cells.items() if cell.value is not None}
    errors = sum(cell.data_type == "e" for cell in cells.values())
    shown = {place: read for place, cell in cells.items() if (read := _read(place, cell))}
    _fill_merged(sheet, shown)
    visible = {
        place: cell
        for place, cell in shown.items()
        if place[0] not in hidden_rows and place[1] not in hidden_columns
    }
    left_out = len(shown) - len(visible)
    notes = [f"cells in hidden rows or columns, not read: {left_out}"] if left_out else []
    notes += [f"cells that show an error, not read: {errors}"] if errors else []
    return Grid(sheet.title, _by_row(visible), tuple(notes))


def _hidden_columns(sheet: Any) -> Iterator[int]:
    for column in sheet.column_dimensions.values():
        if column.hidden:
            yield from range(column.min or 0, (column.max or 0) + 1)


def _read(place: Place, cell: Any) -> Cell | None:
    """What a cell shows; None of one that is empty, or shows an error."""
    text = "" if cell.data_type == "e" else show(cell.value, cell.number_format).strip()
    if not text:
        return None
    return Cell(text, place, bool(cell.font and cell.font.bold), _is_number(cell.value))


def _is_number(value: Any) -> bool:
    """True of a number that is no year; days are no numbers, they head columns."""
    if isinstance(value, bool | date | time) or not isinstance(value, int | float):
        return False
    return value not in _YEARS


def _fill_merged(sheet: Any, shown: dict[Place, Cell]) -> None:
    """Put what merged cells show into each of them, as far as the sheet is used."""
    last_row = max((row for row, _ in shown), default=0)
    last_column = max((column for _, column in shown), default=0)
    for merged in sheet.merged_cells.ranges:
        cell = shown.get((merged.min_row, merged.min_col))
        for row in range(merged.min_row, min(merged.max_row, last_row) + 1):
            for column in range(merged.min_col, min(merged.max_col, last_column) + 1):
                if cell:
                    shown.setdefault((row, column), cell)


def _by_row(cells: Mapping[Place, Cell]) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(cells.items(), key=lambda item: item[0]):
        rows.setdefault(row, {})[column] = cell
    return rows


# --- blocks ------------------------------------------------------------------

Line = Mapping[int, Cell]  # the cells of a row of one table


@dataclass(slots=True)
class SheetBlocks:
    """Makes blocks of sheets; tables count through the workbook."""

    tables: Iterator[int] = field(default_factory=count)

    def read(self, grid: Grid) -> Iterator[RawBlock]:
        """The blocks of a sheet, its name first where somebody gave it one."""
        if not grid.rows:
            return
        if not _UNNAMED.fullmatch(grid.title.strip()):
            yield _heading(grid.title, 1)
        table: _Table | None = None
        for lines in _regions(grid):
            head, body = _part_titles(lines)
            yield from (_titled(line) for line in head)
            if body and (table is None or head or not table.goes_on(body[0])):
                table = _Table(next(self.tables), body[0])
                body = table.take_head(body)
                yield from table.head_blocks()
            for line in body:
                assert table is not None  # made for the first of them
                yield from table.row(line)


@dataclass(slots=True)
class _Table:
    """A table of a sheet: its number, its columns, how many rows were read."""

    number: int
    first: Line
    head: dict[int, str] = field(default_factory=dict)
    rows: int = 0

    def goes_on(self, line: Line) -> bool:
        """True of a line below a gap that is under the same head: figures in its columns."""
        has_numbers = any(cell.is_number for cell in line.values())
        return bool(self.head) and has_numbers and set(line) <= set(self.head)

    def take_head(self, lines: Sequence[Line]) -> Sequence[Line]:
        """Take the rows that name columns, one or two; the other rows."""
        heads = lines[: _count_heads(lines)]
        for line in heads:
            for column, cell in line.items():
                self.head[column] = _join_heads(self.head.get(column, ""), cell.text)
        return lines[len(heads) :]

    def head_blocks(self) -> Iterator[RawBlock]:
        """The heading row."""
        if self.head:
            yield from self._cells(sorted(self.head.items()), header=True)

    def row(self, line: Line) -> Iterator[RawBlock]:
        """A row; one of a single cell with a sentence is a note beside the table."""
        if _is_single(line) and len(_text(line).split()) > _LABEL_WORDS:
            yield _paragraph(_text(line))
            return
        cells = [(column, cell.text) for column, cell in line.items()]
        yield from self._cells(cells[:1] if _is_single(line) else cells, header=False)

    def _cells(self, cells: Iterable[tuple[int, str]], header: bool) -> Iterator[RawBlock]:
        first = min((*self.head, *self.first))
        for column, text in cells:
            yield RawBlock(
                "cell",
                _lines(text),
                table=self.number,
                row=self.rows,
                column=column - first,
                header=header,
                bold=header,
            )
        self.rows += 1


def _join_heads(upper: str, lower: str) -> str:
    """What two heads of a column say together; of two times the lower, which is the nearer.

    >>> _join_heads("2023/24", "Q1"), _join_heads("2023/24", "Jan-24"), _join_heads("Use", "Use")
    ('2023/24 Q1', 'Jan-24', 'Use')
    """
    if not upper or lower in upper:
        return upper or lower
    return lower if _YEAR.search(upper) and _YEAR.search(lower) else f"{upper} {lower}"


def _count_heads(lines: Sequence[Line]) -> int:
    """How many rows at the top of a table name its columns: two where cells of the first are
    merged over several of the second."""
    if not lines or not _names_columns(lines[0]):
        return 0
    spread = len({cell.of for cell in lines[0].values()}) < len(lines[0])
    return 2 if spread and len(lines) > 2 and _names_columns(lines[1]) else 1


def _names_columns(line: Line) -> bool:
    return not _is_single(line) and not any(cell.is_number for cell in line.values())


def _regions(grid: Grid) -> Iterator[list[Line]]:
    """The parts of a sheet between empty rows, each parted again at its empty columns."""
    numbers = list(grid.rows)
    for _, run in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        rows = [grid.rows[number] for _, number in run]
        columns = sorted({column for row in rows for column in row})
        for _, side in groupby(enumerate(columns), key=lambda item: item[1] - item[0]):
            wanted = [column for _, column in side]
            lines = [{at: row[at] for at in wanted if at in row} for row in rows]
            yield [line for line in lines if line]


def _part_titles(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The rows of one cell over a table, and the table with what stands in and under it."""
    begins = next((index for index, line in enumerate(lines) if not _is_single(line)), len(lines))
    return lines[:begins], lines[begins:]


def _is_single(line: Line) -> bool:
    """True of a row that holds one cell, however wide it is."""
    return len({cell.of for cell in line.values()}) == 1


def _text(line: Line) -> str:
    return next(iter(line.values())).text


def _titled(line: Line) -> RawBlock:
    """A row of one cell: a heading, or a paragraph where it is a sentence."""
    text = _text(line)
    is_title = len(text.split()) <= _TITLE_WORDS and not text.endswith((".", ";", ","))
    return _heading(text, 2) if is_title else _paragraph(text)


def _heading(text: str, level: int) -> RawBlock:
    return RawBlock("heading", _lines(text), level=level, bold=True)


def _paragraph(text: str) -> RawBlock:
    return RawBlock("paragraph", _lines(text))


def _lines(text: str) -> tuple[RawLine, ...]:
    return tuple(RawLine(line.strip()) for line in text.splitlines() if line.strip())
