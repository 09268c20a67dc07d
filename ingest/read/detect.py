"""The one way in: what a file is, told by its bytes, and which reader takes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from corpus.document import RawDocument, RawLine, RawPage
from corpus.errors import Damaged, NotADocument, NoText, TooLarge, Unready
from ingest.read.docx.reader import is_word, read_docx
from ingest.read.exempt import refuse_exempt
from ingest.read.html import is_html, read_html
from ingest.read.office.convert import read_office
from ingest.read.office.kinds import find_office_kind
from ingest.read.pdf.reader import read_pdf
from ingest.read.pdf.streams import refuse_bombs
from ingest.read.text import decode_text, text_to_pages

# A council's thickest agenda packs have 500 pages; four of them bound in one still pass.
MAX_PAGES = 2000
MAX_BYTES = 300_000_000  # scanned packs of that length; the largest report of 2013 to 2026 has 3 MB
_MOST_LETTERS = 3000 * MAX_PAGES  # of words; a dense page has 3,000
_MOST_TEXT = 10 * _MOST_LETTERS  # bytes of a text or a web page, with its markup
_HEAD = 1024  # bytes within which a PDF may say that it is one; its own standard allows as much

_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "a Word or Excel file of before 2007, or one with a password"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
)


def read_file(path: Path) -> RawDocument:
    """The blocks of a file, by the reader that its bytes call for; its name counts for nothing.

    A PDF is read page by page: by its structure tree, by its layout where the tree does not
    reach, by OCR where it is an image and tesseract is installed; a workbook by its sheets, and
    other office files by way of LibreOffice where that is installed. Raises NotADocument,
    Damaged, NoText, TooLarge, Exempt or Unready, each saying what to do next.
    """
    data = _read_bytes(path)
    if _starts_pdf(data[:_HEAD]):
        refuse_bombs(path, data)
        return _check_length(path, read_pdf(path, MAX_PAGES))
    if is_word(data):
        return _published(path, _check_length(path, read_docx(path)))
    if kind := find_office_kind(data):
        office = read_office(path, data, kind, partial(read_pdf, most_pages=MAX_PAGES))
        return _published(path, _check_length(path, office))
    _refuse_size(path, len(data), _MOST_TEXT)
    if is_html(data):
        return _published(path, _check_length(path, read_html(path, data)))
    _refuse_other_kinds(path, data)
    return _read_plain(path, data)


def is_pdf(path: Path) -> bool:
    """True of a file that says within its first bytes that it is a PDF; OSError as it comes."""
    with path.open("rb") as file:
        return _starts_pdf(file.read(_HEAD))


def _starts_pdf(head: bytes) -> bool:
    return b"%PDF-" in head


def _check_length(path: Path, document: RawDocument) -> RawDocument:
    letters = sum(len(line.text) for page in document.pages for line in _lines(page))
    if letters > _MOST_LETTERS:
        raise TooLarge(
            f"{path.name}: {letters:,} letters, the most is {_MOST_LETTERS:,}; split it into its"
            " reports"
        )
    return document


def _read_bytes(path: Path) -> bytes:
    try:
        _refuse_size(path, path.stat().st_size, MAX_BYTES)
        data = path.read_bytes()
    except OSError as error:
        raise Unready(
            f"{path.name}: {error.strerror or error}; mend that, then try again"
        ) from error
    if not data:
        raise Damaged(f"{path.name}: empty, 0 bytes; fetch it again")
    return data


def _refuse_size(path: Path, size: int, most: int) -> None:
    if size > most:
        raise TooLarge(f"{path.name}: {size:,} bytes, the most is {most:,}; split it")


def _refuse_other_kinds(path: Path, data: bytes) -> None:
    for magic, kind in _OTHER_KINDS:
        if data.startswith(magic):
            raise NotADocument(
                f"{path.name}: {kind}, not a PDF, Word, HTML or text file; save it as PDF"
            )


# --- text ---------------------------------------------------------------------


def _read_plain(path: Path, data: bytes) -> RawDocument:
    text = decode_text(data)
    if text is None:
        raise NotADocument(
            f"{path.name}: neither PDF, Word, HTML nor text; fetch it again or save it as PDF"
        )
    pages = text_to_pages(text)
    if not _has_words(pages):
        raise NoText(f"{path.name}: no words in {len(data):,} bytes of text; fetch it again")
    return _published(path, _check_length(path, RawDocument(pages, reader="text")))


def _published(path: Path, document: RawDocument) -> RawDocument:
    """The document, where it holds words and no page of it is marked as not for publication."""
    if not _has_words(document.pages):
        raise NoText(f"{path.name}: no words in it; open it and look")
    for page in document.pages:
        refuse_exempt(path.name, page.number, [line.text for line in _lines(page)])
    return document


def _lines(page: RawPage) -> Iterator[RawLine]:
    return (line for block in page.blocks for line in block.lines)


def _has_words(pages: Iterable[RawPage]) -> bool:
    return any(
        character.isalnum() for page in pages for line in _lines(page) for character in line.text
    )
