"""Figures of a paper that do not go together: with each other, with an earlier paper, with the
colour that the paper gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from corpus.citation import say_place
from corpus.document import Span
from corpus.records import Observation
from corpus.store.connection import Connection
from corpus.store.statements import SourcedRecord, iter_records
from index.briefing.contents import Quotation
from index.briefing.lines.evidence import quote_whole
from index.briefing.measure_series import key_of
from index.recurrence.wording import say_month

Held = SourcedRecord[Observation]
_GOOD_COLOURS = ("green", "blue")


@dataclass(frozen=True, slots=True)
class Clash:
    """A figure of the paper at `at`, and in words what does not go with it; `other` is where that
    stands, None where it is the colour of the figure itself; `is_met` where the figure is as good
    as its target, and only its colour says that it is not."""

    at: Span
    said: str
    other: Quotation | None = None
    is_met: bool = False


def find_clashes(db: Connection, authority: str, day: date, item: str) -> list[Clash]:
    """The figures of a paper that clash, in its order: those marked in a colour that their target
    does not bear out, then those that it or an earlier document gives otherwise for one time."""
    held = list(iter_records(db, Observation, authority, day))
    own = [each for each in held if each.document == item]
    marked = (clash for each in own if (clash := _find_marked(each, own)))
    twice = (
        _to_clash(db, each, other)
        for each, other in product(own, held)
        if _is_before(other, each) and _differ(each, other) and _are_apart(db, each, other)
    )
    return sorted((*marked, *twice), key=lambda clash: clash.at.start)


def _find_marked(value: Held, own: Sequence[Held]) -> Clash | None:
    """A value whose colour does not go with its target and with which side is good."""
    record = value.record
    if record.rag_agrees is not False or not record.good_is:
        return None
    targets = (
        each.record.value
        for each in own
        if each.record.role == "target" and each.record.measure == record.measure
    )
    target = next(targets, "")
    better = "higher" if record.good_is == "high" else "lower"
    said = f"This paper marks {record.value} “{record.rag}”, with a target of {target}"
    is_met = (record.rag or "").lower() not in _GOOD_COLOURS
    return Clash(record.span, f"{said}; {better} is better.", is_met=is_met) if target else None


def _is_before(other: Held, value: Held) -> bool:
    """True of what an earlier document prints, or the same one before it."""
    if other.document == value.document:
        return other.record.span.start < value.record.span.start
    return bool(other.published and value.published and other.published < value.published)


def _differ(value: Held, other: Held) -> bool:
    """True of two values of one measure, unit, body and time that are no roundings of one."""
    one, two = value.record, other.record
    is_same = (
        one.role == two.role == "value"
        and bool(one.period and two.period)
        and one.period_end is not None
        and (one.period_end, one.unit, one.who) == (two.period_end, two.unit, two.who)
        and key_of(one.measure) == key_of(two.measure)
    )
    if not is_same or one.amount is None or two.amount is None:
        return False
    digits = min(map(_decimals, (one.value, two.value)))
    return abs(one.amount - two.amount) >= 10.0**-digits


def _are_apart(db: Connection, value: Held, other: Held) -> bool:
    """False of two in one sentence or row, which compares them: "rose to 81% from 70%"."""
    return value.document != other.document or (
        other.citation.span not in quote_whole(db, value.citation).citation.span
    )


def _decimals(printed: str) -> int:
    """How many digits stand after the point."""
    after = printed.partition(".")[2]
    return sum(1 for _ in _leading_digits(after))


def _leading_digits(text: str) -> Iterator[str]:
    for character in text:
        if not character.isdigit():
            return
        yield character


def _to_clash(db: Connection, value: Held, other: Held) -> Clash:
    record, citation = value.record, other.citation
    of = f" for {record.period}" if record.period else ""
    if other.document == value.document:
        where = say_place(citation)
        said = f"This paper gives both {record.value} and {other.record.value}{of}"
        said += f" ({where})" if where else ""
    else:
        where = ", ".join(filter(None, (say_month(citation.own_day), say_place(citation))))
        said = f"This paper gives {record.value}{of}; {citation.body} ({where}) gave"
        said += f" {other.record.value}"
    return Clash(record.span, f"{said}, by the same name.", quote_whole(db, citation))
