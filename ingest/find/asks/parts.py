"""The parts of an ask: its sub-points, its sentences, or the clauses that semicolons part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.document import Block, Document, Span
from corpus.records import Ask, AskPart
from ingest.find.asks.list_items import is_indented
from models.text.sentences import find_sentences

_SEMICOLON = re.compile(r"\s*;\s*(?:and\b|or\b)?\s*")
# A colon that a list follows in the same sentence: "improve the plans to: ...; ...".
_LEAD = re.compile(r"[^:;]*:\s+")
_TAIL = re.compile(r"\s*[;,]?\s*(?:\b(?:and|or))?\s*$")
_NEXT_SENTENCE = re.compile(r"[.?!]\s+(?=[A-Z])")
# A mark that the reader left in the words of a sub-point: "ii. to any document", "◼ children".
_OWN_MARK = re.compile(r"\(?(?:[ivx]{1,4}|[a-z])[.)]\s+|[^\w\s'\"“‘(£]\s+")
_FEWEST_WORDS = 3
# What only says more of the clause or sentence before it.
_EXPLAINS = re.compile(
    r"(?:particularly|especially|including|for example|such as|this|these|where possible these)\b",
    re.IGNORECASE,
)
# How an instruction of a list begins, and how one of running text reads.
_INSTRUCTS = re.compile(
    r"(?:accelerate|address|build|carry|clarify|complete|continue|develop|embed|ensure|establish"
    r"|evaluate|expand|extend|further|implement|improve|include|increase|introduce|make|monitor"
    r"|narrow|prioriti[sz]e|provide|put|raise|reduce|renew|review|revise|scrutini[sz]e|secure"
    r"|speed|strengthen|take|undertake|update|use|work)\b"
    r"|[^.]*\b(?:must|should|needs? to)\b(?! have\b)",
    re.IGNORECASE,
)


def with_parts(document: Document, ask: Ask) -> Ask:
    """The ask with its parts, where it has two or more."""
    return replace(ask, parts=find_parts(document, ask.span))


def find_parts(document: Document, span: Span) -> tuple[AskPart, ...]:
    """The sub-points within `span`, else its sentences or clauses; none where it is one.

    Each leaves out its own number or bullet, and the semicolon and "and" before the next.
    """
    blocks = [block for block in document.blocks if span.touches(block.span)]
    parts = list(_sub_points(document, blocks)) if len(blocks) > 1 else []
    words = document.quote(span)
    parts = parts or [
        Span(span.start + part.start, span.start + part.end)
        for part in _instructions(words) or _clauses(words)
    ]
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


def _instructions(words: str) -> list[Span]:
    """The sentences, where each is an instruction; "This should include ..." goes with its own."""
    sentences = find_sentences(words)
    if ";" in words or not all(_is_instruction(part.of(words)) for part in sentences):
        return []
    parts = sentences[:1]
    for sentence in sentences[1:]:
        if _EXPLAINS.match(sentence.of(words)):
            parts[-1] = Span(parts[-1].start, sentence.end)
        else:
            parts.append(sentence)
    return parts if len(parts) > 1 else []


def _is_instruction(sentence: str) -> bool:
    return _INSTRUCTS.match(sentence) is not None


def _clauses(words: str) -> list[Span]:
    """The clauses of a sentence of semicolons, after the words that lead into them.

    None where there are several sentences, or a clause is a word or two: a list of matters.
    """
    lead = _LEAD.match(words)
    first = lead.end() if lead else 0
    if _NEXT_SENTENCE.search(words, first):
        return []
    gaps = list(_SEMICOLON.finditer(words, first))
    starts = [first, *(gap.end() for gap in gaps)]
    ends = [*(gap.start() for gap in gaps), len(words)]
    spans = [Span(*bounds) for bounds in zip(starts, ends, strict=True) if bounds[0] < bounds[1]]
    return spans if all(_is_clause(span.of(words)) for span in spans) else []


def _is_clause(words: str) -> bool:
    return len(words.split()) >= _FEWEST_WORDS and not _EXPLAINS.match(words)


def _to_part(document: Document, span: Span) -> AskPart:
    """The part without a mark before it, and the semicolon, comma or "and" after it."""
    words = _TAIL.sub("", document.quote(span))
    mark = _OWN_MARK.match(words)
    part = Span(span.start + (mark.end() if mark else 0), span.start + len(words))
    return AskPart(part, document.page_of(part))
