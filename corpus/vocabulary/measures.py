"""The measures that oversight papers print, as `vocabulary/measures.json` lists them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class KnownMeasure:
    """One measure: how it is called, and which way is better ("" where that is not agreed)."""

    id: str
    label: str
    good: str
    units: frozenset[str]  # of a number of it in prose; "" is a bare count
    patterns: tuple[re.Pattern[str], ...]


@cache
def load_measures() -> tuple[KnownMeasure, ...]:
    """Every measure, the narrower before the wider."""
    data = json.loads(files("corpus.vocabulary").joinpath("measures.json").read_text("utf-8"))
    return tuple(
        KnownMeasure(
            row["id"],
            row["label"],
            row["good"],
            frozenset(row["units"]),
            tuple(map(re.compile, row["patterns"])),
        )
        for row in data["measures"]
    )


def find_measure(words: str, unit: str | None = None) -> KnownMeasure | None:
    """The measure that words name, of that unit where one is given; None where there is none."""
    plain = " ".join(words.lower().replace("’", "'").split())
    return next(
        (
            measure
            for measure in load_measures()
            if (unit is None or unit in measure.units)
            and any(each.search(plain) for each in measure.patterns)
        ),
        None,
    )
