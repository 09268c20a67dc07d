"""A briefing pack as a Word document with real styles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from api.pack_text import to_blocks
from index.pack import Pack


def write_docx(pack: Pack, path: Path) -> None:
    """Write the pack: A4, 12 point, en-GB, page numbers in the footer."""
    document = docx.Document()
    _set_up(document, f"Briefing: {pack.subject}")
    for style, text in to_blocks(pack):
        document.add_paragraph(text, style=style)
    document.save(str(path))


def _set_up(document: Any, title: str) -> None:
    document.core_properties.title = title
    document.core_properties.language = "en-GB"
    section, font = document.sections[0], document.styles["Normal"].font
    section.page_width, section.page_height = Mm(210), Mm(297)
    font.name, font.size = "Arial", Pt(12)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    font.element.get_or_add_rPr().append(language)
    _number_pages(section.footer.paragraphs[0])


def _number_pages(paragraph: Any) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
