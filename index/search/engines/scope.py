"""What is asked of an engine, and what every engine answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.store.connection import Connection
from corpus.store.filters import EVERYTHING, Filters
from corpus.store.keywords import Condition
from corpus.store.passages import find_passages
from index.search.keywords import Scores
from index.search.matching.proximity import find_holding
from index.search.vectors import VectorIndex, Vectors

# Taken from each ranking before the two are joined: no labelled paragraph of a judged query
# that ranks among the first ten by the whole library ranks worse than these by either.
CANDIDATES = 200
# Passages looked at for a count of those that are close in meaning.
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Scope:
    """The passages that may be shown: those that pass filters, of `documents` alone if given,
    and in which a condition holds.

    `barred` are then the other documents that pass.
    """

    filters: Filters = EVERYTHING
    documents: frozenset[str] | None = None
    barred: frozenset[str] = frozenset()
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Words and phrases looked for, in all their forms; how much of them each passage covers,
    by its number; and the unit vector of what they mean."""

    terms: Sequence[str]
    coverage: Scores
    vector: Vectors


class Engine(Protocol):
    """What finds passages. EngineError where it cannot answer."""

    def propose(self, question: Question, scope: Scope) -> dict[int, str]:
        """The numbers and ids of the passages best by words and of those best by meaning, at
        most `CANDIDATES` of each."""

    def find_nearest(self, vector: Vectors, limit: int, scope: Scope) -> list[str]:
        """The ids of the passages with the rows nearest to a unit vector, best first."""

    def rank_nearest(self, vector: Vectors, limit: int, among: Collection[str]) -> list[str]:
        """The same, of some passages."""

    def rows(self, ids: Sequence[str]) -> VectorIndex:
        """The rows of passages at least, those left out that have none."""


@dataclass(frozen=True)
class Choice:
    """Passages by number and id: these alone may be shown, or all but these."""

    passages: Mapping[int, str]
    all_but: bool = False

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """Their numbers, in order of `passages`."""
        return np.fromiter(self.passages, np.int64, len(self.passages))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Their ids, the same object each time: `VectorIndex` knows it again."""
        return tuple(self.passages.values())


ANY = Choice({}, all_but=True)


def choose(db: Connection, scope: Scope) -> Choice:
    """The passages that may be shown, by the fewer: those that may or those that may not."""
    if scope.condition is not None:
        passing = find_passages(db, scope.filters, scope.documents)
        matching = find_holding(db, scope.condition)
        return Choice({number: id_ for number, id_ in passing.items() if number in matching})
    if scope.filters or (scope.documents is not None and len(scope.documents) < len(scope.barred)):
        return Choice(find_passages(db, scope.filters, scope.documents))
    if scope.documents is None:
        return ANY
    return Choice(find_passages(db, EVERYTHING, scope.barred), all_but=True)
