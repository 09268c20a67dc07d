"""Series of measures: every value that a council's documents print of one thing, in time order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from corpus.citation import Citation
from corpus.errors import NotFound
from corpus.plain import values_of
from corpus.records import Observation
from corpus.store.connection import Connection
from corpus.store.statements import SourcedRecord, iter_records
from index.recurrence.wording import say_day, say_month

_YEAR = re.compile(r"\b(?:19|20)\d\d(?!\d)")
_ROLES = {"value": "Result", "target": "Target", "comparator": "Comparison"}
_GOOD = {"high": "Higher is better", "low": "Lower is better"}


@dataclass(frozen=True, slots=True)
class Value(Observation):
    """One value as printed, and where."""

    citation: Citation = field(kw_only=True)

    @property
    def when(self) -> str:
        """Its period as printed, else the day of its document."""
        return self.period or f"reported {say_day(self.citation.published)}"

    @property
    def when_with_year(self) -> str:
        """The same, with the month of its document where no year is printed: "year to date, printed
        September 2015"."""
        if _YEAR.search(self.when):
            return self.when
        return f"{self.when}, printed {say_month(self.citation.published)}"

    @property
    def role_in_words(self) -> str:
        """What it is beside the others."""
        return _ROLES.get(self.role, self.role)


@dataclass(frozen=True, slots=True)
class Series:
    """All values of one measure, oldest first; `names` are its names as printed."""

    key: str
    names: tuple[str, ...]
    values: tuple[Value, ...]

    @property
    def is_named(self) -> bool:
        """False for a number in a sentence, whose "name" is the words round it."""
        return "…" not in self.names[0]

    @property
    def results(self) -> tuple[Value, ...]:
        """The council's own values."""
        return tuple(value for value in self.values if value.role == "value")

    @property
    def latest(self) -> Value:
        """The newest of its own values, else the newest of all."""
        return (self.results or self.values)[-1]

    @property
    def target(self) -> Value | None:
        """The newest target."""
        return next((value for value in reversed(self.values) if value.role == "target"), None)

    @property
    def good_is(self) -> str:
        """Whether more is better, where a document or common sense tells; else nothing."""
        printed = {_GOOD[value.good_is] for value in self.values if value.good_is in _GOOD}
        return printed.pop() if len(printed) == 1 else ""

    @property
    def mismatches(self) -> tuple[Value, ...]:
        """The values whose printed colour does not agree with the printed numbers."""
        return tuple(value for value in self.values if value.rag_agrees is False)

    @property
    def documents(self) -> int:
        """How many documents print it."""
        return len({value.citation.document for value in self.values})


def list_series(db: Connection, council: str, until: date = date.max) -> list[Series]:
    """A council's measures as printed by a day: those with most values first, then by name."""
    by_key: dict[str, list[Value]] = {}
    for value in _load_values(db, council, until):
        by_key.setdefault(key_of(value.measure), []).append(value)
    measures = [_to_series(key, values) for key, values in by_key.items()]
    return sorted(measures, key=lambda series: (-len(series.values), series.key))


def find_series(db: Connection, council: str, key: str) -> Series:
    """One measure of a council; NotFound where no document held prints it."""
    for series in list_series(db, council):
        if series.key == key:
            return series
    raise NotFound(f"No measure of that name is held about {council or 'any council'}.")


def key_of(measure: str) -> str:
    """A measure's name as it stands in an address: the same for case and punctuation.

    >>> key_of("Re-referrals  within 12 months (%)")
    're-referrals-within-12-months'
    """
    return "-".join(re.findall(r"\w+", measure.lower()))[:80].strip("-")


def _to_series(key: str, values: Sequence[Value]) -> Series:
    names = dict.fromkeys(value.measure for value in values)
    return Series(key, tuple(names), tuple(values))


def _load_values(db: Connection, council: str, until: date) -> list[Value]:
    """Every value that a council's documents print, oldest first."""
    observations = iter_records(db, Observation, council, until)
    return sorted(map(_to_value, observations), key=_days_of)


def _days_of(value: Value) -> tuple[date, date]:
    """The end of its period, else the day of its document; then the day of its document."""
    published = value.citation.published or date.min
    return value.period_end or published, published


def _to_value(observation: SourcedRecord[Observation]) -> Value:
    return Value(*values_of(observation.record), citation=observation.citation)
