"""An untagged PDF, read by its look: what pdfplumber says of letters and lines, analysed."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.utils.text import extract_words

from corpus.account import ReadingNote
from corpus.document import RawDocument
from corpus.errors import Damaged, IngestError, NoText
from ingest.read.layout.pages import sheets_to_pages
from ingest.read.layout.rotation import Edges, Turn
from ingest.read.layout.ruled_tables import find_grids
from ingest.read.layout.words import Rule, Sheet, Word
from ingest.read.markers import is_bullet
from ingest.read.pdf.glyphs import UNVALUED, NamedGlyphs

_THICKEST = 3.0  # points; a filled rectangle as thin as this is drawn as a rule
_WHITE = 0.99  # of 1; a rule of this lightness is not seen
# Two strikes of one letter, which print it bold or shadowed, stand this near in points.
_OVERPRINT = 1.0
# A gap within a word is under a tenth of the font size, a squeezed space over a quarter.
_WORD_GAP = 0.2
_ONE_LINE = 2.0  # points that letters of one line may stand apart in height
_DINGBATS = ("wingdings", "webdings", "dingbats")
_BOLD = ("bold", "black", "heavy", "demi")
_TILT = 3.0  # degrees within which text counts as level or upright

_WORD_FIELDS = ("text", "x0", "top", "x1", "bottom", "size", "bold")

_Drawn = Mapping[str, Any]  # a letter, line or rectangle as pdfplumber gives it


def read_layout_pdf(path: Path) -> RawDocument:
    """The blocks of a PDF by place, font, leading, indentation and ruled lines.

    Furniture (what comes in one place on many pages) is left out. A page printed
    sideways is read upright; its boxes are those of the page as shown. `notes` names
    pages without words and letters left out. Raises Damaged where the file cannot be
    read and NoText where no page has words.
    """
    title, views = _open(path)
    if not any(view.sheet.words for view in views):
        raise NoText(f"{path.name}: no words on {len(views)} pages; a scan? Read it by OCR")
    pages = sheets_to_pages([view.sheet for view in views])
    return RawDocument(
        pages,
        reader="layout_pdf",
        notes=tuple(note for view in views for note in _notes(view)),
        title=title,
    )


@dataclass(frozen=True, slots=True)
class _View:
    """A page turned to be read, and how many letters were left out of it."""

    sheet: Sheet
    left_out: int


def _open(path: Path) -> tuple[str, list[_View]]:
    """The file's title and its pages; each is let go once read, or memory grows with the file."""
    views = []
    try:
        with pdfplumber.open(path) as pdf:
            pdf.rsrcmgr = NamedGlyphs()
            for page in pdf.pages:
                views.append(_view(page))
                page.close()
            return str(pdf.metadata.get("Title") or "").strip(), views
    except (IngestError, MemoryError):
        raise
    except Exception as error:  # pdfplumber lets its parser's slips over damaged objects pass
        raise Damaged(f"{path.name}: cannot be read ({error}); fetch the file again") from error


def _notes(view: _View) -> Iterator[ReadingNote]:
    """What of a page was not read."""
    if view.left_out:
        says = f"{view.left_out} letters that stand aslant left out"
        yield ReadingNote("left_out", says, view.sheet.number)


# --- one page ----------------------------------------------------------------


def _view(page: Any) -> _View:
    """A page of pdfplumber's, turned so that most of its letters stand upright."""
    shown = _Shown(page)
    by_angle = _letters_by_angle(shown)
    angle = max((a for a in by_angle if a is not None), key=lambda a: len(by_angle[a]), default=0)
    turn = Turn(angle, shown.width, shown.height)
    rules = tuple(_turn_rule(rule, turn) for rule in _rules(page, shown))
    words = tuple(_words(by_angle.pop(angle, []), turn))
    in_cells, left_out = _sideways(by_angle, turn, rules)
    return _View(Sheet(page.page_number, turn, (*words, *in_cells), rules), left_out)


class _Shown:
    """The part of a page that is shown, and boxes placed from its top left corner."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.x0, self.top, x1, bottom = page.cropbox
        self.width, self.height = float(x1 - self.x0), float(bottom - self.top)

    def edges(self, drawn: _Drawn) -> Edges:
        """Where a thing stands on the page as shown."""
        return (
            drawn["x0"] - self.x0,
            drawn["top"] - self.top,
            drawn["x1"] - self.x0,
            drawn["bottom"] - self.top,
        )

    def shows(self, edges: Edges) -> bool:
        """True where the middle of a box is on the page."""
        x, y = (edges[0] + edges[2]) / 2, (edges[1] + edges[3]) / 2
        return 0 <= x <= self.width and 0 <= y <= self.height


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter as shown."""

    text: str
    edges: Edges
    bold: bool


def _letters_by_angle(shown: _Shown) -> dict[int | None, list[_Letter]]:
    """The letters of a page by the way they run; None for those that stand aslant."""
    by_angle: dict[int | None, list[_Letter]] = defaultdict(list)
    seen: set[tuple[str, int, int]] = set()
    for char in shown.page.chars:
        edges = shown.edges(char)
        if shown.shows(edges) and not _struck_before(char["text"], edges, seen):
            text, font = char["text"], str(char["fontname"]).lower()
            by_angle[_angle(char["matrix"])].append(
                _Letter(_glyph(text, font), edges, any(name in font for name in _BOLD))
            )
    return by_angle


def _struck_before(text: str, edges: Edges, seen: set[tuple[str, int, int]]) -> bool:
    """True of a letter already printed in the same place."""
    x, y = round(edges[0] / _OVERPRINT), round(edges[1] / _OVERPRINT)
    near = any((text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1))
    seen.add((text, x, y))
    return near and not text.isspace()


def _angle(matrix: Sequence[float]) -> int | None:
    degrees = math.degrees(math.atan2(matrix[1], matrix[0]))
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) <= _TILT else None


def _glyph(text: str, font: str) -> str:
    """A letter; of a font of signs, which gives "n" for a square, its private-use character."""
    if len(text) == 1 and "!" <= text <= "\xff" and any(name in font for name in _DINGBATS):
        return chr(0xF000 + ord(text))
    return text


def _words(letters: Iterable[_Letter], turn: Turn) -> Iterator[Word]:
    """Letters joined where no gap parts them, a bullet from the word that it touches."""
    chars = [_char(letter, turn.level(letter.edges)) for letter in letters]
    words = extract_words(
        chars,
        x_tolerance_ratio=_WORD_GAP,
        y_tolerance=_ONE_LINE,
        extra_attrs=["size", "bold", "bullet"],
    )
    for word in words:
        yield Word(*(word[name] for name in _WORD_FIELDS))


def _char(letter: _Letter, edges: Edges) -> dict[str, Any]:
    """A letter in the shape that pdfplumber's `extract_words` takes."""
    x0, top, x1, bottom = edges
    return {
        "text": letter.text,
        "x0": x0,
        "top": top,
        "doctop": top,
        "x1": x1,
        "bottom": bottom,
        "upright": True,
        "size": round((bottom - top) * 2) / 2,
        "bold": letter.bold,
        "bullet": letter.text != UNVALUED and is_bullet(letter.text),
    }


def _sideways(
    by_angle: Mapping[int | None, Sequence[_Letter]], page: Turn, rules: Iterable[Rule]
) -> tuple[list[Word], int]:
    """Words that run another way than their page where a table holds them; how many letters do not.

    Narrow columns have such headings. Elsewhere they are stamps, watermarks and margins.
    """
    grids = [grid for grid in find_grids(rules) if len(grid.cells) > 1]
    kept = []
    printed = sum(not letter.text.isspace() for group in by_angle.values() for letter in group)
    for angle, letters in by_angle.items():
        if angle is not None:
            turn = Turn(angle, page.width, page.height)
            words = [_turn_word(word, turn, page) for word in _words(letters, turn)]
            kept += [word for word in words if any(grid.box.holds(word) for grid in grids)]
    return kept, printed - sum(len(word.text) for word in kept)


def _turn_word(word: Word, own: Turn, page: Turn) -> Word:
    """A word that runs its own way, where it stands on the turned page."""
    shown = own.back((word.x0, word.top, word.x1, word.bottom))
    x0, top, x1, bottom = page.level(shown)
    return replace(word, x0=x0, top=top, x1=x1, bottom=bottom)


# --- rules -------------------------------------------------------------------


def _rules(page: Any, shown: _Shown) -> Iterator[Rule]:
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
