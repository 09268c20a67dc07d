"""Measures: what each document prints of a number, as a table, and as a chart drawn from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.chart import Point, draw_chart
from api.pages.frame import Held, address, render
from api.pages.holdings import address_of_words, list_councils
from api.pages.kept import keep
from corpus.errors import NotFound
from corpus.manifest import council_name
from index.library import Library
from index.wording import say_day

router = APIRouter()

_ROLES = {"value": "Result", "target": "Target", "comparator": "Comparison"}
_GOOD = {"high": "Higher is better", "low": "Lower is better"}


@dataclass(frozen=True, slots=True)
class Value:
    """One value as printed, and where."""

    measure: str
    value: str
    amount: float | None
    unit: str
    period: str
    period_end: date | None
    who: str
    role: str
    good_is: str
    rag: str
    rag_agrees: bool | None
    document: str
    title: str
    published: date | None
    page: int
    start: int
    end: int

    @property
    def address(self) -> str:
        """Its place on the page."""
        return address_of_words(self.document, self.start, self.end)

    @property
    def when(self) -> str:
        """Its period as printed, else the day of its document."""
        return self.period or f"reported {say_day(self.published)}"

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
        return tuple(one for one in self.values if one.role == "value")

    @property
    def latest(self) -> Value:
        """The newest of its own values, else the newest of all."""
        return (self.results or self.values)[-1]

    @property
    def target(self) -> Value | None:
        """The newest target."""
        return next((one for one in reversed(self.values) if one.role == "target"), None)

    @property
    def good_is(self) -> str:
        """Whether more is better, where a document or common sense tells; else nothing."""
        said = {_GOOD[one.good_is] for one in self.values if one.good_is in _GOOD}
        return said.pop() if len(said) == 1 else ""

    @property
    def mismatches(self) -> tuple[Value, ...]:
        """The values whose printed colour does not agree with the printed numbers."""
        return tuple(one for one in self.values if one.rag_agrees is False)

    @property
    def documents(self) -> int:
        """How many documents print it."""
        return len({one.document for one in self.values})

    @property
    def points(self) -> tuple[Point, ...]:
        """The values that have a number and a day."""
        return tuple(
            Point(one.period_end, one.amount, one.who or "Not said", one.role, one.document)
            for one in self.values
            if one.amount is not None and one.period_end
        )


@dataclass(frozen=True, slots=True)
class ListView:
    """What the list of measures shows."""

    council: str
    councils: tuple[str, ...]
    series: tuple[tuple[str, Series], ...]  # the address of each
    unnamed: int  # numbers in sentences


@dataclass(frozen=True, slots=True)
class SeriesView:
    """What the page of one measure shows; no chart where fewer than two values have a day."""

    council: str
    series: Series
    chart: str


@router.get("/measures")
def show_measures(request: Request, library: Held, council: str = "") -> Response:
    """The measures of a council."""
    councils = tuple(list_councils(library.db))
    name = council_name(council) or (councils[0] if len(councils) == 1 else "")
    found = list_series(library, name) if name else []
    named = tuple((_address_of(one, name), one) for one in found if one.is_named)
    unnamed = sum(len(one.values) for one in found if not one.is_named)
    return render(request, "measures.html", ListView(name, councils, named, unnamed))


@router.get("/measures/{key}")
def show_series(request: Request, library: Held, key: str, council: str) -> Response:
    """One measure, every value with its page."""
    name = council_name(council)
    series = find_series(library, name, key)
    chart = address(f"/measures/{key}/chart.svg", council=name) if len(series.points) > 1 else ""
    return render(request, "series.html", SeriesView(name, series, chart))


@router.get("/measures/{key}/chart.svg")
def send_chart(library: Held, key: str, council: str) -> Response:
    """The chart of one measure."""
    name = council_name(council)
    series = find_series(library, name, key)
    drawn = keep(library, f"chart of {key} of {name}", lambda: draw_chart(series.points))
    return Response(drawn, media_type="image/svg+xml")


def list_series(library: Library, council: str) -> list[Series]:
    """A council's measures, those with most values first, then by name."""
    by_key: dict[str, list[Value]] = {}
    for value in _load_values(library, council):
        by_key.setdefault(key_of(value.measure), []).append(value)
    found = [_to_series(key, values) for key, values in by_key.items()]
    return sorted(found, key=lambda one: (-len(one.values), one.key))


def find_series(library: Library, council: str, key: str) -> Series:
    """One measure of a council; NotFound where no document held prints it."""
    for series in list_series(library, council):
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
    return Series(key, tuple(dict.fromkeys(one.measure for one in values)), tuple(values))


def _address_of(series: Series, council: str) -> str:
    return address(f"/measures/{series.key}", council=council)


def _load_values(library: Library, council: str) -> Iterator[Value]:
    """Every value that a council's documents print, oldest first."""
    rows = library.db.execute(
        "select o.measure, o.value, o.amount, o.unit, o.period, o.period_end, o.who, o.role,"
        " o.good_is, o.rag, o.rag_agrees, d.id, d.title, d.published, o.page, o.start, o.stop"
        " from observation o join document d on d.id = o.document where d.authority = ?"
        " order by coalesce(o.period_end, d.published), d.published, o.number",
        (council,),
    )
    return map(_to_value, rows)


def _to_value(row: Iterable[object]) -> Value:
    held = list(row)
    held[5], held[13] = (
        date.fromisoformat(str(day)) if day else None for day in (held[5], held[13])
    )
    held[10] = None if held[10] is None else bool(held[10])
    return Value(*held)  # type: ignore[arg-type]
