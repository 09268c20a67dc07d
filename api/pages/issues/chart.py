"""A chart of a measure as SVG, drawn on the server; it reads in black and white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import vl_convert

_WIDTH, _HEIGHT = 640, 260


@dataclass(frozen=True, slots=True)
class Point:
    """A value to draw: when, how much, whose, result or target or comparison, printed where."""

    day: date
    amount: float
    who: str
    role: str
    document: str


def draw_chart(points: Sequence[Point]) -> str:
    """The points as SVG, told apart by shape.

    Only a body's results printed in one document are joined: another document may count in
    another way, and a target or comparison is one figure, not a course.
    """
    svg: str = vl_convert.vegalite_to_svg(_to_spec(points), allowed_base_urls=[])
    return svg


def _to_spec(points: Sequence[Point]) -> dict[str, Any]:
    """The chart in Vega-Lite."""
    rows = [
        {
            **asdict(point),
            "day": point.day.isoformat(),
            "what": _name(point),
            "line": _line_of(point),
        }
        for point in points
    ]
    encoding = {
        "x": {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%b %Y"}},
        "y": {"field": "amount", "type": "quantitative", "title": None, "scale": {"zero": False}},
    }
    shape = {"field": "what", "type": "nominal", "title": None, "legend": {"orient": "bottom"}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": _WIDTH,
        "height": _HEIGHT,
        "background": "white",
        "data": {"values": rows},
        "encoding": encoding,
        "layer": [
            {
                "mark": {"type": "line", "color": "#17375e", "strokeWidth": 2},
                "transform": [{"filter": "datum.role == 'value'"}],
                "encoding": {"detail": {"field": "line"}},
            },
            {
                "mark": {"type": "point", "color": "#12161b", "size": 90, "filled": True},
                "encoding": {"shape": shape},
            },
        ],
        "config": {
            "font": "sans-serif",
            "axis": {"labelFontSize": 13},
            "legend": {"labelFontSize": 13},
        },
    }


def _name(point: Point) -> str:
    return f"{point.who} (target)" if point.role == "target" else point.who


def _line_of(point: Point) -> str:
    return f"{point.who} {point.document}"
