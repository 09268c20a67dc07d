"""The measures that oversight papers print, as `vocabulary/measures.json` lists them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

COUNT = "count"  # the unit of a number of people or things


@dataclass(frozen=True, slots=True)
class KnownMeasure:
    """One measure: how it is called, and what a clause must and may say that states it.

    `units` are those its values may have; `good` says which way is better ("" where that is
    not agreed); `patterns` name it in a table. A clause that states it has every pattern of
    `needs`, and no other words than `words` and the neutral ones; a count counts one of
    `nouns`. Of one that `is_flow` the time must be printed: a count over a time, or what
    reports print of an area without its year. `whole` is the measure that it is a part of,
    `rate` that of the same people per 10,000 ("" where there is none).
    """

    id: str
    label: str
    good: str
    units: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    needs: tuple[re.Pattern[str], ...]
    words: frozenset[str]
    nouns: tuple[str, ...]
    is_flow: bool
    whole: str
    rate: str


@cache
def load_measures() -> tuple[KnownMeasure, ...]:
    """Every measure, the narrower before the wider."""
    return tuple(map(_to_measure, _read()["measures"]))


@cache
def load_neutral_words() -> frozenset[str]:
    """The words that may stand in a statement of any measure: they do not narrow it."""
    return frozenset(_read()["neutral"].split())


def measure_of(measure_id: str) -> KnownMeasure | None:
    """The measure with that id; None where there is none."""
    return next((measure for measure in load_measures() if measure.id == measure_id), None)


def find_measure(words: str) -> KnownMeasure | None:
    """The measure that a name in a table is of; None where there is none."""
    plain = " ".join(words.lower().replace("’", "'").split())
    return next(
        (
            measure
            for measure in load_measures()
            if any(pattern.search(plain) for pattern in measure.patterns)
        ),
        None,
    )


@cache
def _read() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(
        files("corpus.vocabulary").joinpath("measures.json").read_text("utf-8")
    )
    return data


def _to_measure(row: Mapping[str, Any]) -> KnownMeasure:
    return KnownMeasure(
        row["id"],
        row["label"],
        row["good"],
        frozenset(row["units"]),
        tuple(map(re.compile, row["patterns"])),
        tuple(map(re.compile, row["needs"])),
        frozenset(row["words"].split()),
        tuple(row.get("nouns", ())),
        row.get("flow", False),
        row.get("whole", ""),
        row.get("rate", ""),
    )
