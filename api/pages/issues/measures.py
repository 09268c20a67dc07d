"""Measures: what each document prints of a number, as a table, and as a chart drawn from it."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.inputs import Id, Name
from api.pages.issues.chart import Point, draw_chart
from api.pages.shared.councils import CouncilChoice, choose_council
from api.pages.shared.frame import Held, address, render
from corpus.manifest import council_name
from index.answers.cache import Key, cached
from index.briefing.measure_series import Series, find_series, list_series

router = APIRouter()

_CHART: Key[str] = Key("chart")


@dataclass(frozen=True, slots=True)
class ListView:
    """What the list of measures shows."""

    choice: CouncilChoice
    series: tuple[tuple[str, Series], ...]  # the address of each
    unnamed: int  # numbers in sentences


@dataclass(frozen=True, slots=True)
class SeriesView:
    """What the page of one measure shows; no chart where fewer than two values have a day."""

    council: str
    series: Series
    chart: str


@router.get("/measures")
def show_measures(request: Request, library: Held, council: Name = "") -> Response:
    """The measures of a council."""
    choice = choose_council(library.db, council)
    measures = list_series(library.db, choice.name) if choice.name else []
    named = tuple(
        (address(f"/measures/{series.key}", council=choice.name), series)
        for series in measures
        if series.is_named
    )
    unnamed = sum(len(series.values) for series in measures if not series.is_named)
    return render(request, "measures.html", ListView(choice, named, unnamed))


@router.get("/measures/{key}")
def show_series(request: Request, library: Held, key: Id, council: Name) -> Response:
    """One measure, every value with its page."""
    name = council_name(council)
    series = find_series(library.db, name, key)
    chart = address(f"/measures/{key}/chart.svg", council=name) if len(_points(series)) > 1 else ""
    return render(request, "series.html", SeriesView(name, series, chart))


@router.get("/measures/{key}/chart.svg")
def send_chart(library: Held, key: Id, council: Name) -> Response:
    """The chart of one measure."""
    name = council_name(council)
    series = find_series(library.db, name, key)
    drawn = cached(library, _CHART.of((key, name)), lambda: draw_chart(_points(series)))
    return Response(drawn, media_type="image/svg+xml")


def _points(series: Series) -> tuple[Point, ...]:
    """The values that have a number and a day."""
    return tuple(
        Point(
            value.period_end,
            value.amount,
            value.who or "Not said",
            value.role,
            value.citation.document,
        )
        for value in series.values
        if value.amount is not None and value.period_end
    )
