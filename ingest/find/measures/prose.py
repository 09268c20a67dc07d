"""Values of measures in sentences: a number, what it counts, for when, and whose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from corpus.document import Document, Span
from corpus.records import Observation
from corpus.vocabulary.measures import find_measure
from ingest.find.measures.numbers_in_sentences import (
    PlacedNumber,
    owner_of,
    period_of,
    place_numbers,
)
from ingest.find.measures.periods import Period
from ingest.find.measures.quantities import UNNAMED, find_quantities
from ingest.find.relative_periods import find_told_periods
from models.text.sentences import find_sentences

_NAME_WORDS = 14
# Words of a number that need no unit: "an increase from 425", "now stands at around 15".
_TELLS_NUMBER = re.compile(
    r"\b(?:(?:increas|decreas|reduc|ris|fall|drop|grow|improv)\w*|rose|fell|grew|up|down)"
    r" (?:\w+ ){0,2}?(?:from|(?<!up )to) (?:about |around |approximately )?$"
    r"|\b(?:stand(?:s|ing)?|stood|peak(?:s|ed)?|currently) at (?:about |around |approximately )?$"
    r"|\bas (?:high|low|many|few) as $",
    re.IGNORECASE,
)
# A sentence that goes on from the one before it is of the same time.
_GOES_ON = re.compile(
    r"(?:some (?=\d)|(?:of (?:these|those|them|this number)|(?:during|over|in) the same (?:periods?"
    r"|time)|this (?:is|was|compares|represents|equates)|these (?:are|were)|a further)\b)",
    re.IGNORECASE,
)
# What an inspectorate prints in every report, and lists of what is where.
_UNTOLD = re.compile(
    r"\W*(?:contents|what the inspection judgements mean|about (?:this|the) (?:inspection|report)"
    r"|glossary|the inspection team|contact|lead officer)",
    re.IGNORECASE,
)


def find_in_prose(document: Document) -> Iterator[Observation]:
    """The values in paragraphs and items, in order; `id` is left empty."""
    now = day_of(document)
    for block in document.blocks:
        if block.kind not in ("paragraph", "item"):
            continue
        words = document.quote(block.span)
        section = document.section_of(block.span)
        if section and _UNTOLD.match(section.path[-1]):
            continue
        before = ""  # "Of these, 139 live elsewhere": the sentence before says what is counted
        for part in find_sentences(words):
            start = block.span.start + part.start
            yield from _in_sentence(document, part.of(words), before, start, now)
            before = part.of(words)


def day_of(document: Document) -> date | None:
    """The day that a document speaks of as now."""
    event = document.event
    return (event.end or event.start if event else None) or document.published


def _in_sentence(
    document: Document, sentence: str, before: str, start: int, now: date | None
) -> Iterator[Observation]:
    periods = find_told_periods(sentence, now)
    told_before = find_told_periods(before, now) if _GOES_ON.match(sentence) else []
    quantities = [
        quantity
        for quantity in find_quantities(sentence)
        if not any(period.span.touches(quantity.span) for period in periods)
    ]
    said = find_measure(sentence) or find_measure(before)
    for number in place_numbers(sentence, quantities):
        if number.quantity.unit or said or _stands_alone(number):
            period = period_of(number, periods, told_before)
            yield _observe(document, number, period, start, now)


def _observe(
    document: Document, number: PlacedNumber, period: Period | None, start: int, now: date | None
) -> Observation:
    quantity, name = number.quantity, _name(number)
    # "Turnover is 27% and vacancies stand at 30%": what stands before a number names it.
    known = find_measure(number.before, quantity.unit) or find_measure(name, quantity.unit)
    who, role = owner_of(number, document.authority)
    return Observation(
        id="",
        span=Span(start + quantity.span.start, start + quantity.span.end),
        measure=known.label if known else name,
        value=quantity.span.of(number.sentence).strip(),
        amount=quantity.amount,
        unit="" if quantity.unit == UNNAMED else quantity.unit,
        period=period.printed if period else "",
        period_end=period.end if period else now,
        who=who,
        role=role,
        good_is=known.good if known else "",
    )


def _stands_alone(number: PlacedNumber) -> bool:
    """True of a bare number that begins its sentence, stands in brackets, or ends a change."""
    bracketed = number.earlier.endswith("(") and number.after.startswith(")")
    told = _TELLS_NUMBER.search(number.earlier) is not None
    return not number.earlier.strip() or bracketed or told


def _name(number: PlacedNumber) -> str:
    """The words around a number whose measure is not known by name."""
    before = number.earlier.split()[-_NAME_WORDS // 2 :]
    after = number.sentence[number.quantity.span.end :].split()[: _NAME_WORDS // 2]
    return " ".join([*before, "…", *after]).strip(" ,.;:")
