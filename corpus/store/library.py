"""Facts about a library as a whole: what changed, its encoder, refused files, what models gave."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from corpus.records import Rejected
from corpus.store.connection import Connection, damaged, marks_of, snapshot, transaction

# What was worked out, by the digest of all that it rests on: a plain value or bytes, and the id of
# the document that it goes with, where it is of one.
WorkedOutValues = Mapping[bytes, tuple[Any, str | None]]

# Of a kind. All of England's recommendations compared in their councils are as many; 60 MB.
MOST_KEPT = 500_000
_AT_ONCE = 500  # SQLite takes 999 parameters at least
_KEEP = (
    "insert or ignore into worked_out (kind, digest, value, document)"
    " select ?1, ?2, ?3, ?4"
    " where ?4 is null or exists (select 1 from document where id = ?4)"
)


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


# --- when files came -----------------------------------------------------------


def note_arrival(db: Connection, source_id: str) -> None:
    """Keep when a source first came into this library; one that came before keeps its time."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    db.execute("insert or ignore into arrival (source, came_at) values (?, ?)", (source_id, now))


def newest_arrival(db: Connection) -> int:
    """The number of the source that came last; 0 while none came. Later ones have higher ones."""
    return int(db.execute("select coalesce(max(number), 0) from arrival").fetchone()[0])


def list_arrivals(db: Connection) -> list[tuple[int, str]]:
    """Every arrival's number and the id of its source, in their order."""
    rows: list[tuple[int, str]] = db.execute(
        "select number, source from arrival order by number"
    ).fetchall()
    return rows


def load_arrivals(db: Connection, sources: Iterable[str]) -> dict[str, str]:
    """When each of the sources came, by its id: an ISO time, UTC; empty where that is not known."""
    rows = db.execute(
        "select source, came_at from arrival where source in (select value from json_each(?))",
        (json.dumps(list(sources)),),
    )
    return dict(rows.fetchall())


# --- what models worked out, as one version of them did ----------------------


def load_worked_out(
    db: Connection, kind: str, version: str, digests: Sequence[bytes]
) -> dict[bytes, Any]:
    """The values of one kind that are kept, by digest; none where they are of another version.

    LibraryError where they are damaged.
    """
    values: dict[bytes, Any] = {}
    with snapshot(db):
        if load_meta(db, kind) != version:
            return {}
        for start in range(0, len(digests), _AT_ONCE):
            some = digests[start : start + _AT_ONCE]
            query = (
                "select digest, value from worked_out"
                f" where kind = ? and digest in ({marks_of(some)})"
            )
            rows = db.execute(query, (kind, *some))
            values |= {digest: _to_value(kind, value) for digest, value in rows}
    return values


def _to_value(kind: str, held: str | bytes) -> Any:
    try:
        return held if isinstance(held, bytes) else json.loads(held)
    except ValueError as error:
        raise damaged(f"What was worked out ({kind}) is") from error


def save_worked_out(db: Connection, kind: str, version: str, values: WorkedOutValues) -> None:
    """Keep values, in place of those of any other version; once `MOST_KEPT` are, no more.

    What was read in a document that is not held any more is not kept.
    """
    with transaction(db):
        if load_meta(db, kind) != version:
            db.execute("delete from worked_out where kind = ?", (kind,))
            save_meta(db, kind, version)
        query = "select count(*) from worked_out where kind = ?"
        (held,) = db.execute(query, (kind,)).fetchone()
        rows = [
            (kind, digest, _to_held(value), document)
            for digest, (value, document) in values.items()
        ]
        db.executemany(_KEEP, rows[: max(0, MOST_KEPT - held)])


def _to_held(value: Any) -> str | bytes:
    return value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":"))
