"""A lexicon of what asks are about (objects, cohorts, faults, tiers), and its matches in a text.

The lexicon is `corpus/vocabulary/slots.json`; its note says how it is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

# "(paragraphs 12, 14)", "(outcome 3, national framework)": printed beside an ask, not asked.
_REFERENCE = re.compile(r"\([^()]*(?:paragraph|framework|outcome|enabler|page)[^()]*\)\.?", re.I)
_APOSTROPHE = re.compile(r"['’‘]")
# A sub-point begins on a line of its own, or with a bullet, a minus or a glyph of a symbol font.
_BULLET = re.compile(r"\s*(?:\n|[\ue000-\uf8ff•▪]|\s−\s)[\s•]*")
_JOINT = re.compile(r"[-‐‑–—/]")
IDENTICAL, EQUIVALENT, RELATED = 3, 2, 1
_TAKEN = "\0"  # no pattern matches it


class LexiconEntry(NamedTuple):
    """A thing that an ask can be about, with its pattern.

    `family` is that of an object, or the arm of the service that a cohort belongs to.
    """

    id: str
    label: str
    family: str
    pattern: re.Pattern[str]


class Lexicon(NamedTuple):
    """The four lists; objects stand in order, what one has matched is not offered to the next.

    `ties` are pairs of different objects, both ways round: `EQUIVALENT` where a reader takes
    them for one deficiency, `RELATED` where for related ones.
    """

    objects: tuple[LexiconEntry, ...]
    cohorts: tuple[LexiconEntry, ...]
    faults: tuple[LexiconEntry, ...]
    tiers: tuple[LexiconEntry, ...]
    ties: Mapping[tuple[str, str], int]

    def tie(self, first: str, second: str) -> int:
        """How two objects belong together: `IDENTICAL`, `EQUIVALENT`, `RELATED` or 0."""
        return IDENTICAL if first == second else self.ties.get((first, second), 0)


class LexiconMatch(NamedTuple):
    """An entry of the lexicon, and the character of the plain text at which it begins."""

    start: int
    entry: str


@cache
def open_lexicon() -> Lexicon:
    """The lexicon that comes with the system, read once."""
    text = files("corpus.vocabulary").joinpath("slots.json").read_text("utf-8")
    facts: dict[str, Any] = json.loads(text)
    objects, cohorts, faults, tiers = (
        tuple(_read_entry(entry) for entry in facts[name])
        for name in ("objects", "cohorts", "faults", "tiers")
    )
    return Lexicon(objects, cohorts, faults, tiers, _read_ties(facts["ties"]))


def _read_ties(ties: Mapping[str, Sequence[Sequence[str]]]) -> dict[tuple[str, str], int]:
    return {
        pair: strength
        for name, strength in (("one", EQUIVALENT), ("related", RELATED))
        for first, second in ties[name]
        for pair in ((first, second), (second, first))
    }


def _read_entry(entry: dict[str, Any]) -> LexiconEntry:
    family = entry.get("family") or entry.get("within") or ""
    pattern = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(entry['patterns'])})")
    return LexiconEntry(entry["id"], entry["label"], family, pattern)


def plain(text: str) -> str:
    """An ask in lower case, without references, apostrophes, hyphens and slashes.

    >>> plain("Children’s case-file audits (paragraph 12)")
    'childrens case file audits'
    >>> plain("Audits, including:\\n- of plans\\nof visits")
    'audits, including: • of plans • of visits'
    """
    text = _BULLET.sub(" • ", text.strip())
    text = _APOSTROPHE.sub("", _REFERENCE.sub(" ", text).lower())
    return " ".join(_JOINT.sub(" ", text).split())


@lru_cache(maxsize=2_000)
def patterns_of(objects: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """What finds the objects of these ids in a plain text."""
    return tuple(entry.pattern for entry in open_lexicon().objects if entry.id in objects)


def find_objects(text: str, entries: tuple[LexiconEntry, ...]) -> list[LexiconMatch]:
    """The objects named in a plain text, in its order; a longer name hides a shorter one in it."""
    matches: list[LexiconMatch] = []
    for entry in entries:
        hits = list(entry.pattern.finditer(text))
        matches += [LexiconMatch(hit.start(), entry.id) for hit in hits]
        for hit in hits:
            text = text[: hit.start()] + _TAKEN * len(hit.group()) + text[hit.end() :]
    return sorted(matches)


def find_matches(text: str, entries: tuple[LexiconEntry, ...]) -> list[LexiconMatch]:
    """The cohorts, faults or tiers named in a plain text, in its order; they may overlap."""
    return sorted(
        LexiconMatch(hit.start(), entry.id)
        for entry in entries
        for hit in entry.pattern.finditer(text)
    )
