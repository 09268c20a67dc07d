"""The engine of a library by itself: every passage and every vector is looked at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.store.connection import Connection
from corpus.store.passages import load_ids
from index.search.engines.best import find_best
from index.search.engines.first import FirstQuestion
from index.search.engines.scope import CANDIDATES, MOST_COUNTED, Choice, Question, Scope
from index.search.keywords import Scores
from index.search.vectors import VectorIndex, Vectors


@dataclass(frozen=True, slots=True)
class Embedded:
    """A library, what answers its first question, what loads its vectors for the others, and what
    chooses the passages of a scope; how well words are covered stands in the question."""

    db: Connection
    first: FirstQuestion
    load_vectors: Callable[[], VectorIndex]
    choose: Callable[[Scope], Choice]

    def propose(self, question: Question, scope: Scope) -> dict[int, str]:
        """The passages that cover most of the words and those with the nearest rows."""
        choice = self.choose(scope)
        by_words = _best_numbers(question.coverage, choice)
        return load_ids(
            self.db, by_words, self._rank(question.vector, CANDIDATES, choice, MOST_COUNTED)
        )

    def find_nearest(self, vector: Vectors, limit: int, scope: Scope) -> list[str]:
        """The ids of the passages with the nearest rows, best first."""
        return self._rank(vector, limit, self.choose(scope))

    def rank_nearest(self, vector: Vectors, limit: int, among: Collection[str]) -> list[str]:
        """The same, of some passages."""
        return self.load_vectors().rank(vector, limit, among)

    def rows(self, ids: Sequence[str]) -> VectorIndex:
        """The rows of these passages at least."""
        read = self.first.rows(ids)
        return self.load_vectors() if read is None else read

    def _rank(self, vector: Vectors, limit: int, choice: Choice, ahead: int = 0) -> list[str]:
        ranked = self.first.rank(vector, limit, choice, ahead)
        return self._rank_loaded(vector, limit, choice, ahead) if ranked is None else ranked

    def _rank_loaded(self, vector: Vectors, limit: int, choice: Choice, ahead: int) -> list[str]:
        return self.load_vectors().rank(vector, limit, choice.may, ahead)


def _best_numbers(coverage: Scores, choice: Choice) -> list[int]:
    """The numbers of the passages that cover most of the words, best first."""
    covering = choice.allow(np.flatnonzero(coverage > 0))
    numbers: list[int] = covering[find_best(coverage[covering], CANDIDATES)].tolist()
    return numbers
