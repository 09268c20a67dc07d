"""What a commissioner asks for: the numbered recommendations, and the demands in the body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Block, Document, Span
from corpus.records import Ask
from ingest.find.asks.addressees import find_actor
from ingest.find.asks.introduced_lists import AskMaker, number_of, read_entries
from ingest.find.asks.restated import find_restated_lists
from models.text.sentences import find_sentences

_RECOMMENDATIONS = re.compile(r"(?:\d+\.?\s*)?(?:summary of )?recommendations\W*", re.IGNORECASE)
_MUST = re.compile(r"\b(?:must|should|needs? to)\b.{0,60}:\s*$", re.IGNORECASE)
# A demand of the writer's own, in the present: not what others said or would have done.
_STRONG = re.compile(r"\bmust(?! have\b)\b|\bI (?:would )?recommend\b", re.IGNORECASE)
_DEMAND = re.compile(
    r"\bneeds? (?:to\b|updating|strengthening|urgent)|\bis (?:now vital|unacceptable)\b"
    r"|\bshould (?:be (?:repeated|joined|reviewed|strengthened|led)|now)\b"
    r"|\b(?:immediate|urgent|clear) need to\b|\bis needed in all\b|^more (?:regular|frequent)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:said|told|reported|recommended|found|advised|noted|stated|identified|suggested|felt"
    r"|considered|were|had)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:recogni[sz]es?|understands?|knows?|if|whether|may need)\b", re.IGNORECASE
)
_UNASKING = re.compile(
    r"contents|terms of reference|process|introduction|annex|appendix|risks?\b|views of", re.I
)


def find_demands(document: Document) -> tuple[Ask, ...]:
    """The asks of a commissioner's report in the order of the text.

    Its list of recommendations (kind `recommendation`), and what its body says must be done
    (kind `area_for_improvement`, without a number unless its list has them). What it repeats
    from earlier reviews is `restated`.
    """
    maker = AskMaker(document)
    asks = [*_listed(document, maker), *find_restated_lists(document, maker)]
    asks += _points(document, maker, asks)
    asks += _in_body(document, maker, asks)
    return tuple(sorted(asks, key=lambda ask: ask.span))


def _listed(document: Document, maker: AskMaker) -> Iterator[Ask]:
    """The entries of the last section that is headed as recommendations."""
    headings = [
        index
        for index, block in enumerate(document.blocks[:-1])
        if block.kind == "heading" and _RECOMMENDATIONS.fullmatch(document.quote(block.span))
    ]
    for index in headings[-1:]:
        at = _first_entry(document, index + 1)
        for entry in read_entries(document, at) if at else ():
            yield _ask(document, maker, entry.span, number_of(entry.first.marker))


def _first_entry(document: Document, at: int) -> int:
    """The first marked block of a section; 0 where it has none."""
    for index in range(at, len(document.blocks)):
        if document.blocks[index].kind == "heading":
            return 0
        if document.blocks[index].marker:
            return index
    return 0


def _ask(document: Document, maker: AskMaker, span: Span, number: str) -> Ask:
    return maker.make(
        span, "recommendation", printed_number=number, addressee=_addressee(document, span)
    )


def _points(document: Document, maker: AskMaker, found: list[Ask]) -> Iterator[Ask]:
    """The entries of lists that a sentence of must or should leads into."""
    for index, block in enumerate(document.blocks[:-1]):
        leads = block.kind in ("paragraph", "item") and _MUST.search(document.quote(block.span))
        if not leads or not document.blocks[index + 1].marker or _holds(found, block.span):
            continue
        entries = read_entries(document, index + 1)
        if any(_holds(found, entry.span) for entry in entries):
            continue
        for entry in entries:
            number, whom = number_of(entry.first.marker), _addressee(document, entry.span)
            yield maker.make(
                entry.span, "area_for_improvement", printed_number=number, addressee=whom
            )


def _in_body(document: Document, maker: AskMaker, found: list[Ask]) -> Iterator[Ask]:
    """Each sentence or bullet of the body that demands something."""
    for block in document.blocks:
        if block.kind not in ("paragraph", "item") or _is_unasking(document, block):
            continue
        for span in _demanding(document, block):
            if not _holds(found, span):
                whom = _addressee(document, span)
                yield maker.make(span, "area_for_improvement", addressee=whom)


def _is_unasking(document: Document, block: Block) -> bool:
    section = document.section_of(block.span)
    return section is not None and any(_UNASKING.match(name) for name in section.path)


def _demanding(document: Document, block: Block) -> Iterator[Span]:
    words = document.quote(block.span)
    for part in find_sentences(words):
        sentence = part.of(words)
        if _is_demand(sentence):
            yield Span(block.span.start + part.start, block.span.start + part.end)


def _is_demand(sentence: str) -> bool:
    if sentence.rstrip().endswith(":") or _TOLD.search(sentence):
        return False
    weak = _DEMAND.search(sentence) and not _SUPPOSED.search(sentence)
    return bool(weak or _STRONG.search(sentence))


def _holds(found: list[Ask], span: Span) -> bool:
    return any(ask.span.touches(span) for ask in found)


def _addressee(document: Document, span: Span) -> str:
    """Who is named as the one to act, else the council."""
    named = find_actor(document.quote(span))
    council = f"{document.authority} Council" if document.authority else "council"
    return council if not named or named.lower() == "council" else named
