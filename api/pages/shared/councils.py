"""The council that a page is about, where the library may hold several."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.manifest import council_name
from corpus.store.connection import Connection
from corpus.store.documents import list_authorities


@dataclass(frozen=True, slots=True)
class CouncilChoice:
    """The councils held, and the name of the one chosen; empty while there is a choice to make."""

    name: str
    held: tuple[str, ...]


def choose_council(db: Connection, named: str) -> CouncilChoice:
    """The council named, in any usual spelling; where none is, the only one held."""
    held = tuple(list_authorities(db))
    only = held[0] if len(held) == 1 else ""
    return CouncilChoice(council_name(named) or only, held)
