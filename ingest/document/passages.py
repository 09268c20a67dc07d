"""The passages of a document: what search returns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.document import Block, Document, Span, digest
from corpus.records import Passage
from corpus.vocabulary.frameworks import (
    load_imprint,
    load_unsearched_sections,
    load_unsearched_subheadings,
)
from ingest.find.asks.list_items import Item, group_rows, is_indented, style_of

# Shorter stretches are labels and page furniture; the shortest recommendation to 2026 has 18.
LEAST_LETTERS = 12
# No section that says nothing of its own is longer; one that seems to be has lost its end.
LARGEST_SHARE = 0.25
# The imprint ends a document: a report that quotes its words does so before this part of it.
IMPRINT_FROM = 0.6
_CONTENTS_LINE = re.compile(r".*\s\d{1,3}")


def find_passages(document: Document) -> tuple[Passage, ...]:
    """Paragraphs, items with their sub-points, and table rows, in the order of the text.

    Headings and notes give context and are no passages, nor are stretches of one word or
    fewer than 12 letters. Contents, lists of inspectors and the publisher's imprint are
    left out. Two passages never overlap. The id is made of the document, the words and how
    often they came before, so that reading again gives the same ids.
    """
    seen: Counter[str] = Counter()
    found = []
    for item in _find_items(document):
        blocks = sorted((*item.body, *item.blocks), key=lambda block: block.span)
        span = Span(blocks[0].span.start, blocks[-1].span.end)
        words = document.quote(span)
        if sum(map(str.isalpha, words)) >= LEAST_LETTERS and " " in words:
            found.append(Passage(digest(document.id, words, seen[words]), span, _number(blocks[0])))
            seen[words] += 1
    return tuple(found)


def _find_items(document: Document) -> Iterator[Item]:
    """Each block, row or item with its sub-points, headings between them kept apart."""
    item: Item | None = None
    for unit in group_rows(_told(document)):
        if item is not None and _is_under(document, item, unit):
            item += unit
            continue
        if item is not None and item.first.kind != "heading":
            yield item
        item = unit
    if item is not None and item.first.kind != "heading":
        yield item


def _is_under(document: Document, item: Item, unit: Item) -> bool:
    """True of a sub-point: a bullet or letter after a colon, after another such, or set deeper."""
    style, top = style_of(unit.first), style_of(item.first)
    if style not in ("bullet", "letter") or item.first.kind in ("heading", "cell"):
        return False
    if style == top or not unit.first.marker:
        return is_indented(document, item.first, unit.first)
    goes_on = len(item.blocks) > 1 and style == style_of(item.last)
    return goes_on or document.quote(item.last.span).endswith(":")


# --- what is left out ----------------------------------------------------------


def _told(document: Document) -> list[Block]:
    """The blocks without notes and without what says nothing of this council."""
    unsearched = _unsearched_spans(document)
    return [
        block
        for block in document.blocks
        if block.kind != "note"
        and not any(block.span in span for span in unsearched)
        and not _is_contents_line(document, block)
    ]


def _unsearched_spans(document: Document) -> list[Span]:
    """Sections that are alike in every report, and the imprint to the end of the document."""
    longest = LARGEST_SHARE * len(document.text)
    sections = [span for span in _alike_sections(document) if span.end - span.start <= longest]
    return [*sections, *_imprint(document)]


def _alike_sections(document: Document) -> Iterator[Span]:
    """From the heading of each such section to the next heading that is not its own."""
    start = -1
    for block in document.blocks:
        if block.kind != "heading":
            continue
        words = document.quote(block.span).strip().lower()
        if start < 0 or not load_unsearched_subheadings().fullmatch(words):
            if start >= 0:
                yield Span(start, block.span.start)
            start = block.span.start if load_unsearched_sections().fullmatch(words) else -1
    if start >= 0:
        yield Span(start, len(document.text))


def _imprint(document: Document) -> Sequence[Span]:
    if not document.framework:
        return ()
    tail = int(IMPRINT_FROM * len(document.text))
    plain = document.text.lower().replace("’", "'")
    begun = load_imprint().search(plain, tail) if len(plain) == len(document.text) else None
    return (Span(begun.start(), len(document.text)),) if begun else ()


def _is_contents_line(document: Document, block: Block) -> bool:
    """True of a section's name with its page number, among a report's first pages."""
    words = document.quote(block.span)
    plain = block.kind in ("paragraph", "cell") and not block.marker
    return plain and block.page <= 5 and len(words) < 120 and bool(_CONTENTS_LINE.fullmatch(words))


def _number(block: Block) -> str:
    """The printed number of a paragraph, without its full stop or bracket; no bullet."""
    number = block.marker.strip(" .()")
    return number if any(map(str.isalnum, number)) else ""
