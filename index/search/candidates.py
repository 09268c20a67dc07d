"""The passages that may answer a query, weighed by its words and its meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.probability import to_printed
from corpus.store.keywords import Numbers
from corpus.store.passages import load_ids
from index.library import Library
from index.search.engines.scope import MOST_COUNTED, Choice, Question, Scope
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


def find_matches(
    library: Library, query: Query, words: Sequence[Numbers], scope: Scope
) -> frozenset[int]:
    """The passages that have all words of a query or are close to it in meaning, by number.

    `words` say where each stands; of a query with a condition those that meet it are meant.
    Of passages close in meaning at most `MOST_COUNTED`.
    """
    choice = library.engine.choose(replace(scope, condition=query.condition))
    if query.condition is not None:
        return frozenset(choice.passages)
    vector = library.encode_once([query.text])[query.text]
    ids = library.engine.find_nearest(vector, MOST_COUNTED, scope)
    near = library.engine.rows(ids).nearness(vector, ids) >= CLOSE_IN_MEANING
    close = load_ids(library.db, [], [ids[index] for index in np.flatnonzero(near)])
    return frozenset(close) | _having_all(words, choice)


def _having_all(words: Sequence[Numbers], choice: Choice) -> frozenset[int]:
    """The passages that may be shown and have every word that stands anywhere."""
    known = [frozenset(numbers.tolist()) for numbers in words if len(numbers)]
    having = frozenset.intersection(*known) if known else frozenset()
    return having - choice.passages.keys() if choice.all_but else having & choice.passages.keys()


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
        index = np.flatnonzero(np.isin(list(passages), held))
        other = library.encoder.encode([respelt])[0]
        ids = [id_ for number, id_ in passages.items() if number in held]
        nearness[index] = np.maximum(nearness[index], rows.nearness(other, ids))
    return nearness
