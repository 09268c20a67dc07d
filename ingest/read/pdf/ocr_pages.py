"""The pages of a PDF that only OCR can read, in a file whose other pages are typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Literal

from corpus.account import ReadingNote
from corpus.document import Box, RawBlock, RawDocument, RawPage
from corpus.errors import IngestError, NoText
from ingest.read.exempt import refuse_exempt
from ingest.read.ocr.reader import read_scan
from ingest.read.ocr.tesseract import tesseract_available
from ingest.read.pdf.mending import count_unvalued, mend_page
from ingest.read.pdf.pages import lines_of, next_table, renumber_tables
from ingest.read.pdf.pdfium import PdfFile
from models.text.language import english_share

# Why a page is to be looked at: nothing is drawn on it; an image without words; an image behind
# a few words; words that are no language; characters without a value.
Need = Literal["blank", "image", "stamped", "no_language", "characters"]

_FEW_WORDS = 60  # on a page that is a picture: stamps, a page number, a committee's running head
_PICTURE = 0.5  # of the page: an image as large as this may be a scan
_LANGUAGE = 0.4  # share of a page's words that reports use, below which its text is doubted
_BETTER = 0.2  # by which the share of what OCR reads has to be higher
_NO_LANGUAGE = 0.2  # below this a text layer says nothing, whatever OCR finds
_MANY_UNVALUED = 0.2  # share of characters without a value from which a text layer says nothing
_CERTAIN = 0.6  # mean confidence from which what OCR reads in a picture is words, not its noise
_LEAST_READ = 3  # words that OCR has to find behind others

_NO_OCR = "OCR needs tesseract"
_NO_WORDS = "OCR finds no words in it"
_FLAWS: Mapping[Need, str] = {
    "image": "an image without words",
    "stamped": "an image behind a few words",
    "no_language": "its words are no language: a hidden or broken text layer",
}


# --- which pages -----------------------------------------------------------------


def find_needs(path: Path, found: RawDocument) -> dict[int, Need]:
    """The numbers of the pages whose words are not all there or not to be trusted, and why."""
    with PdfFile(path) as file:
        needs = {page.number: _need(file, page) for page in found.pages}
    return {number: need for number, need in needs.items() if need}


def _need(file: PdfFile, page: RawPage) -> Need | None:
    index, text = page.number - 1, " ".join(lines_of(page))
    if not text.strip():
        return "image" if file.is_drawn(index) else "blank"
    if count_unvalued(page) > _MANY_UNVALUED * len(text):
        return "no_language"
    share = english_share(text)
    if share is not None and share < _LANGUAGE:
        return "no_language"
    if len(text.split()) <= _FEW_WORDS and file.image_share(index) > _PICTURE:
        return "stamped"
    return "characters" if count_unvalued(page) else None


# --- what OCR reads of them ---------------------------------------------------------


def read_needed(path: Path, found: RawDocument, needs: Mapping[int, Need]) -> RawDocument:
    """The document with what OCR reads of such pages; a note on each tells what became of it."""
    scanned, trouble = _scan(path, [number for number, need in needs.items() if need != "blank"])
    first = next_table(found.pages)
    pages, notes = [], list(found.notes)
    for page in found.pages:
        need = needs.get(page.number)
        if need:
            scan = scanned.get(page.number)
            page, note = _settle(page, need, scan and renumber_tables(scan, first), trouble)
            notes.append(note)
        pages.append(page)
    read = replace(found, pages=tuple(pages), notes=tuple(notes))
    own = {note.page for note in notes if note.kind in ("by_ocr", "set_aside", "blank")}
    return replace(read, reader="ocr") if len(own) == len(pages) else read


def _scan(path: Path, numbers: Sequence[int]) -> tuple[dict[int, RawPage], str]:
    """The pages as OCR reads them, those with words, and what kept it from reading any."""
    if not numbers:
        return {}, ""
    if not tesseract_available():
        return {}, _NO_OCR
    try:
        scanned = read_scan(path, numbers)
    except NoText:
        return {}, _NO_WORDS
    except IngestError as error:
        return {}, str(error)
    for page in scanned.pages:
        refuse_exempt(path.name, page.number, list(lines_of(page)))
    return {page.number: page for page in scanned.pages if page.blocks}, ""


def _settle(
    page: RawPage, need: Need, scan: RawPage | None, trouble: str
) -> tuple[RawPage, ReadingNote]:
    """A page with what OCR adds to it, and the note that tells."""
    if need == "blank":
        return page, ReadingNote("blank", "nothing is printed on it", page.number)
    if need == "characters":
        return _settle_characters(page, scan)
    if need == "no_language":
        return _settle_language(page, scan, trouble)
    added = _behind(page, scan) if scan else ()
    if not _is_print(added, len(page.blocks)):
        says = f"{_FLAWS[need]}; {trouble or _NO_WORDS}"
        is_photograph = need == "stamped" and trouble in ("", _NO_WORDS)
        return page, ReadingNote("about" if is_photograph else "unread", says, page.number)
    says = "read by OCR: a word may be wrong"
    return replace(page, blocks=(*page.blocks, *added)), ReadingNote("by_ocr", says, page.number)


def _settle_characters(page: RawPage, scan: RawPage | None) -> tuple[RawPage, ReadingNote]:
    before = count_unvalued(page)
    mended = mend_page(page, scan) if scan else page
    left = count_unvalued(mended)
    if left:
        says = f"{left} character{'s' * (left > 1)} without a value, shown as \ufffd"
        return mended, ReadingNote("characters", says, page.number)
    says = f"{before} character{'s' * (before > 1)} without a value, read by OCR"
    return mended, ReadingNote("mended", says, page.number)


def _settle_language(
    page: RawPage, scan: RawPage | None, trouble: str
) -> tuple[RawPage, ReadingNote]:
    own = _language_of(page)
    if scan and _language_of(scan) >= own + _BETTER:
        says = "its text is no language and was set aside; read by OCR: a word may be wrong"
        return replace(page, blocks=scan.blocks), ReadingNote("set_aside", says, page.number)
    if own < _NO_LANGUAGE:
        says = _FLAWS["no_language"] + (f"; {trouble}" if trouble else "")
        return page, ReadingNote("no_language", says, page.number)
    return page, ReadingNote("about", "few of its words are those of a report", page.number)


def _language_of(page: RawPage) -> float:
    text = " ".join(lines_of(page))
    if count_unvalued(page) > _MANY_UNVALUED * len(text):
        return 0.0
    share = english_share(text)
    return 1.0 if share is None else share


def _behind(page: RawPage, scan: RawPage) -> tuple[RawBlock, ...]:
    """The blocks of a scan that stand nowhere where the page has words of its own."""
    own = [line.box for block in page.blocks for line in block.lines if line.box]
    return tuple(block for block in scan.blocks if not any(_covers(box, block) for box in own))


def _covers(box: Box, block: RawBlock) -> bool:
    """True where half of a block's first line, or more, lies on a box."""
    first = block.lines[0].box
    if first is None:
        return False
    across = min(box.x1, first.x1) - max(box.x0, first.x0)
    down = min(box.bottom, first.bottom) - max(box.top, first.top)
    area = (first.x1 - first.x0) * (first.bottom - first.top)
    return across > 0 and down > 0 and 2 * across * down >= area


def _is_print(blocks: Sequence[RawBlock], others: int) -> bool:
    """True where what OCR reads is words: a photograph gives it a few letters, uncertain ones."""
    words = [word for block in blocks for line in block.lines for word in line.text.split()]
    sure = [block.confidence for block in blocks if block.confidence is not None]
    enough = len(words) >= (_LEAST_READ if others else 1)
    return enough and (not sure or fmean(sure) >= _CERTAIN)
