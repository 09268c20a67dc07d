"""The vectors of passages come back as they were, whole or by document."""

from collections.abc import Callable
from sqlite3 import Connection

import numpy as np
import pytest

from corpus.errors import LibraryError
from corpus.records import Report
from corpus.store.embeddings import (
    decode_vectors,
    load_document_vectors,
    load_vectors,
    load_vectors_of,
    narrow,
    narrow_halves,
    save_vectors,
    widen,
)

Keep = Callable[..., Report]


def test_vectors_come_back_in_the_order_of_their_passages(empty: Connection, keep: Keep) -> None:
    """A passage may have several rows, or none."""
    for number, name in enumerate("ba"):
        keep(name)
        save_vectors(empty, name, np.full((number + 1, 3), number, np.float32), [0, number + 1])
    held = load_vectors(empty, 3)
    assert held.ids == ["b-second", "a-second"]
    assert held.counts.tolist() == [1, 2]
    assert held.numbers.tolist() == [2, 4]
    assert held.rows.tolist() == [[0, 0, 0], [1, 1, 1], [1, 1, 1]]
    counts, rows = load_document_vectors(empty, "a", 3)
    assert (counts, rows.tolist()) == ([0, 2], [[1, 1, 1], [1, 1, 1]])


def test_the_rows_of_some_passages_are_those_that_all_have(empty: Connection, keep: Keep) -> None:
    """Those of no rows, and those that are not held, are left out."""
    rows = np.eye(3, dtype=np.float32)
    for name in "ba":
        keep(name)
        save_vectors(empty, name, rows, [1, 2])
    ids, some = load_vectors_of(empty, ["a-second", "b-first", "not held"], 3)
    assert dict(zip(ids, some.argmax(axis=1).tolist(), strict=True)) == {
        "b-first": 0,
        "a-second": 2,
    }
    assert ids == ["b-first", "a-second", "a-second"]
    assert load_vectors_of(empty, [], 3)[1].shape == (0, 3)
    save_vectors(empty, "a", rows, [3])
    with pytest.raises(LibraryError, match="a: the vectors of this document"):
        load_vectors_of(empty, ["a-second"], 3)


def test_a_library_without_passages_has_no_vectors(empty: Connection) -> None:
    """The matrix has its width all the same, and so has that of a document not held."""
    held = load_vectors(empty, 3)
    assert (held.ids, held.rows.shape) == ([], (0, 3))
    counts, rows = load_document_vectors(empty, "a", 3)
    assert (counts, rows.shape) == ([], (0, 3))


def test_vectors_kept_as_bytes_are_as_near_as_they_were(empty: Connection, keep: Keep) -> None:
    """In a byte a component and two a row: to 0.003 in every nearness, and of unit length."""
    made = np.random.default_rng(1).normal(size=(60, 384)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    keep("a")
    save_vectors(empty, "a", made, [30, 30])
    rows = load_document_vectors(empty, "a", 384)[1].astype(np.float32)
    assert np.abs(rows @ made.T - made @ made.T).max() < 0.003
    assert np.abs(np.linalg.norm(rows, axis=1) - 1).max() < 0.002
    (size,) = empty.execute("select length(vectors) from embedding").fetchone()
    assert size == 60 * (384 + 2)


def test_float16_is_narrowed_and_widened_as_numpy_does() -> None:
    """Every number there is, and every scale of a row with every whole number of it."""
    halves = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    finite = halves[np.isfinite(halves)]
    assert (widen(finite).view(np.int32) == finite.astype(np.float32).view(np.int32)).all()
    whole = np.tile(np.arange(-127, 128, dtype=np.int8), (16, 1))
    for scales in np.split(halves[: 0x7C00 // 16 * 16].astype(np.float32), 0x7C00 // 16):
        with np.errstate(over="ignore"):
            plain, ours = (whole * scales[:, None]).astype(np.float16), narrow(whole, scales)
        assert (ours.view(np.uint16) == plain.view(np.uint16)).all()


def test_what_was_kept_as_float16_is_narrowed_and_what_is_damaged_left() -> None:
    """As a library of an earlier version is opened; each is then read, or told as damaged."""
    made = np.eye(4, 384, dtype=np.float16)
    counts, rows = decode_vectors("[1, 3]", narrow_halves(made.tobytes(), 4))
    assert (counts, rows.tolist()) == ([1, 3], made.tolist())
    assert narrow_halves(b"", 0) == b""
    spoilt = np.where(made, np.nan, made).astype(np.float16).tobytes()
    for damaged in (spoilt, made.tobytes()[:-1]):
        assert narrow_halves(damaged, 4) == damaged


@pytest.mark.parametrize("counts", ["[0, 2]", "[0, 999999999999]", "[1]", "not JSON", "1", '["1"]'])
def test_counts_that_are_not_those_of_the_rows_are_damage(
    empty: Connection, keep: Keep, counts: str
) -> None:
    """Told before room is made for rows that are not there."""
    keep("a")
    save_vectors(empty, "a", np.eye(3, dtype=np.float32)[:1], [0, 1])
    empty.execute("update embedding set counts = ?", (counts,))
    with pytest.raises(LibraryError, match="the vectors of this document"):
        load_vectors(empty, 3)
