"""Characters without a value in the lines of a page, told by another reading of the same print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import Box, RawBlock, RawLine, RawPage
from ingest.read.pdf.glyphs import UNVALUED
from models.text.language import is_known

_LONGEST = 3  # letters that one glyph joins: ffi
_BULLET = re.compile(rf"^\s*{UNVALUED}+(?=\s|$)")  # alone before its item
_LETTERS = re.compile(r"[^\W\d_]+")


def count_unvalued(page: RawPage) -> int:
    """How many characters of a page's words have no value; a bullet's is not missed."""
    lines = (line.text for block in page.blocks for line in block.lines)
    return sum(_BULLET.sub("", line).count(UNVALUED) for line in lines)


def mend_page(page: RawPage, source: RawPage) -> RawPage:
    """The page with the characters that another reading of it tells."""
    lines = [line for block in source.blocks for line in block.lines if line.box]
    return replace(page, blocks=tuple(_mend_block(block, lines) for block in page.blocks))


def _mend_block(block: RawBlock, source: Sequence[RawLine]) -> RawBlock:
    if not any(UNVALUED in line.text for line in block.lines):
        return block
    return replace(block, lines=tuple(_mend_line(line, source) for line in block.lines))


def _mend_line(line: RawLine, source: Sequence[RawLine]) -> RawLine:
    if UNVALUED not in line.text or line.box is None:
        return line
    words = [word for other in source if _stands_on(other.box, line.box) for word in _split(other)]
    return replace(line, text=" ".join(_mend_word(word, words) for word in line.text.split(" ")))


def _split(line: RawLine) -> list[str]:
    return line.text.split()


def _stands_on(box: Box | None, line: Box) -> bool:
    if box is None:
        return False
    shared = min(box.bottom, line.bottom) - max(box.top, line.top)
    return 2 * shared > min(box.bottom - box.top, line.bottom - line.top)


def _mend_word(word: str, candidates: Sequence[str]) -> str:
    """The word as another reading of its line has it; where none fits, as it is."""
    if UNVALUED not in word:
        return word
    fits = _pattern(word)
    found = [candidate for candidate in dict.fromkeys(candidates) if fits.fullmatch(candidate)]
    known = [each for each in found if all(map(is_known, _LETTERS.findall(each)))]
    return next(iter(known or found), word)


def _pattern(word: str) -> re.Pattern[str]:
    """What a word may be whose characters without a value are up to three letters each."""
    parts = re.split(f"{UNVALUED}+", word)
    return re.compile(rf"\w{{1,{_LONGEST}}}".join(map(re.escape, parts)))
