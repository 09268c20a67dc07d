"""The vectors of passages, a matrix for each document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LibraryError
from corpus.store.connection import Connection, damaged, snapshot

Vectors = NDArray[np.float32]
Halves = NDArray[np.float16]


def save_vectors(
    db: Connection,
    document_id: str,
    vectors: Vectors,
    counts: Sequence[int],
    version: int = 1,
) -> None:
    """Keep the vectors of a document's passages, in their order, a byte for each component.

    `counts` is how many rows each passage has; `version` says by which rules the vectors were
    made. Half the bytes of float16: a nearness changes by 0.0004 (by 0.0024 at most, of four
    million), nDCG of the judged queries by 0.001 at most.
    """
    db.execute(
        "insert into embedding (document, counts, vectors, version) values (?, ?, ?, ?)"
        " on conflict (document) do update set"
        " counts = excluded.counts, vectors = excluded.vectors, version = excluded.version",
        (
            document_id,
            json.dumps(list(counts)),
            _encode_rows(np.asarray(vectors, dtype=np.float32)),
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


def list_embedded(db: Connection) -> list[str]:
    """The ids of the documents that vectors are held of, in the order of saving."""
    return [
        document for (document,) in db.execute("select document from embedding order by number")
    ]


def load_vectors(db: Connection, dimensions: int) -> tuple[list[str], Halves]:
    """The vectors of all passages: an id for each row, and the unit rows.

    In the order of saving; the rows of one passage stand together. LibraryError where those
    of a document are missing or not its own.
    """
    with snapshot(db):
        counts, passages = _load_counts(db, dimensions), _passages_by_document(db)
        for document in {**counts, **passages}:
            if len(counts.get(document, ())) != len(passages.get(document, ())):
                raise _damaged(document)
        rows = _load_rows(db, counts, dimensions)
    ids = (id_ for document in counts for id_ in passages.get(document, ()))
    each = (count for document in counts for count in counts[document])
    return [id_ for id_, count in zip(ids, each, strict=True) for _ in range(count)], rows


def load_vectors_of(
    db: Connection, passages: Iterable[str], dimensions: int
) -> tuple[list[str], Halves]:
    """The vectors of some passages, as `load_vectors` has all; those without any are left out.

    Only the documents that they stand in are read.
    """
    wanted = set(passages)
    ids: list[str] = []
    rows = [np.empty((0, dimensions), np.float16)]
    with snapshot(db):
        for document, held in _passages_beside(db, wanted).items():
            counts, own = load_document_vectors(db, document, dimensions)
            if len(counts) != len(held):
                raise _damaged(document)
            chosen = [id_ in wanted for id_ in held]
            rows.append(own[np.repeat(chosen, counts)])
            for id_, count in compress(zip(held, counts, strict=True), chosen):
                ids += [id_] * count
    return ids, np.concatenate(rows)


def _passages_beside(db: Connection, passages: Iterable[str]) -> dict[str, list[str]]:
    """The ids of all passages of the documents in which some stand, in their order."""
    query = (
        "select document, id from passage where document in (select document from passage"
        " where id in (select value from json_each(?))) order by number"
    )
    held: dict[str, list[str]] = {}
    for document, id_ in db.execute(query, (json.dumps(list(passages)),)):
        held.setdefault(document, []).append(id_)
    return held


def _load_rows(db: Connection, counts: Mapping[str, Sequence[int]], dimensions: int) -> Halves:
    """The rows of documents one after the other, read one document at a time into one matrix."""
    rows = np.empty((sum(map(sum, counts.values())), dimensions), np.float16)
    start = 0
    for document in counts:
        _, own = load_document_vectors(db, document, dimensions)
        rows[start : start + len(own)] = own
        start += len(own)
    return rows


def _load_counts(db: Connection, dimensions: int) -> dict[str, list[int]]:
    """How many rows each passage of each document has, in the order of saving."""
    held = db.execute("select document, counts, length(vectors) from embedding order by number")
    counts: dict[str, list[int]] = {}
    for document, encoded, size in held.fetchall():
        counts[document] = _check_counts(document, encoded, size, dimensions)
    return counts


def _check_counts(document: str, encoded: str, size: int, dimensions: int) -> list[int]:
    """How many rows each passage has, where these are as many bytes as are held."""
    try:
        counts = _decode_counts(encoded)
    except ValueError as error:
        raise _damaged(document) from error
    if sum(counts) * row_bytes(dimensions) != size:
        raise _damaged(document)
    return counts


def _passages_by_document(db: Connection) -> dict[str, list[str]]:
    """The ids of each document's passages, in their order."""
    passages: dict[str, list[str]] = {}
    for document, id_ in db.execute("select document, id from passage order by number"):
        passages.setdefault(document, []).append(id_)
    return passages


def load_document_vectors(
    db: Connection, document_id: str, dimensions: int
) -> tuple[list[int], Halves]:
    """How many rows each passage of a document has, in their order, and all these unit rows.

    No counts and no rows where none are held of it. LibraryError where they are damaged.
    """
    query = "select counts, vectors from embedding where document = ?"
    counts, vectors = db.execute(query, (document_id,)).fetchone() or ("[]", b"")
    rows = _check_counts(document_id, counts, len(vectors), dimensions)
    return rows, _decode_rows(vectors, sum(rows), dimensions)


def _damaged(document: str) -> LibraryError:
    return damaged(f"{document}: the vectors of this document are")


def decode_vectors(encoded: str, vectors: bytes) -> tuple[list[int], Halves]:
    """How many rows each passage has, and the rows, as `save_vectors` keeps them.

    ValueError where there are not as many bytes as the rows need.
    """
    counts = _decode_counts(encoded)
    return counts, _decode_rows(vectors, sum(counts), row_width(len(vectors), sum(counts)))


def _decode_counts(encoded: str) -> list[int]:
    """How many rows each passage has. ValueError where that is not what stands there."""
    counts: list[int] = json.loads(encoded)
    if not isinstance(counts, list) or not {*map(type, counts)} <= {int}:
        raise ValueError("no list of numbers")
    return counts


# --- rows as bytes -----------------------------------------------------------

# Of a blob first the scale of each row, then the rows: components as whole numbers of that scale.
_MOST = 127
_SCALE_BYTES = 2


def row_bytes(dimensions: int) -> int:
    """How many bytes a row of so many components takes."""
    return dimensions + _SCALE_BYTES


def row_width(size: int, rows: int) -> int:
    """How many components each of so many rows in so many bytes has."""
    return size // max(1, rows) - _SCALE_BYTES


def narrow_halves(vectors: bytes, rows: int) -> bytes:
    """The bytes of rows that an earlier version kept as float16; what is damaged stays as it is."""
    halves = np.frombuffer(vectors[: len(vectors) // 2 * 2], np.float16)
    whole = rows and np.isfinite(halves).all() and not len(vectors) % (2 * rows)
    return _encode_rows(halves.reshape(rows, -1).astype(np.float32)) if whole else vectors


def _encode_rows(rows: Vectors) -> bytes:
    scales: Halves = (np.abs(rows).max(axis=1, initial=0) / _MOST).astype(np.float16)
    steps = np.where(scales, scales, 1).astype(np.float32)
    whole: NDArray[np.int8] = np.rint(rows / steps[:, None]).clip(-_MOST, _MOST).astype(np.int8)
    return scales.tobytes() + whole.tobytes()


def _decode_rows(vectors: bytes, count: int, dimensions: int) -> Halves:
    """ValueError where these are not the bytes of so many rows."""
    if len(vectors) != count * row_bytes(dimensions):
        raise ValueError("not as many bytes as the rows need")
    scales = np.frombuffer(vectors, np.float16, count).astype(np.float32)
    whole = np.frombuffer(vectors, np.int8, offset=count * _SCALE_BYTES)
    rows: Halves = (whole.reshape(count, dimensions) * scales[:, None]).astype(np.float16)
    return rows
