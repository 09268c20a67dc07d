"""Values of measures in sentences: a number, what it counts, for when, and whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from corpus.measures import find_measure
from corpus.records import Document, Observation, Span
from ingest.find.owners import find_owner
from ingest.find.periods import Period, find_periods
from ingest.find.quantities import UNNAMED, Quantity, find_quantities
from models.sentences import find_sentences

# A comparison stands near its number: "compared with 14% nationally", "(the England average is".
_NEAR = 60
_CLAUSE = re.compile(r"[;:()]|,? (?:compared (?:to|with)|against|but|while|whereas|and)\b", re.I)
# Words between two numbers that tell of the second: "below the national average of 20%".
_LEADS_ON = re.compile(
    r"\b(?:of|at|is|was|were|average|figure|neighbours|nationally|england|rate)\W*$", re.IGNORECASE
)
_NAME_WORDS = 14
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
    periods = list(find_periods(sentence, now))
    quantities = [
        one
        for one in find_quantities(sentence)
        if not any(period.span.touches(one.span) for period in periods)
    ]
    said = find_measure(sentence) or find_measure(before)
    for index, one in enumerate(quantities):
        if not one.unit and said is None and not _stands_alone(sentence, one):
            continue
        name = _name(sentence, one)
        known = find_measure(name, one.unit)
        period = _period_of(sentence, quantities, index, periods)
        who, role = find_owner(_beside(sentence, quantities, index), document.authority)
        yield Observation(
            id="",
            span=Span(start + one.span.start, start + one.span.end),
            measure=known.label if known else name,
            value=one.span.of(sentence).strip(),
            amount=one.amount,
            unit="" if one.unit == UNNAMED else one.unit,
            period=period.printed if period else "",
            period_end=period.end if period else now,
            who=who,
            role=role,
            good_is=known.good if known else "",
        )


def _period_of(
    sentence: str, quantities: Sequence[Quantity], index: int, periods: Sequence[Period]
) -> Period | None:
    """The time of a number: what follows it before the next number, else what came before.

    A sentence with one time and one number less sure has that time.
    """
    one = quantities[index]
    end = quantities[index + 1].span.start if index + 1 < len(quantities) else len(sentence)
    after = [each for each in periods if one.span.end <= each.span.start < end]
    before = [each for each in periods if each.span.end <= one.span.start]
    if after and (not before or after[0].span.start - one.span.end < _NEAR):
        return after[0]
    return before[-1] if before else (periods[0] if len(periods) == 1 else None)


def _beside(sentence: str, quantities: Sequence[Quantity], index: int) -> str:
    """The words nearest to a number, within its clause: they tell whose it is."""
    one = quantities[index]
    before = sentence[: one.span.start]
    if index:
        before = sentence[quantities[index - 1].span.end : one.span.start]
    after = sentence[one.span.end :]
    if index + 1 < len(quantities):
        after = sentence[one.span.end : quantities[index + 1].span.start]
        after = "" if _LEADS_ON.search(after) else after
    return _last_clause(before.rstrip(" (£"))[-_NEAR:] + " " + _CLAUSE.split(after)[0][:_NEAR]


def _stands_alone(sentence: str, one: Quantity) -> bool:
    """True of a bare number that begins its sentence, or stands in brackets behind its owner."""
    before, after = sentence[: one.span.start], sentence[one.span.end :]
    return not before.strip() or (before.endswith("(") and after.startswith(")"))


def _last_clause(words: str) -> str:
    cuts = [found.end() for found in _CLAUSE.finditer(words)]
    return words[cuts[-1] :] if cuts else words


def _name(sentence: str, one: Quantity) -> str:
    """The words around a number whose measure is not known by name."""
    before = sentence[: one.span.start].split()[-_NAME_WORDS // 2 :]
    after = sentence[one.span.end :].split()[: _NAME_WORDS // 2]
    return " ".join([*before, "…", *after]).strip(" ,.;:")
