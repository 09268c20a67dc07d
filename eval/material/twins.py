"""Twins of a PDF: without its structure tree, as images only, as a Word file, as a web page.

A tagged report says by itself what a heading or an item is. The first two twins say the
same words without that help; the others in another format. So every reader can be checked
on the same reports, item by item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path

import docx
import pikepdf
import pypdfium2 as pdfium
from docx.document import Document as WordFile
from docx.enum.text import WD_BREAK
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from corpus.document import RawPage
from ingest.document.drafts import Draft, draft_block
from ingest.read.detect import read_file

POINTS_PER_INCH = 72
_OPENS = {"BDC", "BMC"}
_POINTS = {"DP", "MP"}  # single marked points
_TAG_KEYS = ("/StructParent", "/StructParents")


def remove_structure(path: Path, out: Path) -> None:
    """Write `path` to `out` without structure tree, mark information or marked content.

    Optional content (layers) stays, since taking it out would show what is hidden.
    """
    with pikepdf.open(path) as pdf:
        for key in ("/StructTreeRoot", "/MarkInfo"):
            if key in pdf.Root:
                del pdf.Root[key]
        for item in pdf.objects:
            _forget_parents(item)
        for page in pdf.pages:
            page.Contents = pdf.make_stream(_unmarked(page))
        for form in _forms(pdf):
            form.write(_unmarked(form))
        pdf.remove_unreferenced_resources()
        pdf.save(out)


def _forget_parents(item: pikepdf.Object) -> None:
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key in _TAG_KEYS:
            if key in item:
                del item[key]


def _forms(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
            yield item


def _unmarked(content: pikepdf.Page | pikepdf.Stream) -> bytes:
    instructions = pikepdf.parse_content_stream(content)
    return pikepdf.unparse_content_stream(list(_without_marks(instructions)))


def _without_marks(
    instructions: Iterable[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage],
) -> Iterator[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]:
    kept: list[bool] = []  # for each open mark, whether it stays
    for step in instructions:
        operator = str(step.operator)
        if operator in _OPENS:
            kept.append(step.operands[0] == "/OC")
        if operator in _POINTS or (operator in _OPENS and not kept[-1]):
            continue
        if operator == "EMC" and kept and not kept.pop():
            continue
        yield step


def scan_twin(path: Path, out: Path, dpi: int = 200) -> None:
    """Write `path` to `out` as page images of `dpi`, in grey, with no text behind them."""
    with pdfium.PdfDocument(path) as pdf:
        images = [page.render(scale=dpi / POINTS_PER_INCH, grayscale=True).to_pil() for page in pdf]
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=dpi)


def word_twin(path: Path, out: Path) -> None:
    """Write the words of `path` to `out` as a Word file: headings, items, tables, page breaks."""
    document = docx.Document()
    for page in read_file(path).pages:
        if page.number > 1:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for _, group in _groups(page):
            _write_word(document, list(group))
    document.save(str(out))


def _groups(page: RawPage) -> Iterator[tuple[int | None, Iterator[Draft]]]:
    """A page's blocks but its notes, markers parted, those of one table together."""
    drafts = (draft_block(block, page.number) for block in page.blocks)
    worded = (draft for draft in drafts if draft and draft.kind != "note")
    return groupby(worded, key=lambda draft: draft.table)


def _write_word(document: WordFile, blocks: list[Draft]) -> None:
    if blocks[0].table is None:
        for block in blocks:
            _write_paragraph(document, block)
        return
    first = min(block.row or 0 for block in blocks)
    rows = max(block.row or 0 for block in blocks) - first + 1
    table = document.add_table(rows, max(block.column or 0 for block in blocks) + 1)
    for block in blocks:
        _write_paragraph(table.cell((block.row or 0) - first, block.column or 0), block)


def _write_paragraph(into: WordFile | Cell, block: Draft) -> None:
    style = "List Bullet" if _is_bulleted(block) else None
    if block.kind == "heading":
        style = f"Heading {min(9, max(1, block.level))}"
    _embolden(into.add_paragraph(block.lead + _words(block), style), block)


def _is_bulleted(block: Draft) -> bool:
    return bool(block.marker) and not block.lead


def _embolden(paragraph: Paragraph, block: Draft) -> None:
    for run in paragraph.runs:
        run.bold = block.raw.bold
        run.italic = block.raw.italic


def _words(block: Draft) -> str:
    """A block's words in one line, without what a Word file or a web page cannot hold."""
    text = " ".join(line.text for line in block.lines)
    return "".join(sign for sign in text if sign >= " " and sign != "\ufffe").strip()


def web_twin(path: Path, out: Path) -> None:
    """Write the words of `path` to `out` as a web page, with a menu and a script about them."""
    document = read_file(path)
    parts = [_to_html(list(group)) for page in document.pages for _, group in _groups(page)]
    out.write_text(
        f"<!DOCTYPE html><html><head><title>{escape(document.title)}</title></head><body>"
        "<nav><a href='/'>Home</a> <a href='/reports'>Reports</a></nav><main>"
        + "\n".join(parts)
        + "</main><script>document.body.innerHTML = ''</script></body></html>",
        "utf-8",
    )


def _to_html(blocks: list[Draft]) -> str:
    if blocks[0].table is None:
        return "\n".join(_to_element(block) for block in blocks)
    rows = groupby(blocks, key=lambda block: block.row)
    return "<table>" + "".join(f"<tr>{_to_cells(row)}</tr>" for _, row in rows) + "</table>"


def _to_cells(row: Iterable[Draft]) -> str:
    cells = groupby(row, key=lambda block: block.column)
    return "".join(f"<td>{''.join(map(_to_element, cell))}</td>" for _, cell in cells)


def _to_element(block: Draft) -> str:
    if block.kind == "heading":
        level = min(6, max(1, block.level))
        return f"<h{level}>{escape(block.lead)}{_marked(block)}</h{level}>"
    if _is_bulleted(block):
        return f"<ul><li>{_marked(block)}</li></ul>"
    return f"<p>{escape(block.lead)}{_marked(block)}</p>"


def _marked(block: Draft) -> str:
    words = escape(_words(block))
    words = f"<i>{words}</i>" if block.raw.italic else words
    return f"<b>{words}</b>" if block.raw.bold else words
