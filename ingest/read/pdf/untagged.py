"""An untagged PDF, read by its look: what pdfplumber says of letters and lines, analysed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any

import pdfplumber

from corpus.account import ReadingNote
from corpus.document import RawDocument, RawPage
from corpus.errors import Damaged, IngestError, NoText
from ingest.read.layout.pages import sheets_to_pages
from ingest.read.layout.rotation import Edges, Turn
from ingest.read.layout.ruled_tables import Grid, find_grids
from ingest.read.layout.words import Rule, Sheet, Word, words_to_lines
from ingest.read.pdf.copies import rewritten
from ingest.read.pdf.glyphs import NamedGlyphs
from ingest.read.pdf.letters import Letter, Shown, letters_by_angle, to_words

_THICKEST = 3.0  # points; a filled rectangle as thin as this is drawn as a rule
_WHITE = 0.99  # of 1; a rule of this lightness is not seen
# Text that runs another way than its page: three lines of four words, or a table of two rows.
_LINES_OF_TEXT = 3
_WORDS_OF_LINE = 4
_ROWS_OF_TABLE = 2


def read_layout_pdf(path: Path) -> RawDocument:
    """The blocks of a PDF by place, font, leading, indentation and ruled lines.

    Furniture (what comes in one place on many pages) is left out. A page printed
    sideways is read upright; its boxes are those of the page as shown. `notes` names
    pages without words and letters left out. Raises Damaged where the file cannot be
    read and NoText where no page has words.
    """
    title, views = _open(path)
    sheets = [sheet for view in views for sheet in view.sheets]
    if not any(sheet.words for sheet in sheets):
        raise NoText(f"{path.name}: no words on {len(views)} pages; a scan? Read it by OCR")
    return RawDocument(
        _join_sheets(sheets_to_pages(sheets)),
        reader="layout_pdf",
        notes=tuple(note for view in views for note in _notes(view)),
        title=title,
    )


@dataclass(frozen=True, slots=True)
class _View:
    """A page as sheets, one for each way that its text runs, and how many letters were left out."""

    number: int
    sheets: tuple[Sheet, ...]
    left_out: int


def _open(path: Path) -> tuple[str, list[_View]]:
    """The file's title and its pages, without those that cannot be laid out.

    Where pdfplumber cannot open the file, for a broken table of objects or a form of encryption
    that it does not know, a copy is mended and opened.
    """
    try:
        return _read_views(path)
    except (IngestError, MemoryError):
        raise
    except Exception:  # pdfplumber lets its parser's slips over damaged objects pass
        return _read_mended(path)


def _read_mended(path: Path) -> tuple[str, list[_View]]:
    try:
        with rewritten(path) as copy:
            return _read_views(copy or path)
    except (IngestError, MemoryError):
        raise
    except Exception as error:
        raise Damaged(f"{path.name}: cannot be read: damaged. Fetch the file again") from error


def _read_views(file: Path) -> tuple[str, list[_View]]:
    """The title and the pages; each is let go once read, or memory grows with the file."""
    views = []
    with pdfplumber.open(file) as pdf:
        pdf.rsrcmgr = NamedGlyphs()
        for page in pdf.pages:
            views += _try_view(page)
            page.close()
        return str(pdf.metadata.get("Title") or "").strip(), views


def _try_view(page: Any) -> list[_View]:
    """The page's view; none where its objects are damaged."""
    try:
        return [_view(page)]
    except (IngestError, MemoryError):
        raise
    except Exception:  # as above
        return []


def _join_sheets(pages: Sequence[RawPage]) -> tuple[RawPage, ...]:
    """One page for each number: what runs one way after what runs another."""
    return tuple(
        replace(first, blocks=first.blocks + tuple(b for page in others for b in page.blocks))
        for first, *others in (list(group) for _, group in groupby(pages, attrgetter("number")))
    )


def _notes(view: _View) -> Iterator[ReadingNote]:
    """What of a page was not read."""
    if view.left_out:
        letters = f"{view.left_out} letter{'s' * (view.left_out > 1)}"
        says = f"{letters} printed aslant or beside the text, left out"
        yield ReadingNote("left_out", says, view.number)


# --- one page ----------------------------------------------------------------


def _view(page: Any) -> _View:
    """A page of pdfplumber's as sheets: one turned so that most of its letters stand upright.

    Words that run another way stand on that sheet where a table of it holds them, on one of
    their own where they are text or a table, and are left out elsewhere.
    """
    shown = Shown(page)
    by_angle = letters_by_angle(shown)
    level = [angle for angle in by_angle if angle is not None]
    main = max(level, key=lambda angle: len(by_angle[angle]), default=0)
    drawn = list(_rules(page, shown))
    first = _sheet(page.page_number, by_angle, main, shown, drawn)
    others = [_sheet(page.page_number, by_angle, a, shown, drawn) for a in level if a != main]
    texts = [sheet for sheet in others if _is_text(sheet)]
    held = [word for sheet in others if sheet not in texts for word in _held(first, sheet)]
    read = {main, *(sheet.turn.angle for sheet in texts)}
    sheets = [replace(first, words=(*first.words, *held)), *texts]
    printed = sum(_printed(letters) for angle, letters in by_angle.items() if angle not in read)
    return _View(
        page.page_number,
        tuple(sorted(sheets, key=lambda sheet: sheet.turn.angle)),
        printed - sum(len(word.text) for word in held),
    )


def _printed(letters: Iterable[Letter]) -> int:
    return sum(not letter.text.isspace() for letter in letters)


def _sheet(
    number: int,
    by_angle: Mapping[int | None, Sequence[Letter]],
    angle: int,
    shown: Shown,
    drawn: Iterable[Rule],
) -> Sheet:
    """The words of a page that run one way, turned to be read."""
    turn = Turn(angle, shown.width, shown.height)
    rules = tuple(_turn_rule(rule, turn) for rule in drawn)
    return Sheet(number, turn, tuple(to_words(by_angle.get(angle, ()), turn)), rules)


def _is_text(sheet: Sheet) -> bool:
    """True of words upright on the page as shown, of lines of some words, or of a whole table.

    Else they are stamps, the labels of a chart or the headings of narrow columns.
    """
    if sheet.turn.angle == 0:
        return True
    lines = words_to_lines(sheet.words)
    if len(lines) >= _LINES_OF_TEXT and len(sheet.words) >= _WORDS_OF_LINE * len(lines):
        return True
    held = (_filled(grid, sheet.words) for grid in find_grids(sheet.rules))
    return any(rows >= _ROWS_OF_TABLE and columns > 1 for rows, columns in held)


def _filled(grid: Grid, words: Iterable[Word]) -> tuple[int, int]:
    """In how many rows and columns of a grid words stand."""
    cells = [cell for word in words if (cell := grid.cell_of(word))]
    return len({cell.row for cell in cells}), len({cell.column for cell in cells})


def _held(sheet: Sheet, other: Sheet) -> list[Word]:
    """The words of another sheet that tables of this one hold: headings of narrow columns."""
    grids = [grid for grid in find_grids(sheet.rules) if len(grid.cells) > 1]
    words = [_turn_word(word, other.turn, sheet.turn) for word in other.words]
    return [word for word in words if any(grid.box.holds(word) for grid in grids)]


def _turn_word(word: Word, own: Turn, page: Turn) -> Word:
    """A word that runs its own way, where it stands on the turned page."""
    shown = own.back((word.x0, word.top, word.x1, word.bottom))
    x0, top, x1, bottom = page.level(shown)
    return replace(word, x0=x0, top=top, x1=x1, bottom=bottom)


# --- rules -------------------------------------------------------------------


def _rules(page: Any, shown: Shown) -> Iterator[Rule]:
    """The straight lines that are seen on a page: drawn, or filled and thin, or round a box."""
    for line in page.lines:
        if not _is_white(line.get("stroking_color")):
            yield from _thin(shown.edges(line))
    for rect in page.rects:
        edges = shown.edges(rect)
        if rect.get("stroke") and not _is_white(rect.get("stroking_color")):
            yield from _outline(edges)
        elif rect.get("fill") and not _is_white(rect.get("non_stroking_color")):
            yield from _thin(edges)
    for curve in page.curves:
        for start, end in pairwise(curve["pts"]):
            (x0, x1), (top, bottom) = map(sorted, zip(start, end, strict=True))
            yield from _thin(shown.edges({"x0": x0, "top": top, "x1": x1, "bottom": bottom}))


def _thin(edges: Edges) -> Iterator[Rule]:
    """The rule in the middle of a box that is thin one way."""
    x0, top, x1, bottom = edges
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    if bottom - top <= _THICKEST and bottom - top < x1 - x0:
        yield Rule(x0, y, x1, y)
    elif x1 - x0 <= _THICKEST:
        yield Rule(x, top, x, bottom)


def _outline(edges: Edges) -> Iterator[Rule]:
    """The rules round a box; one where the box is itself a rule."""
    x0, top, x1, bottom = edges
    if min(x1 - x0, bottom - top) <= _THICKEST:
        yield from _thin(edges)
        return
    yield from (Rule(x0, y, x1, y) for y in (top, bottom))
    yield from (Rule(x, top, x, bottom) for x in (x0, x1))


def _turn_rule(rule: Rule, turn: Turn) -> Rule:
    return Rule(*turn.level((rule.x0, rule.top, rule.x1, rule.bottom)))


def _is_white(colour: Any) -> bool:
    """True of white in grey, RGB or CMYK; a pattern or an unknown colour is seen."""
    parts = colour if isinstance(colour, list | tuple) else [colour]
    shares = [float(part) for part in parts if isinstance(part, int | float)]
    if not shares or len(shares) < len(parts):
        return False
    return max(shares) <= 1 - _WHITE if len(shares) == 4 else min(shares) >= _WHITE
