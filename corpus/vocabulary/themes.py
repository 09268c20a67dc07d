"""The themes that recur in oversight, and how their wording has changed over the years.

Data: `vocabulary/themes.json`, this project's own selection; its `meta` says what rests
on counts in reports and what is recalled.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class WordingChange:
    """Older and newer names of one thing, as printed in the data, and when they changed."""

    older: tuple[str, ...]
    newer: tuple[str, ...]
    when: str


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme. `phrases` match from a word start in any case, `acronyms` as they stand.

    `cues` are patterns that hint at it; `within` is the wider theme that holds it, if any.
    """

    id: str
    label: str
    definition: str
    phrases: tuple[str, ...]
    acronyms: tuple[str, ...]
    wording_changes: tuple[WordingChange, ...]
    cues: tuple[str, ...] = ()
    within: str = ""


@cache
def load_themes() -> tuple[Theme, ...]:
    """Every theme, in the order of the data."""
    data = json.loads(files("corpus.vocabulary").joinpath("themes.json").read_text("utf-8"))
    return tuple(_to_theme(row) for row in data["themes"])


def _to_theme(row: dict[str, Any]) -> Theme:
    return Theme(
        id=row["id"],
        label=row["label"],
        definition=row["definition"],
        phrases=tuple(row["phrases"]),
        acronyms=tuple(row["acronyms"]),
        wording_changes=tuple(
            WordingChange(tuple(change["older"]), tuple(change["newer"]), change["when"])
            for change in row["wording_changes"]
        ),
        cues=tuple(row["cues"]),
        within=row["within"],
    )
