"""Twins of a PDF that are harder to read: without its structure tree, or as images only.

A tagged report says by itself what a heading or an item is. Its twins say the same
words without that help, so a reader can be checked on them item by item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

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
