"""Values that a council's paper states plainly: "Attendance was 84.1% in 2018/19".

What inspectors' sentences say is read by the measures of the vocabulary alone. A paper that
reports figures names measures of its own too: there the subject of the sentence is the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.document import Document, Span
from corpus.kinds import kind_of
from corpus.records import Observation
from ingest.find.measures.numbers_in_sentences import owner_of, place_numbers
from ingest.find.measures.periods import Period
from ingest.find.measures.plain_numbers import also_named, first_named, shares_in_brackets
from ingest.find.measures.tables.columns import day_of
from ingest.find.relative_periods import find_told_periods
from models.text.quantities import Quantity, find_quantities
from models.text.sentences import find_sentences

_COMPARED = re.compile(
    r"(?:\b(?:from|and (?:has |had )?(?:risen|rose|fallen|fell|dropped|grown|grew|come (?:up|down)"
    r"|gone (?:up|down)) to|compared (?:with|to)|against|while|England(?:’s|'s)?"
    r"|(?:average|figure|rate) (?:of|is|was)"
    r"|equivalent to|equal to|equates? to|equating to|(?:a|the) rate of|representing"
    r"|(?:targets?|aim|goal|ambition|ceiling|benchmark) of|(?:neighbours|England|region|nationally"
    r"|elsewhere|target) (?:is|was|are|were|stood)(?: at)?)(?: (?:about|around|nearly|just))? "
    r"|\((?:[^()%]{0,40}[: ])?)$",
    re.IGNORECASE,
)
# "46% in 2024 and 39% a year before": a second value has its own time or owner behind it.
_JOINED = re.compile(r"\band $")
_OF_ANOTHER = re.compile(
    r",? (?:for|in|at|across|nationally|locally|a year|the year|twelve months)\b"
)
_NUMBER_BEGINS = re.compile(r"(?:[a-z]{4}|\d\d|%|\))\. (?=\d[\d,.]*(?:%| per cent| [a-z]))")


def find_plain_statements(document: Document) -> Iterator[Observation]:
    """The values of a paper whose sentence names its measure as its subject; `id` is left empty."""
    if not kind_of(document.kind).plain_values:
        return
    for block in document.blocks:
        if block.kind in ("paragraph", "item"):
            yield from _in_paragraph(document, document.quote(block.span), block.span.start)


def _in_paragraph(document: Document, words: str, start: int) -> Iterator[Observation]:
    name, told = "", list[Period]()
    for part in _sentences(words):
        sentence = part.of(words)
        periods = find_told_periods(sentence, day_of(document))
        told = periods or told  # a paragraph tells its year once
        at = start + part.start
        for named, role, quantity, its_periods in _stated(sentence, periods, told, name):
            name = named
            yield _observation(document, named, role, quantity, sentence, its_periods, at)


def _sentences(words: str) -> Iterator[Span]:
    """The sentences of a paragraph; one may begin with its number: "... a year. 24% became"."""
    for part in find_sentences(words):
        cuts = [part.start + cut.end() for cut in _NUMBER_BEGINS.finditer(part.of(words))]
        for start, end in pairwise([part.start, *cuts, part.end]):
            yield Span(start, end)


def _stated(
    sentence: str, periods: list[Period], told: list[Period], last: str
) -> Iterator[tuple[str, str, Quantity, list[Period]]]:
    """The values of a sentence with their names and roles: the one that it states first, those
    set beside it, and those that its later words give to others."""
    quantities = _quantities(sentence, periods)
    bare = _without_times(sentence, periods)
    first, named, role = first_named(bare, quantities, bool(told), last)
    if first is None:
        yield from (
            (one, "value", share, told) for one, share in shares_in_brackets(bare, quantities)
        )
        return
    yield named, role, first, told
    done = {first, *_compared(sentence, first, periods)}
    yield from ((named, "value", other, periods) for other in _compared(sentence, first, periods))
    before = first
    for quantity in quantities:
        if quantity.span > first.span and quantity not in done:
            other = also_named(bare, before, quantity, named, before in done)
            if other:
                yield other, "value", quantity, told
        before = quantity


def _compared(sentence: str, stated: Quantity, periods: list[Period]) -> Iterator[Quantity]:
    """The other values that a sentence sets beside the one that it states."""
    for quantity in _quantities(sentence, periods):
        ahead, behind = sentence[: quantity.span.start], sentence[quantity.span.end :]
        joined = _JOINED.search(ahead) and _OF_ANOTHER.match(behind)
        like = quantity.unit == stated.unit or not quantity.unit
        if quantity != stated and (_COMPARED.search(ahead) or (joined and like)):
            yield quantity


def _quantities(sentence: str, periods: list[Period]) -> list[Quantity]:
    return [
        quantity
        for quantity in find_quantities(sentence)
        if quantity.unit not in ("£", "£ million")
        and not any(period.span.touches(quantity.span) for period in periods)
    ]


def _without_times(sentence: str, periods: list[Period]) -> str:
    """The sentence with its times as spaces, and the words before them too: "In March 2024, "."""
    for period in periods:
        lead = re.search(
            r"(?:\b(?:in|at|by|on|during|for|since|to|from|over|of)(?: the)?"
            r"(?: (?:end of|year to|quarter to|year ending|twelve months to))? )$",
            sentence[: period.span.start],
            re.IGNORECASE,
        )
        begin = lead.start() if lead else period.span.start
        after = re.match(r",? ?", sentence[period.span.end :])
        end = period.span.end + (after.end() if after and not sentence[:begin].strip() else 0)
        sentence = sentence[:begin] + " " * (end - begin) + sentence[end:]
    return sentence


def _owner_in(sentence: str, quantity: Quantity, authority: str) -> tuple[str, str]:
    """Whose a number is, by the words on both sides of it: "34% nationally"."""
    placed = place_numbers(sentence, list(find_quantities(sentence)))
    own = (number for number in placed if number.quantity.span == quantity.span)
    return next((owner_of(number, authority) for number in own), (authority, "value"))


def _is_of_another(sentence: str, quantity: Quantity, period: Period) -> bool:
    """True of "a year ago" behind another number: it is the time of that one."""
    between = sentence[quantity.span.end : max(quantity.span.end, period.span.start)]
    return period.counted and any(True for _ in find_quantities(between))


def _observation(
    document: Document,
    name: str,
    role: str,
    quantity: Quantity,
    sentence: str,
    periods: list[Period],
    start: int,
) -> Observation:
    own = [period for period in periods if not _is_of_another(sentence, quantity, period)]
    near = min(own, key=lambda period: abs(period.span.start - quantity.span.start), default=None)
    who, owned = _owner_in(sentence, quantity, document.authority)
    return Observation(
        id="",
        span=Span(start + quantity.span.start, start + quantity.span.end),
        measure=name,
        value=quantity.span.of(sentence).strip(),
        amount=quantity.amount,
        unit=quantity.unit,
        period=near.printed if near else "",
        period_end=near.end if near else day_of(document),
        who=who,
        role=role if role == "target" else owned,
    )
