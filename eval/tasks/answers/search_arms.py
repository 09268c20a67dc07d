"""The two rankings that search joins, each alone, and search itself: the hits of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from corpus.citation import Citation
from corpus.store.citations import cite_passages
from corpus.store.passages import load_ids
from index.library import Library
from index.search.engines.scope import Scope
from index.search.query import parse_query
from index.search.search import search
from index.search.weights import Weights, load_weights

SHOWN = 10  # hits that are scored
_NEAREST = 200  # by their best sentence, before whole passages are compared

Hits = tuple[Citation, ...]
Arm = Callable[[Library, str], Hits]


def rank_by_words(library: Library, text: str) -> Hits:
    """The first hits of BM25 over the words typed, without added words or phrases."""
    words = parse_query(text).words
    coverage = library.keywords.coverage(library.db, words, (), (), load_weights())
    best = np.argsort(-coverage, kind="stable")[:SHOWN]
    return _cite(library, [int(number) for number in best if coverage[number] > 0])


def rank_by_meaning(library: Library, text: str) -> Hits:
    """The first hits by nearness to the text as typed."""
    vector = library.encoder.encode([text])[0]
    ids = library.engine.find_nearest(vector, _NEAREST, Scope())
    nearness = library.engine.rows(ids).nearness(vector, ids)
    best = [ids[place] for place in np.argsort(-nearness, kind="stable")[:SHOWN]]
    numbers = {id_: number for number, id_ in load_ids(library.db, [], best).items()}
    return _cite(library, [numbers[id_] for id_ in best])


def rank_by_both(library: Library, text: str, weights: Weights | None = None) -> Hits:
    """The first hits of the search as people have it, or with other weights."""
    result = search(library, text, limit=SHOWN, weights=weights)
    return tuple(hit.citation for hit in result.hits)


def _cite(library: Library, numbers: Sequence[int]) -> Hits:
    """Passages in the order of their numbers given."""
    cited = {passage.number: passage.citation for passage in cite_passages(library.db, numbers)}
    return tuple(cited[number] for number in numbers)


# The arms set beside search, by how they are called in a table.
ARMS: Mapping[str, Arm] = {"words alone": rank_by_words, "meaning alone": rank_by_meaning}
