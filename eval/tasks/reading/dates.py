"""How well the days of an inspection are read off its report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.document import Event
from eval.material.gold import GoldReport, load_extraction
from eval.material.reading import Reports, read_files
from eval.metrics import Counts
from eval.outcome import Case, Figure, Outcome, add_by_council, share_figure

_NO_EVENT = Event("")


@dataclass(frozen=True)
class Dated:
    """One report: its gold, and what was found that it reports on."""

    gold: GoldReport
    event: Event

    @property
    def first(self) -> bool:
        """The first day is right."""
        return self.gold.start == self.event.start

    @property
    def last(self) -> bool:
        """The last day is right."""
        return self.gold.end == self.event.end

    @property
    def both(self) -> bool:
        """Both days are right."""
        return self.first and self.last


def evaluate_dates(gold: Path) -> Outcome:
    """First and last day of every inspection in `extraction`."""
    reports = load_extraction(gold)
    events = [find_event(found) for found in read_files([report.path for report in reports])]
    dated = [Dated(*each) for each in zip(reports, events, strict=True)]
    figures = (
        _share("first and last day right", dated, lambda report: report.both),
        _share("first day right", dated, lambda report: report.first),
        _share("last day right", dated, lambda report: report.last),
    )
    return Outcome("dates", f"{len(dated)} inspections", figures, tuple(map(_case, dated)))


def find_event(reports: Reports) -> Event:
    """What the first document in a file that reports on something reports on."""
    events = [report.document.event for report in reports]
    return next((event for event in events if event), _NO_EVENT)


def _share(name: str, dated: Sequence[Dated], right: Callable[[Dated], bool]) -> Figure:
    counted = [(report.gold.council, Counts(int(right(report)), 1, 1)) for report in dated]
    return share_figure(name, add_by_council(counted))


def _case(report: Dated) -> Case:
    gold, event = report.gold, report.event
    note = "" if report.both else f"read as {_days(event.start, event.end)}"
    return Case(f"{gold.name}#days", _days(gold.start, gold.end), report.both, note)


def _days(start: date | None, end: date | None) -> str:
    return f"{start or 'no day'} to {end or 'no day'}"
