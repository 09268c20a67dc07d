"""What an ask is about, by a lexicon: objects, cohorts, faults and tiers, each where it stands.

The lexicon is `corpus/vocabulary/slots.json`; its note says how it is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

# "(paragraphs 12, 14)", "(outcome 3, national framework)": printed beside an ask, not asked.
_REFERENCE = re.compile(r"\([^()]*(?:paragraph|framework|outcome|enabler|page)[^()]*\)\.?", re.I)
_APOSTROPHE = re.compile(r"['’‘]")
# A sub-point begins on a line of its own, or with a bullet, a minus or a glyph of a symbol font.
_BULLET = re.compile(r"\s*(?:\n|[\ue000-\uf8ff•▪]|\s−\s)[\s•]*")
_JOINT = re.compile(r"[-‐‑–—/]")
ITSELF, ONE, RELATED = 3, 2, 1
_TAKEN = "\0"  # no pattern matches it


class Slot(NamedTuple):
    """One thing an ask can be about. `kin` is the family of an object, the group of a cohort."""

    id: str
    label: str
    kin: str
    pattern: re.Pattern[str]


class Lexicon(NamedTuple):
    """The four lists; objects stand in order, what one has matched is not offered to the next.

    `ties` are pairs of different objects, both ways round: `ONE` where a reader takes
    them for one deficiency, `RELATED` where for related ones.
    """

    objects: tuple[Slot, ...]
    cohorts: tuple[Slot, ...]
    faults: tuple[Slot, ...]
    tiers: tuple[Slot, ...]
    ties: Mapping[tuple[str, str], int]

    def tie(self, one: str, other: str) -> int:
        """How two objects belong together: `ITSELF`, `ONE`, `RELATED` or 0."""
        return ITSELF if one == other else self.ties.get((one, other), 0)


class Mark(NamedTuple):
    """A slot found at a character of the plain text."""

    start: int
    slot: str


@cache
def open_lexicon() -> Lexicon:
    """The lexicon that comes with the system, read once."""
    text = files("corpus.vocabulary").joinpath("slots.json").read_text("utf-8")
    facts: dict[str, Any] = json.loads(text)
    objects, cohorts, faults, tiers = (
        tuple(_read_slot(entry) for entry in facts[name])
        for name in ("objects", "cohorts", "faults", "tiers")
    )
    return Lexicon(objects, cohorts, faults, tiers, _read_ties(facts["ties"]))


def _read_ties(ties: Mapping[str, Sequence[Sequence[str]]]) -> dict[tuple[str, str], int]:
    return {
        pair: strength
        for name, strength in (("one", ONE), ("related", RELATED))
        for one, other in ties[name]
        for pair in ((one, other), (other, one))
    }


def _read_slot(entry: dict[str, Any]) -> Slot:
    kin = entry.get("family") or entry.get("within") or ""
    pattern = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(entry['patterns'])})")
    return Slot(entry["id"], entry["label"], kin, pattern)


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


def find_objects(text: str, slots: tuple[Slot, ...]) -> list[Mark]:
    """Where each object of a plain text stands, in the order of the text."""
    found: list[Mark] = []
    for slot in slots:
        hits = list(slot.pattern.finditer(text))
        found += [Mark(hit.start(), slot.id) for hit in hits]
        for hit in hits:
            text = text[: hit.start()] + _TAKEN * len(hit.group()) + text[hit.end() :]
    return sorted(found)


def find_marks(text: str, slots: tuple[Slot, ...]) -> list[Mark]:
    """Where each cohort, fault or tier of a plain text stands; they may overlap."""
    return sorted(
        Mark(hit.start(), slot.id) for slot in slots for hit in slot.pattern.finditer(text)
    )
