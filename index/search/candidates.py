"""The passages that may answer a query, weighed by its words and its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np

from corpus.probability import to_printed
from corpus.store.keywords import Numbers, are_among
from corpus.store.passages import load_ids
from index.library import Library
from index.search.engines.scope import MOST_COUNTED, Question, Scope
from index.search.fusion import fuse_scores
from index.search.query import Query
from index.search.vectors import Vectors
from index.search.weights import Weights

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


def find_candidates(
    library: Library, query: Query, added: Sequence[str], scope: Scope, weights: Weights
) -> list[Candidate]:
    """The passages best by words and those best by meaning, weighed by both, best first.

    Words added to the query are looked for; its meaning is that of its own words.
    """
    phrases = tuple(dict.fromkeys(filter(None, (*query.phrases, query.wording))))
    coverage = library.keywords.coverage(
        library.db, query.words, added, phrases, weights, query.forms
    )
    vector = library.encode_once([query.text])[query.text]
    forms = [form for word in query.words for form in query.forms(word)]
    question = Question((*forms, *added), coverage, vector)
    passages = library.engine.propose(question, replace(scope, condition=query.condition))
    numbers, ids = list(passages), list(passages.values())
    nearness = _nearness(library, query, vector, passages)
    scores = fuse_scores(coverage[numbers], nearness, weights)
    printed = (map(to_printed, values.tolist()) for values in (scores, nearness))
    candidates = map(Candidate, numbers, ids, *printed)
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.id))


class Matches(Set[int]):
    """Passages by number: a set, kept as an array in order."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self.numbers = np.asarray(numbers, np.int64)

    @classmethod
    def _from_iterable(cls, it: Iterable[int]) -> Matches:  # type: ignore[override]
        return cls(sorted(it))

    def __contains__(self, number: object) -> bool:
        return bool(are_among(np.array([number]), self.numbers)[0])

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers.tolist())

    def __len__(self) -> int:
        return len(self.numbers)


def find_matches(library: Library, query: Query, words: Sequence[Numbers], scope: Scope) -> Matches:
    """The passages that have all words of a query or are close to it in meaning, by number.

    `words` say where each stands; of a query with a condition those that meet it are meant.
    Of passages close in meaning at most `MOST_COUNTED`.
    """
    choice = library.engine.choose(replace(scope, condition=query.condition))
    if query.condition is not None:
        return Matches(choice.numbers)
    vector = library.encode_once([query.text])[query.text]
    ids = library.engine.find_nearest(vector, MOST_COUNTED, scope)
    near = library.engine.rows(ids).nearness(vector, ids) >= CLOSE_IN_MEANING
    close = load_ids(library.db, [], [ids[index] for index in np.flatnonzero(near)])
    having = choice.allow(_having_all([numbers for numbers in words if len(numbers)]))
    return Matches(np.union1d(having, np.fromiter(close, np.int64, len(close))))


def _having_all(words: Sequence[Numbers]) -> Numbers:
    """The passages that have every one of some words; none of no words."""
    if not words:
        return np.zeros(0, np.int64)
    fewest, *others = sorted(words, key=len)
    for numbers in others:
        fewest = fewest[are_among(fewest, numbers)]
    return fewest


def _nearness(
    library: Library, query: Query, vector: Vectors, passages: Mapping[int, str]
) -> Vectors:
    """How near passages are in meaning; those that spell a compound in another way, which the
    encoder takes for other words, by the nearer of the two spellings."""
    rows = library.engine.rows(list(passages.values()))
    nearness = rows.nearness(vector, list(passages.values()))
    for compound in (each for each in query.compounds if each.is_joined):
        respelt = compound.respell(query.text)
        form = compound.joined if compound.joined in respelt.lower() else compound.apart
        held = library.keywords.postings(library.db, form).numbers
        index = np.flatnonzero(are_among(np.fromiter(passages, np.int64, len(passages)), held))
        other = library.encoder.encode([respelt])[0]
        all_ids = list(passages.values())
        ids = [all_ids[place] for place in index.tolist()]
        nearness[index] = np.maximum(nearness[index], rows.nearness(other, ids))
    return nearness
