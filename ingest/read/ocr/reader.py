"""Scanned pages, read by the program `tesseract` and analysed like any page without a tree."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby, starmap
from math import sqrt
from pathlib import Path
from statistics import median
from threading import Lock

import numpy as np

from corpus.account import ReadingNote
from corpus.document import RawDocument
from corpus.errors import Damaged, IngestError, NoText, TooLarge, Unready
from ingest.read.layout.pages import sheets_to_pages
from ingest.read.layout.rotation import Turn
from ingest.read.layout.words import Rule, Sheet, Word
from ingest.read.ocr.margin_marks import add_marks
from ingest.read.ocr.pixels import Pixels, find_ink, find_rules, stem_width
from ingest.read.ocr.tesseract import Picture, Seen, is_speck, recognise, tesseract_available
from ingest.read.pdf.pdfium import PdfFile

DPI = 200  # ten-point letters are then 28 pixels high; tesseract wants 20 and more
_MOST_PIXELS = 40_000_000  # of a page; a larger one (a plan, a poster) is drawn coarser
_LONGEST_SIDE = 32_000  # pixels; tesseract takes 32,767
# Words of one line of tesseract's that stand apart by more than this share of the size are
# lines of two columns taken together; a page scanned askew has less between neighbours.
_UNEVEN = 0.5
_READABLE = 0.6  # mean confidence below which a page is tried sideways and upside down
_SAME_SIZE = 0.08  # sizes this near are one: a pixel more or less makes 4 to 6 per cent
_BOLD = 1.3  # times the usual stem; bold faces have 1.5 to 1.8
_TELLING = 3  # letters of a word whose stems can be trusted
_FEW = 0.3  # share of a line's words that may be taken for bold, or not, by mistake


def read_scan(path: Path, numbers: Collection[int] | None = None) -> RawDocument:
    """The blocks of a PDF whose pages are images, or of those of its pages that are.

    Pages are read on all cores; every block has its confidence. Boxes are in points of the page
    as shown, however it was scanned. `notes` tells of each page that it was read so, or why it
    was not. Raises Damaged where the file cannot be opened, TooLarge or NoText where no page has
    words, Unready where tesseract is not installed or fails.
    """
    if not tesseract_available():
        raise Unready(
            f"{path.name}: images of pages, no text. To read scans, install tesseract "
            "(Debian and Ubuntu: apt install tesseract-ocr) and add the file again"
        )
    with PdfFile(path) as file:
        wanted = range(1, len(file) + 1) if numbers is None else sorted(numbers)
        scans, failures = _read_pages(file, wanted)
        title = file.title
    if not any(scan.prints for scan in scans):
        raise next(iter(failures.values()), None) or NoText(
            f"{path.name}: tesseract finds no words on {len(wanted)} pages; look at a page"
        )
    notes = sorted([*map(_note, scans), *starmap(_failed, failures.items())], key=_page)
    return RawDocument(sheets_to_pages(_sheets(scans)), "ocr", tuple(notes), title)


def _note(scan: _Scan) -> ReadingNote:
    if scan.prints:
        return ReadingNote("by_ocr", "read by OCR: a word may be wrong", scan.number)
    return ReadingNote("unread", "an image in which OCR finds no words", scan.number)


def _failed(number: int, error: IngestError) -> ReadingNote:
    return ReadingNote("unread", f"an image that OCR cannot take ({error})", number)


def _page(note: ReadingNote) -> int:
    return note.page or 0


# --- pages -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Print:
    """A word as printed, in points, and how thick its strokes are against its size."""

    word: Word
    line: int  # counts through the page
    stem: float


@dataclass(frozen=True, slots=True)
class _Scan:
    """What was read from one page."""

    number: int
    turn: Turn
    prints: tuple[_Print, ...]
    rules: tuple[Rule, ...]


def _read_pages(
    file: PdfFile, numbers: Sequence[int]
) -> tuple[list[_Scan], dict[int, IngestError]]:
    """The pages in order, and what was wrong with the others.

    PDFium draws one at a time, tesseract reads on every core.
    """
    drawing = Lock()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        read = list(pool.map(lambda number: _try_page(file, number - 1, drawing), numbers))
    outcomes = dict(zip(numbers, read, strict=True))
    scans = [scan for scan in read if isinstance(scan, _Scan)]
    return scans, {n: error for n, error in outcomes.items() if isinstance(error, IngestError)}


def _try_page(file: PdfFile, index: int, drawing: Lock) -> _Scan | IngestError:
    """A page as read, or why it cannot be drawn; what stops every page is raised."""
    try:
        return _read_page(file, index, drawing)
    except (Damaged, TooLarge) as error:
        return error


def _read_page(file: PdfFile, index: int, drawing: Lock) -> _Scan:
    with drawing:
        width, height = file.page_size(index)
        coarse = min(sqrt(_MOST_PIXELS / (width * height)), _LONGEST_SIDE / max(width, height))
        dpi = min(DPI, coarse * 72)
        picture = file.picture(index, dpi)
    angle, seen = _read_upright(picture, dpi)
    upright = _turned(picture, angle)
    ink = find_ink(upright)
    return _Scan(
        number=index + 1,
        turn=Turn(angle, width, height),
        prints=tuple(_prints(seen, upright, ink, dpi)),
        rules=tuple(find_rules(ink, dpi)),
    )


def _read_upright(picture: Picture, dpi: float) -> tuple[int, list[Seen]]:
    """The way the text runs, in degrees against the clock, and its words once level."""
    words = recognise(picture, dpi)
    if _readable(words):
        return 0, words
    tried = {angle: recognise(_turned(picture, angle), dpi) for angle in (90, 270, 180)}
    tried[0] = words
    best = max(tried, key=lambda angle: _certain_letters(tried[angle]))
    return best, tried[best]


def _turned(picture: Picture, angle: int) -> Picture:
    """The picture turned so that text which runs at `angle` is level."""
    return np.ascontiguousarray(np.rot90(picture, -angle // 90))


def _readable(words: Sequence[Seen]) -> bool:
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) * word.confidence for word in words) > _READABLE * letters


def _certain_letters(words: Iterable[Seen]) -> int:
    return sum(len(word.text) for word in words if word.confidence > _READABLE)


# --- words -------------------------------------------------------------------


def _prints(seen: Iterable[Seen], picture: Picture, ink: Pixels, dpi: float) -> Iterator[_Print]:
    """The words with size, weight and an even height along each line, specks left out."""
    kept = (word for word in seen if not is_speck(word))
    lines = [list(line) for _, line in groupby(kept, key=lambda word: word.line)]
    for number, line in enumerate(add_marks(lines, picture, ink, dpi)):
        yield from _prints_of_line(line, number, ink, dpi)


def _prints_of_line(line: Sequence[Seen], number: int, ink: Pixels, dpi: float) -> Iterator[_Print]:
    size = median(seen.size for seen in line)
    usual = median(seen.foot(size) for seen in line)
    point = 72 / dpi
    for seen in line:
        own = seen.foot(size)
        foot = usual if abs(own - usual) <= _UNEVEN * size else own
        word = Word(
            seen.text,
            seen.patch.left * point,
            (foot - size) * point,
            seen.patch.right * point,
            foot * point,
            size * point,
            confidence=seen.confidence,
        )
        yield _Print(word, number, stem_width(ink, seen.patch, size))


# --- the whole file ----------------------------------------------------------


def _sheets(scans: Sequence[_Scan]) -> list[Sheet]:
    """The pages as words and rules, sizes made even and bold words marked over the file."""
    prints = [printed for scan in scans for printed in scan.prints]
    sizes = _common_sizes(prints)
    usual = median([printed.stem for printed in prints if _tells(printed)] or [1.0])
    return [
        Sheet(scan.number, scan.turn, tuple(_words(scan.prints, sizes, _BOLD * usual)), scan.rules)
        for scan in scans
    ]


def _common_sizes(prints: Iterable[_Print]) -> list[float]:
    """The sizes that print comes in, the most common first; those between are mismeasured."""
    letters: Counter[float] = Counter()
    for printed in prints:
        letters[round(printed.word.size * 2) / 2] += len(printed.word.text)
    sizes: list[float] = []
    for size, _ in letters.most_common():
        if all(abs(size - known) > _SAME_SIZE * known for known in sizes):
            sizes.append(size)
    return sizes


def _words(prints: Iterable[_Print], sizes: Sequence[float], bold: float) -> Iterator[Word]:
    for _, group in groupby(prints, key=lambda printed: printed.line):
        line = list(group)
        size = min(sizes, key=lambda known: abs(known - line[0].word.size))
        weights = _weights(line, bold)
        for printed, is_bold in zip(line, weights, strict=True):
            yield replace(printed.word, size=size, bold=is_bold)


def _weights(line: Sequence[_Print], bold: float) -> list[bool]:
    """Whether each word is bold; where nearly all or nearly none are, all or none."""
    seen = [printed.stem >= bold for printed in line]
    telling = [printed for printed in line if _tells(printed)]
    share = sum(printed.stem >= bold for printed in telling) / len(telling) if telling else 0.0
    if share <= _FEW or share >= 1 - _FEW:
        return [share > _FEW] * len(line)
    return seen


def _tells(printed: _Print) -> bool:
    return sum(map(str.isalpha, printed.word.text)) >= _TELLING
