"""Briefings that people save: each kept for good at an id of its own, as it was when saved."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
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


@dataclass(frozen=True, slots=True)
class SavedLine:
    """A saved briefing as it is listed; when it was saved is told in UTC."""

    id: str
    saved_at: datetime
    who: str
    subject: str
    meeting: date

    @property
    def time(self) -> str:
        """The hour and minute at which it was saved."""
        return f"{self.saved_at:%H:%M}"


def _to_line(row: tuple[str, str, str, str, str]) -> SavedLine:
    id_, saved_at, who, subject, meeting = row
    return SavedLine(
        id_, datetime.fromisoformat(saved_at), who, subject, date.fromisoformat(meeting)
    )


_LINE = (
    "select id, saved_at, who, json_extract(pack, '$.subject'), json_extract(pack, '$.meeting')"
    " from briefing"
)


def save_briefing(db: Connection, pack: dict[str, Any], who: str, made_of: str = "") -> str:
    """Keep a briefing; its id. `made_of` is the draft's address or the saved one's id."""
    id_ = secrets.token_hex(_BYTES)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    add_briefing(db, Saved(id_, now, who, {**pack, "made_of": made_of}))
    return id_


def list_saved(db: Connection, who: str) -> list[SavedLine]:
    """The briefings that somebody saved, the newest first."""
    rows = db.execute(f"{_LINE} where who = ? order by saved_at desc, id", (who,))
    return [_to_line(row) for row in rows]


def list_beside(db: Connection, saved: Saved) -> list[SavedLine]:
    """What others saved of the same draft or saved briefing, or of this one; oldest first.

    Of people without a name each is another.
    """
    made_of = saved.pack.get("made_of", "")
    rows = db.execute(
        f"{_LINE} where id != ? and (who != ? or who = '')"
        " and (json_extract(pack, '$.made_of') = ?"
        " or (? != '' and json_extract(pack, '$.made_of') = ?)) order by saved_at, id",
        (saved.id, saved.who, saved.id, made_of, made_of),
    )
    return [_to_line(row) for row in rows]


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
