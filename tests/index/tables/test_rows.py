"""Rows of tables: each cell under its heading, and what is no row of its own."""

from collections.abc import Sequence

from corpus.document import Block, Span
from index.tables.rows import TableRow, read_rows


def read(*tables: Sequence[Sequence[str | None]], headed: bool = True) -> list[TableRow]:
    """The rows of tables given as words; the first row of the first is marked as a heading.

    A cell that is None was left out, and kept its place.
    """
    text, blocks = "", []
    for table, rows in enumerate(tables):
        for row, cells in enumerate(rows):
            for column, words in enumerate(cells):
                if words is None:
                    continue
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


INDICATORS = [
    ["Measure", "Good is", "Now", "Target", "England"],
    ["Visits in time", "High", "80%", "90%", "82%"],
]


def test_a_row_that_may_have_moved_up_has_no_headings() -> None:
    """Nothing in its table shows that empty cells keep their place: "Now: High" may be wrong."""
    [*_, row] = read([*INDICATORS, ["Plans of two years", "31", "n/a", "30"]])
    assert not row.is_matched
    assert cells_of(row) == [("", "Plans of two years"), ("", "31"), ("", "n/a"), ("", "30")]


def test_a_row_stands_under_its_headings_where_empty_cells_keep_their_place() -> None:
    """A gap in any row of the table shows that they do."""
    rows = read([*INDICATORS, ["Plans", None, "31", None, "30"], ["Costs", "Low", "4"]])
    assert cells_of(rows[2]) == [("Measure", "Plans"), ("Now", "31"), ("England", "30")]
    assert all(row.is_matched for row in rows)


def test_headings_that_are_fewer_than_the_cells_name_none() -> None:
    """The one over the first column is empty, and was left out: the others moved up."""
    rows = read([["2023", "2024"], ["England", "71%", "70%"], ["Neighbours", "77%", "78%"]])
    assert [name for row in rows[1:] for name, _ in cells_of(row)] == [""] * 6


def test_a_heading_over_the_second_column_is_where_it_stands() -> None:
    """Where the empty one over the first kept its place."""
    row = read([[None, "2023", "2024"], ["England", "71%", "70%"]])[1]
    assert cells_of(row) == [("", "England"), ("2023", "71%"), ("2024", "70%")]


def test_contents_are_names_with_pages_that_rise() -> None:
    """Figures that fall are figures."""
    pages = [["Summary", "3"], ["Context", "5"], ["Findings", "9"], ["Costs", "12"]]
    assert all(row.is_contents for row in read(pages, headed=False))
    assert not any(row.is_contents for row in read([*pages[::-1]], headed=False))
