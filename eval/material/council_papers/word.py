"""A measuring paper as a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from eval.material.council_papers.body import Piece, read_pieces, read_runs
from eval.material.council_papers.paper import Paper

Into = WordFile | Cell


def write_word(paper: Paper, out: Path) -> None:
    """Write the paper with Word's own headings, lists, tables, header and footer."""
    document = docx.Document()
    section = document.sections[0]
    for part, words in ((section.header, paper.header), (section.footer, paper.footer)):
        _add_furniture(part.paragraphs[0], words)
    _write(document, read_pieces(paper.body))
    document.save(str(out))


def _add_furniture(paragraph: Paragraph, words: str) -> None:
    """The words of a header or footer, "{page}" as Word's field of the page's number."""
    for index, part in enumerate(words.split("{page}")):
        if index:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), "PAGE")
            paragraph._p.append(field)
        paragraph.add_run(part)


def _write(into: Into, pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        _write_piece(into, piece)


def _write_piece(into: Into, piece: Piece) -> None:
    if piece.kind == "page":
        into.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif piece.kind == "box":
        cell = _add_table(into, 1, 1).cell(0, 0)
        _write(cell, piece.inside)
        cell._tc.remove(cell.paragraphs[0]._p)
    elif piece.kind == "table":
        _write_table(into, piece)
    else:
        _fill(into.add_paragraph(style=_style(piece)), piece.lines)


def _style(piece: Piece) -> str | None:
    if piece.kind == "heading":
        return f"Heading {piece.level}"
    deep = " 2" if piece.level > 1 else ""
    return {"bullet": f"List Bullet{deep}", "number": "List Number"}.get(piece.kind)


def _add_table(into: Into, rows: int, columns: int) -> docx.table.Table:
    table = into.add_table(rows, columns)
    if isinstance(into, WordFile):
        table.style = "Table Grid"
    return table


def _write_table(into: Into, piece: Piece) -> None:
    table = _add_table(into, len(piece.rows), max(map(len, piece.rows)))
    for row, cells in enumerate(piece.rows):
        for column, words in enumerate(cells):
            bold = piece.headed and not row
            _fill(table.cell(row, column).paragraphs[0], words.split("<br>"), bold)
    if piece.headed:
        repeats = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeats)


def _fill(paragraph: Paragraph, lines: Sequence[str], bold: bool = False) -> None:
    for index, line in enumerate(lines):
        if index:
            paragraph.add_run().add_break()
        for run in read_runs(line):
            added = paragraph.add_run(run.words)
            added.bold = True if bold or run.bold else None
            added.italic = True if run.italic else None
