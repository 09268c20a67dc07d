"""Office files read by way of LibreOffice: texts as .docx, sheets as .xlsx.

A text is printed as well, and its words stand on the pages on which they are printed.
"""

from __future__ import annotations

import re
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
from ingest.read.office.pages import paginate
from ingest.read.office.soffice import convert, soffice_available
from ingest.read.office.workbook import has_unworked, read_workbook

READER = "libreoffice"
ReadPdf = Callable[[Path], RawDocument]
_COPY = "copy-that-is-read"


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
        word = convert(copy, "docx", copy.parent, path.name)
        printed = read_pdf(convert(word, "pdf", copy.parent, path.name))
        return _noted(replace(_paged(read_docx(word), printed), reader=READER), kind)


def _paged(word: RawDocument, printed: RawDocument) -> RawDocument:
    """A text on the pages that it is printed on; one of pictures alone as it is recognised."""
    if not any(page.blocks for page in word.pages):
        return printed
    return replace(paginate(word, printed), notes=word.notes[1:])  # the first is of Word's pages


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


def _noted(document: RawDocument, kind: OfficeKind) -> RawDocument:
    says = f"{kind.name}, read by way of LibreOffice"
    if document.reader == READER:
        says += ": pages as that lays them out"
    return replace(document, notes=(ReadingNote("about", says), *document.notes))
