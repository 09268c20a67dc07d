"""A record that stands in a passage, as pages name it."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.shared import words
from corpus.store.citations import Stated


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


def view_stated(stated: Stated) -> Said:
    """A record as pages name it."""
    return Said(stated.id, stated.table, stated.stance, stated.themes)
