"""The engine for libraries that outgrow one machine's memory: a collection in Milvus.

Texts, records, postings and vectors stay in the library. Milvus proposes passages, by words and by
meaning, within filters; the library weighs, explains and cites them, and reads the vectors of
those alone.
"""

from __future__ import annotations

from collections.abc import Collection as Ids
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.store.connection import Connection
from corpus.store.keywords import stem
from corpus.store.passages import load_ids
from index.search.engines.collection import Collection
from index.search.engines.expression import is_among, to_expression
from index.search.engines.first import read_rows
from index.search.engines.scope import CANDIDATES, Question, Scope
from index.search.vectors import ROWS_A_PASSAGE, VectorIndex, Vectors


@dataclass(frozen=True, slots=True)
class Milvus:
    """A library, its collection, and how wide its vectors are."""

    db: Connection
    collection: Collection
    dimensions: int

    def propose(self, question: Question, scope: Scope) -> dict[int, str]:
        """The passages best by Milvus' BM25 and those with the nearest rows."""
        narrowed = to_expression(self.db, scope)
        if narrowed is None:
            return {}
        by_words = self.find_by_words(question.terms, narrowed)
        by_meaning = self._find_nearest(question.vector, CANDIDATES, narrowed)
        return load_ids(self.db, [], [*by_words, *by_meaning])

    def find_by_words(self, terms: Sequence[str], narrowed: str) -> list[str]:
        """The ids of the passages best by words, by the stems of the library's own index."""
        stems = " ".join(dict.fromkeys(stem(self.db, " ".join(terms))))
        return self.collection.search("words", stems, narrowed, CANDIDATES) if stems else []

    def find_nearest(self, vector: Vectors, limit: int, scope: Scope) -> list[str]:
        """The ids of the passages with the nearest rows, best first."""
        narrowed = to_expression(self.db, scope)
        return [] if narrowed is None else self._find_nearest(vector, limit, narrowed)

    def rank_nearest(self, vector: Vectors, limit: int, among: Ids[str]) -> list[str]:
        """The same, of some passages."""
        narrowed = is_among("passage", among)
        return self._find_nearest(vector, limit, narrowed) if narrowed else []

    def rows(self, ids: Sequence[str]) -> VectorIndex:
        """The rows of these passages, read from the library."""
        return read_rows(self.db, ids, self.dimensions)

    def _find_nearest(self, vector: Vectors, limit: int, narrowed: str) -> list[str]:
        rows = limit * ROWS_A_PASSAGE
        return self.collection.search("vector", vector.tolist(), narrowed, rows)[:limit]
