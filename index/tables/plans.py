"""What a council's plan lists against each ask: its rows name asks by number, its map actions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from corpus.citation import Citation
from corpus.kinds import kind_of
from corpus.records import TRACED_KINDS, Action, Crosswalk, Mention
from corpus.store.asks import HeldAsk, iter_asks
from corpus.store.connection import Connection
from corpus.store.documents import HeldDocument, documents_of
from corpus.store.statements import SourcedRecord, iter_records
from models.links.ask_text import stem_words
from models.links.lexicon import plain

# Share of the words of an ask, as a plan prints it again, that the ask has: some lose a line.
_SAME_WORDS = 0.8
_LEAST_WORDS = 4  # of an ask of fewer all must be the same
_MOST_OF = 2 / 3  # of the asks of a report that a plan prints again: it answers that report
_LEAST_ASKS = 2
_COUNT = re.compile(r"\(\d+ actions?\)\s*$", re.IGNORECASE)
_NEAR_DAYS = 100  # from an inspection, by which it is named, to its report

RecordT = TypeVar("RecordT")
Actions = Sequence[SourcedRecord[Action]]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What a plan lists against an ask of an outside body, whatever comes of it.

    `number` is the plan's for the ask; `citation` where the plan says so: the line of its map
    from asks to actions, else its first row. `agrees` is False where its map and its rows do
    not list the same actions.
    """

    ask: HeldAsk
    number: str
    citation: Citation
    actions: tuple[SourcedRecord[Action], ...]
    agrees: bool = True


def find_plan_lines(db: Connection, authority: str) -> list[PlanLine]:
    """The lines of all plans held of a council, the oldest plan first, by the plan's numbers.

    A number is told of an ask only where the plan prints the asks of one report again, or names
    the report and has as many numbers as that has asks.
    """
    asked = list(iter_asks(db, authority, (*TRACED_KINDS, "restated")))
    asks = {each: [*of] for each, of in groupby(asked, lambda ask: ask.document)}
    lines = _by_document(iter_records(db, Crosswalk, authority))
    mentions = _by_document(iter_records(db, Mention, authority))
    held = {each.id: each for each in documents_of(db, authority)}
    found: list[PlanLine] = []
    for document, actions in _by_document(iter_records(db, Action, authority)).items():
        mapped = lines.get(document, [])
        plan = held.get(document)
        serving = mapped or any(action.record.serves for action in actions)
        if plan and serving and not kind_of(plan.kind).outside:
            reports = [
                [ask for ask in of if ask.ask.kind in TRACED_KINDS]
                for id_, of in asks.items()
                if id_ in held and _is_before(held[id_], plan)
            ]
            reports = [report for report in reports if len(report) >= _LEAST_ASKS]
            restated = [ask for ask in asks.get(document, []) if ask.ask.kind == "restated"]
            numbers = _number_asks(reports, restated, mapped) or _count_asks(
                _find_named(reports, held, mentions.get(document, [])), actions
            )
            found += _to_lines(numbers, actions, mapped)
    return found


def _by_document(
    records: Iterable[SourcedRecord[RecordT]],
) -> dict[str, list[SourcedRecord[RecordT]]]:
    by_document: dict[str, list[SourcedRecord[RecordT]]] = {}
    for record in records:
        by_document.setdefault(record.document, []).append(record)
    return by_document


def _is_before(report: HeldDocument, plan: HeldDocument) -> bool:
    """True of an outside body's report that a plan can answer."""
    days = report.published, plan.published
    return kind_of(report.kind).outside and bool(days[0] and days[1] and days[0] <= days[1])


# --- which report a plan answers, and its numbers -----------------------------------


def _number_asks(
    reports: Iterable[Sequence[HeldAsk]],
    restated: Sequence[HeldAsk],
    mapped: Sequence[SourcedRecord[Crosswalk]],
) -> dict[str, HeldAsk]:
    """The asks by the plan's numbers, where it prints most asks of one report again.

    Its map numbers them; without one they count as they stand in its list.
    """
    by_number = {each.record.area: _COUNT.sub("", each.text) for each in mapped}
    listed = {str(number): ask.text for number, ask in enumerate(restated, start=1)}
    for words in filter(None, (by_number, listed)):
        told = [found for report in reports if (found := _find_all(words, report))]
        if told:
            return max(told, key=lambda found: (len(found), max(map(_day_of, found.values()))))
    return {}


def _find_all(words: Mapping[str, str], report: Sequence[HeldAsk]) -> dict[str, HeldAsk]:
    """The asks of a report by the numbers of a list that prints most of them again; else none."""
    found = {number: _find_same(text, report) for number, text in words.items()}
    numbers = {number: ask for number, ask in found.items() if ask is not None}
    distinct = len({ask.id for ask in numbers.values()})
    least = max(_LEAST_ASKS, _MOST_OF * len(report))
    # A list of more than the report's asks would count on from others.
    fits = least <= distinct == len(numbers) and len(words) <= len(report)
    return numbers if fits else {}


def _day_of(ask: HeldAsk) -> date:
    return ask.published or date.min


def _find_same(text: str, report: Sequence[HeldAsk]) -> HeldAsk | None:
    """The one ask of a report that a text prints again."""
    wanted = set(stem_words(plain(text)))
    shares = [(_share(wanted, set(stem_words(plain(ask.text)))), ask) for ask in report]
    best = max(share for share, _ in shares)
    same = [ask for share, ask in shares if share == best > 0]
    return same[0] if len(same) == 1 else None


def _share(wanted: set[str], has: set[str]) -> float:
    """How much of both is shared where most of the wanted words are there; else 0."""
    shared = len(wanted & has)
    least = _SAME_WORDS if len(wanted) >= _LEAST_WORDS else 1.0
    return shared / len(wanted | has) if wanted and shared >= least * len(wanted) else 0.0


def _find_named(
    reports: Sequence[Sequence[HeldAsk]],
    held: Mapping[str, HeldDocument],
    mentions: Iterable[SourcedRecord[Mention]],
) -> Sequence[HeldAsk]:
    """The asks of the one inspection report that a plan names by its kind and day; else none."""
    named = {
        report[0].document: report
        for mention in mentions
        for report in reports
        if _is_named(held[report[0].document], mention.record)
    }
    return next(iter(named.values())) if len(named) == 1 else ()


def _is_named(report: HeldDocument, mention: Mention) -> bool:
    if len(mention.when) < len("2019-07") or mention.kind != report.kind:
        return False
    day = date.fromisoformat(f"{mention.when}-01"[: len("2019-07-01")])
    days = (report.event_start, report.event_end, report.published)
    return kind_of(report.kind).by_inspectors and any(
        abs((day - each).days) <= _NEAR_DAYS for each in days if each
    )


def _count_asks(report: Sequence[HeldAsk], actions: Actions) -> dict[str, HeldAsk]:
    """The asks of a report by their printed numbers, or counted, where a plan's are all of them."""
    used = {number for action in actions for number in action.record.serves}
    printed = [ask.ask.printed_number.strip(".)") for ask in report]
    counted = [str(number) for number in range(1, len(report) + 1)]
    names = printed if all(printed) and len({*printed}) == len(report) else counted
    return dict(zip(names, report, strict=True)) if used == {*names} else {}


# --- lines ------------------------------------------------------------------------------


def _to_lines(
    numbers: Mapping[str, HeldAsk],
    actions: Actions,
    mapped: Sequence[SourcedRecord[Crosswalk]],
) -> Iterator[PlanLine]:
    by_area = {each.record.area: each for each in mapped}
    for number, ask in numbers.items():
        line = by_area.get(number)
        refs = {*line.record.actions} if line else set[str]()
        rows = {action.record.id for action in actions if number in action.record.serves}
        listed = tuple(a for a in actions if a.record.id in rows or a.record.ref in refs)
        said = {action.record.ref for action in actions if action.record.id in rows}
        if listed:
            citation = line.citation if line else listed[0].citation
            yield PlanLine(ask, number, citation, listed, line is None or not rows or said == refs)
