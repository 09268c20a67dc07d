"""The one way in: what a file is, told by its bytes, and which reader takes it."""

from __future__ import annotations

from pathlib import Path

from corpus.records import RawDocument
from ingest.read.pdfium import PdfFile
from ingest.read.tagged_pdf import read_tagged_pdf
from ingest.read.text import read_text


def read_file(path: Path) -> RawDocument:
    """The blocks of a file, by the reader that its bytes call for."""
    if b"%PDF-" not in path.read_bytes()[:1024]:
        return read_text(path)
    with PdfFile(path) as file:
        tagged = file.is_tagged
    if tagged:
        return read_tagged_pdf(path)
    from ingest.read.layout_pdf import read_layout_pdf

    return read_layout_pdf(path)
