"""Repairs of one printed line, as a list of `str -> str` functions; nothing else mends text.

Positions survive because each line is repaired by itself and joined afterwards.
Repairing twice is repairing once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from corpus.characters import NO_CHARACTERS
from models.text.language import is_known

BULLET = "•"
# PDFium's sign for a hyphen at the end of a line (U+0002), and the soft hyphen
LINE_HYPHEN = "\x02"
SOFT_HYPHEN = "\xad"
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_INVISIBLE = re.compile(
    rf"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00\x01\x03-\x08\x0e-\x1f\x7f{NO_CHARACTERS}]"
)
# Typographic signs of Windows-1252 that were read as if Latin-1: U+0092 for an apostrophe.
_WINDOWS = {
    code: sign
    for code in range(0x80, 0xA0)
    if code != 0x85 and (sign := bytes((code,)).decode("cp1252", "ignore"))
}
_CONTROL = re.compile(r"[\x80-\x9f]")  # looked for first: hardly a line has one
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_HYPHEN_INSIDE = re.compile(r"\x02(?!$)")
_SOFT_INSIDE = re.compile(r"\xad(?!$)")
# "improve?1": a footnote's digit stuck to the end of a sentence. Three letters or a bracket
# before the mark, so that "p.12" and "s.47" stay as they are.
_GLUED_DIGIT = re.compile(r"(?:(?<=[a-z]{3}[.?!])|(?<=[a-z\d]\)[.?!]))(?=\d{1,2}(?:\s|$))")


def expand_ligatures(text: str) -> str:
    """Letters for the joined glyphs of a font."""
    return text.translate(_LIGATURES)


def compose_letters(text: str) -> str:
    """Unicode NFC, so that a letter and its accent are one character."""
    return unicodedata.normalize("NFC", text)


def read_windows_signs(text: str) -> str:
    """The signs that a Windows program meant, where its text was read as Latin-1.

    >>> read_windows_signs("children\x92s")
    'children’s'
    """
    return text.translate(_WINDOWS) if _CONTROL.search(text) else text


def drop_invisible(text: str) -> str:
    """The text without controls, zero-width and non-characters, and soft hyphens within."""
    return _SOFT_INSIDE.sub("", _INVISIBLE.sub("", text))


def even_spaces(text: str) -> str:
    """One plain space for every run of spaces of any kind, none at the ends."""
    return _SPACES.sub(" ", text).strip(" ")


def plain_hyphens(text: str) -> str:
    """A plain hyphen for PDFium's sign of one within the line."""
    return _HYPHEN_INSIDE.sub("-", text)


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
    read_windows_signs,
    drop_invisible,
    expand_ligatures,
    plain_bullets,
    even_spaces,
    plain_hyphens,
    part_footnote_digits,
    compose_letters,
)


def repair_line(text: str) -> str:
    """A printed line, repaired. A hyphen that only the line's end called for stays marked."""
    for repair in REPAIRS:
        text = repair(text)
    return text


_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LAST_WORD = re.compile(r"(?<![\w-])([^\W\d_]+)$")  # none of "day-to-": that is a compound
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_SUSPENDS = frozenset({"and", "or", "to"})  # "short- and long-term"
_FEW = 3  # breaks at hyphens from which a document's habit cannot be told


class Hyphens:
    """Decides what a hyphen at a line's end was, from how the document spells elsewhere.

    Word processors break lines at hyphens but add none; typesetters add them. A document
    that mostly breaks words it also has whole is typeset, and there such hyphens go.
    """

    def __init__(self, blocks: Iterable[Sequence[str]]) -> None:
        """Learn from the lines of each block."""
        lines = list(blocks)
        self._known = {word for block in lines for word in _whole_words(block)}
        breaks = [
            self._is_known_whole(line, following)
            for block in lines
            for line, following in pairwise(block)
            if line.endswith((LINE_HYPHEN, "-"))
        ]
        self._is_telling = len(breaks) >= _FEW
        self._is_typeset = self._is_telling and 2 * sum(breaks) > len(breaks)

    def join(self, line: str, following: str) -> tuple[str, str]:
        """The line as it should end, and what stands between it and the next."""
        if line.endswith(SOFT_HYPHEN):
            return line[:-1], ""
        if not line.endswith((LINE_HYPHEN, "-")):
            return line, " "
        stem = line[:-1]
        if self._was_added(line, following):
            return stem, ""
        first = _FIRST_WORD.match(following)
        suspended = first is not None and first[0] in _SUSPENDS
        touching = stem[-1:].isalnum() and following[:1].isalnum()
        return stem + "-", "" if touching and not suspended else " "

    def _was_added(self, line: str, following: str) -> bool:
        if not self._is_known_whole(line, following) or (self._is_telling and not self._is_typeset):
            return False
        return self._is_typeset or not self._are_words(*_halves(line, following))

    def _is_known_whole(self, line: str, following: str) -> bool:
        """True where the document has the broken word without its hyphen, and never with it.

        Of a word that it has neither way the field's vocabulary tells: "im-prove".
        """
        left, right = _halves(line, following)
        if not left or not right or f"{left}-{right}" in self._known:
            return False
        return f"{left}{right}" in self._known or _is_broken_word(left, right)

    def _are_words(self, left: str, right: str) -> bool:
        return left in _PREFIXES or (left in self._known and right in self._known)


def _whole_words(lines: Sequence[str]) -> Iterator[str]:
    """The words of a block in lower case, without the halves at hyphens that end a line."""
    broken = False
    for line in lines:
        words = [word.lower() for word in _WORD.findall(line)]
        ends = line.endswith((LINE_HYPHEN, "-"))
        yield from words[int(broken) : len(words) - ends]
        broken = ends


# Parts that stand before a hyphen of the language: "co-operate", "pre-birth".
_PREFIX_WORDS = (
    "anti bi bio co counter cross cyber de ex extra inter macro micro mid mini mono multi neuro non"
    " over para poly post pre pro psycho quasi re self semi socio sub super tele trans tri un under"
)
_PREFIXES = frozenset(_PREFIX_WORDS.split())


def _is_broken_word(left: str, right: str) -> bool:
    """True of halves that only together are a word of the field."""
    if left in _PREFIXES or (is_known(left) and is_known(right)):
        return False
    return is_known(f"{left}{right}")


def _halves(line: str, following: str) -> tuple[str, str]:
    """The parts of a word before and after a hyphen at a line's end, in lower case."""
    left, right = _LAST_WORD.search(line[:-1]), _FIRST_WORD.match(following)
    return (left[1].lower(), right[0].lower()) if left and right else ("", "")
