"""The passages of a document: what search returns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from corpus.records import Block, Document, Passage, Span, digest

# Shorter stretches are labels, dates and page furniture that no search wants.
_LEAST_LETTERS = 20


def find_passages(document: Document) -> tuple[Passage, ...]:
    """Paragraphs, items with their sub-points, and table rows, in the order of the text.

    Headings and notes give context and are no passages, nor are stretches of fewer than
    20 letters. Two passages never overlap. The id is made of the document, the words and
    how often they came before, so that reading again gives the same ids.
    """
    seen: Counter[str] = Counter()
    found = []
    for group in _groups(document.blocks):
        span = Span(group[0].span.start, group[-1].span.end)
        text = document.quote(span)
        if sum(map(str.isalpha, text)) >= _LEAST_LETTERS:
            id_ = digest(document.id, text, seen[text])
            seen[text] += 1
            found.append(Passage(id_, span, _number(group[0])))
    return tuple(found)


def _groups(blocks: Iterable[Block]) -> Iterator[Sequence[Block]]:
    """Blocks that make one passage: an item with its sub-points, a row of cells, a paragraph."""
    told = [block for block in blocks if block.kind not in ("heading", "note")]
    for _, row in groupby(enumerate(told), key=lambda one: _key(*one)):
        yield from _split_items([block for _, block in row])


def _key(place: int, block: Block) -> tuple[object, ...]:
    if block.kind == "cell" and block.row is not None:
        return ("row", block.table, block.row)
    return ("items",) if block.kind == "item" else ("paragraph", place)


def _split_items(blocks: list[Block]) -> Iterator[Sequence[Block]]:
    """Each item of the least depth with the deeper ones that follow it."""
    if blocks[0].kind != "item":
        yield blocks
        return
    outermost = min(block.level for block in blocks)
    begun: list[Block] = []
    for block in blocks:
        if begun and block.level <= outermost:
            yield begun
            begun = []
        begun.append(block)
    yield begun


def _number(block: Block) -> str:
    """The printed number of a paragraph, without its full stop or bracket; no bullet."""
    number = block.marker.strip(" .()")
    return number if any(map(str.isalnum, number)) else ""
