"""Passages by nearness in meaning: inner products of unit vectors, through faiss.

A passage has a row for each of its sentences. Every row is looked at: 80,000 of them, kept
as float16, take three milliseconds, so there is nothing that a search can miss. Where there are
hundreds of thousands and questions go on, codes of the rows are (`engines.coded`).
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from corpus.store.embeddings import widen

if TYPE_CHECKING:  # imported when first wanted: a command that asks once has no need of it
    from index.search.engines.coded import Coding
    from index.search.engines.flat import FlatRows

Vectors = NDArray[np.float32]
Halves = NDArray[np.float16]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]

MASKS_KEPT = 16  # of filters: of a million passages each takes 1.4 MB
# Rows looked at for each passage wanted: sentences of one paragraph crowd together.
ROWS_A_PASSAGE = 3
_ROWS_CHECKED = 256
# Rows, of half a million passages, from which codes pay: to look at all takes 50 ms, and with codes
# about 30 (between what was measured at 78,380 and at 3.15 million). They are made beside the
# questions after so many: a library to which papers still come is not coded anew for each.
_CODED_FROM = 1_500_000
CODED_AFTER = 10


class VectorIndex:
    """Unit rows under passage ids; the rows of one id stand together.

    `ids` names each row, or with `counts`, which say how many rows each has, each passage;
    `numbers` are those of the passages in the store; `flat` is what keeps the rows, if anything
    does. Raises ValueError unless there is an id for
    each row, the rows have one width and unit length (256 of them are looked at), and no id
    stands in two places.
    """

    def __init__(
        self,
        ids: Sequence[str],
        rows: Halves | Vectors,
        counts: Numbers | None = None,
        numbers: Numbers | None = None,
        flat: FlatRows | None = None,
    ) -> None:
        _check_rows(len(ids) if counts is None else int(counts.sum()), rows)
        if counts is None:
            starts = _run_starts(ids)
            ids, counts = [ids[start] for start in starts], np.diff(starts, append=len(ids))
        self.ids, self._counts = ids, counts
        self._starts = np.cumsum(counts) - counts
        self._numbers = np.arange(len(ids)) if numbers is None else numbers
        self._indices = {id_: index for index, id_ in enumerate(ids)}
        if len(self._indices) != len(ids):
            raise ValueError("the rows of an id stand in two places")
        self._rows = np.ascontiguousarray(rows, dtype=np.float16)
        self._kept = flat
        # What was asked last, how many rows for it, and these.
        self._last: tuple[tuple[bytes, bytes], int, NDArray[np.int64]] | None = None
        # The passages that were last asked of, by what object names them, and their masks.
        self._masked: LRUCache[int, tuple[Collection[str] | Mask, bytes]] = LRUCache(MASKS_KEPT)
        self._masking = threading.Lock()

    def __len__(self) -> int:
        return len(self.ids)

    def has(self, ids: Collection[str]) -> bool:
        """True where the rows of all these passages are here."""
        return self._indices.keys() >= set(ids)

    def rank(
        self,
        query: Vectors,
        limit: int,
        allowed: Collection[str] | Mask | None = None,
        ahead: int = 0,
    ) -> list[str]:
        """The ids with the rows nearest to a unit vector, best first, at most `limit`.

        Of `allowed` alone where it is given: ids, or true at the numbers of the passages. Ties in
        the order added. A call for the same with a limit up to `ahead`, if it is the next, is
        answered without another look at the rows.
        """
        if not len(self._rows) or (allowed is not None and not len(allowed)):
            return []
        mask = self._mask(allowed)
        nearest = self._nearest(query, mask, max(limit, ahead) * ROWS_A_PASSAGE)
        rows = nearest[: limit * ROWS_A_PASSAGE]
        passages = np.searchsorted(self._starts, rows, side="right") - 1
        return [self.ids[index] for index in dict.fromkeys(passages.tolist())][:limit]

    def nearness(self, query: Vectors, ids: Sequence[str]) -> Vectors:
        """How near each passage is to a unit vector, -1 to 1: one value an id.

        The mean of its nearest row and of the direction of all its rows together: a
        sentence answers, its paragraph is about the same. On the judged queries either
        alone ranks worse.
        """
        if not ids:
            return np.zeros(0, np.float32)
        rows, first = self._rows_of(ids)
        best = np.maximum.reduceat(_dot(rows, query), first)
        return (best + _dot(_directions(rows, first), query)) / np.float32(2)

    def nearness_of_rows(self, query: Vectors, id_: str) -> Vectors:
        """How near each row of a passage is to a unit vector; none of one that has no rows."""
        if id_ not in self._indices:
            return np.zeros(0, np.float32)
        return _dot(self._rows_of([id_])[0], query)

    def direction(self, ids: Sequence[str]) -> Vectors:
        """The mean direction of passages, a unit vector; at least one id."""
        mean = _directions(*self._rows_of(ids)).mean(axis=0)
        return np.asarray(mean / (np.linalg.norm(mean) + 1e-9), np.float32)

    def _rows_of(self, ids: Sequence[str]) -> tuple[Vectors, NDArray[np.int64]]:
        """The rows of passages one after the other, and where those of each begin."""
        passages = [self._indices[id_] for id_ in ids]
        counts = self._counts[passages]
        rows = widen(self._rows[_spread(self._starts[passages], counts)])
        return rows, np.concatenate([[0], np.cumsum(counts)[:-1]])

    @cached_property
    def _flat(self) -> FlatRows:
        """The rows as faiss looks at them, which keeps them from then on."""
        from index.search.engines.flat import FlatRows

        flat = self._kept or FlatRows.of(self._rows)
        self._rows = flat.rows
        return flat

    def _nearest(self, query: Vectors, mask: bytes, wanted: int) -> NDArray[np.int64]:
        """At least so many of the nearest rows that a mask allows, best first."""
        asked, last = (query.tobytes(), mask), self._last
        if last is None or last[0] != asked or last[1] < wanted:
            rows = self._look(query, mask, min(wanted, len(self._rows)))
            last = self._last = asked, wanted, rows
        return last[2]

    def _look(self, query: Vectors, mask: bytes, wanted: int) -> NDArray[np.int64]:
        """At all rows, or at their codes where all of very many may be found."""
        flat = self._flat
        coded = None if mask or self._coding is None else self._coding.count_question()
        return coded.look(query, wanted) if coded else flat.look(query, mask, wanted)

    def wait_for_codes(self) -> None:
        """Return once the codes of the rows are made, where their making began."""
        if self._coding is not None:
            self._coding.wait()

    @cached_property
    def _coding(self) -> Coding | None:
        """What makes codes of the rows; None where there are so few that all are looked at."""
        if len(self._rows) < _CODED_FROM:
            return None
        from index.search.engines.coded import Coding

        return Coding(self._rows, CODED_AFTER)

    def _mask(self, allowed: Collection[str] | Mask | None) -> bytes:
        """The rows that may be found, a bit each; empty where all may. Questions ask of the same
        passages again: where they are the same object, so is their mask."""
        if allowed is None:
            return b""
        with self._masking:
            kept = self._masked.get(id(allowed))
        if kept is None:
            kept = allowed, self._make_mask(allowed)
            with self._masking:
                self._masked[id(allowed)] = kept  # with the object, so that no other gets its id
        return kept[1]

    def _make_mask(self, allowed: Collection[str] | Mask) -> bytes:
        if isinstance(allowed, np.ndarray):
            mask = allowed[self._numbers]
        else:
            mask = np.zeros(len(self.ids), bool)
            mask[[self._indices[id_] for id_ in allowed if id_ in self._indices]] = True
        return np.packbits(np.repeat(mask, self._counts), bitorder="little").tobytes()


def _check_rows(count: int, rows: Halves | Vectors) -> None:
    if rows.ndim != 2 or count != len(rows):
        raise ValueError(f"{count} ids for rows of shape {rows.shape}")
    some = rows[:: len(rows) // _ROWS_CHECKED + 1].astype(np.float32)
    with np.errstate(invalid="ignore", over="ignore"):  # of rows that are no numbers
        lengths = np.linalg.norm(some, axis=1)
    if not np.allclose(lengths, 1, atol=0.01):
        raise ValueError("a row is not of unit length")


def _run_starts(ids: Sequence[str]) -> NDArray[np.int64]:
    """Where each run of equal ids begins."""
    names = np.array(ids)
    return np.flatnonzero(np.append(True, names[1:] != names[:-1])[: len(names)])


def _directions(rows: Vectors, first: NDArray[np.int64]) -> Vectors:
    """The direction of each run of rows together, as unit vectors."""
    whole = _sums(rows, first)
    return np.asarray(whole / (np.linalg.norm(whole, axis=1, keepdims=True) + 1e-9), np.float32)


def _sums(rows: Vectors, first: NDArray[np.int64]) -> Vectors:
    """The sum of each run of rows, the first rows of all runs at once, then the second ones:
    `np.add.reduceat` along rows takes four times as long."""
    counts = np.diff(first, append=len(rows))
    sums = rows[first]
    for place in range(1, counts.max()):
        longer = np.flatnonzero(counts > place)
        sums[longer] += rows[first[longer] + place]
    return sums


def _dot(rows: Vectors, query: Vectors) -> Vectors:
    """Inner products, in this thread: BLAS would wake others for less than a millisecond's work."""
    return np.asarray(np.einsum("ij,j->i", rows, query), np.float32)


def _spread(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Every row of the runs that begin at `starts`: [3, 8], [2, 1] gives [3, 4, 8]."""
    ends = np.cumsum(counts)
    rows: NDArray[np.int64] = np.arange(ends[-1]) + np.repeat(starts - (ends - counts), counts)
    return rows
