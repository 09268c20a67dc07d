"""Fit what words, meaning and cues count in a search: `throughline train search`.

The weights are tried one after the other, on the judged queries of one council
(`gold/search`) and on those over all councils (`labels/search_across.json`), every query
counting once; the value that ranks best is kept and the next weight tried, twice round. What
is printed is measured by query left out: of all weights tried, a tenth of the queries is
ranked by those that rank the other nine tenths best.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.material.gold import load_queries
from eval.material.judged_queries import LABELS, NOTHING, library_across, load_judged_queries
from eval.tasks.answers.search import gain_in_medway, library_of_medway
from eval.tasks.answers.search_across import gain_across
from eval.training.record import digest_files, make_record
from index.search.weights import ARTEFACT, Weights
from models.provenance import save_facts

Gains = NDArray[np.float64]
Measure = Callable[[Weights], Gains]  # nDCG@10 of each query

_START = Weights(words=0.3, phrases=0.5, added=1.0, feedback=0.2, praise=0.2)
_TRIED: Mapping[str, Sequence[float]] = {
    "words": (0.25, 0.3, 0.35, 0.4, 0.45),
    "phrases": (0.0, 0.35, 0.5, 0.65, 0.8),
    "added": (0.5, 0.75, 0.95, 1.1),
    "feedback": (0.0, 0.15, 0.2, 0.25, 0.3),
    "praise": (0.0, 0.1, 0.2, 0.3),
}
_ROUNDS = 2
_FOLDS = 10
# A value has to rank better than the one it follows by this much: less is the noise of a
# hundred queries.
_LEAST_GAIN = 0.0005


def train_search(gold: Path, into: Path, command: str) -> None:
    """Fit, write, and print nDCG@10 with each tenth of the queries left out, by class."""
    queries = [query for query in load_judged_queries() if query.kind != NOTHING]
    of_medway = load_queries(gold)
    with library_across(gold) as library, library_of_medway(gold) as (medway, files):

        def measure(weights: Weights) -> Gains:
            across = [gain_across(library, query, weights) for query in queries]
            one = [gain_in_medway(medway, files, query, weights) for query in of_medway]
            return np.array([*across, *one])

        tried = try_weights(measure)
        encoder = library.encoder.name
    data = digest_files(LABELS, gold / "search" / "queries.json")
    weights = best_of(tried)
    save_facts(
        into / ARTEFACT.name, {"weights": asdict(weights)}, make_record(command, data, encoder)
    )
    kinds = [*(query.kind for query in queries), *("one council" for _ in of_medway)]
    print(weights)
    for line in describe(tried, kinds):
        print(line)


def try_weights(measure: Measure) -> dict[Weights, Gains]:
    """Every choice of weights tried, the best of a weight's values kept before the next."""
    tried = {_START: measure(_START)}
    current = _START
    for _ in range(_ROUNDS):
        for name, values in _TRIED.items():
            for value in values:
                choice = replace(current, **{name: value})
                if choice not in tried:
                    tried[choice] = measure(choice)
            same = {name_: tried[name_] for name_ in tried if _differs_in(name_, current, name)}
            current = best_of({current: tried[current], **same})
    return tried


def best_of(tried: Mapping[Weights, Gains]) -> Weights:
    """The weights of the greatest mean gain; of nearly equal ones the first tried."""
    best, *others = tried
    for choice in others:
        if tried[choice].mean() > tried[best].mean() + _LEAST_GAIN:
            best = choice
    return best


def leave_out(tried: Mapping[Weights, Gains]) -> Gains:
    """Each query's gain by the weights that are best on the other nine tenths."""
    count = len(next(iter(tried.values())))
    fold = np.arange(count) % _FOLDS
    gains = np.zeros(count)
    for index in range(_FOLDS):
        seen = {choice: values[fold != index] for choice, values in tried.items()}
        gains[fold == index] = tried[best_of(seen)][fold == index]
    return gains


def describe(tried: Mapping[Weights, Gains], kinds: Sequence[str]) -> list[str]:
    """The mean gain of each class, by the weights fitted and with its queries left out."""
    fitted, left_out = tried[best_of(tried)], leave_out(tried)
    labels = np.array(kinds)
    return [
        f"{kind:12} {fitted[labels == kind].mean():.3f}; left out"
        f" {left_out[labels == kind].mean():.3f}"
        for kind in dict.fromkeys(kinds)
    ]


def _differs_in(choice: Weights, current: Weights, name: str) -> bool:
    """True where a choice is the current one but for that weight."""
    return replace(choice, **{name: getattr(current, name)}) == current
