"""Office files read by way of LibreOffice: texts as PDF, sheets as a workbook."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.account import ReadingNote
from corpus.document import RawDocument
from corpus.errors import IngestError, NotADocument, Unready
from ingest.read.docx.reader import read_docx
from ingest.read.office.kinds import XLSX, OfficeKind
from ingest.read.office.soffice import convert, soffice_available
from ingest.read.office.workbook import has_unworked, read_workbook

READER = "libreoffice"
ReadPdf = Callable[[Path], RawDocument]
# Tagged, so that headings, lists and tables are those of the file and no guess.
_PDF = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_COPY = "copy-that-is-read"
_TRACKED = (b"<w:ins ", b"<w:del ", b"<w:moveFrom ", b"<w:moveTo ")


def read_office(path: Path, data: bytes, kind: OfficeKind, read_pdf: ReadPdf) -> RawDocument:
    """The blocks of an office file that is no .docx; `read_pdf` reads what it is made into.

    A workbook of today's kind needs no LibreOffice, but where its formulas were never worked
    out. Raises Unready where that is needed and not installed, NotADocument of slides,
    Damaged where a file does not open, and as the readers do.
    """
    if kind == XLSX and not (soffice_available() and has_unworked(path, path.name)):
        return read_workbook(path, path.name)
    _refuse_unread(path.name, kind)
    with _named(path.name), _copied(data, kind) as copy:
        if kind.family == "sheet":
            made = convert(copy, "xlsx", copy.parent, path.name)
            return _noted(read_workbook(made, path.name), kind)
        if tracked := _read_tracked(copy, path.name):
            return _noted(tracked, kind)
        made = convert(copy, _PDF, copy.parent, path.name)
        return _noted(replace(read_pdf(made), reader=READER), kind)


def _refuse_unread(name: str, kind: OfficeKind) -> None:
    said = f"{name}: {kind.name}, not a PDF, Word (DOCX), Excel (XLSX), HTML or text file; save it"
    if kind.family == "slides":
        raise NotADocument(f"{said} as PDF")
    if not soffice_available():
        raise Unready(
            f"{said} as PDF, or install LibreOffice (Debian and Ubuntu: apt install"
            " libreoffice-writer libreoffice-calc) and add it again"
        )


@contextmanager
def _named(name: str) -> Iterator[None]:
    """What is said of a file that LibreOffice made is said of the one it was made of."""
    try:
        yield
    except IngestError as error:
        said = re.sub(rf"{_COPY}\.\w+", lambda _: name, str(error))
        raise type(error)(said) from error


@contextmanager
def _copied(data: bytes, kind: OfficeKind) -> Iterator[Path]:
    """A copy in a folder of its own: nothing that it links to stands beside it."""
    with TemporaryDirectory(prefix="throughline-office-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / f"{_COPY}{kind.suffix}"
        copy.write_bytes(data)
        yield copy


def _read_tracked(copy: Path, name: str) -> RawDocument | None:
    """A text with tracked changes, as if they were accepted; None of one without.

    Printed, what was deleted would stand beside what was put in.
    """
    made = convert(copy, "docx", copy.parent, name)
    with zipfile.ZipFile(made) as archive:
        body = archive.read("word/document.xml")
    return read_docx(made) if any(mark in body for mark in _TRACKED) else None


def _noted(document: RawDocument, kind: OfficeKind) -> RawDocument:
    says = f"{kind.name}, read by way of LibreOffice"
    if document.reader == READER:
        says += ": pages as that lays them out"
    return replace(document, notes=(ReadingNote("about", says), *document.notes))
