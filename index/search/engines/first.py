"""The first question put to a library: its rows are read past, document by document, not loaded.

A command asks once. To load the rows of 228 reports for it, and faiss to look at them, took 0.2 s
of processor and 110 MB; to read past them takes a third of that and keeps nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.store.connection import Connection, damaged
from corpus.store.embeddings import (
    Halves,
    list_embedded,
    load_document_vectors,
    load_vectors_of,
    widen,
)
from corpus.store.passages import Mask, Shelves, load_passages
from index.search.engines.best import find_best
from index.search.engines.scope import Choice
from index.search.vectors import ROWS_A_PASSAGE, VectorIndex, Vectors

Numbers = NDArray[np.int64]

# Times that the rows of some passages are read before all are loaded: each costs at most as much.
_READS = 4


class FirstQuestion:
    """Answers one question about a library as it stands, and gives None to every other."""

    def __init__(
        self, db: Connection, dimensions: int, load_shelves: Callable[[], Shelves]
    ) -> None:
        self._db, self._dimensions, self._load_shelves = db, dimensions, load_shelves
        self._ranked: _Ranked | None = None
        self._read: VectorIndex | None = None
        self._reads = 0

    def rank(self, query: Vectors, limit: int, choice: Choice, ahead: int = 0) -> list[str] | None:
        """What `VectorIndex.rank` has of the passages chosen; None where something else was asked
        before, or less of the same."""
        if self._ranked is None:
            look = _Look(self._db, self._dimensions, self._load_shelves, query, choice)
            rows = look.find_nearest(max(limit, ahead) * ROWS_A_PASSAGE)
            self._ranked = _Ranked(query.tobytes(), choice, max(limit, ahead), rows)
        return self._ranked.rank(query, limit, choice)

    def rows(self, ids: Sequence[str]) -> VectorIndex | None:
        """The rows of these passages at least; None after so many that to load all is cheaper."""
        if self._read is None or not self._read.has(ids):
            self._reads += 1
            if self._reads > _READS:
                return None
            self._read = read_rows(self._db, ids, self._dimensions)
        return self._read


def read_rows(db: Connection, ids: Sequence[str], dimensions: int) -> VectorIndex:
    """The rows of passages, of their documents alone; those without any are left out."""
    try:
        return VectorIndex(*load_vectors_of(db, ids, dimensions))
    except ValueError as error:
        raise damaged("Vectors are") from error


@dataclass(frozen=True, slots=True)
class _Ranked:
    """What was asked, up to how many passages, and the passage of each of the nearest rows."""

    query: bytes
    choice: Choice
    limit: int
    passages: Sequence[str]

    def rank(self, query: Vectors, limit: int, choice: Choice) -> list[str] | None:
        """The passages, best first, where this was asked."""
        if query.tobytes() != self.query or choice is not self.choice or limit > self.limit:
            return None
        return [*dict.fromkeys(self.passages[: limit * ROWS_A_PASSAGE])][:limit]


@dataclass(frozen=True, slots=True)
class _Look:
    """A question about the passages chosen."""

    db: Connection
    dimensions: int
    load_shelves: Callable[[], Shelves]
    query: Vectors
    choice: Choice

    def find_nearest(self, wanted: int) -> list[str]:
        """The passage of each of the nearest rows, best first; ties in the order of saving.

        LibraryError where a document's passages are not those that its rows are of.
        """
        sizes: dict[str, int] = {}  # by document, how many passages its rows are of
        held = [_NO_ROWS]
        for document, chosen in self._choose_documents():
            counts, rows = load_document_vectors(self.db, document, self.dimensions)
            held.append(self._look_at(rows, counts, len(sizes), chosen))
            sizes[document] = len(counts)
        nearness, owners, places = map(np.concatenate, zip(*held, strict=True))
        best = find_best(nearness, wanted)
        documents = list(sizes)
        named = [documents[owner] for owner in owners[best]]
        passages = load_passages(self.db, set(named))
        if any(len(passages.get(document, ())) != sizes[document] for document in named):
            raise damaged("Vectors are")
        return [
            passages[document][place][1]
            for document, place in zip(named, places[best].tolist(), strict=True)
        ]

    def _choose_documents(self) -> Iterator[tuple[str, Mask | None]]:
        """The documents that hold rows that may be found; of each passage whether they are its,
        None where all are."""
        documents = list_embedded(self.db)
        if self.choice.may is None:
            return ((document, None) for document in documents)
        shelves = self.load_shelves()
        chosen = ((each, self.choice.allows(shelves.of(each))) for each in documents)
        return ((document, may) for document, may in chosen if may.any())

    def _look_at(
        self, rows: Halves, counts: Sequence[int], number: int, chosen: Mask | None
    ) -> tuple[Vectors, Numbers, Numbers]:
        """How near each row is that may be found, its document's number and its passage's."""
        places = np.repeat(np.arange(len(counts)), counts)
        nearness = widen(rows) @ self.query
        if chosen is not None:
            allowed = np.repeat(chosen, counts)
            places, nearness = places[allowed], nearness[allowed]
        return nearness, np.full(len(places), number), places


_NO_ROWS = (np.zeros(0, np.float32), np.zeros(0, np.int64), np.zeros(0, np.int64))
