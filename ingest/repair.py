"""Repairs of one printed line, as a list of `str -> str` functions; nothing else mends text.

Positions survive because each line is repaired by itself and joined afterwards.
Repairing twice is repairing once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

BULLET = "•"
# PDFium's sign for a hyphen at the end of a line (U+0002), and the soft hyphen
LINE_HYPHEN = "\x02"
SOFT_HYPHEN = "\xad"
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00\x01\x03-\x08\x0e-\x1f\x7f]")
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_SOFT_INSIDE = re.compile(r"\xad(?!$)")
# "improve?1": a footnote's digit stuck to the end of a sentence. Three letters or a bracket
# before the mark, so that "p.12" and "s.47" stay as they are.
_GLUED_DIGIT = re.compile(r"(?:(?<=[a-z]{3}[.?!])|(?<=[a-z]\)[.?!]))(?=\d{1,2}(?:\s|$))")


def expand_ligatures(text: str) -> str:
    """Letters for the joined glyphs of a font."""
    return text.translate(_LIGATURES)


def compose_letters(text: str) -> str:
    """Unicode NFC, so that a letter and its accent are one character."""
    return unicodedata.normalize("NFC", text)


def drop_invisible(text: str) -> str:
    """The text without control and zero-width characters, and soft hyphens within the line."""
    return _SOFT_INSIDE.sub("", _INVISIBLE.sub("", text))


def even_spaces(text: str) -> str:
    """One plain space for every run of spaces of any kind, none at the ends."""
    return _SPACES.sub(" ", text).strip(" ")


def plain_bullets(text: str) -> str:
    """A bullet for each private-use glyph, as Word's symbol fonts print them."""
    return _PRIVATE.sub(BULLET, text)


def part_footnote_digits(text: str) -> str:
    """A space before a footnote's digit that is stuck to the end of a sentence.

    >>> part_footnote_digits("What needs to improve?1")
    'What needs to improve? 1'
    """
    return _GLUED_DIGIT.sub(" ", text)


REPAIRS: tuple[Callable[[str], str], ...] = (
    drop_invisible,
    expand_ligatures,
    plain_bullets,
    even_spaces,
    part_footnote_digits,
    compose_letters,
)


def repair_line(text: str) -> str:
    """A printed line, repaired. A hyphen that only the line's end called for stays marked."""
    for repair in REPAIRS:
        text = repair(text)
    return text


_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LAST_WORD = re.compile(r"([^\W\d_]+)$")
_FIRST_WORD = re.compile(r"^[^\W\d_]+")
_SUSPENDS = frozenset({"and", "or", "to"})  # "short- and long-term"


class Hyphens:
    """Decides what a hyphen at a line's end was, from how the document spells elsewhere."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._known = {word.lower() for line in lines for word in _WORD.findall(line)}

    def join(self, line: str, following: str) -> tuple[str, str]:
        """The line as it should end, and what stands between it and the next.

        A hyphen is kept unless the document has the word without it and not with it:
        these reports come from word processors, which break at hyphens but add none.
        """
        if line.endswith(SOFT_HYPHEN):
            return line[:-1], ""
        if not line.endswith((LINE_HYPHEN, "-")):
            return line, " "
        stem = line[:-1]
        left, right = _LAST_WORD.search(stem), _FIRST_WORD.match(following)
        if left is None or right is None:
            return stem + "-", "" if stem[-1:].isalnum() and following[:1].isalnum() else " "
        if right[0] in _SUSPENDS:
            return stem + "-", " "
        return (stem, "") if self._one_word(left[0], right[0]) else (stem + "-", "")

    def _one_word(self, left: str, right: str) -> bool:
        whole, parted = f"{left}{right}".lower(), f"{left}-{right}".lower()
        return whole in self._known and parted not in self._known
