"""The parts of an ask: its sub-points, or the clauses of one sentence that semicolons part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.document import Block, Document, Span
from corpus.records import Ask, AskPart
from ingest.find.asks.list_items import is_indented

_SEMICOLON = re.compile(r"\s*;\s*(?:and\b|or\b)?\s*")
# A colon that a list follows in the same sentence: "improve the plans to: ...; ...".
_LEAD = re.compile(r"[^:;]*:\s+")
_TAIL = re.compile(r"\s*[;,]?\s*(?:\b(?:and|or))?\s*$")
# A mark that the reader left in the words of a sub-point: "ii. to any document".
_OWN_MARK = re.compile(r"\(?(?:[ivx]{1,4}|[a-z])[.)]\s+")
_FEWEST_WORDS = 3


def with_parts(document: Document, ask: Ask) -> Ask:
    """The ask with its parts, where it has two or more."""
    return replace(ask, parts=find_parts(document, ask.span))


def find_parts(document: Document, span: Span) -> tuple[AskPart, ...]:
    """The sub-points within `span`, else of its clauses; none where it is one.

    Each leaves out its own number or bullet, and the semicolon and "and" before the next.
    """
    blocks = [block for block in document.blocks if span.touches(block.span)]
    parts = list(_sub_points(document, blocks)) if len(blocks) > 1 else []
    parts = parts or _clauses(document.quote(span), span.start)
    return tuple(_to_part(document, part) for part in parts) if len(parts) > 1 else ()


def _sub_points(document: Document, blocks: list[Block]) -> Iterator[Span]:
    """From each marked block below the first to the next of its depth."""
    points: list[list[Block]] = []
    for block in blocks[1:]:
        deeper = bool(points) and is_indented(document, points[0][0], block)
        if block.marker and not deeper:
            points.append([block])
        elif points:
            points[-1].append(block)
    for point in points:
        yield Span(point[0].span.start, point[-1].span.end)


def _clauses(words: str, start: int) -> list[Span]:
    """The clauses of a sentence of semicolons, after the words that lead into them.

    None where one of them is a word or two: a list of matters is one ask.
    """
    lead = _LEAD.match(words)
    first = lead.end() if lead else 0
    gaps = list(_SEMICOLON.finditer(words, first))
    starts = [first, *(gap.end() for gap in gaps)]
    ends = [*(gap.start() for gap in gaps), len(words)]
    spans = [Span(*bounds) for bounds in zip(starts, ends, strict=True) if bounds[0] < bounds[1]]
    if any(len(span.of(words).split()) < _FEWEST_WORDS for span in spans):
        return []
    return [Span(start + span.start, start + span.end) for span in spans]


def _to_part(document: Document, span: Span) -> AskPart:
    """The part without a mark before it, and the semicolon, comma or "and" after it."""
    words = _TAIL.sub("", document.quote(span))
    mark = _OWN_MARK.match(words)
    part = Span(span.start + (mark.end() if mark else 0), span.start + len(words))
    return AskPart(part, document.page_of(part))
