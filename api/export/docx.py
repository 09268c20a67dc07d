"""A briefing pack as a Word document with real styles."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from api.export.pack_text import Block, name_pack, to_blocks
from index.briefing.contents import Pack

HYPERLINK = RELATIONSHIP_TYPE.HYPERLINK
_SIZES = {"Title": 16, "Heading 1": 13, "Heading 2": 12}  # points
_SPACED = ("Normal", "Quote", "List Bullet")


def to_docx(pack: Pack) -> bytes:
    """The pack as a file: A4, 12 point, en-GB, page numbers in the footer."""
    document = docx.Document()
    _set_up(document, name_pack(pack))
    for block in to_blocks(pack):
        _add(document, block)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: Any, block: Block) -> None:
    if block.rows:
        _add_table(document, block)
    else:
        paragraph = document.add_paragraph(block.text, style=block.style)
        _add_cited(paragraph, block)


def _add_cited(paragraph: Any, block: Block) -> None:
    """Where the words stand, as a link where that can be opened."""
    cited = f" {block.cited}" if block.text else block.cited
    if block.address:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(block.address, HYPERLINK, is_external=True))
        run = paragraph.add_run(cited)
        run.underline = True
        link.append(run._r)
        paragraph._p.append(link)
    elif block.cited:
        paragraph.add_run(cited)


def _add_table(document: Any, block: Block) -> None:
    """A table whose first row is repeated on every page, described for who cannot see it."""
    table = document.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, block.rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    for name in ("w:tblCaption", "w:tblDescription"):
        described = OxmlElement(name)
        described.set(qn("w:val"), block.text)
        table._tbl.tblPr.append(described)


def _set_up(document: Any, title: str) -> None:
    document.core_properties.title = title
    document.core_properties.language = "en-GB"
    _set_page(document.sections[0])
    _set_styles(document.styles)
    _number_pages(document.sections[0].footer.paragraphs[0])


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(14)
    section.top_margin = section.bottom_margin = Mm(12)


def _set_styles(styles: Any) -> None:
    """One sans-serif face throughout, black, upright; space that two pages allow."""
    normal = styles["Normal"].font
    normal.name, normal.size = "Arial", Pt(12)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    for name, size in _SIZES.items():
        font = styles[name].font
        font.name, font.size, font.color.rgb = "Arial", Pt(size), RGBColor(0, 0, 0)
        font.element.rPr.rFonts.set(qn("w:ascii"), "Arial")
        font.element.rPr.rFonts.set(qn("w:hAnsi"), "Arial")
        for theme in ("w:asciiTheme", "w:hAnsiTheme"):
            font.element.rPr.rFonts.attrib.pop(qn(theme), None)
        styles[name].paragraph_format.space_before = Pt(size / 2 - 1)
        styles[name].paragraph_format.space_after = Pt(1)
    for name in _SPACED:
        styles[name].paragraph_format.space_after = Pt(1)
        styles[name].paragraph_format.line_spacing = 1.0
    styles["Quote"].font.italic = False
    styles["Quote"].paragraph_format.left_indent = Mm(4)


def _number_pages(paragraph: Any) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
