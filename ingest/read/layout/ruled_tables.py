"""Ruled lines to tables: where rules cross and close, there are cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from ingest.read.layout.words import Rule, Word

# Word draws a border as short pieces half a point thick that miss each other by their
# own thickness; three points bridge those and stay below the gap between two rules.
_TOLERANCE = 3.0
_SHORTEST = 6.0  # a shorter rule is a tick, a dash or a piece of a drawing


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; rows and columns count from 0, a merged cell has its first."""

    x0: float
    top: float
    x1: float
    bottom: float
    row: int = 0
    column: int = 0

    def holds(self, word: Word) -> bool:
        """True where the middle of a word lies in the cell."""
        across = self.x0 <= (word.x0 + word.x1) / 2 <= self.x1
        return across and self.top <= word.middle <= self.bottom


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells that share borders, by row and column. One cell alone is a frame."""

    cells: tuple[Cell, ...]
    open_top: bool = False  # no rule closes it there: a page broke a row
    open_foot: bool = False

    @property
    def box(self) -> Cell:
        """The outline."""
        return Cell(
            min(map(attrgetter("x0"), self.cells)),
            min(map(attrgetter("top"), self.cells)),
            max(map(attrgetter("x1"), self.cells)),
            max(map(attrgetter("bottom"), self.cells)),
        )


class _Point(NamedTuple):
    """Where two rules cross."""

    x: float
    y: float


def find_grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that rules draw, from top to bottom; merged cells are one cell.

    Rules that close no rectangle (underlines, the rule over a footnote) give none. Where
    upright rules end together, as at the foot of a page that breaks a row, or level
    rules do beside upright ones, the table is taken to end there.
    """
    drawn, upright = _straighten(rules)
    level, upright = _close(drawn, upright)
    cells = list(_cells(_crossings(level, upright), level, upright))
    grids = [_mark_open(_number(group), drawn) for group in _touching(cells)]
    return sorted(grids, key=lambda grid: (grid.box.top, grid.box.x0))


# --- rules that belong together ----------------------------------------------

_Pieces = Mapping[float, Sequence[tuple[float, float]]]  # place -> from, to


def _straighten(rules: Iterable[Rule]) -> tuple[_Pieces, _Pieces]:
    """Level rules by their height and upright rules by their x, pieces joined."""
    level: list[tuple[float, float, float]] = []
    upright: list[tuple[float, float, float]] = []
    for rule in rules:
        if rule.is_level:
            level.append((rule.top, rule.x0, rule.x1))
        else:
            upright.append((rule.x0, rule.top, rule.bottom))
    return _join(level), _join(upright)


def _join(pieces: Sequence[tuple[float, float, float]]) -> dict[float, list[tuple[float, float]]]:
    snapped = _snap([place for place, _, _ in pieces])
    along: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for place, start, end in sorted(pieces, key=lambda piece: piece[1:]):
        joined = along[snapped[place]]
        if joined and start <= joined[-1][1] + _TOLERANCE:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return {
        place: [piece for piece in joined if piece[1] - piece[0] >= _SHORTEST]
        for place, joined in sorted(along.items())
    }


def _snap(values: Iterable[float]) -> dict[float, float]:
    """Each value with the first of its neighbourhood."""
    snapped: dict[float, float] = {}
    first = None
    for value in sorted(set(values)):
        if first is None or value - first > _TOLERANCE:
            first = value
        snapped[value] = first
    return snapped


def _close(level: _Pieces, upright: _Pieces) -> tuple[_Pieces, _Pieces]:
    """The rules, and those that an open table lacks at its top, foot and sides."""
    level = _add(level, _level_ends(upright))
    return level, _add(upright, _sides(level, upright))


def _add(rules: _Pieces, missing: Iterable[tuple[float, float, float]]) -> _Pieces:
    """The rules, and those missing where none stands already; each is place, start, end."""
    found = {place: list(pieces) for place, pieces in rules.items()}
    for place, start, end in missing:
        if not any(abs(place - known) <= _TOLERANCE for known in found):
            found[place] = [(start, end)]
    return dict(sorted(found.items()))


def _level_ends(upright: _Pieces) -> Iterator[tuple[float, float, float]]:
    """Where two or more upright rules start or end together."""
    ends = [(end, x) for x, pieces in upright.items() for piece in pieces for end in piece]
    snapped = _snap(end for end, _ in ends)
    for y in sorted(set(snapped.values())):
        together = [x for end, x in ends if snapped[end] == y]
        yield y, min(together), max(together)


def _sides(level: _Pieces, upright: _Pieces) -> Iterator[tuple[float, float, float]]:
    """Where level rules that one upright rule crosses start together, and where they end."""
    for x, pieces in upright.items():
        for start, end in pieces:
            crossed = [
                (y, across)
                for y, line in level.items()
                if start - _TOLERANCE <= y <= end + _TOLERANCE
                for across in line
                if across[0] + _TOLERANCE < x < across[1] - _TOLERANCE
            ]
            heights = [y for y, _ in crossed]
            for side in zip(*(across for _, across in crossed), strict=True):
                if len(side) > 1 and max(side) - min(side) <= _TOLERANCE:
                    yield side[0], min(heights), max(heights)


def _spans(pieces: Sequence[tuple[float, float]], start: float, end: float) -> bool:
    return any(a - _TOLERANCE <= start and end <= b + _TOLERANCE for a, b in pieces)


def _crossings(level: _Pieces, upright: _Pieces) -> list[_Point]:
    """Where a level rule meets an upright one, from top to bottom, left to right."""
    return [
        _Point(x, y)
        for y, across in level.items()
        for x, down in upright.items()
        if _spans(across, x, x) and _spans(down, y, y)
    ]


def _cells(points: Sequence[_Point], level: _Pieces, upright: _Pieces) -> Iterator[Cell]:
    """For each crossing the smallest closed rectangle to its right and below."""
    known = set(points)
    for corner in points:
        downs = [y for x, y in points if x == corner.x and _runs(upright[x], corner.y, y)]
        rights = [x for x, y in points if y == corner.y and _runs(level[y], corner.x, x)]
        closed = (
            Cell(corner.x, corner.y, x, y)
            for y in downs
            for x in rights
            if (x, y) in known and _runs(level[y], corner.x, x) and _runs(upright[x], corner.y, y)
        )
        if cell := next(closed, None):
            yield cell


def _runs(pieces: Sequence[tuple[float, float]], start: float, end: float) -> bool:
    """True where a rule runs on from one place to a later one."""
    return start < end and _spans(pieces, start, end)


def _mark_open(grid: Grid, drawn: _Pieces) -> Grid:
    """The grid, knowing whether its top and its foot are drawn."""

    def lacks(place: float) -> bool:
        return all(abs(place - known) > _TOLERANCE for known in drawn)

    return Grid(grid.cells, open_top=lacks(grid.box.top), open_foot=lacks(grid.box.bottom))


# --- cells that belong together ----------------------------------------------


def _touching(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Cells in groups that share a corner."""
    groups: list[tuple[set[tuple[float, float]], list[Cell]]] = []
    for cell in cells:
        corners = {(x, y) for x in (cell.x0, cell.x1) for y in (cell.top, cell.bottom)}
        group = [cell]
        apart = []
        for other_corners, other in groups:
            if corners & other_corners:
                corners, group = corners | other_corners, other + group
            else:
                apart.append((other_corners, other))
        groups = [*apart, (corners, group)]
    return [group for _, group in groups]


def _number(cells: Iterable[Cell]) -> Grid:
    """A grid of the cells with their rows and columns."""
    kept = sorted(cells, key=lambda cell: (cell.top, cell.x0))
    rows = {top: i for i, top in enumerate(sorted({cell.top for cell in kept}))}
    columns = {x0: i for i, x0 in enumerate(sorted({cell.x0 for cell in kept}))}
    return Grid(
        tuple(
            Cell(cell.x0, cell.top, cell.x1, cell.bottom, rows[cell.top], columns[cell.x0])
            for cell in kept
        )
    )
