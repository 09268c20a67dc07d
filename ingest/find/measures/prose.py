"""Values of measures in paragraphs and lists: what each sentence states, and goes on from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.document import Block, Document, Span
from corpus.records import Observation
from ingest.find.measures.clauses import mark_periods
from ingest.find.measures.periods import Period
from ingest.find.measures.sentence import SentenceReading, Stated
from ingest.find.measures.tables.columns import day_of
from ingest.find.relative_periods import find_told_periods
from models.text.sentences import find_sentences

# A sentence that goes on from the one before it gives another value of the same measure.
_GOES_ON = re.compile(
    r"\W*(?:this|it) (?:is|was|compares|represents|equates|has|had|figure|rate)\b", re.IGNORECASE
)
# What an inspectorate prints in every report, and lists of what is where.
_UNTOLD = re.compile(
    r"\W*(?:contents|what the inspection judgements mean|about (?:this|the) (?:inspection|report)"
    r"|glossary|the inspection team|contact|lead officer|what needs to improve|recommendations"
    r"|areas? for improvement|priority)",
    re.IGNORECASE,
)
# "In the last 12 months" at the head of a list.
_TIME_ALONE = re.compile(r"(?:in|during|over) [\w\s–−/-]{4,30}", re.IGNORECASE)


def find_in_prose(document: Document) -> Iterator[Observation]:
    """The values in paragraphs and items, in order; `id` is left empty.

    Only those that are surely a measure's: the clause names all of its population and
    nothing else, and tells its time, or stands in the present.
    """
    if document.authority:
        reader = _ProseReader(document)
        for block in document.blocks:
            yield from reader.read(block)


class _ProseReader:
    """Reads blocks in order, and keeps what a list or sentence may go on from."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._now = day_of(document)
        self._place_words = frozenset(re.findall(r"[a-z]+", document.authority.lower()))
        self._stated: list[Stated] = []  # since the last heading
        self._lead: Period | None = None  # of "In the last 12 months:"
        self._lead_words = ""  # "The proportion of children entitled to free school meals:"

    def read(self, block: Block) -> Iterator[Observation]:
        """The values in one block."""
        words = self._document.quote(block.span)
        leads = words.rstrip().endswith(":") or _TIME_ALONE.fullmatch(words.strip()) is not None
        if block.kind == "heading" and not leads:
            self._stated, self._lead = [], None
        if block.kind != "item":
            self._lead_words = ""
        if block.kind in ("paragraph", "item") and not self._is_untold(block):
            yield from self._read_sentences(words, block.span.start)
        if leads:
            last = re.split(r"[.;]\s", words.strip())[-1]
            told = find_told_periods(last, self._now)
            self._lead = told[0] if told else self._lead
            self._lead_words = mark_periods(last, told)

    def _is_untold(self, block: Block) -> bool:
        section = self._document.section_of(block.span)
        return bool(section and _UNTOLD.match(section.path[-1]))

    def _read_sentences(self, words: str, start: int) -> Iterator[Observation]:
        before: list[Stated] = []
        for part in find_sentences(words):
            sentence = part.of(words)
            reading = SentenceReading(
                self._document, sentence, self._now, self._lead, self._place_words
            )
            lead_words = self._lead_words if part.start == 0 else ""
            before = reading.read(
                before if _GOES_ON.match(sentence) else [], self._stated, lead_words
            )
            self._stated += before
            for each in before:
                yield replace(each.value, span=_moved(each.value.span, start + part.start))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
