"""Ruled lines to tables: where rules cross and close, there are cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, product
from operator import attrgetter, itemgetter
from typing import Any

from pdfplumber.table import edges_to_intersections, merge_edges
from pdfplumber.utils.clustering import cluster_objects
from pdfplumber.utils.geometry import filter_edges

from ingest.read.layout.words import Rule, Word

# Word draws a border as short pieces half a point thick that miss each other by their
# own thickness; three points bridge those and stay below the gap between two rules.
_TOLERANCE = 3.0
_PAGES_KEPT = 1024  # whose grids are remembered: each step of the layout asks for them again
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


@dataclass(frozen=True, eq=False)
class Grid:
    """Cells that share borders, by row and column. One cell alone is a frame."""

    cells: tuple[Cell, ...]
    open_top: bool = False  # no rule closes it there: a page broke a row
    open_foot: bool = False

    @cached_property
    def box(self) -> Cell:
        """The outline."""
        return Cell(
            min(map(attrgetter("x0"), self.cells)),
            min(map(attrgetter("top"), self.cells)),
            max(map(attrgetter("x1"), self.cells)),
            max(map(attrgetter("bottom"), self.cells)),
        )

    def cell_of(self, word: Word) -> Cell | None:
        """The first cell that holds a word; None where none does."""
        heights, bands = self._bands
        below = bisect_right(heights, word.middle)
        near = (cell for band in bands[max(0, below - 2) : below] for cell in band)
        return next((cell for cell in near if cell.holds(word)), None)

    @cached_property
    def _bands(self) -> tuple[list[float], list[list[Cell]]]:
        """The heights at which cells begin, and the cells that reach below each."""
        heights = sorted({cell.top for cell in self.cells})
        bands: list[list[Cell]] = [[] for _ in heights]
        for cell in self.cells:
            start = bisect_left(heights, cell.top)
            for band in bands[start : max(start + 1, bisect_left(heights, cell.bottom))]:
                band.append(cell)
        return heights, bands


def find_grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that rules draw, from top to bottom; merged cells are one cell.

    Rules that close no rectangle (underlines, the rule over a footnote) give none. Where
    upright rules end together, as at the foot of a page that breaks a row, or level
    rules do beside upright ones, the table is taken to end there.
    """
    return list(_find_grids(tuple(rules)))


@lru_cache(maxsize=_PAGES_KEPT)
def _find_grids(rules: tuple[Rule, ...]) -> tuple[Grid, ...]:
    drawn = _merge(rules)
    cells = list(_find_cells(edges_to_intersections(_close(drawn), _TOLERANCE, _TOLERANCE)))
    heights = [edge["top"] for edge in drawn if _is_level(edge)]
    grids = [_mark_open(_number(group), heights) for group in _touching(cells)]
    return tuple(sorted(grids, key=lambda grid: (grid.box.top, grid.box.x0)))


# --- rules that belong together ----------------------------------------------

_Edge = dict[str, Any]  # a rule as pdfplumber's table functions take it


def _merge(rules: Iterable[Rule]) -> list[_Edge]:
    """The rules as edges, those of one line joined, without ticks and dashes."""
    edges = merge_edges(list(map(_edge, rules)), *[_TOLERANCE] * 4)
    return list(filter_edges(edges, min_length=_SHORTEST))


def _edge(rule: Rule) -> _Edge:
    return {
        "object_type": "line",
        "orientation": "h" if rule.is_level else "v",
        "x0": rule.x0,
        "top": rule.top,
        "x1": rule.x1,
        "bottom": rule.bottom,
        "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top,
    }


def _is_level(edge: _Edge) -> bool:
    return bool(edge["orientation"] == "h")


# --- rules that an open table lacks -------------------------------------------
# pdfplumber reads closed tables only. Tables in the reports are left open where a page
# breaks a row, and many have no rules at their sides.


def _close(drawn: Sequence[_Edge]) -> list[_Edge]:
    """The rules, and those that an open table lacks at its top, foot and sides."""
    edges = _add(drawn, _ends_of_upright(drawn))
    return _add(edges, _sides(edges))


def _add(edges: Sequence[_Edge], missing: Iterable[Rule]) -> list[_Edge]:
    """The edges, and the missing rules where none of their direction stands at their place."""
    closed = list(edges)
    for edge in map(_edge, missing):
        side = "top" if _is_level(edge) else "x0"
        alike = (other for other in closed if other["orientation"] == edge["orientation"])
        if not any(abs(edge[side] - other[side]) <= _TOLERANCE for other in alike):
            closed.append(edge)
    return closed


def _ends_of_upright(edges: Sequence[_Edge]) -> Iterator[Rule]:
    """A level rule where two or more upright rules start or end together."""
    upright = [edge for edge in edges if not _is_level(edge)]
    ends = [(edge[side], edge["x0"]) for edge in upright for side in ("top", "bottom")]
    for cluster in cluster_objects(ends, itemgetter(0), _TOLERANCE):
        height, places = min(cluster)[0], [x for _, x in cluster]
        if max(places) > min(places):
            yield Rule(min(places), height, max(places), height)


def _sides(edges: Sequence[_Edge]) -> Iterator[Rule]:
    """An upright rule where level rules that one upright rule crosses start or end together."""
    for upright in (edge for edge in edges if not _is_level(edge)):
        crossed = [edge for edge in edges if _is_level(edge) and _crosses(edge, upright)]
        heights = [edge["top"] for edge in crossed]
        for side in ("x0", "x1"):
            places = [edge[side] for edge in crossed]
            if len(places) > 1 and max(places) - min(places) <= _TOLERANCE:
                yield Rule(places[0], min(heights), places[0], max(heights))


def _crosses(level: _Edge, upright: _Edge) -> bool:
    """True where a level rule goes on at both sides of an upright one."""
    within = upright["top"] - _TOLERANCE <= level["top"] <= upright["bottom"] + _TOLERANCE
    return bool(within and level["x0"] + _TOLERANCE < upright["x0"] < level["x1"] - _TOLERANCE)


def _mark_open(grid: Grid, heights: Sequence[float]) -> Grid:
    """The grid, knowing whether level rules are drawn at its top and its foot."""

    def lacks(height: float) -> bool:
        return all(abs(height - drawn) > _TOLERANCE for drawn in heights)

    return Grid(grid.cells, open_top=lacks(grid.box.top), open_foot=lacks(grid.box.bottom))


# --- cells ----------------------------------------------------------------------

_Point = tuple[float, float]  # x and height of a crossing


def _find_cells(crossings: Mapping[_Point, Mapping[str, Sequence[_Edge]]]) -> Iterator[Cell]:
    """The smallest rectangle below and to the right of each crossing, where rules draw one.

    As pdfplumber's `intersections_to_cells`, which looks through all crossings for each and
    takes minutes over a page of graph paper.
    """
    lattice = _Lattice(crossings)
    return (cell for point in sorted(crossings) if (cell := lattice.cell_at(point)))


class _Lattice:
    """Crossings by column and by row, and which rules go through each."""

    def __init__(self, crossings: Mapping[_Point, Mapping[str, Sequence[_Edge]]]) -> None:
        self._upright = {at: frozenset(map(id, rules["v"])) for at, rules in crossings.items()}
        self._level = {at: frozenset(map(id, rules["h"])) for at, rules in crossings.items()}
        self._heights: dict[float, list[float]] = defaultdict(list)
        self._places: dict[float, list[float]] = defaultdict(list)
        for x, height in sorted(crossings):
            self._heights[x].append(height)
            self._places[height].append(x)

    def cell_at(self, corner: _Point) -> Cell | None:
        """The cell whose top left corner is here."""
        x, top = corner
        below = self._heights[x][bisect_right(self._heights[x], top) :]
        right = self._places[top][bisect_right(self._places[top], x) :]
        feet = [foot for foot in below if self._upright[corner] & self._upright[x, foot]]
        ends = [end for end in right if self._level[corner] & self._level[end, top]]
        for foot, end in product(feet, ends):
            if self._closes(corner, (end, foot)):
                return Cell(x, top, end, foot)
        return None

    def _closes(self, corner: _Point, other: _Point) -> bool:
        """True where rules join the corner opposite with the two beside it."""
        if other not in self._upright:
            return False
        (x, top), (end, foot) = corner, other
        up = self._upright[other] & self._upright[end, top]
        return bool(up and self._level[other] & self._level[x, foot])


# --- cells that belong together ----------------------------------------------


def _touching(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Cells in groups that share a corner.

    pdfplumber's `cells_to_tables` leaves out groups of one cell, which are boxes round
    prose and borders round pages here.
    """
    group_of: dict[tuple[float, float], list[Cell]] = {}
    for cell in cells:
        corners = _corners(cell)
        near = {id(group_of[corner]): group_of[corner] for corner in corners if corner in group_of}
        largest = max(near.values(), key=len, default=[])
        for group in near.values():
            if group is not largest:
                largest += group
                group_of.update(dict.fromkeys(chain.from_iterable(map(_corners, group)), largest))
        largest.append(cell)
        group_of.update(dict.fromkeys(corners, largest))
    return list({id(group): group for group in group_of.values()}.values())


def _corners(cell: Cell) -> list[tuple[float, float]]:
    return [(x, y) for x in (cell.x0, cell.x1) for y in (cell.top, cell.bottom)]


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
