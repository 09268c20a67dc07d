"""A briefing pack as a Word document with real styles."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from api.export.blocks import Block, Piece
from api.export.fitting import (
    ABOVE,
    HEADINGS,
    IN_TABLE,
    fit_blocks,
    fit_points,
    keeps_with_next,
    table_widths,
)
from api.export.pack_text import name_pack
from index.briefing.contents import Pack

HYPERLINK = RELATIONSHIP_TYPE.HYPERLINK
_SPACED = ("Normal", "Quote", "List Bullet", "Question", "Cell")


def to_docx(pack: Pack) -> bytes:
    """The pack as a file: A4, en-GB, page numbers in the footer; 12 point, and less where two
    pages ask for it."""
    document = docx.Document()
    blocks = fit_blocks(pack)
    points = fit_points(blocks)
    _set_up(document, name_pack(pack), points)
    for block, keeps in zip(blocks, keeps_with_next(blocks), strict=True):
        _add(document, block, keeps, points)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: Any, block: Block, keeps: bool, points: float) -> None:
    if block.rows:
        _add_table(document, block, points)
    else:
        paragraph = document.add_paragraph(block.text, style=block.style)
        paragraph.paragraph_format.keep_with_next = keeps or None
        _add_cited(paragraph, block)


def _add_cited(paragraph: Any, piece: Piece) -> None:
    """Where the words stand, as a link where that can be opened."""
    cited = f" {piece.cited}" if piece.text else piece.cited
    if piece.address:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(piece.address, HYPERLINK, is_external=True))
        run = paragraph.add_run(cited)
        run.underline = True
        link.append(run._r)
        paragraph._p.append(link)
    elif piece.cited:
        paragraph.add_run(cited)


def _add_table(document: Any, block: Block, points: float) -> None:
    """A table whose first row is repeated on every page, described for who cannot see it."""
    table = document.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
    _set_widths(table, table_widths(block.rows, points * IN_TABLE))
    for row, cells in zip(table.rows, block.rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, pieces in zip(row.cells, cells, strict=True):
            _fill(cell, pieces)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for name in ("w:tblCaption", "w:tblDescription"):
        described = OxmlElement(name)
        described.set(qn("w:val"), block.text)
        table._tbl.tblPr.append(described)


def _set_widths(table: Any, widths: Sequence[float]) -> None:
    """As wide as counted: some programs take it of the table, some of each cell."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
        for cell in column.cells:
            cell.width = Pt(width)


def _fill(cell: Any, pieces: Sequence[Piece]) -> None:
    """The pieces, a paragraph each."""
    for number, piece in enumerate(pieces):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.style = "Cell"
        paragraph.add_run(piece.text)
        _add_cited(paragraph, piece)


def _set_up(document: Any, title: str, points: float) -> None:
    document.core_properties.title = title
    document.core_properties.language = "en-GB"
    _set_page(document.sections[0])
    _set_styles(document.styles, points)
    _number_pages(document.sections[0].footer.paragraphs[0])


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(12)
    section.top_margin = section.bottom_margin = Mm(10)
    section.footer_distance = Mm(5)


def _set_styles(styles: Any, points: float) -> None:
    """One sans-serif face throughout, black, upright; space that two pages allow."""
    normal = styles["Normal"].font
    normal.name, normal.size = "Arial", Pt(points)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    for name in ("Question", "Cell"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    styles["Question"].font.bold = True
    styles["Cell"].font.size = Pt(points * IN_TABLE)
    for name, factor in HEADINGS.items():
        _set_heading(styles[name], points * factor, ABOVE[name])
    for name in _SPACED:
        styles[name].paragraph_format.space_after = Pt(1)
        styles[name].paragraph_format.line_spacing = 1.0
    styles["Quote"].font.italic = False
    styles["Quote"].paragraph_format.left_indent = Mm(4)


def _set_heading(style: Any, points: float, above: float) -> None:
    font = style.font
    font.name, font.size, font.color.rgb = "Arial", Pt(points), RGBColor(0, 0, 0)
    font.element.rPr.rFonts.set(qn("w:ascii"), "Arial")
    font.element.rPr.rFonts.set(qn("w:hAnsi"), "Arial")
    for theme in ("w:asciiTheme", "w:hAnsiTheme"):
        font.element.rPr.rFonts.attrib.pop(qn(theme), None)
    style.paragraph_format.space_before = Pt(points * above - 1)
    style.paragraph_format.space_after = Pt(1)


def _number_pages(paragraph: Any) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
