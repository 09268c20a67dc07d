"""Facts of `ingest.read.layout.ruled_tables`."""

from collections.abc import Callable

import pytest

from ingest.read.layout.ruled_tables import Cell, Grid, find_grids
from ingest.read.layout.words import Rule, Word

DrawTable = Callable[..., list[Rule]]


def places(grid: Grid) -> list[tuple[int, int]]:
    """Row and column of every cell."""
    return [(cell.row, cell.column) for cell in grid.cells]


def corners(cell: Cell) -> tuple[float, float, float, float]:
    """The rectangle of a cell."""
    return cell.x0, cell.top, cell.x1, cell.bottom


def test_rules_that_cross_make_cells_in_rows_and_columns(draw_table: DrawTable) -> None:
    """Pieces of rules are joined first."""
    (grid,) = find_grids(draw_table([50, 150, 300], [100, 120, 160]))
    assert places(grid) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert corners(grid.box) == (50, 100, 300, 160)
    assert not grid.open_top
    assert not grid.open_foot


def test_pieces_that_nearly_meet_are_one_rule() -> None:
    """Word's borders miss each other by half a point and more."""
    box = [Rule(50, 100, 149, 100), Rule(151, 100.5, 300, 100.5), Rule(50, 160, 300, 160)]
    (grid,) = find_grids([*box, Rule(50.5, 101, 50.5, 159), Rule(299, 101, 299, 159)])
    assert places(grid) == [(0, 0)]


def test_a_merged_cell_is_one_cell_and_has_its_first_place(draw_table: DrawTable) -> None:
    """The row below it has two cells, the second in the second column."""
    inner = Rule(150, 120, 150, 160)
    (grid,) = find_grids([*draw_table([50, 300], [100, 120, 160]), inner])
    assert places(grid) == [(0, 0), (1, 0), (1, 1)]


@pytest.mark.parametrize(
    "rules",
    [
        [],
        [Rule(50, 100, 300, 100)],
        [Rule(50, 100, 300, 100), Rule(50, 160, 300, 160)],
        [Rule(50, 100, 300, 100), Rule(120, 100, 120, 160)],
    ],
)
def test_rules_that_close_nothing_are_no_table(rules: list[Rule]) -> None:
    """Underlines, the rule over a footnote, a rule beside a column."""
    assert find_grids(rules) == []


def test_ticks_are_no_rules(draw_table: DrawTable) -> None:
    """A rectangle of a few points is a box to tick or a piece of a drawing."""
    assert find_grids(draw_table([50, 54], [100, 104])) == []


def test_a_table_that_a_page_breaks_is_closed_and_says_so(draw_table: DrawTable) -> None:
    """Its upright rules end together where no level rule is drawn."""
    upright = [Rule(x, 120, x, 200) for x in (50, 150, 300)]
    (grid,) = find_grids([*draw_table([50, 150, 300], [100, 120]), *upright])
    assert places(grid) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert grid.open_foot
    assert not grid.open_top


def test_a_table_without_sides_is_closed(draw_table: DrawTable) -> None:
    """Its level rules start and end together, beside an upright rule that they cross."""
    level = [Rule(50, y, 300, y) for y in (100, 120, 160)]
    (grid,) = find_grids([*level, Rule(150, 100, 150, 160)])
    assert places(grid) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert (grid.box.x0, grid.box.x1) == (50, 300)


def test_tables_apart_come_from_top_to_bottom(draw_table: DrawTable) -> None:
    """A box round prose, one cell, is a grid as well."""
    rules = [*draw_table([50, 300], [400, 500]), *draw_table([50, 150, 300], [100, 120])]
    assert [len(grid.cells) for grid in find_grids(rules)] == [2, 1]


def test_a_cell_holds_words_by_their_middle() -> None:
    """A descender below the border does not matter."""
    cell = Cell(50, 100, 150, 120)
    assert cell.holds(Word("in", 60, 112, 70, 124, 10))
    assert not cell.holds(Word("below", 60, 116, 90, 128, 10))
    assert not cell.holds(Word("beside", 140, 105, 170, 115, 10))


def test_a_word_is_found_in_its_cell(draw_table: DrawTable) -> None:
    """Merged cells, and those below a row that they reach into, as well."""
    rules = [*draw_table([50, 150, 300], [100, 120, 160]), Rule(300, 100, 400, 100)]
    (grid,) = find_grids([*rules, Rule(300, 160, 400, 160), Rule(400, 100, 400, 160)])
    held = {
        (x, height): grid.cell_of(Word("w", x, height, x + 10, height + 8, 8.0))
        for x, height in ((60, 105), (200, 140), (350, 140), (500, 140))
    }
    places_held = [cell and (cell.row, cell.column) for cell in held.values()]
    assert places_held == [(0, 0), (1, 1), (0, 2), None]


def test_a_page_of_graph_paper_is_looked_at_once(draw_table: DrawTable) -> None:
    """The same rules give the same grids, however often a step of the layout asks."""
    rules = draw_table([10.0 * n for n in range(40)], [10.0 * n for n in range(40)])
    (grid,) = find_grids(rules)
    assert len(grid.cells) == 39 * 39
    assert find_grids(rules)[0] is grid
