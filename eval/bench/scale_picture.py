"""The figures of `eval.bench.scale` as a picture: time and memory over the passages held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import vl_convert

_WIDTH, _HEIGHT = 300, 280
_ROUND = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]


def draw(figures: Mapping[str, Any]) -> str:
    """Three charts side by side as SVG, both scales logarithmic, ways told apart by shape."""
    points = list(_list_points(figures["sizes"]))
    machine = figures["machine"]
    sizes = [size["passages"] for size in figures["sizes"]]
    busy = f"load {machine['load at the start']} at the start"
    cores = f"{machine['cores']} cores"
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white",
        "title": {
            "text": "What a question costs as a library grows",
            "subtitle": f"{cores}, {machine['memory']}; warm, one by one; {busy}",
        },
        "data": {"values": points},
        "hconcat": [
            _chart("p50", "Half of the questions take at most, in ms", sizes),
            _chart("processor", "Processor time of a question, in ms", sizes),
            _chart("memory", "Memory of the process, in MiB", sizes),
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


def _chart(field: str, title: str, sizes: Sequence[int]) -> dict[str, Any]:
    way = {"field": "way", "type": "nominal", "title": None, "sort": None}
    shape = {**way, "legend": {"orient": "bottom", "symbolSize": 110}}
    point = {"type": "point", "filled": True, "size": 80, "opacity": 1}
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "encoding": {
            "x": _axis("passages", "Passages held", {"values": sizes, "format": ".1s"}),
            "y": _axis(field, title, {"values": _ROUND, "format": ",~r"}),
            "color": {**way, "legend": None},
        },
        "layer": [{"mark": "line"}, {"mark": point, "encoding": {"shape": shape}}],
    }


def _axis(field: str, title: str, ticks: Mapping[str, object]) -> dict[str, Any]:
    scale = {"type": "log", "nice": False}
    return {
        "field": field,
        "type": "quantitative",
        "scale": scale,
        "axis": {"title": title, **ticks},
    }
