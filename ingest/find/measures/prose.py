"""Values of measures in sentences: a number, what it counts, for when, and whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.document import Block, Document, Span
from corpus.records import Observation
from corpus.vocabulary.measures import COUNT, KnownMeasure, measure_of
from ingest.find.measures.clauses import PERIOD, Clause, split_clauses, to_plain
from ingest.find.measures.naming import adds_nothing, is_exact, name_clause, unit_class
from ingest.find.measures.numbers_in_sentences import (
    PlacedNumber,
    owner_of,
    period_of,
    place_numbers,
)
from ingest.find.measures.owners import list_comparators
from ingest.find.measures.periods import Period
from ingest.find.relative_periods import find_told_periods
from models.text.quantities import UNNAMED, Quantity, find_quantities
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
_PRESENT = re.compile(
    r"\b(?:is|are|has|have|currently|current|now|stands?|account|remains?|continues?|takes?|take|latest|accounts|participate|live|receive)\b"
)
_NEAR = 40
_HEAD = 30  # characters from the beginning of a sentence
_NEXT = 25  # characters behind a clause in which its verb may stand
_STANDARD_ENDS = re.compile(
    r"(?:average|neighbours?|comparators?|(?:national|england|comparator)(?: \w+)?)$", re.IGNORECASE
)
_FROM = re.compile(r"\bfrom (?:[\w ]+ of )?$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|previously|historically|took|stood|left)\b")
_OF_THEM = re.compile(
    r"^(?:of whom|of which|of this number|of these|of those)\b,? ?(?:children )?,? ?"
)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A value with the measure that it is of."""

    measure: KnownMeasure
    value: Observation


def find_in_prose(document: Document) -> Iterator[Observation]:
    """The values in paragraphs and items, in order; `id` is left empty.

    Only those that are surely a measure's: the clause names all of its population and
    nothing else, and tells its time, or stands in the present.
    """
    if document.authority:
        reader = _ProseReader(document)
        for block in document.blocks:
            yield from reader.read(block)


def day_of(document: Document) -> date | None:
    """The day that a document speaks of as now."""
    event = document.event
    return (event.end or event.start if event else None) or document.published


class _ProseReader:
    """Reads blocks in order, and keeps what a list or sentence may go on from."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._now = day_of(document)
        self._place_words = frozenset(re.findall(r"[a-z]+", document.authority.lower()))
        self._stated: list[_Stated] = []  # since the last heading
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
            told = find_told_periods(re.split(r"[.;]\s", words.strip())[-1], self._now)
            self._lead = told[0] if told else self._lead
            self._lead_words = words

    def _is_untold(self, block: Block) -> bool:
        section = self._document.section_of(block.span)
        return bool(section and _UNTOLD.match(section.path[-1]))

    def _read_sentences(self, words: str, start: int) -> Iterator[Observation]:
        before: list[_Stated] = []
        for part in find_sentences(words):
            sentence = part.of(words)
            reading = _SentenceReading(
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


class _SentenceReading:
    """One sentence: its numbers, times and clauses."""

    def __init__(
        self,
        document: Document,
        sentence: str,
        now: date | None,
        lead: Period | None,
        place_words: frozenset[str],
    ) -> None:
        self._document, self._sentence, self._now, self._lead = document, sentence, now, lead
        self._place_words = place_words
        self._periods = find_told_periods(sentence, now)
        self._quantities = [
            quantity
            for quantity in find_quantities(sentence)
            if not any(period.span.touches(quantity.span) for period in self._periods)
        ]
        placed = place_numbers(sentence, self._quantities)
        self._placed = dict(zip(self._quantities, placed, strict=True))

    def read(
        self, prior: Sequence[_Stated], earlier: Sequence[_Stated], lead_words: str = ""
    ) -> list[_Stated]:
        """The sure values, in order; `prior` are those that the sentence goes on from,
        `lead_words` what heads its list."""
        stated: list[_Stated] = []
        spans = [period.span for period in self._periods]
        for clause in split_clauses(self._sentence, self._quantities, spans):
            before = [*stated]
            for numbers in _by_unit(clause):
                text = clause.mark(numbers, spans)
                named = None
                if is_exact(text):
                    named = self._name(text, numbers, before, earlier) or self._go_on(
                        text, numbers, stated or prior
                    )
                if named is None and not stated and is_exact(text):
                    lead = to_plain(clause.lead or lead_words)
                    named = self._name(f"{lead} {text}", numbers, before, earlier)
                if named is not None:
                    stated += self._values(clause, text, numbers, *named)
        return stated

    def _name(
        self,
        text: str,
        numbers: Sequence[Quantity],
        stated: Sequence[_Stated],
        earlier: Sequence[_Stated],
    ) -> tuple[KnownMeasure, _Stated | None] | None:
        """The measure that a clause names, with the whole that it is a part of."""
        of_them = _OF_THEM.match(text)
        held = [*earlier, *stated]
        for measure in name_clause(
            _OF_THEM.sub("", text), unit_class(numbers[0].unit), self._place_words
        ):
            if not measure.whole:
                return None if of_them else (measure, None)
            whole = _whole_of(measure, held)
            parted = any(each.measure.whole for each in stated)  # "90 live there, and 16 here"
            if whole and not parted and not (of_them and not _is_of(held[-1], whole)):
                return measure, whole
        return None

    def _go_on(
        self, text: str, numbers: Sequence[Quantity], prior: Sequence[_Stated]
    ) -> tuple[KnownMeasure, _Stated | None] | None:
        """The measure of the value before, where a clause only gives another time or owner."""
        if "respectively" in text and prior and prior[-1].value.role == "value":
            return None
        unit = unit_class(numbers[0].unit)
        for each in reversed(prior):
            measure = _same_in_unit(each.measure, unit)
            if measure and adds_nothing(text, measure, self._place_words):
                return measure, each
        return None

    def _values(
        self,
        clause: Clause,
        text: str,
        numbers: Sequence[Quantity],
        measure: KnownMeasure,
        last: _Stated | None,
    ) -> Iterator[_Stated]:
        for quantity in numbers:
            number = self._placed[quantity]
            owner = self._owner_of(number, text)
            when = owner and self._time_of(number, clause, text, measure, last, owner[1])
            if owner and when and not self._shares_time(number, numbers):
                yield _Stated(measure, self._observe(number, measure, owner, when))

    def _shares_time(self, number: PlacedNumber, numbers: Sequence[Quantity]) -> bool:
        """True of A in "from A to B" where no time of its own is told for A."""
        if not _FROM.search(number.before):
            return False
        others = [self._placed[other] for other in numbers if other != number.quantity]
        own = period_of(number, self._periods)
        return any(period_of(other, self._periods) == own for other in others)

    def _owner_of(self, number: PlacedNumber, text: str) -> tuple[str, str] | None:
        """Whose the number is; None where the clause and the words round it do not agree."""
        who, role = owner_of(number, self._document.authority)
        named = [name for name, _ in list_comparators(text)]
        if role == "target":
            return (who, role) if "target" in text else None
        if role != "comparator":
            return None if named and not number.is_paired_first else (who, role)
        earlier = number.earlier.rstrip(" (")[-_NEAR:]
        stands_by = named == [who] or (not named and _STANDARD_ENDS.search(earlier))
        return (who, role) if stands_by or number.is_paired_last else None

    def _time_of(
        self,
        number: PlacedNumber,
        clause: Clause,
        text: str,
        measure: KnownMeasure,
        last: _Stated | None,
        role: str,
    ) -> tuple[str, date] | None:
        """The time as printed and its last day; None where it is not sure."""
        period = period_of(number, self._periods)
        if period is None and measure.is_flow:
            period = self._lead
        if period is not None:
            return _told(period) if self._is_sure(period, clause, text, last) else None
        if last is not None and (measure.whole or role != "value"):
            end = last.value.period_end
            return (last.value.period, end) if end else None
        if measure.is_flow or self._now is None or not self._is_present(clause, text):
            return None
        return "", self._now

    def _is_sure(self, period: Period, clause: Clause, text: str, last: _Stated | None) -> bool:
        """True of a time in the number's own clause, or of the only one told, where it heads
        the sentence or is that of the value before."""
        if period is self._lead or (period.span.start >= clause.start and PERIOD in text):
            return True
        if PERIOD in text or len(self._periods) > 1:
            return False
        goes_on = last is not None and last.value.period == period.printed
        return goes_on or period.span.start < _HEAD

    def _is_present(self, clause: Clause, text: str) -> bool:
        """True where the nearest verb is one of the present: the clause's, else the next one's,
        else one before."""
        end = clause.start + len(clause.text)
        nearby = (text, self._sentence[end : end + _NEXT], self._sentence[: clause.start])
        for words in map(to_plain, nearby):
            if _PAST.search(words) or _PRESENT.search(words):
                return not _PAST.search(words)
        return False

    def _observe(
        self,
        number: PlacedNumber,
        measure: KnownMeasure,
        owner: tuple[str, str],
        when: tuple[str, date],
    ) -> Observation:
        quantity = number.quantity
        return Observation(
            id="",
            span=quantity.span,
            measure=measure.label,
            value=quantity.span.of(self._sentence).strip(),
            amount=quantity.amount,
            unit=_unit_of(quantity, measure),
            period=when[0],
            period_end=when[1],
            who=owner[0],
            role=owner[1],
            good_is=measure.good,
        )


def _by_unit(clause: Clause) -> list[list[Quantity]]:
    groups: dict[str, list[Quantity]] = {}
    for number in clause.numbers:
        groups.setdefault(unit_class(number.unit), []).append(number)
    return list(groups.values())


def _whole_of(measure: KnownMeasure, earlier: Sequence[_Stated]) -> _Stated | None:
    """The council's own value, of the latest day, of what the measure is a part of."""
    wholes = [
        each for each in earlier if each.measure.id == measure.whole and each.value.role == "value"
    ]
    return max(wholes, key=lambda each: each.value.period_end or date.min, default=None)


def _is_of(stated: _Stated, whole: _Stated) -> bool:
    """True of a value of the whole, or of its rate."""
    return stated.measure.id in (whole.measure.id, whole.measure.rate)


def _same_in_unit(measure: KnownMeasure, unit: str) -> KnownMeasure | None:
    """The measure itself, or its rate where the unit is that."""
    if unit in measure.units:
        return measure
    rate = measure_of(measure.rate) if measure.rate else None
    return rate if rate and unit in rate.units else None


def _told(period: Period) -> tuple[str, date] | None:
    return (period.printed, period.end) if period.end else None


def _unit_of(quantity: Quantity, measure: KnownMeasure) -> str:
    if unit_class(quantity.unit) == COUNT and quantity.unit in ("", UNNAMED):
        return next((noun for noun in measure.nouns if noun), "")
    return quantity.unit
