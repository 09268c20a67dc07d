"""The letters of a page as pdfplumber gives them, by the way they run, and the words they make."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.utils.text import extract_words

from ingest.read.layout.rotation import Edges, Turn
from ingest.read.layout.words import Word
from ingest.read.markers import is_bullet
from ingest.read.pdf.glyphs import UNVALUED

# Two strikes of one letter, which print it bold or shadowed, stand this near in points.
_OVERPRINT = 1.0
# A gap within a word is under a tenth of the font size, a squeezed space over a quarter.
_WORD_GAP = 0.2
_ONE_LINE = 2.0  # points that letters of one line may stand apart in height
_DINGBATS = ("wingdings", "webdings", "dingbats")
_BOLD = ("bold", "black", "heavy", "demi")
_TILT = 3.0  # degrees within which text counts as level or upright

_WORD_FIELDS = ("text", "x0", "top", "x1", "bottom", "size", "bold")

Drawn = Mapping[str, Any]  # a letter, line or rectangle as pdfplumber gives it


class Shown:
    """The part of a page that is shown, and boxes placed from its top left corner."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.x0, self.top, x1, bottom = page.cropbox
        self.width, self.height = float(x1 - self.x0), float(bottom - self.top)

    def edges(self, drawn: Drawn) -> Edges:
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
class Letter:
    """One letter as shown."""

    text: str
    edges: Edges
    bold: bool


def letters_by_angle(shown: Shown) -> dict[int | None, list[Letter]]:
    """The letters of a page by the way they run; None for those that stand aslant."""
    by_angle: dict[int | None, list[Letter]] = defaultdict(list)
    seen: set[tuple[str, int, int]] = set()
    for char in shown.page.chars:
        edges = shown.edges(char)
        if shown.shows(edges) and not _struck_before(char["text"], edges, seen):
            text, font = char["text"], str(char["fontname"]).lower()
            by_angle[_angle(char["matrix"])].append(
                Letter(_glyph(text, font), edges, any(name in font for name in _BOLD))
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


def to_words(letters: Iterable[Letter], turn: Turn) -> Iterator[Word]:
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


def _char(letter: Letter, edges: Edges) -> dict[str, Any]:
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
