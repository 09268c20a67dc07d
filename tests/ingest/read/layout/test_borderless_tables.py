"""Facts of `ingest.read.layout.borderless_tables`."""

from collections.abc import Callable, Sequence

from ingest.read.layout.borderless_tables import split_aligned
from ingest.read.layout.table_continuation import Table
from ingest.read.layout.words import TextLine, Word

SetWords = Callable[..., list[Word]]
SetLine = Callable[..., TextLine]
PLACES = (50.0, 200.0, 300.0)


def row(words: SetWords, *cells: str, foot: float) -> TextLine:
    """A line with each cell at its place; an empty cell has no words."""
    placed = zip(cells, PLACES, strict=False)
    return TextLine(tuple(w for cell, x in placed for w in words(cell, x=x, foot=foot)))


def texts(table: Table) -> list[list[str]]:
    """The words of each cell, row by row."""
    return [table.texts(cells) for cells in table.rows()]


def split(lines: Sequence[TextLine]) -> list[list[str] | list[list[str]]]:
    """What the lines are split into, as words."""
    return [
        texts(piece) if isinstance(piece, Table) else [line.text for line in piece]
        for piece in split_aligned(lines)
    ]


def test_rows_of_three_columns_are_a_table(words: SetWords, line: SetLine) -> None:
    """Taken out of the text above and below."""
    lines = [
        line("The homes and their places are these.", foot=100),
        row(words, "Alder", "6", "5", foot=130),
        row(words, "Birch", "4", "4", foot=145),
        line("A third home is to be opened soon.", foot=175),
    ]
    assert split(lines) == [
        ["The homes and their places are these."],
        [["Alder", "6", "5"], ["Birch", "4", "4"]],
        ["A third home is to be opened soon."],
    ]


def test_a_few_labels_with_values_are_lines(words: SetWords) -> None:
    """Two columns are a table from the fourth row."""
    rows = [row(words, name, "six", foot=100 + 15 * n) for n, name in enumerate("ABCD")]
    assert split(rows[:3]) == [["A six", "B six", "C six"]]
    assert split(rows) == [[["A", "six"], ["B", "six"], ["C", "six"], ["D", "six"]]]


def test_items_behind_numbers_are_no_table(words: SetWords) -> None:
    """However far the tab is that parts them."""
    rows = [row(words, f"{n}.", "mend it", foot=100 + 15 * n) for n in range(1, 6)]
    assert len(split(rows)[0]) == 5
    assert all(isinstance(text, str) for text in split(rows)[0])


def test_a_list_of_contents_is_no_table(words: SetWords) -> None:
    """Titles with the numbers of their pages."""
    rows = [row(words, "Summary", str(n), foot=100 + 15 * n) for n in range(1, 6)]
    assert all(isinstance(text, str) for text in split(rows)[0])


def test_a_cell_over_two_lines_is_one_cell(words: SetWords) -> None:
    """Lines that stand closer than the rows do belong to one row."""
    lines = [
        row(words, "Alder", "6", "5", foot=100),
        row(words, "Home of", "4", "4", foot=124),
        row(words, "the north", "", "", foot=136),
        row(words, "Cedar", "3", "1", foot=160),
    ]
    assert split(lines) == [
        [["Alder", "6", "5"], ["Home of the north", "4", "4"], ["Cedar", "3", "1"]]
    ]


def test_no_lines_no_parts() -> None:
    """An empty page has none."""
    assert split([]) == []
