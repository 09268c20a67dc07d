"""Facts of `ingest.read.layout.table_continuation`."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.read.layout.ruled_tables import Cell, Grid
from ingest.read.layout.table_continuation import Number, Table, number_tables
from ingest.read.layout.words import TextLine

SetLine = Callable[..., TextLine]
HEAD = ("Risk", "What is done")


def table_of(
    line: SetLine, *rows: Sequence[str], head: bool = False, width: float = 400, **how: bool
) -> Table:
    """A table of two columns; with `head` its first row is bold. An empty cell has no lines."""
    corners, cells = [], {}
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            x, top = 50 + column * width / 2, 100 + 20 * number
            cell = Cell(x, top, x + width / 2, top + 20, number, column)
            corners.append(cell)
            if text:
                cells[cell] = (line(text, x=x + 2, foot=top + 15, bold=head and number == 0),)
    return Table(replace(Grid(tuple(corners)), **how), cells)


def test_tables_count_through_the_file(line: SetLine) -> None:
    """Text between them is passed over."""
    first, second = table_of(line, ("A", "b")), table_of(line, ("C", "d"))
    assert number_tables([[first, None], [None, second]]) == {
        first: Number(0, 0, False),
        second: Number(1, 0, False),
    }


def test_a_table_goes_on_at_the_top_of_the_next_page(line: SetLine) -> None:
    """Where the page before ends with one as wide; its rows count on."""
    first, second = table_of(line, ("A", "B"), ("C", "D")), table_of(line, ("E", "F"))
    assert number_tables([[None, first], [second, None]])[second] == Number(0, 2, False)


def test_another_width_makes_another_table(line: SetLine) -> None:
    """So does text that stands between the two."""
    first, wider = table_of(line, ("A", "B")), table_of(line, ("C", "D"), width=440)
    same = table_of(line, ("E", "F"))
    assert number_tables([[first], [wider]])[wider].table == 1
    assert number_tables([[first], [None, same]])[same].table == 1


def test_a_heading_row_that_comes_again_is_told(line: SetLine) -> None:
    """It is not counted a second time."""
    first = table_of(line, HEAD, ("A", "Visits"), head=True)
    second = table_of(line, HEAD, ("B", "A nurse"), head=True)
    assert number_tables([[first], [second]])[second] == Number(0, 1, True)


def test_a_row_that_a_page_breaks_keeps_its_number(line: SetLine) -> None:
    """The table is open there, a cell starts low, or one that the row had is missing."""
    first = table_of(line, ("A", "Visits in"), ("B", "The first"))
    opened = table_of(line, ("C", "Month"), open_top=True)
    low = table_of(line, ("C", "month"))
    lacking = table_of(line, ("", "Month"))
    for second in (opened, low, lacking):
        assert number_tables([[first], [second]])[second] == Number(0, 1, False)


def test_a_row_of_one_cell_is_prose_in_a_box(line: SetLine) -> None:
    """Where the cell is as wide as the table."""
    box = table_of(line, ("Words",))
    beside = table_of(line, ("A", "B"))
    assert box.is_one_cell(box.rows()[0])
    assert not beside.is_one_cell(beside.rows()[0])


def test_a_heading_is_a_bold_first_row_with_others_below(line: SetLine) -> None:
    """A table of one row has none."""
    headed, alone = table_of(line, HEAD, ("A", "B"), head=True), table_of(line, HEAD, head=True)
    assert [headed.is_heading(row) for row in headed.rows()] == [True, False]
    assert not alone.is_heading(alone.rows()[0])
