"""Pairs of asks with scores, and how well the scores tell them apart.

Grade 2 is scored with grade 1 left out; then grades 1 and 2 together. Figures are
pooled over councils, so one threshold has to serve them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from eval.material.gold import GoldPair
from eval.metrics import bootstrap
from eval.outcome import Figure
from eval.rankings import average_precision, best_f1, calibration_error

SHOWN_FIRST = 3  # occurrences a reader sees without scrolling


@dataclass(frozen=True)
class Scored:
    """The pairs of one council with two scores each: for "same", and for "same or related"."""

    pairs: tuple[GoldPair, ...]
    same: NDArray[np.float64]
    related: NDArray[np.float64]

    @property
    def grades(self) -> NDArray[np.int64]:
        """The grade of each pair."""
        return np.array([pair.grade for pair in self.pairs], dtype=np.int64)


Measure = Callable[[Sequence[Scored]], float]


def same_precision(scored: Sequence[Scored]) -> float:
    """Average precision for grade 2, grade 1 left out."""
    scores, labels = _without_related(scored)
    return average_precision(scores, labels)


def same_best_f1(scored: Sequence[Scored]) -> float:
    """Best F1 for grade 2, grade 1 left out."""
    scores, labels = _without_related(scored)
    return best_f1(scores, labels)


def related_precision(scored: Sequence[Scored]) -> float:
    """Average precision for grades 1 and 2 together."""
    grades = np.concatenate([council.grades for council in scored])
    return average_precision(np.concatenate([council.related for council in scored]), grades >= 1)


def same_calibration(scored: Sequence[Scored]) -> float:
    """Calibration error of the probability of grade 2, over all pairs."""
    grades = np.concatenate([council.grades for council in scored])
    return calibration_error(np.concatenate([council.same for council in scored]), grades == 2)


def shown_first(scored: Sequence[Scored]) -> float:
    """Of asks that recur, the share with a grade 2 among the first three later asks shown."""
    hits = [hit for council in scored for hit in _first_hits(council)]
    return float(np.mean(hits)) if hits else float("nan")


def _without_related(
    scored: Sequence[Scored],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Scores for "same" and which are grade 2, of the pairs that are not grade 1."""
    grades = np.concatenate([council.grades for council in scored])
    scores = np.concatenate([council.same for council in scored])
    kept = grades != 1
    return scores[kept], grades[kept] == 2


def _first_hits(council: Scored) -> list[bool]:
    """For each ask that recurs: whether a grade 2 stands among the first shown.

    A pair that scores nothing is not shown.
    """
    ranked = sorted(
        zip(council.pairs, council.same, strict=True),
        key=lambda row: (row[0].earlier.id, -row[1], row[0].later.id),
    )
    hits = []
    for _, rows in groupby(ranked, key=lambda row: row[0].earlier.id):
        grades = [(pair.grade, score > 0) for pair, score in rows]
        if any(grade == 2 for grade, _ in grades):
            hits.append((2, True) in grades[:SHOWN_FIRST])
    return hits


def _same(scored: Scored) -> int:
    return int(np.sum(scored.grades == 2))


def _related(scored: Scored) -> int:
    return int(np.sum(scored.grades >= 1))


def _recurring(scored: Scored) -> int:
    return len(_first_hits(scored))


# each with what it is counted over: the true links, or the asks that recur
MEASURES: Mapping[str, tuple[Measure, Callable[[Scored], int]]] = {
    "same issue, average precision": (same_precision, _same),
    "same issue, best F1": (same_best_f1, _same),
    "same or related, average precision": (related_precision, _related),
    "same issue, one of the first three": (shown_first, _recurring),
}
CALIBRATION = "same issue, calibration error"


def measure_method(method: str, by_council: Mapping[str, Scored], guarded: bool) -> list[Figure]:
    """Every measure of one method, with its interval."""
    figures = []
    for name, (measure, count) in MEASURES.items():
        of = sum(map(count, by_council.values()))
        figure = _figure(f"{name}: {method}", by_council, measure, of)
        figures.append(replace(figure, guarded=guarded))
    return figures


def measure_calibration(method: str, by_council: Mapping[str, Scored]) -> Figure:
    """The calibration error of a method that gives probabilities."""
    pairs = sum(len(council.pairs) for council in by_council.values())
    figure = _figure(f"{CALIBRATION}: {method}", by_council, same_calibration, pairs)
    return replace(figure, lower_is_better=True)


def _figure(name: str, by_council: Mapping[str, Scored], measure: Measure, of: int) -> Figure:
    value = measure(list(by_council.values()))
    return Figure(name, value, bootstrap(by_council, measure), of)
