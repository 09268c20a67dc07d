"""What is asked of an engine, and what every engine answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from corpus.store.connection import Connection
from corpus.store.documents import list_passing
from corpus.store.filters import EVERYTHING, Filters
from corpus.store.keywords import Condition, Numbers
from corpus.store.passages import Mask, Shelves, find_passages, find_stating, to_mask
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


@dataclass(frozen=True, eq=False)
class Choice:
    """The passages that may be shown: those at whose number `may` is true; all where it is None."""

    may: Mask | None = None

    def allow(self, numbers: Numbers) -> Numbers:
        """Those of some passages that may be shown."""
        return numbers if self.may is None else numbers[self.allows(numbers)]

    def allows(self, numbers: Numbers) -> Mask:
        """Which of some passages may be shown."""
        if self.may is None:
            return np.ones(len(numbers), bool)
        inside = numbers < len(self.may)  # others came in since
        return inside & self.may[np.where(inside, numbers, 0)]

    @property
    def numbers(self) -> Numbers:
        """The numbers of these passages, where not all may be shown."""
        return np.flatnonzero(self.may if self.may is not None else ())


ANY = Choice()


def choose(db: Connection, scope: Scope, load_shelves: Callable[[], Shelves]) -> Choice:
    """The passages that may be shown."""
    if scope == Scope():
        return ANY
    shelves = load_shelves()
    may = shelves.mark(_list_documents(db, scope, shelves))
    for holdings in scope.filters.holdings():
        may &= to_mask(find_stating(db, scope.filters, holdings, scope.documents), shelves.size)
    if scope.condition is not None:
        matching = find_holding(db, scope.condition)
        may &= to_mask(np.fromiter(matching, np.int64, len(matching)), shelves.size)
    return Choice(may)


def _list_documents(db: Connection, scope: Scope, shelves: Shelves) -> Set[str]:
    """The documents that pass."""
    passing = list_passing(db, scope.filters) if scope.filters else shelves.places.keys()
    return passing if scope.documents is None else passing & scope.documents


def find_chosen(db: Connection, scope: Scope) -> dict[int, str]:
    """The numbers and ids of the passages of a scope that is narrower than the library."""
    passing = find_passages(db, scope.filters, scope.documents)
    if scope.condition is None:
        return passing
    matching = find_holding(db, scope.condition)
    return {number: id_ for number, id_ in passing.items() if number in matching}
