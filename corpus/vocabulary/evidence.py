"""What tells kinds of documents apart besides their titles, as `evidence.json` lists it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Place = Literal["title", "head", "lines", "cells", "text", "name"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that speak for some frameworks and kinds, where they are to stand, and how much."""

    of: tuple[str, ...]
    place: Place
    cue: re.Pattern[str]
    weight: int


@cache
def load_evidence() -> tuple[Evidence, ...]:
    """Every piece of evidence."""
    data = json.loads(files("corpus.vocabulary").joinpath("evidence.json").read_text("utf-8"))
    return tuple(
        Evidence(
            of=tuple(row["of"]),
            place=row["in"],
            cue=re.compile(row["cue"], re.MULTILINE | re.DOTALL),
            weight=row["weight"],
        )
        for row in data["evidence"]
    )
