"""The figures of `eval.bench.scale` as a picture: time and memory over the passages held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import vl_convert

_WIDTH, _HEIGHT = 300, 280


def draw(figures: Mapping[str, Any]) -> str:
    """Three charts side by side as SVG, both scales logarithmic, ways told apart by shape."""
    points = list(_list_points(figures["sizes"]))
    machine = figures["machine"]
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white",
        "title": {
            "text": "What a question costs as a library grows",
            "subtitle": f"{machine['cores']} cores, {machine['memory']}; warm, one by one",
        },
        "data": {"values": points},
        "hconcat": [
            _chart("p50", "A question in the middle, in milliseconds"),
            _chart("processor", "Processor time of a question, in milliseconds"),
            _chart("memory", "Memory of the process, in MiB"),
        ],
    }
    svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return svg


def _list_points(sizes: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, object]]:
    for size in sizes:
        for way, asked in size["ways"].items():
            yield {
                "passages": size["passages"],
                "way": way,
                "p50": asked["p50_ms"],
                "processor": asked["processor_ms"],
                "memory": asked["memory_mib"],
            }


def _chart(field: str, title: str) -> dict[str, Any]:
    logarithmic = {"type": "log", "nice": False}
    way = {"field": "way", "type": "nominal", "title": None, "sort": None}
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "mark": {"type": "line", "point": {"size": 70, "filled": True}},
        "encoding": {
            "x": {
                "field": "passages",
                "type": "quantitative",
                "scale": logarithmic,
                "axis": {"title": "Passages held", "format": "~s"},
            },
            "y": {
                "field": field,
                "type": "quantitative",
                "scale": {"type": "log"},
                "axis": {"title": title, "format": "~s"},
            },
            "color": {**way, "legend": {"orient": "bottom"}},
            "shape": way,
            "strokeDash": way,
        },
    }
