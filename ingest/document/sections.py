"""Headings that the file did not mark, and the nested sections under all of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.document import Block, Section, Span

_MOST_WORDS = 20  # the longest heading seen in the reports of 2013 to 2026 has 19
_LARGER = 1.1  # of the body's size: headings are printed at 14 or 16 points over 12
_CONTENTS_ENTRY = re.compile(r"[^\W\d][?)]? \d{1,3}(?: [A-Z]|$)")
_FACT = re.compile(r"^[^:]{3,40}: .*\d")  # "Inspection dates: 4 to 15 February 2019"
_SENTENCE_END = re.compile(r"[.,;]$")
_TWO_SENTENCES = re.compile(r"[a-z]{2}[.;] +[A-Z]")
_LETTER = re.compile(r"\(?([a-z])[.)]+")
_FEWEST_LETTERED = 3  # lettered items in a row before they are taken for headings


def is_prose(words: str, bold: bool) -> bool:
    """True of text too long or too much like a sentence to be a heading.

    Some reports of 2017 and 2022 mark whole paragraphs and recommendations as headings,
    because their authors numbered them with a heading style.
    """
    if len(words.split()) > _MOST_WORDS or words[:1].islower():
        return True
    return not bold and bool(_SENTENCE_END.search(words) or _TWO_SENTENCES.search(words))


def promote_headings(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with headings that are only printed as such made headings, with a level.

    A heading is a short paragraph, bold, italic or larger than the body, that starts with
    a capital or a digit, is no sentence, and has something under it.
    """
    body = body_size(blocks)
    chosen = {
        index for index, block in enumerate(blocks[:-1]) if _looks_like_heading(text, block, body)
    }
    levels = _levels(blocks, [blocks[index] for index in sorted(chosen)])
    return tuple(
        replace(block, kind="heading", level=levels[_style(block)]) if index in chosen else block
        for index, block in enumerate(blocks)
    )


def body_size(blocks: Iterable[Block]) -> float:
    """The font size that most of the text is set in; 0 where sizes are unknown."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        sizes[block.size] += block.span.end - block.span.start
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _looks_like_heading(text: str, block: Block, body: float) -> bool:
    large = block.size > _LARGER * body > 0
    if block.kind != "paragraph" or not (block.bold or block.italic or large):
        return False
    words = block.span.of(text)
    if not (words[0].isupper() or words[0].isdigit()) or is_prose(words, block.bold):
        return False
    if _TWO_SENTENCES.search(words) or _CONTENTS_ENTRY.search(words) or _FACT.match(words):
        return False
    return block.bold or not words.endswith(":")


def promote_lettered(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with the lettered items that head what follows made headings.

    Where each of a., b., c. is short, no sentence, and has a paragraph under it, they are no
    list. They stand one below the last numbered heading, or else the last heading, before them.
    """
    levels: dict[int, int] = {}
    for row in _lettered(blocks):
        if len(row) >= _FEWEST_LETTERED and all(_heads(text, blocks, index) for index in row):
            over = [block for block in blocks[: row[0]] if block.kind == "heading"]
            numbered = [block for block in over if block.marker]
            level = (numbered or over)[-1].level if over else 0
            levels |= dict.fromkeys(row, level + 1)
    return tuple(
        replace(block, kind="heading", level=levels[index]) if index in levels else block
        for index, block in enumerate(blocks)
    )


def heads_by_letter(block: Block) -> bool:
    """True of a heading that stands in a lettered list: "b. Peer review (March 2018)"."""
    return block.kind == "heading" and bool(_LETTER.fullmatch(block.marker))


def _lettered(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """The places of items that count on from a. within a section, in each such list."""
    row: list[int] = []
    for index, block in enumerate(blocks):
        found = _LETTER.fullmatch(block.marker) if block.kind == "item" else None
        follows = found is not None and ord(found[1]) - ord("a") == len(row)
        if row and (block.kind == "heading" or (found and not follows)):
            yield row
            row = []
        if found and (follows or found[1] == "a"):
            row.append(index)
    yield row


def _heads(text: str, blocks: Sequence[Block], index: int) -> bool:
    """True of a line without the end of a sentence, with a paragraph under it."""
    words = blocks[index].span.of(text)
    followed = index + 1 < len(blocks) and blocks[index + 1].kind == "paragraph"
    return followed and not _SENTENCE_END.search(words) and not _TWO_SENTENCES.search(words)


class _Style(NamedTuple):
    """How a heading is printed; sorts with the weightiest last."""

    size: float  # in half points, so that 13.98 and 14.04 are one
    bold: bool
    upright: bool


def _style(block: Block) -> _Style:
    return _Style(round(block.size * 2) / 2, block.bold, not block.italic)


def _levels(blocks: Iterable[Block], promoted: Iterable[Block]) -> dict[_Style, int]:
    """The level of each style that headings are printed in.

    It is the one that the file most often gives that style; a style that the file never
    marks stands one below the weightier ones.
    """
    marked: dict[_Style, Counter[int]] = defaultdict(Counter)
    for block in blocks:
        if block.kind == "heading":
            marked[_style(block)][max(1, block.level)] += 1
    levels = {style: counts.most_common(1)[0][0] for style, counts in marked.items()}
    for style in sorted({_style(block) for block in promoted} - set(levels), reverse=True):
        weightier = [level for other, level in levels.items() if other > style]
        levels[style] = max(weightier) + 1 if weightier else 1
    return levels


def find_sections(text: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Every heading with what stands under it, in order; an inner section follows its outer.

    A large bold cell that opens a table, as the single-inspection reports print their
    judgements, heads a section as well.
    """
    headings = _headings(blocks)
    end_of_text = blocks[-1].span.end if blocks else 0
    found: list[Section] = []
    path: list[Block] = []
    for index, heading in enumerate(headings):
        path = [*(outer for outer in path if outer.level < heading.level), heading]
        after = (later for later in headings[index + 1 :] if later.level <= heading.level)
        closing = next(after, None)
        end = closing.span.start if closing else end_of_text
        names = tuple(outer.span.of(text) for outer in path)
        found.append(Section(heading.span, Span(heading.span.start, end), heading.level, names))
    return tuple(found)


def _headings(blocks: Sequence[Block]) -> list[Block]:
    """The headings and the cells that serve as such, with the level of their style."""
    body = body_size(blocks)
    banners = [block for block in blocks if _is_banner(block, body)]
    levels = _levels(blocks, banners)
    chosen = {block.span: replace(block, level=levels[_style(block)]) for block in banners}
    return [
        chosen.get(block.span, block)
        for block in blocks
        if block.kind == "heading" or block.span in chosen
    ]


def _is_banner(block: Block, body: float) -> bool:
    first = block.row == 0 and block.column == 0
    return block.kind == "cell" and first and block.bold and block.size > _LARGER * body > 0
