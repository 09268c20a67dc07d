"""The running text of a report as sentences, each with what of it is quoted from others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Block, Document, Span
from models.text.sentences import find_sentences

# Sections that say what a report is, or lists what could happen: nothing in them is asked.
_UNASKING = re.compile(
    r"contents|terms of reference|process|introduction|annex|appendix|risks?\b", re.I
)
_MARK = re.compile(
    r"(?P<opens>(?:^|(?<=[\s(\[–—-]))[‘“'\"](?=\w))"
    r"|(?P<closes>(?<=[\w.,;:!?…)])['’”\"](?=$|[\s.,;:)!?\]–—-]))"
)
# Where a sentence ends in a closing quotation mark, the next begins after it.
_QUOTED_END = re.compile(r"(?<=[.!?][\"”’'])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of running text; `quotations` are the parts of its words that stand in quotes."""

    span: Span
    words: str
    quotations: tuple[Span, ...] = ()

    def is_quoted(self, offset: int) -> bool:
        """True where the character at `offset` of its words stands in quotation marks."""
        return any(span.start <= offset < span.end for span in self.quotations)


def find_prose(document: Document) -> Iterator[tuple[Block, tuple[Sentence, ...]]]:
    """The paragraphs and items that can ask for something, each with its sentences, in order."""
    for block in document.blocks:
        if block.kind in ("paragraph", "item") and not _is_unasking(document, block):
            yield block, tuple(read_sentences(document, block))


def _is_unasking(document: Document, block: Block) -> bool:
    section = document.section_of(block.span)
    return section is not None and any(_UNASKING.match(name) for name in section.path)


def read_sentences(document: Document, block: Block) -> Iterator[Sentence]:
    """The sentences of a block. A quotation may begin in one of them and end in another."""
    words = document.quote(block.span)
    quotations = find_quotations(words)
    for part in _parts(words):
        span = Span(block.span.start + part.start, block.span.start + part.end)
        within = tuple(_shift(quoted, part) for quoted in quotations if quoted.touches(part))
        yield Sentence(span, part.of(words), within)


def _parts(words: str) -> Iterator[Span]:
    for sentence in find_sentences(words):
        start = sentence.start
        for gap in _QUOTED_END.finditer(words, sentence.start, sentence.end):
            yield Span(start, gap.start())
            start = gap.end()
        yield Span(start, sentence.end)


def _shift(quoted: Span, part: Span) -> Span:
    """A span of the block as a span of the part, cut to it."""
    return Span(max(0, quoted.start - part.start), min(quoted.end, part.end) - part.start)


def find_quotations(words: str) -> list[Span]:
    """What stands in quotation marks, in order; one that is not closed goes on to the end.

    >>> find_quotations("They say 'plans must be good' and leave.")
    [Span(start=9, end=29)]
    """
    quotations: list[Span] = []
    start: int | None = None
    for mark in _MARK.finditer(words):
        if mark["opens"] and start is None:
            start = mark.start()
        elif mark["closes"] and start is not None:
            quotations.append(Span(start, mark.end()))
            start = None
    return quotations if start is None else [*quotations, Span(start, len(words))]
