"""A PDF read page by page: by its structure tree, by its layout or by OCR, as each page needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from corpus.account import ReadingNote
from corpus.document import RawBlock, RawDocument, RawLine, RawPage
from corpus.errors import Damaged, NoText, TooLarge, Unready
from ingest.read.exempt import refuse_exempt
from ingest.read.ocr.reader import read_scan
from ingest.read.ocr.tesseract import tesseract_available
from ingest.read.pdf.copies import flatten, rewritten
from ingest.read.pdf.ocr_pages import find_needs, read_needed
from ingest.read.pdf.pages import lines_of, next_table, renumber_tables
from ingest.read.pdf.pdfium import PageText, PdfFile
from ingest.read.pdf.tagged import read_tree
from ingest.read.pdf.untagged import read_layout_pdf

_PLACEHOLDER = "If this message is not eventually replaced by the proper contents"
_UNREACHED_WORDS = 20  # of a page that the tree leaves empty; a head and a foot have fewer


def read_pdf(path: Path, most_pages: int) -> RawDocument:
    """The blocks of a PDF, each page read in the way that it needs; `notes` tells which.

    Words come from the structure tree, where it reaches a page, or from the layout; a page
    without words, with a scan behind a few stamped ones, or whose text is no language, is read
    by OCR. Raises Damaged, NoText, TooLarge, Exempt or Unready where nothing can be read.
    """
    try:
        return _read(path, most_pages)
    except Damaged:
        with rewritten(path) as copy:
            if copy is None:
                raise
            return _read(copy, most_pages)


def _read(path: Path, most_pages: int) -> RawDocument:
    found, overlaid = _read_typed(path, most_pages)
    if not overlaid:
        return _complete(path, found)
    with rewritten(path, flatten) as copy:
        if copy is None:
            return _complete(path, found)
        return _complete(copy, _read_typed(copy, most_pages)[0])


def _complete(path: Path, found: RawDocument) -> RawDocument:
    """The document with what only OCR reads."""
    if not _has_words(found):
        found = _by_layout(path, found, {})
    if not _has_words(found):
        return _read_images(path, found)
    needs = find_needs(path, found)
    return read_needed(path, found, needs) if needs else found


def _has_words(document: RawDocument) -> bool:
    return any(_says(text) for page in document.pages for text in lines_of(page))


def _read_typed(path: Path, most_pages: int) -> tuple[RawDocument, bool]:
    """What tree and layout tell of the pages, and whether forms or notes on them have words too."""
    printed: dict[int, str] = {}
    with PdfFile(path) as file:
        _refuse_length(path, len(file), most_pages)
        found, unreached = read_tree(_watched(path, file.pages(), printed), file.title)
        notes = tuple(_notes_of(file))
        overlaid = bool(file.overlaid)
    _refuse_placeholder(path, printed)
    empty = {page.number for page in found.pages if not page.blocks}
    unreached |= {n for n in empty if len(printed[n].split()) > _UNREACHED_WORDS}
    worded = [page for page in found.pages if page.blocks]
    if 2 * len(unreached) >= len(worded) and any(map(_says, printed.values())):
        found = _by_layout(path, found, printed)
    elif unreached:
        found = _with_layout(path, found, unreached, printed)
    return replace(found, notes=(*found.notes, *notes)), overlaid


def _notes_of(file: PdfFile) -> Iterator[ReadingNote]:
    for number in file.damaged:
        yield ReadingNote("unread", "cannot be loaded: damaged", number)
    if file.attached:
        files = f"{file.attached} file{'s' * (file.attached > 1)}"
        yield ReadingNote("unread", f"{files} attached inside it, not read")


def _refuse_placeholder(path: Path, printed: Mapping[int, str]) -> None:
    """Raise NoText of a form whose one page only asks for a program that shows the others."""
    if any(_PLACEHOLDER in " ".join(text.split()) for text in printed.values()):
        raise NoText(
            f"{path.name}: a form that only its maker's program shows (XFA); open it there and"
            " print it to a new PDF"
        )


def _refuse_length(path: Path, pages: int, most: int) -> None:
    if pages > most:
        raise TooLarge(
            f"{path.name}: {pages:,} pages, the most is {most:,}; split it into its reports"
        )
    if not pages:
        raise NoText(f"{path.name}: a PDF without pages; fetch it again")


def _watched(path: Path, pages: Iterable[PageText], printed: dict[int, str]) -> Iterator[PageText]:
    """The pages, as long as none is marked as not for publication; their text is kept."""
    for page in pages:
        lines = [line for line in map(str.strip, page.text.splitlines()) if line]
        refuse_exempt(path.name, page.number, lines)
        printed[page.number] = page.text
        yield page


def _says(text: str) -> bool:
    """True of a text with a letter or a figure."""
    return any(map(str.isalnum, text))


# --- by layout ------------------------------------------------------------------


def _by_layout(path: Path, found: RawDocument, printed: Mapping[int, str]) -> RawDocument:
    """The file read by its layout; where that fails or finds nothing, line by line."""
    try:
        laid_out = read_layout_pdf(path)
    except (Damaged, NoText):
        return _with_pages(found, {n: _as_lines(n, printed, found) for n in printed}, "about")
    return _with_missing(laid_out, found, printed)


def _with_missing(
    laid_out: RawDocument, found: RawDocument, printed: Mapping[int, str]
) -> RawDocument:
    """The document by its layout, with the pages on which only PDFium finds words."""
    known = {page.number: page for page in laid_out.pages}
    missing = {
        page.number: _as_lines(page.number, printed, found)
        for page in found.pages
        if page.number not in known
        or _lacks_words(known[page.number], printed.get(page.number, ""))
    }
    whole = replace(laid_out, pages=tuple(known.get(p.number, p) for p in found.pages))
    return _with_pages(whole, missing, "about") if missing else whole


def _lacks_words(page: RawPage, printed: str) -> bool:
    """True of a page of which the layout has less than half of the letters, running heads apart."""
    letters = sum(map(str.isalnum, "".join(lines_of(page))))
    is_long = len(printed.split()) > _UNREACHED_WORDS
    return is_long and 2 * letters < sum(map(str.isalnum, printed))


def _with_layout(
    path: Path, found: RawDocument, unreached: Collection[int], printed: Mapping[int, str]
) -> RawDocument:
    """The document with the pages that the tree hardly reaches read by their layout."""
    laid_out = {page.number: page for page in _by_layout(path, found, printed).pages}
    return _with_pages(found, {number: laid_out[number] for number in unreached}, "by_layout")


def _as_lines(number: int, printed: Mapping[int, str], found: RawDocument) -> RawPage:
    """A page as PDFium has its text: a paragraph a line, without places."""
    page = next(page for page in found.pages if page.number == number)
    lines = [line.strip() for line in printed.get(number, "").splitlines()]
    blocks = (RawBlock("paragraph", (RawLine(line),)) for line in lines if line)
    return replace(page, blocks=tuple(blocks))


_SAYS = {
    "by_layout": "read by its layout: the structure tree does not reach it",
    "about": "read line by line: neither its structure nor its layout can be told",
}


def _with_pages(
    found: RawDocument, pages: Mapping[int, RawPage], how: Literal["by_layout", "about"]
) -> RawDocument:
    """The document with some pages read in another way, which a note on each tells."""
    first = next_table(found.pages)
    shown = tuple(
        renumber_tables(pages[page.number], first) if page.number in pages else page
        for page in found.pages
    )
    notes = (
        ReadingNote(how, _SAYS[how], number) for number in sorted(pages) if pages[number].blocks
    )
    return replace(found, pages=shown, notes=(*found.notes, *notes))


# --- files of images --------------------------------------------------------------


def _read_images(path: Path, found: RawDocument) -> RawDocument:
    pages = f"{len(found.pages)} page{'s' * (len(found.pages) > 1)}"
    if not tesseract_available():
        raise Unready(
            f"{path.name}: no words on its {pages}, a scan? OCR needs tesseract: install it "
            "(Debian and Ubuntu: apt install tesseract-ocr) and add the file again"
        )
    needs = find_needs(path, found)
    drawn = [number for number, need in needs.items() if need != "blank"]
    if not drawn:
        raise NoText(f"{path.name}: no words on its {pages}, nothing is printed there; look at it")
    try:
        scanned = read_scan(path, drawn)
    except NoText as error:
        raise NoText(
            f"{path.name}: no words on its {pages}, and OCR finds none; open it and look"
        ) from error
    for page in scanned.pages:
        refuse_exempt(path.name, page.number, list(lines_of(page)))
    return _with_blanks(scanned, found)


def _with_blanks(scanned: RawDocument, found: RawDocument) -> RawDocument:
    """The scan with the pages on which nothing is printed, in their places."""
    known = {page.number: page for page in scanned.pages}
    blank = (page.number for page in found.pages if page.number not in known)
    notes = (ReadingNote("blank", "nothing is printed on it", number) for number in blank)
    pages = tuple(known.get(page.number, page) for page in found.pages)
    return replace(scanned, pages=pages, notes=(*found.notes, *scanned.notes, *notes))
