"""How rankings and probabilities are scored: average precision, best F1, nDCG, calibration.

scikit-learn's where it has them. Its nDCG takes other gains (the grade itself) and does not
know of labelled items that were not retrieved; it has no calibration error.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, precision_recall_curve

Numbers = Sequence[float] | NDArray[np.float64]
Labels = Sequence[bool] | NDArray[np.bool_]

BINS = 10  # of the calibration error, as the goal is stated


def average_precision(scores: Numbers, labels: Labels) -> float:
    """The mean precision at each true item, best score first; ties count as one step.

    Not a number where no item is true.

    >>> round(average_precision([0.9, 0.8, 0.1], [True, False, True]), 3)
    0.833
    """
    return float(average_precision_score(labels, scores)) if any(labels) else float("nan")


def best_f1(scores: Numbers, labels: Labels) -> float:
    """The highest F1 that any threshold on the score gives.

    Not a number where no item is true.
    """
    if not any(labels):
        return float("nan")
    precision, recall, _ = precision_recall_curve(labels, scores)
    reached = precision + recall > 0
    return float(np.max(2 * (precision * recall)[reached] / (precision + recall)[reached]))


def discounted_gain(grades: Sequence[int], limit: int = 10) -> float:
    """The sum of (2^grade - 1) / log2(rank + 1) over the first `limit` grades."""
    gains = 2.0 ** np.asarray(grades[:limit], dtype=float) - 1
    return float(np.sum(gains / np.log2(np.arange(len(gains)) + 2)))


def ndcg(grades: Sequence[int], labelled: Sequence[int], limit: int = 10) -> float:
    """The gain of hits in their order, of the gain of the best labelled ones.

    `grades` are those earned by the hits, best hit first; `labelled` all grades of
    the query. Not a number where nothing is labelled.

    >>> ndcg([2, 0, 1], [1, 2]) < ndcg([2, 1], [1, 2]) == 1.0
    True
    """
    best = discounted_gain(sorted(labelled, reverse=True), limit)
    return discounted_gain(grades, limit) / best if best else float("nan")


def calibration_error(probabilities: Numbers, labels: Labels, bins: int = BINS) -> float:
    """How far probabilities stray from shares that came true, 0 to 1.

    The gap between mean probability and true share in bins of equal width, each
    bin weighed by its items. Nothing given, 0.

    >>> calibration_error([0.5, 0.5], [True, False])
    0.0
    """
    if not len(probabilities):
        return 0.0
    given = np.asarray(probabilities, dtype=float)
    bin_of = np.minimum((given * bins).astype(int), bins - 1)
    total = np.bincount(bin_of, weights=given - np.asarray(labels, dtype=float), minlength=bins)
    return float(np.sum(np.abs(total)) / len(given))
