"""Plain text and Markdown."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.document import RawBlock
from corpus.errors import NotADocument
from ingest.read.text import decode_text, read_text, text_to_pages


def blocks_of(text: str) -> list[RawBlock]:
    """The blocks of a text of one page."""
    (page,) = text_to_pages(text)
    return list(page.blocks)


def shown(text: str) -> list[tuple[str, str, str]]:
    """Kind, marker and words of each block."""
    return [
        (block.kind, block.marker, " ".join(line.text for line in block.lines))
        for block in blocks_of(text)
    ]


def test_markdown_is_read_without_its_signs() -> None:
    """Headings keep their level; emphasis, links and tags go."""
    text = "# Plan\n\n## 1. **Aim**\n\nTo *do* <u>better</u>, see [annex](http://x.example).\n\nEnd\n==="
    blocks = blocks_of(text)
    assert [(block.kind, block.level) for block in blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
        ("heading", 1),
    ]
    assert [line.text for block in blocks for line in block.lines] == [
        "Plan",
        "1. Aim",
        "To do better, see annex.",
        "End",
    ]


def test_items_keep_their_number_or_bullet() -> None:
    """A converter's dash before a number is none; lines that follow belong to the item."""
    text = "- 3.2 The council\n  acts.\n - first\n - second\n20. Ensure it.\na) one\n\n* loose"
    assert shown(text) == [
        ("item", "", "3.2 The council acts."),
        ("item", "-", "first"),
        ("item", "-", "second"),
        ("item", "", "20. Ensure it."),
        ("item", "", "a) one"),
        ("item", "*", "loose"),
    ]
    assert [block.level for block in blocks_of(text)] == [1, 2, 2, 1, 1, 1]


def test_a_paragraph_that_a_page_end_parted_is_one() -> None:
    """It stops short of its end and goes on in lower case."""
    assert shown("It goes on and\n\nso to the end.\n\nNext, then.\n\nlower, but new.") == [
        ("paragraph", "", "It goes on and so to the end."),
        ("paragraph", "", "Next, then."),
        ("paragraph", "", "lower, but new."),
    ]


@pytest.mark.parametrize(
    "table", ["Ref\tAction\n---\t---\n1\tDo it", "|Ref|Action|\n|--|---|\n|1|Do it|"]
)
def test_tables_have_rows_and_columns(table: str) -> None:
    """Of tabs or of strokes; a rule under the first row makes it the head."""
    cells = [
        (cell.lines[0].text, cell.table, cell.row, cell.column, cell.header)
        for cell in blocks_of(table)
    ]
    assert cells == [
        ("Ref", 0, 0, 0, True),
        ("Action", 0, 0, 1, True),
        ("1", 0, 1, 0, False),
        ("Do it", 0, 1, 1, False),
    ]


def test_a_table_that_repeats_its_head_goes_on() -> None:
    """A row mostly empty is the rest of the one above."""
    head = "Ref\tAction\tLead\tBy"
    first = f"{head}\n1.1\tReview the plan and\tDirector\tMay"
    text = f"{first}\n\n{head}\n\tprint it\t\t\n1.2\tStop\tHead\tJune"
    cells = {
        (cell.row, cell.column): " ".join(line.text for line in cell.lines)
        for cell in blocks_of(text)
    }
    assert cells[1, 1] == "Review the plan and print it"
    assert cells[2, 0] == "1.2"
    assert {cell.table for cell in blocks_of(text)} == {0}


def cells_of(text: str) -> dict[tuple[int | None, int | None], str]:
    """The words of each cell of a text's only table, by row and column."""
    blocks = blocks_of(text)
    assert {cell.table for cell in blocks} == {0}
    return {(cell.row, cell.column): " ".join(line.text for line in cell.lines) for cell in blocks}


def test_a_row_goes_on_below_a_head_whose_first_cell_reads_otherwise() -> None:
    """A margin's letters in the head's corner keep the rest from no row, nor make it the head's."""
    first = "Ref\tAction\tLead\tBy\tSign\n2.3\tVisit homes every\tManager\tJune\t\n"
    again = "e9 f\tAction\tLead\tBy\tSign\n"
    text = f"{first}\n{again}\tfour weeks\t\t\t\n17\t\t\t\tfewer moves\n2.4\tStop\tHead\tJuly\t"
    cells = cells_of(text)
    assert cells[1, 1] == "Visit homes every four weeks"
    assert cells[1, 4] == "fewer moves"
    assert cells[2, 1] == "Action"
    assert cells[3, 0] == "2.4"


def test_the_rest_of_a_row_below_a_repeated_head_is_that_rows() -> None:
    """Not the row's before the head."""
    head = "Ref\tAction\tLead\tBy\tSign\n"
    first = f"{head}1\tWrite the plan\tManager\tJune\tNone\n"
    text = f"{first}\n{head}2\tTrain all\tHead\tJuly\tMore\n\tsocial workers\t\t\t"
    cells = cells_of(text)
    assert cells[1, 1] == "Write the plan"
    assert cells[2, 1] == "Train all social workers"


def test_a_line_that_a_page_edge_prints_twice_is_read_once() -> None:
    """Every cell of the row without a number has stood in the cell above it; else all are kept."""
    head = "Ref\tAction\tLead\tBy\tSign\tCost\n"
    first = "3.1\tHold a panel on homes and\tHead of homes team\tMay\tFewer moves of home\t\n"
    cells = cells_of(head + first + "44\t\thomes\t\tmoves of\t\n")
    assert (cells[1, 2], cells[1, 4]) == ("Head of homes team", "Fewer moves of home")
    cells = cells_of(head + first + "44\t\thomes\t\tat night\t\n")
    assert (cells[1, 2], cells[1, 4]) == (
        "Head of homes team homes",
        "Fewer moves of home at night",
    )


def test_a_number_and_a_tab_make_no_table() -> None:
    """Word writes them so."""
    assert shown("3.2\tThe council acts.") == [("item", "", "3.2 The council acts.")]


def test_pages_where_the_text_tells_them() -> None:
    """By form feeds or by lines that name the page; else one page."""
    assert [len(page.blocks) for page in text_to_pages("One.\fTwo.\n\nMore.")] == [1, 2]
    named = text_to_pages("--- page 1 ---\nOne.\n[Page 2]\nTwo.\n")
    assert [page.blocks[0].lines[0].text for page in named] == ["One.", "Two."]
    assert [page.number for page in named] == [1, 2]


def test_bare_lines_head_what_follows_where_nothing_is_marked() -> None:
    """Capitals, numbers, or a short line over a sentence; not a label or an address."""
    lines = ("CABINET REPORT", "2 Background", "It was so.", "Next steps", "It will be.")
    text = "\n\n".join((*lines, "Date: 4 May", "End."))
    assert [(kind, words) for kind, _, words in shown(text)] == [
        ("heading", "CABINET REPORT"),
        ("heading", "2 Background"),
        ("paragraph", "It was so."),
        ("heading", "Next steps"),
        ("paragraph", "It will be."),
        ("paragraph", "Date: 4 May"),
        ("paragraph", "End."),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_texts_are_decoded_as_they_were_written(encoding: str) -> None:
    """By their mark, as UTF-8, or as Windows does."""
    assert decode_text("the council’s plan – £5".encode(encoding)) == "the council’s plan – £5"


def test_other_bytes_are_no_text(tmp_path: Path) -> None:
    """Told by their control characters."""
    path = tmp_path / "noise.txt"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(NotADocument, match=r"^noise\.txt: not text"):
        read_text(path)


@given(st.lists(st.text("ab .\t-#|1*\n", max_size=30), max_size=8))
def test_no_letter_is_lost_or_doubled(parts: list[str]) -> None:
    """Whatever stands in the file, but for the head of a table that is repeated."""
    text = "\n".join(parts)
    rows = [" ".join(re.findall("[ab1]+", line)) for line in text.splitlines()]
    assume(len(set(filter(None, rows))) == len(list(filter(None, rows))))
    read = [line.text for block in blocks_of(text) for line in block.lines]
    assert sorted(c for c in "".join(read) if c in "ab") == sorted(c for c in text if c in "ab")
