"""The pages of a Word file, told by where its words stand when it is printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from corpus.document import RawBlock, RawDocument, RawPage

_TELLING = 60  # letters of a block that tell where it stands
_LEAST = 4  # a figure alone stands in many places
_AHEAD = 20_000  # letters within which it is looked for: some four dense pages
_LETTERS = re.compile(r"[^\W_]+")


def paginate(word: RawDocument, printed: RawDocument) -> RawDocument:
    """The blocks of a Word file on the pages on which their first words are printed.

    They come in the same order in both. One that is not found there (its numbers or tracked
    changes are printed otherwise) stands on the page of the one before.
    """
    starts, text = [0], ""
    for page in printed.pages:
        text += _letters(page.blocks)
        starts.append(len(text))
    pages: list[list[RawBlock]] = [[] for _ in printed.pages]
    place = index = 0
    for block in (block for page in word.pages for block in page.blocks):
        words = _letters([block])[:_TELLING]
        found = text.find(words, place, place + _AHEAD) if len(words) >= _LEAST else -1
        if found >= 0:
            place, index = found + len(words), bisect_right(starts, found) - 1
        pages[index].append(block)
    numbered = (RawPage(number, 0.0, 0.0, tuple(on)) for number, on in enumerate(pages, start=1))
    return replace(word, pages=tuple(numbered))


def _letters(blocks: Iterable[RawBlock]) -> str:
    """The letters and figures of blocks: what both ways of reading agree on."""
    words = (line.text for block in blocks for line in block.lines)
    return "".join(letters for text in words for letters in _LETTERS.findall(text)).lower()
