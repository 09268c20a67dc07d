"""What is stated in the passages of an answer: asks, findings and rows that stand in them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from api.pages import words
from api.pages.holdings import marks_of


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that stands in a passage: what it is, its themes."""

    id: str
    what: str  # ask | action | question | measure | risk | a finding's stance
    themes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is, in words."""
        return words.say_what(self.what)

    def passes(self, what: str, theme: str) -> bool:
        """True where it is of this kind and has this theme; empty ones do not narrow."""
        return what in ("", self.what) and (not theme or theme in self.themes)


# Table, how its kind is told, its themes. A measure's many values say little one by one.
_STATED = (
    ("ask", "'ask'", "'[]'"),
    ("finding", "r.stance", "r.themes"),
    ("action", "'action'", "'[]'"),
    ("question", "'question'", "r.themes"),
    ("risk", "'risk'", "'[]'"),
)


def find_said(db: Connection, passages: Sequence[int]) -> Mapping[int, tuple[Said, ...]]:
    """The statements that stand in passages, by the passage's number."""
    found: defaultdict[int, list[Said]] = defaultdict(list)
    for table, what, themes in _STATED:
        rows = db.execute(
            f"select p.number, r.id, {what}, {themes} from passage p join {table} r"
            " on r.document = p.document and r.start < p.stop and p.start < r.stop"
            f" where p.number in ({marks_of(passages)}) order by p.number, r.start",
            passages,
        )
        for number, id_, kind, about in rows:
            found[number].append(Said(id_, kind, tuple(json.loads(about))))
    return {number: tuple(said) for number, said in found.items()}


def find_places(db: Connection, passages: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """Where passages begin and end in their documents' texts, by the passage's number."""
    rows = db.execute(
        f"select number, start, stop from passage where number in ({marks_of(passages)})", passages
    )
    return {number: (start, end) for number, start, end in rows}
