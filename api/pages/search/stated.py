"""What is stated in the passages of an answer: asks, findings and rows that stand in them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.pages.shared import words
from corpus.store.connection import Connection, marks_of


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that stands in a passage: what it is (a key of `STATEMENTS`), its themes."""

    id: str
    what: str  # ask | finding | action | question | risk
    stance: str = ""  # of a finding
    themes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is, in words."""
        return words.say_stance(self.stance) if self.stance else words.say_what(self.what)


# Table and what it tells of stance and themes. A measure's many values say little one by one.
_STATED = (
    ("ask", "''", "r.themes"),
    ("finding", "r.stance", "r.themes"),
    ("action", "''", "'[]'"),
    ("question", "''", "r.themes"),
    ("risk", "''", "'[]'"),
)


def find_said(db: Connection, passages: Sequence[int]) -> Mapping[int, tuple[Said, ...]]:
    """The statements that stand in passages, by the passage's number."""
    found: defaultdict[int, list[Said]] = defaultdict(list)
    for table, stance, themes in _STATED:
        rows = db.execute(
            f"select p.number, r.id, {stance}, {themes} from passage p join {table} r"
            " on r.document = p.document and r.start < p.stop and p.start < r.stop"
            f" where p.number in ({marks_of(passages)}) order by p.number, r.start",
            passages,
        )
        for number, id_, said, about in rows:
            found[number].append(Said(id_, table, said, tuple(json.loads(about))))
    return {number: tuple(said) for number, said in found.items()}


def find_places(db: Connection, passages: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """Where passages begin and end in their documents' texts, by the passage's number."""
    rows = db.execute(
        f"select number, start, stop from passage where number in ({marks_of(passages)})", passages
    )
    return {number: (start, end) for number, start, end in rows}
