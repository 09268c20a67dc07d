"""Briefings that people save: each kept for good at an id of its own, as it was when saved."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from corpus.errors import NotFound
from corpus.store.connection import Connection, transaction

_BYTES = 6  # of an id: not to be guessed in a library of some thousands


@dataclass(frozen=True, slots=True)
class Saved:
    """A briefing as saved: `pack` is plain data, as `corpus.plain` makes it."""

    id: str
    saved_at: str  # ISO time, UTC
    who: str
    pack: dict[str, Any]


def save_briefing(db: Connection, pack: dict[str, Any], who: str) -> str:
    """Keep a briefing; its id."""
    id_ = secrets.token_urlsafe(_BYTES)
    add_briefing(db, Saved(id_, datetime.now(UTC).isoformat(timespec="seconds"), who, pack))
    return id_


def add_briefing(db: Connection, briefing: Saved) -> None:
    """Keep a briefing at its own id, at which none is held."""
    row = (briefing.id, briefing.saved_at, briefing.who, json.dumps(briefing.pack))
    with transaction(db):
        db.execute("insert into briefing (id, saved_at, who, pack) values (?, ?, ?, ?)", row)


def iter_briefings(db: Connection) -> Iterator[Saved]:
    """Every briefing saved, oldest first."""
    rows = db.execute("select id, saved_at, who, pack from briefing order by saved_at, id")
    return (Saved(id_, saved_at, who, json.loads(pack)) for id_, saved_at, who, pack in rows)


def load_briefing(db: Connection, id_: str) -> Saved:
    """A briefing by its id. NotFound where none was saved at it."""
    row = db.execute("select id, saved_at, who, pack from briefing where id = ?", (id_,)).fetchone()
    if row is None:
        raise NotFound(f"No briefing is saved at this address ({id_}).")
    id_, saved_at, who, pack = row
    return Saved(id_, saved_at, who, json.loads(pack))
