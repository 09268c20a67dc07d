"""Inspection frameworks, their lists and bodies, as `vocabulary/` lists them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.records import AskKind


@dataclass(frozen=True, slots=True)
class Framework:
    """What inspectors inspect by: its title, its days, its judgements in the order printed."""

    id: str
    name: str
    title: str
    kind: str
    start: date
    end: date | None
    cues: tuple[re.Pattern[str], ...]
    areas: tuple[str, ...] = ()

    def covers(self, day: date | None) -> bool:
        """True for a day on which inspectors could have used it."""
        return day is not None and self.start <= day <= (self.end or day)


@dataclass(frozen=True, slots=True)
class ListHeading:
    """A heading under which inspectors ask; the vocabulary explains the fields."""

    pattern: re.Pattern[str]
    kind: AskKind
    rank: int
    divided: bool
    timescale: str
    names_nobody: bool


@dataclass(frozen=True, slots=True)
class Body:
    """A body that asks or is asked, with every name it goes by; the place in front is left out."""

    id: str
    name: str
    role: str
    names: tuple[str, ...]


@cache
def load_frameworks() -> tuple[Framework, ...]:
    """Every framework, in the order in which their cues are to be tried."""
    return tuple(_to_framework(row) for row in _read("frameworks.json")["frameworks"])


@cache
def load_list_headings() -> tuple[ListHeading, ...]:
    """The headings of lists, in the order in which to try them."""
    return tuple(
        ListHeading(
            pattern=re.compile(row["heading"]),
            kind=row["kind"],
            rank=row["rank"],
            divided=row["divided"],
            timescale=row.get("timescale", ""),
            names_nobody=row.get("names_nobody", False),
        )
        for row in _read("frameworks.json")["lists"]
    )


@cache
def load_headings_after_lists() -> re.Pattern[str]:
    """Matches, whole and in lower case, a heading that follows a list and is no part of it."""
    return re.compile("|".join(_read("frameworks.json")["after_lists"]["headings"]))


@cache
def load_unsearched_sections() -> re.Pattern[str]:
    """Matches, whole and in lower case, the heading of a section that says nothing of its own."""
    return re.compile("|".join(_read("frameworks.json")["unsearched"]["sections"]))


@cache
def load_unsearched_subheadings() -> re.Pattern[str]:
    """Matches, whole and in lower case, a heading that goes on with such a section."""
    return re.compile("|".join(_read("frameworks.json")["unsearched"]["sub_headings"]))


@cache
def load_imprint() -> re.Pattern[str]:
    """Matches, in lower case with plain quotes, where a publisher's imprint begins."""
    return re.compile("|".join(_read("frameworks.json")["unsearched"]["imprint"]))


@cache
def load_bodies() -> tuple[Body, ...]:
    """Every body that the vocabulary names."""
    return tuple(
        Body(row["id"], row["name"], row["role"], (row["name"], *row["also"]))
        for row in _read("bodies.json")["bodies"]
    )


def _to_framework(row: dict[str, Any]) -> Framework:
    return Framework(
        id=row["id"],
        name=row["name"],
        title=row["title"],
        kind=row["kind"],
        start=date.fromisoformat(row["from"]),
        end=date.fromisoformat(row["to"]) if row["to"] else None,
        cues=_to_patterns(row["cues"]),
        areas=tuple(row["areas"]),
    )


def _to_patterns(cues: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(cue, re.DOTALL) for cue in cues)


@cache
def _read(name: str) -> Any:
    return json.loads(files("corpus.vocabulary").joinpath(name).read_text("utf-8"))
