"""The passages that may answer a query, weighed by its words and its meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.probability import to_printed
from corpus.store.connection import Connection
from corpus.store.filters import EVERYTHING, Filters
from corpus.store.keywords import Numbers
from corpus.store.passages import find_passages, load_ids
from index.library import Library
from index.search.fusion import fuse_scores
from index.search.keywords import Scores
from index.search.matching.proximity import find_holding
from index.search.query import Query
from index.search.vectors import Vectors
from index.search.weights import Weights

# Taken from each ranking before the two are joined: no labelled paragraph of a judged query
# that ranks among the first ten by the whole library ranks worse than these by either.
_CANDIDATES = 200
# Passages looked at for a count of those that are close in meaning.
MOST_COUNTED = 1000
# Nearness from which a passage is called close in meaning. Of 200 hits that readers judged to
# answer (the Medway queries) nine in ten are nearer than 0.40; of 60 hits to six questions on
# other matters nine in ten are not as near as 0.25.
CLOSE_IN_MEANING = 0.4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer: its number and id in the store, and how well by itself."""

    number: int
    id: str
    score: float
    meaning: float


@dataclass(frozen=True, slots=True)
class Scope:
    """The passages that may be shown: those that pass filters, of `documents` alone if given.

    `barred` are then the other documents that pass.
    """

    filters: Filters
    documents: frozenset[str] | None = None
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Choice:
    """Passages by number and id: these alone may be shown, or all but these."""

    passages: Mapping[int, str]
    all_but: bool = False


_ANY = _Choice({}, all_but=True)


def find_candidates(
    library: Library, query: Query, added: Sequence[str], scope: Scope, weights: Weights
) -> list[Candidate]:
    """The passages best by words and those best by meaning, weighed by both, best first.

    Words added to the query are looked for; its meaning is that of its own words.
    """
    choice = _choose(library.db, query, scope)
    phrases = tuple(dict.fromkeys(filter(None, (*query.phrases, query.wording))))
    coverage = library.keywords.coverage(
        library.db, query.words, added, phrases, weights, query.forms
    )
    vector = library.encode_once([query.text])[query.text]
    by_words = _best_numbers(coverage, choice)
    chosen = list(choice.passages.values())
    allowed, barred = (None, chosen) if choice.all_but else (chosen, [])
    by_meaning = library.vectors.rank(vector, _CANDIDATES, allowed, barred)
    passages = load_ids(library.db, by_words, by_meaning)
    numbers, ids = list(passages), list(passages.values())
    nearness = _nearness(library, query, vector, passages)
    scores = fuse_scores(coverage[numbers], nearness, weights)
    printed = (map(to_printed, values.tolist()) for values in (scores, nearness))
    candidates = map(Candidate, numbers, ids, *printed)
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.id))


def find_matches(
    library: Library, query: Query, words: Sequence[Numbers], scope: Scope
) -> frozenset[int]:
    """The passages that have all words of a query or are close to it in meaning, by number.

    `words` say where each stands; of a query with a condition those that meet it are meant.
    Of passages close in meaning at most `MOST_COUNTED`.
    """
    choice = _choose(library.db, query, scope)
    if query.condition is not None:
        return frozenset(choice.passages)
    chosen = [*choice.passages.values()]
    allowed, barred = (None, chosen) if choice.all_but else (chosen, [])
    vector = library.encode_once([query.text])[query.text]
    ids = library.vectors.rank(vector, MOST_COUNTED, allowed, barred)
    near = library.vectors.nearness(vector, ids) >= CLOSE_IN_MEANING
    close = load_ids(library.db, [], [ids[index] for index in np.flatnonzero(near)])
    return frozenset(close) | _having_all(words, choice)


def _having_all(words: Sequence[Numbers], choice: _Choice) -> frozenset[int]:
    """The passages that may be shown and have every word that stands anywhere."""
    known = [frozenset(numbers.tolist()) for numbers in words if len(numbers)]
    having = frozenset.intersection(*known) if known else frozenset()
    return having - choice.passages.keys() if choice.all_but else having & choice.passages.keys()


def _nearness(
    library: Library, query: Query, vector: Vectors, passages: Mapping[int, str]
) -> Vectors:
    """How near passages are in meaning; those that spell a compound in another way, which the
    encoder takes for other words, by the nearer of the two spellings."""
    nearness = library.vectors.nearness(vector, list(passages.values()))
    for compound in (each for each in query.compounds if each.is_joined):
        respelt = compound.respell(query.text)
        form = compound.joined if compound.joined in respelt.lower() else compound.apart
        held = library.keywords.postings(library.db, form).numbers
        index = np.flatnonzero(np.isin(list(passages), held))
        other = library.encoder.encode([respelt])[0]
        ids = [id_ for number, id_ in passages.items() if number in held]
        nearness[index] = np.maximum(nearness[index], library.vectors.nearness(other, ids))
    return nearness


def _choose(db: Connection, query: Query, scope: Scope) -> _Choice:
    """The passages that may be shown, by the fewer: those that may or those that may not."""
    if query.condition is not None:
        passing = find_passages(db, scope.filters, scope.documents)
        matching = find_holding(db, query.condition)
        return _Choice({number: id_ for number, id_ in passing.items() if number in matching})
    if scope.filters or (scope.documents is not None and len(scope.documents) < len(scope.barred)):
        return _Choice(find_passages(db, scope.filters, scope.documents))
    if scope.documents is None:
        return _ANY
    return _Choice(find_passages(db, EVERYTHING, scope.barred), all_but=True)


def _best_numbers(coverage: Scores, choice: _Choice) -> list[int]:
    """The numbers of the passages that cover most of the words, best first."""
    if choice is not _ANY:
        mask = np.full(len(coverage), choice.all_but)
        mask[list(choice.passages)] = not choice.all_but
        coverage = np.where(mask, coverage, 0)
    best = np.argsort(-coverage, kind="stable")[:_CANDIDATES]
    return [int(number) for number in best if coverage[number] > 0]
