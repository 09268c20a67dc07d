"""What a paper prints: its figures with what stands beside them, the appendices it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.document import Document, Span
from corpus.records import Observation
from corpus.store.connection import Connection
from corpus.store.documents import documents_of
from index.briefing.measure_series import key_of

_APPENDIX = re.compile(r"\b(?:Appendix|Annex) (?:\d+|[A-Z])\b")


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure of the paper with what the paper prints beside it; empty where it prints none.

    `target` and `england` only where the figure is short of them, or may be; `before` only where
    it is another.
    """

    at: Span
    measure: str
    value: str
    before: str = ""
    before_when: str = ""
    target: str = ""
    england: str = ""

    @property
    def is_short(self) -> bool:
        """True where it is on the wrong side of its target or of England, or may be."""
        return bool(self.target or self.england)


def find_figures(measures: Iterable[Observation]) -> list[PrintedFigure]:
    """The council's own figures of a paper, in its order."""
    by_measure: dict[str, list[Observation]] = {}
    for value in measures:
        by_measure.setdefault(key_of(value.measure), []).append(value)
    figures = [
        _to_figure(values, own)
        for values in by_measure.values()
        for own in values
        if own.role == "value"
    ]
    return sorted(figures, key=lambda figure: figure.at.start)


def figure_in(figures: Iterable[PrintedFigure], span: Span) -> PrintedFigure | None:
    """The figure of a sentence or row beside which most is printed, the last of those alike."""
    within = (figure for figure in figures if figure.at in span)
    return max(within, key=_beside, default=None)


def _beside(figure: PrintedFigure) -> tuple[bool, bool, int]:
    return bool(figure.before), figure.is_short, figure.at.start


def _to_figure(values: Sequence[Observation], own: Observation) -> PrintedFigure:
    target = next((each for each in values if each.role == "target"), None)
    england = next((each for each in values if each.who == "England"), None)
    earlier = [each for each in values if _is_earlier(each, own)]
    before = max(earlier, key=_ended, default=None)
    changed = before is not None and before.value != own.value
    return PrintedFigure(
        own.span,
        own.measure,
        own.value,
        before.value if before and changed else "",
        before.period if before and changed else "",
        target.value if target and _is_short(own, target) else "",
        england.value if england and _is_short(own, england) else "",
    )


def _ended(value: Observation) -> date:
    return value.period_end or date.min


def _is_earlier(other: Observation, own: Observation) -> bool:
    """True of a value of the council's own, of a period that ended before."""
    return other.role == "value" and bool(other.period_end) and _ended(other) < _ended(own)


def _is_short(own: Observation, wanted: Observation) -> bool:
    """True where a value is on the wrong side of another, or another and no side is known."""
    if own.amount is None or wanted.amount is None:
        return False
    sides = {"high": own.amount < wanted.amount, "low": own.amount > wanted.amount}
    return sides.get(own.good_is, own.amount != wanted.amount)


def find_appendices(db: Connection, paper: Document) -> tuple[str, ...]:
    """What the paper calls the appendices that are no part of it, in its order.

    None where another document of its council and day is held, for that may be one.
    """
    beside = documents_of(db, paper.authority, paper.published)
    if any(held.published == paper.published and held.id != paper.id for held in beside):
        return ()
    named = dict.fromkeys(_APPENDIX.findall(paper.text))
    return tuple(name for name in named if not _is_part(paper, name))


def _is_part(paper: Document, name: str) -> bool:
    """True where a heading of the paper begins with that name."""
    headings = (heading for section in paper.sections for heading in section.path)
    return any(re.match(rf"{name}\b", heading, re.IGNORECASE) for heading in headings)
