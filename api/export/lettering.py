"""How many lines a text takes in Arial, which every face that stands in for it is as wide as."""

from __future__ import annotations

from collections.abc import Mapping

# Of the size of type: how wide each letter is, those of bold on the mean.
_BY_WIDTH: Mapping[float, str] = {
    0.222: "ijl’'|",
    0.278: " !,./:;I[]ft",
    0.333: '()-`r“”{}"*^',
    0.5: "Jcksvxyz",
    0.556: "#$0123456789?L_abdeghnopqu–£",
    0.584: "+<=>~",
    0.611: "FTZ",
    0.667: "&ABEKPSVXY",
    0.722: "CDHNRUw",
    0.778: "GOQ",
    0.833: "Mm",
    0.889: "%",
    1.0: "W…@•",
}
_WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
_OTHER = 0.7  # of what is seldom printed
BOLD = 1.08


def count_lines(text: str, width: float, size: float, is_bold: bool = False) -> int:
    """The lines of a text broken between words, in points; a longer word is broken."""
    factor = size * (BOLD if is_bold else 1.0)
    lines, at = 1, 0.0
    for word in text.split():
        needed = measure(word) * factor
        if at and at + needed > width:
            lines, at = lines + 1, 0.0
        lines, needed = lines + int(needed // width), needed % width
        at += needed + _WIDTHS[" "] * factor
    return lines


def measure(word: str) -> float:
    """How wide a text is that stands in one line, of the size of type."""
    return sum(_WIDTHS.get(letter, _OTHER) for letter in word)
