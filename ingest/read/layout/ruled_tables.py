"""Ruled lines to tables: where rules cross and close, there are cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any

from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils.clustering import cluster_objects
from pdfplumber.utils.geometry import filter_edges

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


def find_grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that rules draw, from top to bottom; merged cells are one cell.

    Rules that close no rectangle (underlines, the rule over a footnote) give none. Where
    upright rules end together, as at the foot of a page that breaks a row, or level
    rules do beside upright ones, the table is taken to end there.
    """
    drawn = _merge(rules)
    crossings = edges_to_intersections(_close(drawn), _TOLERANCE, _TOLERANCE)
    cells = [Cell(*corners) for corners in intersections_to_cells(crossings)]
    heights = [edge["top"] for edge in drawn if _is_level(edge)]
    grids = [_mark_open(_number(group), heights) for group in _touching(cells)]
    return sorted(grids, key=lambda grid: (grid.box.top, grid.box.x0))


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


# --- cells that belong together ----------------------------------------------


def _touching(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Cells in groups that share a corner.

    pdfplumber's `cells_to_tables` leaves out groups of one cell, which are boxes round
    prose and borders round pages here.
    """
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
