"""Passwords that were tried of late, by name and address, right ones left out once they prove so.

Names are kept whether anybody has them or not; times are in ISO form, UTC.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.store.connection import Connection
from corpus.store.people.accounts import writing


@dataclass(frozen=True, slots=True)
class Attempts:
    """How many passwords an address tried: for one name, and for all names together."""

    for_name: int
    in_all: int


def count_attempts(db: Connection, name: str, address: str) -> Attempts:
    """The attempts that are kept of an address, whatever the capitals of the name."""
    row = db.execute(
        "select count(*) filter (where name = ?), count(*) from attempt where address = ?",
        (name, address),
    ).fetchone()
    return Attempts(*row)


def save_attempt(db: Connection, name: str, address: str, tried_at: str) -> int:
    """Keep that a password is tried; the number to take it back by."""
    with writing(db):
        saved = db.execute(
            "insert into attempt (name, address, tried_at) values (?, ?, ?)",
            (name, address, tried_at),
        )
    return int(saved.lastrowid or 0)


def remove_attempt(db: Connection, number: int) -> None:
    """Take an attempt back: its password was not checked."""
    with writing(db):
        db.execute("delete from attempt where id = ?", (number,))


def remove_attempts(db: Connection, name: str, address: str) -> None:
    """Forget the attempts of an address for a name."""
    with writing(db):
        db.execute("delete from attempt where name = ? and address = ?", (name, address))


def remove_attempts_before(db: Connection, time: str) -> None:
    """Forget the attempts made before a time, of all names and addresses."""
    with writing(db):
        db.execute("delete from attempt where tried_at < ?", (time,))
