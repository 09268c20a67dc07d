"""Excel workbooks: each visible sheet a page, its tables as tables, its titles as headings.

Cells are read as they are shown, formulas by the values that were kept with them. What is
hidden (sheets, rows, columns) is not read, and the notes say so.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string

from corpus.account import ReadingNote
from corpus.document import RawDocument, RawPage
from corpus.errors import Damaged, NoText, TooLarge
from ingest.read.office.sheet import SheetBlocks, read_grid

READER = "workbook"
_PAGES = ReadingNote("about", "each sheet is a page")
_MOST_BYTES = 300_000_000  # unpacked, pictures and all
# Of the sheets' own text: openpyxl takes forty times as much. A dashboard of twelve sheets has 2.
_MOST_SHEETS = 40_000_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml|xl/sharedStrings\.xml")
_CHART = re.compile(r"xl/charts/chart\d+\.xml")
# A formula that was never worked out: no value stands behind it in its cell.
_MERGED = re.compile(rb'<mergeCell\s[^>]*ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_MOST_MERGED = 2_000_000
_UNWORKED = re.compile(
    rb"<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>", re.IGNORECASE
)


def read_workbook(path: Path, name: str) -> RawDocument:
    """The visible sheets of a workbook, a page each; `name` is the file's for messages.

    Raises Damaged where it does not open, TooLarge where it unpacks to too much, and NoText
    where no visible sheet holds words.
    """
    notes = _examine(path, name).to_notes()
    book = _open(path, name)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        sheets = ", ".join(f"sheet “{title}”" for title in hidden)
        notes.append(ReadingNote("about", f"hidden, so not read: {sheets}"))
    tables = SheetBlocks()
    pages = []
    for number, sheet in enumerate(shown, start=1):
        grid = read_grid(sheet)
        notes += [ReadingNote("about", f"“{sheet.title}”: {note}", number) for note in grid.notes]
        pages.append(RawPage(number, 0.0, 0.0, tuple(tables.read(grid))))
    if not any(page.blocks for page in pages):
        raise NoText(f"{name}: no words on its visible sheets; open it and look")
    title = book.properties.title or ""
    return RawDocument(tuple(pages), READER, (_PAGES, *notes), title)


def read_rows(path: Path, name: str) -> list[list[str]]:
    """The rows of a workbook's first visible sheet that hold anything, as they are shown.

    A cell that shows nothing is empty. Raises as `read_workbook`.
    """
    _examine(path, name)
    sheets = _open(path, name).worksheets
    first = next((sheet for sheet in sheets if sheet.sheet_state == "visible"), None)
    rows = read_grid(first).rows if first else {}
    width = max((max(row) for row in rows.values()), default=0)
    return [
        [row[column].text if column in row else "" for column in range(1, width + 1)]
        for _, row in sorted(rows.items())
    ]


def _open(path: Path, name: str) -> Any:
    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of drawings and styles, which are not read
            return openpyxl.load_workbook(file, data_only=True)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl lets zipfile's, XML's and its own pass
        raise Damaged(
            f"{name}: a workbook that does not open ({error}). Open it in Excel, save it again as"
            " .xlsx, and give that."
        ) from error


def has_unworked(path: Path, name: str) -> bool:
    """True of a workbook with formulas that were never worked out: a program wrote it, not
    Excel. Raises as `read_workbook`."""
    return _examine(path, name).unworked > 0


@dataclass(frozen=True, slots=True)
class _Examined:
    """What can be told of a workbook without opening it."""

    charts: int
    unworked: int

    def to_notes(self) -> list[ReadingNote]:
        """What a reader should know of it."""
        says = {
            f"charts, not read: {self.charts}": self.charts,
            f"formulas without a value, so not read: {self.unworked}; open it in Excel and save"
            " it again": self.unworked,
        }
        return [ReadingNote("left_out", told) for told, count in says.items() if count]


def _examine(path: Path, name: str) -> _Examined:
    """Raises as `read_workbook`."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            sheets = [entry for entry in entries if _SHEET.fullmatch(entry.filename)]
            for unpacked, most in ((entries, _MOST_BYTES), (sheets, _MOST_SHEETS)):
                _refuse_size(name, sum(entry.file_size for entry in unpacked), most)
            texts = [archive.read(sheet) for sheet in sheets]
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise Damaged(f"{name}: a broken workbook ({error}); fetch it again") from error
    _refuse_merged(name, texts)
    unworked = sum(len(_UNWORKED.findall(text)) for text in texts)
    charts = sum(1 for entry in entries if _CHART.fullmatch(entry.filename))
    return _Examined(charts, unworked)


def _refuse_merged(name: str, texts: Iterable[bytes]) -> None:
    """openpyxl walks every cell of a merged range: a whole sheet of them takes hours."""
    merged = sum(_area(match) for text in texts for match in _MERGED.finditer(text))
    if merged > _MOST_MERGED:
        raise TooLarge(
            f"{name}: {merged:,} cells of it are merged, the most is {_MOST_MERGED:,}; take the"
            " merging of whole columns away in Excel, and save it again"
        )


def _area(match: re.Match[bytes]) -> int:
    columns = abs(_column(match[3]) - _column(match[1])) + 1
    return columns * (abs(int(match[4]) - int(match[2])) + 1)


def _column(letters: bytes) -> int:
    return int(column_index_from_string(letters.decode()))


def _refuse_size(name: str, size: int, most: int) -> None:
    if size > most:
        raise TooLarge(f"{name}: unpacks to {size:,} bytes, the most is {most:,}; split it")
