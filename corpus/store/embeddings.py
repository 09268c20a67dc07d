"""The vectors of passages, a matrix for each document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LibraryError
from corpus.store.connection import Connection, damaged, snapshot

Vectors = NDArray[np.float32]
Halves = NDArray[np.float16]
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


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


@dataclass(frozen=True, slots=True)
class HeldVectors:
    """Unit rows one after the other, and the passages that have them, in their order: the id and
    number of each, and how many rows it has."""

    ids: list[str]
    numbers: Numbers
    counts: Numbers
    rows: Halves


MakeRoom = Callable[[int, int], Halves]  # for so many rows of a width


def _make_room(count: int, width: int) -> Halves:
    return np.empty((count, width), np.float16)


def load_vectors(db: Connection, dimensions: int, make_room: MakeRoom = _make_room) -> HeldVectors:
    """The vectors of all passages that have any, in the order of saving, in the room made.

    LibraryError where those of a document are missing or not its own.
    """
    with snapshot(db):
        counts, passages = _load_counts(db, dimensions), _passages_by_document(db)
        for document in {**counts, **passages}:
            if len(counts.get(document, ())) != len(passages.get(document, ())):
                raise _damaged(document)
        room = make_room(sum(map(sum, counts.values())), dimensions)
        rows = _load_rows(db, counts, room)
    held = [passage for document in counts for passage in passages.get(document, ())]
    each = np.array([count for document in counts for count in counts[document]], np.int64)
    numbers = np.array([number for number, _ in held], np.int64)
    return HeldVectors(
        [id_ for (_, id_), has in zip(held, each > 0, strict=True) if has],
        numbers[each > 0],
        each[each > 0],
        rows,
    )


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
            counts, vectors = _read_document(db, document, dimensions)
            if len(counts) != len(held):
                raise _damaged(document)
            chosen = [id_ in wanted for id_ in held]
            mask = np.repeat(chosen, counts)
            rows.append(_decode_rows(vectors, len(mask), dimensions, mask))
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


def _load_rows(db: Connection, documents: Iterable[str], rows: Halves) -> Halves:
    """The rows of documents one after the other, read one document at a time into one matrix."""
    start = 0
    for document in documents:
        _, own = load_document_vectors(db, document, rows.shape[1])
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


def _passages_by_document(db: Connection) -> dict[str, list[tuple[int, str]]]:
    """The numbers and ids of each document's passages, in their order."""
    passages: dict[str, list[tuple[int, str]]] = {}
    query = "select document, number, id from passage order by number"
    for document, number, id_ in db.execute(query):
        passages.setdefault(document, []).append((number, id_))
    return passages


def load_document_vectors(
    db: Connection, document_id: str, dimensions: int
) -> tuple[list[int], Halves]:
    """How many rows each passage of a document has, in their order, and all these unit rows.

    No counts and no rows where none are held of it. LibraryError where they are damaged.
    """
    counts, vectors = _read_document(db, document_id, dimensions)
    return counts, _decode_rows(vectors, sum(counts), dimensions)


def _read_document(db: Connection, document_id: str, dimensions: int) -> tuple[list[int], bytes]:
    query = "select counts, vectors from embedding where document = ?"
    counts, vectors = db.execute(query, (document_id,)).fetchone() or ("[]", b"")
    return _check_counts(document_id, counts, len(vectors), dimensions), vectors


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


def _decode_rows(vectors: bytes, count: int, dimensions: int, chosen: Mask | None = None) -> Halves:
    """All rows, or those chosen. ValueError where these are not the bytes of so many rows."""
    if len(vectors) != count * row_bytes(dimensions):
        raise ValueError("not as many bytes as the rows need")
    scales = np.frombuffer(vectors, np.float16, count)
    whole = np.frombuffer(vectors, np.int8, offset=count * _SCALE_BYTES).reshape(count, dimensions)
    if chosen is not None:
        scales, whole = scales[chosen], whole[chosen]
    return narrow(whole, scales.astype(np.float32))


# numpy narrows and widens float16 one by one, in 5.6 and 2.7 ns; by whole numbers, which the
# processor takes several of at once, it is 1.1 and 0.4. A float32 that is 2**-112 of a number has
# the bits of that number's float16, thirteen places up.
_DOWN, _UP = np.float32(2.0**-112), np.float32(2.0**112)
_PLACES = 13
_NARROW = 256  # what is as great does not fit, nor does what is no number


def narrow(whole: NDArray[np.int8], scales: Vectors) -> Halves:
    """Whole numbers times the scale of their row, rounded as numpy rounds to float16.

    >>> narrow(np.array([[3, -127]], np.int8), np.array([0.1], np.float32)).tolist()
    [[0.300048828125, -12.703125]]
    """
    if not (np.abs(scales) < _NARROW).all():
        return (whole * scales[:, None]).astype(np.float16)
    bits = (whole * (scales * _DOWN)[:, None]).view(np.int32)
    odd = bits >> _PLACES
    odd &= 1
    bits += odd
    bits += (1 << (_PLACES - 1)) - 1  # half of the last place, less one where that is even
    signs = bits >> 16
    signs &= -0x8000
    bits >>= _PLACES
    bits &= 0x7FFF
    bits |= signs
    return bits.astype(np.int16).view(np.float16)


def widen(halves: Halves) -> Vectors:
    """Numbers of float16 as float32, each the same; none of them infinite.

    >>> widen(np.array([0.1, -2], np.float16)).tolist()
    [0.0999755859375, -2.0]
    """
    bits = halves.view(np.int16).astype(np.int32)
    bits <<= _PLACES
    bits &= np.int32(-0x70002000)  # the sign, moved with the rest, and what belongs to the number
    wide: Vectors = bits.view(np.float32)
    wide *= _UP
    return wide
