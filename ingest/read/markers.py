"""What stands in front of an item: a bullet or a printed number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.read.layout.words import TextLine, has_gap

# Glyphs that are bullets wherever they start a line; private use is Word's symbol fonts.
_BULLETS = frozenset("•◦▪▫■□◼◻●○◆◇‣⁃∙➢➤►▶✓✔❖★")
_PRIVATE_USE = range(0xE000, 0xF900)
_UNVALUED = "\ufffd"  # alone before an item: a bullet of a font that gives it no value
# Bullets that may be words or signs; U+0336 is a long dash in a font of Word's.
_SIGNS = frozenset({"-", "–", "—", "−", "\u0336", "o", "*", "·", "»", ">"})
_NUMBER = re.compile(
    r"""\(?\d{1,3}[.)]                      # 20. 20) (20)
      | \d{1,3}(?:\.\d{1,3}){1,3}\.?        # 3.2
      | \(?[a-z][.)] | [A-Z][.)] | \([A-Z]\)
      | \(?[ivx]{1,6}[.)]                   # (iv)
    """,
    re.VERBOSE,
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
# A tab leaves more than half the font size between marker and text; a word space a third.
_TAB = 0.6


@dataclass(frozen=True, slots=True)
class Marker:
    """What may be a line's marker. `sure` where a glyph or a tab leaves little doubt."""

    text: str
    words: int  # words of the line that it takes
    sure: bool
    text_x0: float  # where the item's own words start


def find_marker(line: TextLine) -> Marker | None:
    """The marker that a line may start with; a bullet alone on a line has no item."""
    if len(line.words) < 2:
        return None
    if is_bullet(line.words[0].text):
        return Marker(line.words[0].text, 1, True, line.words[1].x0)
    count = _words_to_first_gap(line)
    text = "".join(word.text for word in line.words[:count])
    if count == len(line.words) or line.raises(line.words[0]):
        return None
    after = line.words[count]
    tabbed = after.x0 - line.words[count - 1].x1 > _TAB * line.size
    if text in _SIGNS or _NUMBER.fullmatch(text):
        return Marker(text, count, tabbed, after.x0)
    if tabbed and _BARE_NUMBER.fullmatch(text):
        return Marker(text, count, False, after.x0)
    return None


def is_bullet(text: str) -> bool:
    """True of a glyph that is only ever a bullet."""
    return len(text) == 1 and (text in _BULLETS or text == _UNVALUED or ord(text) in _PRIVATE_USE)


def is_marker(text: str) -> bool:
    """True of a text that may be a bullet or a printed number."""
    return (
        is_bullet(text)
        or text in _SIGNS
        or bool(_NUMBER.fullmatch(text) or _BARE_NUMBER.fullmatch(text))
    )


def _words_to_first_gap(line: TextLine) -> int:
    pairs = enumerate(pairwise(line.words), start=1)
    gaps = (count for count, (left, right) in pairs if has_gap(left, right))
    return next(gaps, len(line.words))
