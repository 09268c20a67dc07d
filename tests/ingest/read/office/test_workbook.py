"""Excel workbooks: sheets as pages, tables with their heads, as they are shown."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from corpus.document import RawBlock, RawDocument, Source
from corpus.errors import Damaged, NoText, TooLarge
from ingest.pipeline import read_report
from ingest.read.detect import read_file
from ingest.read.office import workbook
from ingest.read.office.workbook import read_workbook

MONTHS = (datetime(2024, 1, 31), datetime(2024, 2, 29), datetime(2024, 3, 31))
RISE = "The rise follows the closure of the edge of care service, which officers expect to reverse."


def fill(sheet: Any) -> None:
    """A dashboard: a title over all columns, a table with two rows of heads, a small one beside."""
    sheet["A1"] = "Harrowmere Council: performance dashboard, Quarter 4 2023/24"
    sheet["A1"].font = Font(bold=True)
    sheet.merge_cells("A1:F1")
    sheet["A2"] = "Published 14 May 2024"
    sheet.append([])
    sheet.append(["Measure", "2023/24", None, None, "Target", None, None, "Team", "Caseload"])
    sheet.append([None, *MONTHS, None, None, None, "North", 21])
    sheet.append(["Assessments completed on time", 0.71, 0.78, 0.805, 0.85])
    sheet.append(["Children in care", 322, 331, 1340])
    sheet.append(["Withheld", 1, 2, 3])
    for merged in ("A4:A5", "B4:D4", "E4:E5"):
        sheet.merge_cells(merged)
    for cell in sheet[5][1:4]:
        cell.number_format = "mmm-yy"
    for cell in sheet[6][1:5]:
        cell.number_format = "0.0%"
    for cell in sheet[7][1:5]:
        cell.number_format = "#,##0"
    sheet.row_dimensions[8].hidden = True
    sheet["A10"] = RISE


Save = Callable[[Any], Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """What saves a workbook and says where."""

    def save(book: Any) -> Path:
        path = tmp_path / "dash.xlsx"
        book.save(path)
        return path

    return save


@pytest.fixture
def dashboard(save: Save) -> Path:
    """A workbook with a dashboard, and a hidden sheet."""
    book = openpyxl.Workbook()
    book.active.title = "Performance"
    fill(book.active)
    secret = book.create_sheet("Names")
    secret["A1"] = "Jane Example"
    secret.sheet_state = "hidden"
    return save(book)


def words(block: RawBlock) -> str:
    """The words of a block."""
    return " ".join(line.text for line in block.lines)


def table(document: RawDocument, number: int) -> list[list[str]]:
    """A table row by row."""
    cells = [block for page in document.pages for block in page.blocks if block.table == number]
    rows = sorted({block.row for block in cells if block.row is not None})
    return [[words(block) for block in cells if block.row == row] for row in rows]


def test_a_dashboard_is_titles_and_tables_as_shown(dashboard: Path) -> None:
    """Merged heads stand over each column; days, shares and thousands as they are printed."""
    document = read_file(dashboard)
    headings = [words(block) for block in document.pages[0].blocks if block.kind == "heading"]
    title = "Harrowmere Council: performance dashboard, Quarter 4 2023/24"
    assert headings == ["Performance", title, "Published 14 May 2024"]
    assert table(document, 0) == [
        ["Measure", "Jan-24", "Feb-24", "Mar-24", "Target"],
        ["Assessments completed on time", "71.0%", "78.0%", "80.5%", "85.0%"],
        ["Children in care", "322", "331", "1,340"],
    ]
    assert table(document, 1) == [["Team", "Caseload"], ["North", "21"]]
    assert words(document.pages[0].blocks[-1]) == RISE


def test_what_is_hidden_is_not_read_and_that_is_said(dashboard: Path) -> None:
    """Sheets and rows: figures of few children are often hidden, not taken out."""
    document = read_file(dashboard)
    assert "Jane" not in str(document.pages)
    assert "Withheld" not in str(document.pages)
    says = [note.say() for note in document.notes]
    assert "hidden, so not read: sheet “Names”" in says
    assert "page 1: “Performance”: cells in hidden rows or columns, not read: 4" in says


def test_measures_are_found_in_it(dashboard: Path) -> None:
    """With their periods and whose they are, on the page of their sheet."""
    (report,) = read_report(Source("0" * 64, "dash.xlsx"), dashboard)
    assert report.document.published == date(2024, 5, 14)
    found = [(value.measure, value.value, value.period, value.role) for value in report.measures]
    assert ("Assessments completed on time", "80.5%", "Mar-24", "value") in found
    assert ("Assessments completed on time", "85.0%", "", "target") in found
    assert ("Children in care", "1,340", "Mar-24", "value") in found


def test_its_name_counts_for_nothing(dashboard: Path) -> None:
    """Papers are often saved under the wrong one."""
    assert read_file(dashboard.rename(dashboard.with_suffix(".pdf"))).reader == "workbook"


def test_a_gap_in_a_table_keeps_its_head(save: Save) -> None:
    """Groups of rows are often parted by an empty row, and named in one cell."""
    book = openpyxl.Workbook()
    for row in (["Indicator", "2022/23"], ["Plans", 31], [], ["Care"], ["Placements", 17]):
        book.active.append(row)
    assert table(read_file(save(book)), 0) == [["Indicator", "2022/23"], ["Plans", "31"]]
    book = openpyxl.Workbook()
    for row in (["Indicator", "2022/23"], ["Plans", 31], [], ["Placements", 17]):
        book.active.append(row)
    assert table(read_file(save(book)), 0)[2] == ["Placements", "17"]


def test_a_cell_far_away_makes_no_rows_between(save: Save) -> None:
    """A sheet may be a million rows long for one cell at its end."""
    book = openpyxl.Workbook()
    book.active["A1"] = "Caseloads are much too high"
    book.active.cell(1_048_576, 16_384, "the end of the sheet")
    blocks = read_file(save(book)).pages[0].blocks
    assert [words(block) for block in blocks] == [
        "Caseloads are much too high",
        "the end of the sheet",
    ]


def test_a_sheet_merged_as_a_whole_is_refused(save: Save, tmp_path: Path) -> None:
    """In a moment; to read it would take hours."""
    book = openpyxl.Workbook()
    book.active["A1"] = "Caseloads"
    book.active.merge_cells("A1:B2")
    wide = tmp_path / "wide.xlsx"
    with zipfile.ZipFile(save(book)) as made, zipfile.ZipFile(wide, "w") as written:
        for entry in made.infolist():
            data = made.read(entry).replace(b"A1:B2", b"A1:XFD1048576")
            written.writestr(entry.filename, data)
    with pytest.raises(TooLarge, match=r"wide\.xlsx: 17,179,869,184 cells of it are merged"):
        read_file(wide)


def test_errors_and_formulas_without_a_value_are_said(save: Save) -> None:
    """Neither is quoted as if it were a figure."""
    book = openpyxl.Workbook()
    for row in (["Indicator", "2022/23"], ["Plans", "#DIV/0!"], ["Reviews", "=B9+1"]):
        book.active.append(row)
    document = read_workbook(save(book), "dash.xlsx")
    assert "DIV" not in str(document.pages)
    says = [note.says for note in document.notes]
    assert any("cells that show an error, not read: 1" in note for note in says)
    assert any("formulas without a value, so not read: 1" in note for note in says)


def test_a_workbook_without_words_or_whole_bytes_is_refused(tmp_path: Path, save: Save) -> None:
    """Each in a line with its name."""
    with pytest.raises(NoText, match=r"dash\.xlsx: no words on its visible sheets"):
        read_workbook(save(openpyxl.Workbook()), "dash.xlsx")
    path = tmp_path / "cut.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(Damaged, match=r"cut\.xlsx: a workbook that does not open"):
        read_file(path)


def test_what_unpacks_to_too_much_is_refused(
    dashboard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is opened."""
    monkeypatch.setattr(workbook, "_MOST_SHEETS", 100)
    with pytest.raises(TooLarge, match=r"dash\.xlsx: unpacks to"):
        read_file(dashboard)
