"""Lists as people have them: pasted, text, CSV, Excel, Word; what is no list is told."""

import io
from collections.abc import Callable

import docx
import pytest
from openpyxl import Workbook

from api.questions.reading import GivenList, read_file, read_text
from corpus.errors import QueryError

WANTED = ("care plans", "neglect; and drift", "supervision, recorded")


def a_workbook(*rows: tuple[str | int | None, ...]) -> bytes:
    """The rows as an Excel file."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return _saved(book.save)


def a_word_file(*lines: str, style: str | None = None) -> bytes:
    """The lines as a Word file."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line, style=style)
    return _saved(document.save)


def a_word_table(*lines: str) -> bytes:
    """The lines as the second column of a Word table, the first counting them."""
    document = docx.Document()
    document.add_paragraph("What members asked for")
    table = document.add_table(0, 2)
    for number, line in enumerate(("Recommendation", *lines)):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = str(number or "No."), line
    return _saved(document.save)


def _saved(save: Callable[[io.BytesIO], None]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def test_a_pasted_list_loses_its_marks_and_empty_lines() -> None:
    """Those that are left out are counted."""
    text = "1. care plans\n\n  • neglect; and drift\r\n(c) supervision, recorded\n \n"
    assert read_text(text) == GivenList(WANTED, ("2 empty rows were left out.",))


def test_a_year_or_a_word_is_no_mark() -> None:
    """Only what counts a line, or stands before it as a sign, is taken off."""
    assert read_text("2019 inspection\nA plan\n16 to 17").subjects == (
        "2019 inspection",
        "A plan",
        "16 to 17",
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("list.txt", "\ufeffcare plans\nneglect; and drift\nsupervision, recorded".encode()),
        ("list.TXT", "care plans\nneglect; and drift\nsupervision, recorded".encode("utf-16")),
        ("list.csv", b'Subject,Who\ncare plans,a\nneglect; and drift,b\n"supervision, recorded",'),
        (
            "list.csv",
            b'No;Recommendations\n1;care plans\n2;"neglect; and drift"\n3;supervision, recorded',
        ),
        ("list.xlsx", a_workbook(("Topic",), *((line,) for line in WANTED))),
        ("list.xlsx", a_workbook(*((n, line) for n, line in enumerate(WANTED)))),
        ("list.docx", a_word_file(*WANTED)),
        ("list.docx", a_word_file(*WANTED, style="List Bullet")),
        ("list.docx", a_word_table(*WANTED)),
    ],
)
def test_a_file_gives_its_list(name: str, data: bytes) -> None:
    """The first column that has words, without its heading."""
    assert read_file(name, data).subjects == WANTED


def test_a_row_without_words_in_its_column_stays() -> None:
    """It is told in the table; a row without anything is left out."""
    given = read_file("list.csv", b"care plans,a\n,b\n,\nneglect,c")
    assert given == GivenList(("care plans", "", "neglect"), ("1 empty row was left out.",))


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("list.pdf", b"%PDF-", "not a list that can be read"),
        ("list", b"care", "not a list that can be read"),
        ("list.txt", b" \n\n", "holds no words"),
        ("list.xlsx", b"PK no", "list.xlsx"),
        ("list.xlsx", a_workbook((None,)), "list.xlsx|no words"),
        ("list.docx", b"no", "list.docx"),
        ("list.csv", b"a\n" * 501, "501 rows; the most at once is 500"),
    ],
)
def test_what_is_no_list_is_told(name: str, data: bytes, says: str) -> None:
    """With the file's own name, and what to do."""
    with pytest.raises(QueryError, match=says):
        read_file(name, data)
