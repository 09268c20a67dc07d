"""Headings that the file did not mark, and the nested sections under all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.records import Block, Section, Span

_MOST_WORDS = 18  # the longest heading seen in the reports of 2013 to 2026 has 17
_LARGER = 1.1  # of the body's size: headings are printed at 14 or 16 points over 12
_NO_HEADING_END = re.compile(r"[.,;:]$|\s\d{1,3}$")  # a sentence, or an entry of the contents


def promote_headings(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with headings that are only printed as such made headings, with a level.

    A heading is a short paragraph, bold or larger than the body, that starts with a
    capital or a digit, ends like no sentence, and has something under it.
    """
    body = body_size(blocks)
    levels = _levels(blocks)
    found = list(blocks)
    for index, block in enumerate(blocks[:-1]):
        if _looks_like_heading(text, block, body):
            found[index] = replace(block, kind="heading", level=_level(block, levels))
    return tuple(found)


def body_size(blocks: Sequence[Block]) -> float:
    """The font size that most of the text is set in; 0 where sizes are unknown."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        sizes[block.size] += block.span.end - block.span.start
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _looks_like_heading(text: str, block: Block, body: float) -> bool:
    if block.kind != "paragraph" or not (block.bold or block.size > _LARGER * body > 0):
        return False
    words = block.span.of(text)
    return (
        len(words.split()) <= _MOST_WORDS
        and (words[0].isupper() or words[0].isdigit())
        and not _NO_HEADING_END.search(words)
    )


def _levels(blocks: Sequence[Block]) -> dict[float, int]:
    """The level of each size that headings are printed in, from those that the file marks."""
    levels: dict[float, int] = {}
    for block in blocks:
        if block.kind == "heading" and block.size:
            levels[block.size] = min(block.level, levels.get(block.size, block.level))
    return levels


def _level(block: Block, levels: dict[float, int]) -> int:
    """The level of the marked headings of this size; else one below the next larger."""
    if block.size in levels:
        return levels[block.size]
    larger = [level for size, level in levels.items() if size > block.size]
    return max(larger) + 1 if larger else 1


def find_sections(text: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Every heading with what stands under it, in order; an inner section follows its outer."""
    headings = [block for block in blocks if block.kind == "heading"]
    end_of_text = blocks[-1].span.end if blocks else 0
    found: list[Section] = []
    path: list[Block] = []
    for index, heading in enumerate(headings):
        path = [outer for outer in path if outer.level < heading.level] + [heading]
        after = (later for later in headings[index + 1 :] if later.level <= heading.level)
        closing = next(after, None)
        end = closing.span.start if closing else end_of_text
        found.append(
            Section(
                heading.span,
                Span(heading.span.start, end),
                heading.level,
                tuple(outer.span.of(text) for outer in path),
            )
        )
    return tuple(found)
