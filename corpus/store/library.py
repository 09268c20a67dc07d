"""Facts about a library as a whole: what changed, its encoder, the files refused, weights."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from corpus.records import Rejected
from corpus.store.connection import Connection, marks_of, snapshot, transaction

# Of a pair, by its digest: how likely it is the same, and the same or related.
Weights = Mapping[bytes, tuple[float, float]]

# What all of England's recommendations are compared with in their councils; about 40 MB.
MOST_KEPT = 500_000
_AT_ONCE = 500  # SQLite takes 999 parameters at least
_WEIGHTS_VERSION = "weights"


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


# --- weights of pairs, as one version of the models gave them ----------------


def load_weights(
    db: Connection, version: str, pairs: Sequence[bytes]
) -> dict[bytes, tuple[float, float]]:
    """The weights of those of the pairs that are kept; none where they are of another version."""
    weights: dict[bytes, tuple[float, float]] = {}
    with snapshot(db):
        if load_meta(db, _WEIGHTS_VERSION) != version:
            return {}
        for start in range(0, len(pairs), _AT_ONCE):
            some = pairs[start : start + _AT_ONCE]
            query = f"select * from pair_weight where pair in ({marks_of(some)})"
            weights |= {pair: (same, related) for pair, same, related in db.execute(query, some)}
    return weights


def save_weights(db: Connection, version: str, weights: Weights) -> None:
    """Keep weights, in place of those of any other version; once `MOST_KEPT` are, no more."""
    with transaction(db):
        if load_meta(db, _WEIGHTS_VERSION) != version:
            db.execute("delete from pair_weight")
            save_meta(db, _WEIGHTS_VERSION, version)
        held = db.execute("select count(*) from pair_weight").fetchone()[0]
        rows = [(pair, *weight) for pair, weight in weights.items()]
        db.executemany(
            "insert or ignore into pair_weight values (?, ?, ?)", rows[: max(0, MOST_KEPT - held)]
        )
