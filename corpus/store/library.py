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


def save_refused(db: Connection, rejected: Rejected, reading: str = "") -> None:
    """Keep why a file gave no report, in place of what was said of it before.

    `reading` is the version of the rules that read it.
    """
    db.execute(
        "insert or replace into refused (path, reason, source, reading) values (?, ?, ?, ?)",
        (rejected.path, rejected.reason, rejected.source, reading),
    )


def remove_refused(db: Connection, path: str, source_id: str) -> None:
    """Forget that a file gave no report, and that its bytes gave none under another name."""
    db.execute("delete from refused where path = ? or source = ?", (path, source_id))


def load_refused(db: Connection) -> tuple[Rejected, ...]:
    """The files that gave no report when last given, by path."""
    rows = db.execute("select path, reason, source from refused order by path")
    return tuple(Rejected(*row) for row in rows)


def load_refusals(db: Connection, reading: str) -> dict[str, str]:
    """Why sources gave no report to this version of the rules, by their ids."""
    rows = db.execute(
        "select source, reason from refused where reading = ? and source <> '' order by path",
        (reading,),
    )
    return dict(rows.fetchall())
