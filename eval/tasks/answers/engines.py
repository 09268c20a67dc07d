"""Both engines on the judged queries: nDCG@10 of search in one library, before and after a move.

Milvus is its stand-in in a file, through the same client: right and slow, so nothing is said of
its speed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from eval.material.gold import GoldQuery, load_queries
from eval.outcome import Case, Figure, Outcome, locating_words
from eval.tasks.answers.search import gain_in_medway, library_of_medway
from index.library import Library
from index.search.engines.moving import move_to
from index.search.weights import load_weights

_MOST_APART = 0.005


def evaluate_engines(gold: Path) -> Outcome:
    """The queries of `search` by the library itself, then by Milvus, and how far they are apart."""
    queries = load_queries(gold)
    with library_of_medway(gold) as (library, files), TemporaryDirectory() as folder:
        embedded = _gains(library, files, queries)
        move_to(library, f"milvus://{folder}/engine.db")
        milvus = _gains(library, files, queries)
        assert not library.engine.trouble
    apart = abs(fmean(embedded.values()) - fmean(milvus.values()))
    figures = (
        Figure("nDCG@10, the library itself", fmean(embedded.values()), of=len(queries)),
        Figure("nDCG@10, Milvus", fmean(milvus.values()), of=len(queries)),
        Figure(f"within {_MOST_APART}", float(apart <= _MOST_APART)),
    )
    about = f"{len(queries)} queries on one council, {apart:.4f} apart"
    cases = tuple(_case(query, embedded, milvus) for query in queries)
    return Outcome("engines", about, figures, cases)


def _gains(
    library: Library, files: Mapping[str, Path], queries: Sequence[GoldQuery]
) -> dict[str, float]:
    weights = load_weights()
    return {query.id: gain_in_medway(library, files, query, weights) for query in queries}


def _case(query: GoldQuery, embedded: Mapping[str, float], milvus: Mapping[str, float]) -> Case:
    ours, theirs = embedded[query.id], milvus[query.id]
    note = f"nDCG@10 {ours:.4f} and {theirs:.4f}"
    return Case(query.id, locating_words(query.text), abs(ours - theirs) <= _MOST_APART, note)
