"""One sentence: which of its numbers are surely values of a measure, for when, and whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.document import Document
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

_PRESENT = re.compile(
    r"\b(?:is|are|has|have|currently|current|now|latest|stands?|accounts?|remains?|continues?"
    r"|takes?|participate|live|receive)\b"
)
_NEAR = 40  # characters before a number in which its owner may stand
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
class Stated:
    """A value with the measure that it is of."""

    measure: KnownMeasure
    value: Observation


class SentenceReading:
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
        self, prior: Sequence[Stated], earlier: Sequence[Stated], lead_words: str = ""
    ) -> list[Stated]:
        """The sure values, in order; `prior` are those that the sentence goes on from,
        `lead_words` what heads its list."""
        stated: list[Stated] = []
        spans = [period.span for period in self._periods]
        for clause in split_clauses(self._sentence, self._quantities, spans):
            before = [*stated]
            for numbers in _by_unit(clause):
                text, lead = clause.mark(numbers, spans), to_plain(clause.lead)
                if not is_exact(text):
                    continue
                named = self._name(text, numbers, before, earlier)
                if named is None:
                    named = self._go_on(f"{lead} {text}", numbers, stated or prior)
                if named is None and not stated:
                    lead = lead or to_plain(lead_words)
                    named = self._name(f"{lead} {text}", numbers, before, earlier)
                if named is not None:
                    stated += self._values(clause, text, numbers, *named)
        return stated

    def _name(
        self,
        text: str,
        numbers: Sequence[Quantity],
        stated: Sequence[Stated],
        earlier: Sequence[Stated],
    ) -> tuple[KnownMeasure, Stated | None] | None:
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
        self, text: str, numbers: Sequence[Quantity], prior: Sequence[Stated]
    ) -> tuple[KnownMeasure, Stated | None] | None:
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
        last: Stated | None,
    ) -> Iterator[Stated]:
        for quantity in numbers:
            number = self._placed[quantity]
            owner = self._owner_of(number, text)
            when = owner and self._time_of(number, clause, text, measure, last, owner[1])
            if owner and when and not self._shares_time(number, numbers):
                yield Stated(measure, self._observe(number, measure, owner, when))

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
        last: Stated | None,
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

    def _is_sure(self, period: Period, clause: Clause, text: str, last: Stated | None) -> bool:
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


def _whole_of(measure: KnownMeasure, earlier: Sequence[Stated]) -> Stated | None:
    """The council's own value, of the latest day, of what the measure is a part of."""
    wholes = [
        each for each in earlier if each.measure.id == measure.whole and each.value.role == "value"
    ]
    return max(wholes, key=lambda each: each.value.period_end or date.min, default=None)


def _is_of(stated: Stated, whole: Stated) -> bool:
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
