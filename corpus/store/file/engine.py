"""Which engine searches a library, and which of its documents are not yet sent to it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from uuid import uuid4

from corpus.store.connection import Connection, transaction
from corpus.store.embeddings import row_bytes
from corpus.store.library import load_meta, save_meta

_ENGINE, _MOVING, _IDENTITY = "engine", "engine_moving", "identity"


@dataclass(frozen=True, slots=True)
class EnginePlace:
    """Where an engine beside the library is, and the collection there that is this library's."""

    address: str
    collection: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """Documents that changed since they were sent, once each, and the last of these changes."""

    last: int
    documents: tuple[str, ...]


def load_engine(db: Connection) -> EnginePlace | None:
    """The engine that searches a library; None where it is searched by itself."""
    return _load(db, _ENGINE)


def load_moving(db: Connection) -> EnginePlace | None:
    """What a move that has not ended fills; None where there is none."""
    return _load(db, _MOVING)


def begin_move(db: Connection, place: EnginePlace) -> None:
    """Keep that a collection is being filled, and that it lacks every document."""
    with transaction(db):
        _save(db, _MOVING, place)
        db.execute(
            "insert into unsent (collection, document)"
            " select ?, document from embedding order by number",
            (place.collection,),
        )


def end_move(db: Connection, place: EnginePlace | None) -> None:
    """Let a place search from now on; None for the library itself. No move is under way then."""
    with transaction(db):
        _save(db, _ENGINE, place)
        forget_move(db)
        kept = place.collection if place else ""
        db.execute("delete from unsent where collection <> ?", (kept,))


def forget_move(db: Connection) -> None:
    """Keep no longer that a move is under way; nothing happens where none is."""
    moving = load_moving(db)
    if moving:
        _save(db, _MOVING, None)
        db.execute("delete from unsent where collection = ?", (moving.collection,))


def note_unsent(db: Connection, documents: Iterable[str]) -> None:
    """Keep that documents changed or went; nothing where a library is searched by itself."""
    places = [place for place in (load_engine(db), load_moving(db)) if place]
    rows = [(place.collection, document) for document in documents for place in places]
    db.executemany("insert into unsent (collection, document) values (?, ?)", rows)


def load_unsent(db: Connection, place: EnginePlace) -> Unsent:
    """The documents that are to be sent to a place, or removed there where they are not held."""
    query = "select change, document from unsent where collection = ? order by change"
    rows = db.execute(query, (place.collection,)).fetchall()
    last = rows[-1][0] if rows else 0
    return Unsent(last, tuple(dict.fromkeys(document for _, document in rows)))


def has_unsent(db: Connection, place: EnginePlace) -> bool:
    """True where a place lacks a change."""
    query = "select 1 from unsent where collection = ? limit 1"
    return db.execute(query, (place.collection,)).fetchone() is not None


def remove_unsent(db: Connection, place: EnginePlace, documents: Iterable[str], last: int) -> None:
    """Forget that documents were to be sent; what changed after the change `last` stays."""
    rows = [(place.collection, document, last) for document in documents]
    db.executemany("delete from unsent where collection = ? and document = ? and change <= ?", rows)


def find_document_ids(db: Connection, source_id: str) -> list[str]:
    """The ids of a source's documents; none where it is not held."""
    rows = db.execute("select id from document where source = ?", (source_id,))
    return [document for (document,) in rows]


def count_rows(db: Connection, dimensions: int) -> int:
    """How many vectors the library holds."""
    (size,) = db.execute("select coalesce(sum(length(vectors)), 0) from embedding").fetchone()
    return int(size) // row_bytes(dimensions)


def identify(db: Connection) -> str:
    """A name that no other library has, given at the first call; a copy of a file has the same."""
    held = load_meta(db, _IDENTITY)
    if not held:
        held = uuid4().hex
        save_meta(db, _IDENTITY, held)
    return held


def _load(db: Connection, name: str) -> EnginePlace | None:
    held = load_meta(db, name)
    return EnginePlace(**json.loads(held)) if held else None


def _save(db: Connection, name: str, place: EnginePlace | None) -> None:
    save_meta(db, name, json.dumps(asdict(place)) if place else "")
