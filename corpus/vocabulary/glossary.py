"""The field's letters and terms with what they stand for, and the words people say instead.

Data: `vocabulary/glossary.json` (its `basis` says what each entry rests on),
`vocabulary/terms.json` and `vocabulary/everyday.json`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. More than one expansion: the letters mean different things.

    `kind`: acronym | term | code | name | local term. `replaced_by` is what came after
    it, empty where it is still used.
    """

    term: str
    kind: str
    variants: tuple[str, ...]
    expansions: tuple[str, ...]
    plain: str
    replaced_by: str
    note: str


@dataclass(frozen=True, slots=True)
class Everyday:
    """Words that people say, and those that reports print for the same thing or near it.

    `is_same` where `written` are names of one thing; `near` are those that are not.
    """

    said: tuple[str, ...]
    written: tuple[str, ...]
    is_same: bool
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the field in plain ones; `pattern` finds how they are written, in any case.

    `loose` finds at least the same in words without capitals, and sooner. `on_pages` of those that
    are explained on the pages alone: a briefing has room for few.
    """

    term: str
    pattern: re.Pattern[str]
    loose: re.Pattern[str]
    plain: str
    on_pages: bool = False


@cache
def load_phrases() -> tuple[Phrase, ...]:
    """Every phrase that is explained, in the order of the data."""
    return tuple(
        Phrase(
            row["term"],
            re.compile(rf"\b(?:{row['pattern']})\b", re.I),
            re.compile(row["pattern"].replace("(?-i:", "(?:").lower()),
            row["plain"],
            row.get("pages", False),
        )
        for row in _read("terms.json")["entries"]
    )


@cache
def load_glossary() -> tuple[Term, ...]:
    """Every entry, by its term."""
    return tuple(_to_term(row) for row in _read("glossary.json")["entries"])


@cache
def load_everyday() -> tuple[Everyday, ...]:
    """Every group of everyday words, in the order of the data."""
    return tuple(
        Everyday(
            tuple(row["said"]),
            tuple(row["written"]),
            row.get("same", False),
            tuple(row.get("near", ())),
        )
        for row in _read("everyday.json")["entries"]
    )


@cache
def load_people() -> tuple[tuple[str, ...], ...]:
    """Groups of names of the same people, of which each stands for the others."""
    return tuple(map(tuple, _read("everyday.json")["people"]))


def _to_term(row: dict[str, Any]) -> Term:
    senses = tuple(sense["expansion"] for sense in row["senses"])
    return Term(
        term=row["term"],
        kind=row["kind"],
        variants=tuple(row["variants"]),
        expansions=senses or (row["expansion"],),
        plain=row["plain"],
        replaced_by=row["replaced_by"] or "",
        note=row["note"],
    )


def _read(name: str) -> Any:
    return json.loads(files("corpus.vocabulary").joinpath(name).read_text("utf-8"))
