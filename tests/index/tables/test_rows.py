"""Rows of tables: each cell under its heading, and what is no row of its own."""

from collections.abc import Sequence

from corpus.document import Block, Span
from index.tables.rows import TableRow, read_rows


def read(*tables: Sequence[Sequence[str]], headed: bool = True) -> list[TableRow]:
    """The rows of tables given as words; the first row of the first is marked as a heading."""
    text, blocks = "", []
    for table, rows in enumerate(tables):
        for row, cells in enumerate(rows):
            for column, words in enumerate(cells):
                span = Span(len(text), len(text) + len(words))
                is_head = headed and table == row == 0
                blocks.append(
                    Block("cell", span, table=table, row=row, column=column, header=is_head)
                )
                text += f"{words}\n"
    return [*read_rows(text, blocks)]


def cells_of(row: TableRow) -> list[tuple[str, str]]:
    """Names and words."""
    return [(cell.name, cell.text) for cell in row.cells]


PLAN = [
    ["Ref", "Action", "Owner"],
    ["1.1", "Weigh caseloads each week", "Head of Service"],
    ["1.2", "Train the managers", ""],
]


def test_a_cell_stands_under_its_heading() -> None:
    """Empty ones are left out."""
    head, first, second = read(PLAN)
    assert head.is_heading
    assert cells_of(first)[1:] == [
        ("Action", "Weigh caseloads each week"),
        ("Owner", "Head of Service"),
    ]
    assert cells_of(second) == [("Ref", "1.2"), ("Action", "Train the managers")]


def test_a_table_goes_on_over_a_page() -> None:
    """The next has no heading and as many columns; or its first row repeats the heading."""
    *_, last = read(PLAN, [["1.3", "Visit each child", "Manager"]])
    assert cells_of(last)[1] == ("Action", "Visit each child")
    *_, again, last = read(PLAN, [["Ref", "Action of the week", "Owner"], ["1.3", "Visit", "All"]])
    assert again.is_heading
    assert cells_of(last)[1] == ("Action", "Visit")


def test_a_heading_that_a_narrow_column_broke_is_mended() -> None:
    """Where the document has the word whole."""
    row = read([["Recom menda tion", "Lead", "Due"], ["Recommendation 4 is met", "A", "May"]])[1]
    assert row.cells[0].name == "Recommendation"


def test_a_first_row_of_sentences_is_no_heading() -> None:
    """However a reader marked it."""
    long = "Whilst there are more workers there is a risk that some of them will leave us"
    assert not read([["Caseloads", long, "C2"], ["Costs", "They may rise", "B2"]])[0].is_heading


def test_two_cells_under_no_heading_are_a_name_and_its_words() -> None:
    """As in the head of a paper."""
    [row] = read([["Report from:", "Director"]], headed=False)
    assert cells_of(row) == [("Report from", "Director")]


def test_contents_are_names_with_pages_that_rise() -> None:
    """Figures that fall are figures."""
    pages = [["Summary", "3"], ["Context", "5"], ["Findings", "9"], ["Costs", "12"]]
    assert all(row.is_contents for row in read(pages, headed=False))
    assert not any(row.is_contents for row in read([*pages[::-1]], headed=False))
