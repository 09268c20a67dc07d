"""What stands round the statements of a document: headings, sentences or asks beside them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.document import Document, Span
from corpus.records import Passage
from models.statements.placed import BEFORE, Placed
from models.text.sentences import find_sentences


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    headings: tuple[str, ...]
    passage: int


class Contexts:
    """The sentences of a document in reading order, what is asked left out."""

    def __init__(
        self, document: Document, passages: Sequence[Passage], asked: Iterable[Span]
    ) -> None:
        self._document = document
        asks = list(asked)
        self._sentences = [
            sentence
            for number, passage in enumerate(passages)
            for sentence in _split(document, passage, number)
            if not any(span.start <= sentence.span.start < span.end for span in asks)
        ]
        self._starts = [sentence.span.start for sentence in self._sentences]

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where each of the sentences stands."""
        return tuple(sentence.span for sentence in self._sentences)

    def place(self, span: Span) -> Placed:
        """A sentence of the document where it stands."""
        text = self._document.quote(span)
        at = bisect_left(self._starts, span.start)
        if at == len(self._starts) or self._starts[at] != span.start:
            return Placed(text)
        own = self._sentences[at]
        before = self._sentences[max(0, at - BEFORE) : at]
        after = self._sentences[at + 1 : at + 2]
        return Placed(
            text,
            headings=own.headings,
            before=tuple(self._document.quote(sentence.span) for sentence in _under(own, before)),
            after=next(
                (
                    self._document.quote(sentence.span)
                    for sentence in after
                    if sentence.passage == own.passage
                ),
                "",
            ),
        )


def place_asks(document: Document, asks: Sequence[Span]) -> list[Placed]:
    """Asks of a document where they stand, in the order given, which is that of the document.

    A list goes through a service in its order, so the asks beside one tell whom it is about.
    """
    texts = [document.quote(span) for span in asks]
    return [
        Placed(
            text,
            asked=True,
            headings=_headings(document, span),
            before=tuple(texts[max(0, at - BEFORE) : at]),
            after=next(iter(texts[at + 1 : at + 2]), ""),
        )
        for at, (span, text) in enumerate(zip(asks, texts, strict=True))
    ]


def _headings(document: Document, span: Span) -> tuple[str, ...]:
    section = document.section_of(span)
    return section.path if section else ()


def _split(document: Document, passage: Passage, number: int) -> list[_Sentence]:
    headings, start = _headings(document, passage.span), passage.span.start
    return [
        _Sentence(Span(start + part.start, start + part.end), headings, number)
        for part in find_sentences(document.quote(passage.span))
    ]


def _under(own: _Sentence, before: Sequence[_Sentence]) -> list[_Sentence]:
    """The last of the sentences before, back to the heading over a sentence."""
    others = [index for index, sentence in enumerate(before) if sentence.headings != own.headings]
    return list(before[others[-1] + 1 if others else 0 :])
