"""Facts about a library as a whole: what changed, its encoder, the files refused."""

from __future__ import annotations

from corpus.records import Rejected
from corpus.store.connection import Connection


def generation(db: Connection) -> int:
    """A number that grows with every source added or removed, and with vectors made anew."""
    return int(load_meta(db, "generation") or 0)


def raise_generation(db: Connection) -> None:
    """Say that what is held changed: open libraries read their indexes again."""
    db.execute("update meta set value = value + 1 where name = 'generation'")


def load_meta(db: Connection, name: str) -> str:
    """A fact about the library ("generation", "encoder"); empty where none was saved."""
    row = db.execute("select value from meta where name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def save_meta(db: Connection, name: str, value: str) -> None:
    """Keep a fact about the library."""
    db.execute("insert or replace into meta values (?, ?)", (name, value))


def save_refused(db: Connection, rejected: Rejected) -> None:
    """Keep why a file gave no report, in place of what was said of it before."""
    db.execute("insert or replace into refused values (?, ?)", (rejected.path, rejected.reason))


def remove_refused(db: Connection, path: str) -> None:
    """Forget that a file gave no report."""
    db.execute("delete from refused where path = ?", (path,))


def load_refused(db: Connection) -> tuple[Rejected, ...]:
    """The files that gave no report when last given, by path."""
    rows = db.execute("select path, reason from refused order by path")
    return tuple(Rejected(path, reason) for path, reason in rows)
