"""Tables to take away: CSV and XLSX, in which no cell is ever run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

from fastapi.responses import Response
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from api.export.cells import clean, guard_formula

Cell = str | int | float | date | None
Row = Mapping[str, Cell]

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST = 80  # characters of a column


def to_csv(name: str, rows: Sequence[Row]) -> Response:
    """The rows as a CSV file, with the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    if rows:
        writer.writerow(rows[0])
        writer.writerows([guard_formula(cell) for cell in row.values()] for row in rows)
    content = "\ufeff" + out.getvalue()
    return _file(content.encode(), "text/csv; charset=utf-8", f"{name}.csv")


def to_xlsx(name: str, rows: Sequence[Row]) -> Response:
    """The rows as a workbook of one sheet, its heading row fixed in place."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    names = list(rows[0]) if rows else []
    for column, width in enumerate(_widths(names, rows), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.append([_to_cell(sheet, title, bold=True) for title in names])
    for row in rows:
        sheet.append([_to_cell(sheet, cell) for cell in row.values()])
    out = io.BytesIO()
    book.save(out)
    return _file(out.getvalue(), _XLSX, f"{name}.xlsx")


def _widths(names: Sequence[str], rows: Sequence[Row]) -> list[int]:
    return [
        min(_WIDEST, 2 + max([len(name), *(len(str(row[name] or "")) for row in rows)]))
        for name in names
    ]


def _to_cell(sheet: object, value: Cell, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=clean(value))
    if isinstance(value, str):
        cell.data_type = "s"  # else a text that begins with = would be a formula
    cell.font = Font(bold=bold)
    return cell


def _file(content: bytes, media_type: str, name: str) -> Response:
    disposition = {"content-disposition": f'attachment; filename="throughline-{name}"'}
    return Response(content, media_type=media_type, headers=disposition)
