"""The vectors of passages, a matrix for each document."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.store.connection import Connection, snapshot

Vectors = NDArray[np.float32]
Halves = NDArray[np.float16]


def save_vectors(
    db: Connection,
    document_id: str,
    vectors: Vectors,
    counts: Sequence[int],
    version: int = 1,
) -> None:
    """Keep the vectors of a document's passages, in their order, as float16, for those held.

    `counts` is how many rows each passage has; `version` says by which rules the vectors were
    made. Half the bytes change a nearness by 0.0001 and let a library of 228 reports open
    half a second sooner.
    """
    db.execute(
        "insert into embedding (document, counts, vectors, version) values (?, ?, ?, ?)"
        " on conflict (document) do update set"
        " counts = excluded.counts, vectors = excluded.vectors, version = excluded.version",
        (
            document_id,
            json.dumps(list(counts)),
            np.ascontiguousarray(vectors, dtype=np.float16).tobytes(),
            version,
        ),
    )


def find_other_vectors(db: Connection, version: int) -> list[str]:
    """The ids of the documents whose vectors are of another version, in the order of saving."""
    rows = db.execute(
        "select document from embedding indexed by embedding_version where version <> ?"
        " order by number",
        [version],
    )
    return [document for (document,) in rows]


def load_passage_vectors(db: Connection, document_id: str, number: int, dimensions: int) -> Vectors:
    """The unit rows of the passage of that number in a document; none where it has none."""
    counts, rows = load_document_vectors(db, document_id, dimensions)
    query = "select count(*) from passage where document = ? and number < ?"
    before = db.execute(query, (document_id, number)).fetchone()[0]
    first, last = sum(counts[:before]), sum(counts[: before + 1])
    return rows[first:last].astype(np.float32)


def load_vectors(db: Connection, dimensions: int) -> tuple[list[str], Halves]:
    """The vectors of all passages: an id for each row, and the unit rows.

    In the order of saving; the rows of one passage stand together. Every document has
    had its vectors saved.
    """
    with snapshot(db):
        held = db.execute("select counts, vectors from embedding order by number").fetchall()
        ids = db.execute("select id from passage order by number").fetchall()
    counts = (count for counts, _ in held for count in json.loads(counts))
    row_ids = [id_ for (id_,), count in zip(ids, counts, strict=True) for _ in range(count)]
    return row_ids, _decode(b"".join(vectors for _, vectors in held), dimensions)


def load_document_vectors(
    db: Connection, document_id: str, dimensions: int
) -> tuple[list[int], Halves]:
    """How many rows each passage of a document has, in their order, and all these unit rows.

    No counts and no rows where none are held of it.
    """
    query = "select counts, vectors from embedding where document = ?"
    counts, vectors = db.execute(query, (document_id,)).fetchone() or ("[]", b"")
    return json.loads(counts), _decode(vectors, dimensions)


def _decode(vectors: bytes, dimensions: int) -> Halves:
    """Rows of that width as `save_vectors` keeps them."""
    return np.frombuffer(vectors, dtype=np.float16).reshape(-1, dimensions)
