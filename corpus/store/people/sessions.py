"""Who is logged in: a row for each session, so that it can be ended from here.

A session is kept by the hash of what its cookie holds; times are in ISO form, UTC.
"""

from __future__ import annotations

from corpus.store.connection import Connection
from corpus.store.people.accounts import Login, Person, writing


def save_session(db: Connection, session_hash: str, login: Login, began_at: str) -> bool:
    """Keep a session of a person; False where their password is no longer the one given.

    A person may be removed or set anew while their password is being checked.
    """
    with writing(db):
        saved = db.execute(
            "insert into session select ?, name, ? from person where name = ? and password = ?",
            (session_hash, began_at, login.person.name, login.password_hash),
        )
    return saved.rowcount > 0


def find_session_owner(db: Connection, session_hash: str, since: str) -> Person | None:
    """The person whose session has this hash and began since a time; None where it is nobody's."""
    row = db.execute(
        "select p.name, p.role from session s join person p on p.name = s.person"
        " where s.hash = ? and s.began_at >= ?",
        (session_hash, since),
    ).fetchone()
    return Person(*row) if row else None


def remove_session(db: Connection, session_hash: str) -> None:
    """End one session, if it is there."""
    with writing(db):
        db.execute("delete from session where hash = ?", (session_hash,))


def remove_sessions(db: Connection, person: str) -> None:
    """End every session of a person."""
    with writing(db):
        db.execute("delete from session where person = ? collate nocase", (person,))


def remove_sessions_before(db: Connection, time: str) -> None:
    """Forget the sessions that began before a time, of everybody."""
    with writing(db):
        db.execute("delete from session where began_at < ?", (time,))
