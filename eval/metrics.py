"""How answers are scored: counts that add up, rankings, probabilities, intervals.

Counts are added over documents and made into ratios last, so that a report with
forty items weighs forty times one with a single item.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

Unit = TypeVar("Unit")
Numbers = Sequence[float] | NDArray[np.float64]
Labels = Sequence[bool] | NDArray[np.bool_]

SAME_ITEM = 0.9  # similarity at which two readings are one item: the rule of the gold set
BINS = 10  # of the calibration error, as the goal is stated
REPEATS = 1000  # resamples: the ends of an interval then move by less than 0.01
SEED = 20240307  # any fixed number: the same run prints the same interval


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were right, how many were found, how many there are. Adds up."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Right of found; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Right of gold; 1 where there is none."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Twice right of found and gold together; 1 where both are empty.

        >>> Counts(right=3, found=4, gold=4).f1
        0.75
        """
        both = self.found + self.gold
        return 2 * self.right / both if both else 1.0


def add_counts(counts: Iterable[Counts]) -> Counts:
    """The sum of counts; none, zeros."""
    return sum(counts, Counts())


# --- items -----------------------------------------------------------------


def split_words(text: str) -> tuple[str, ...]:
    """The words in order, lower case, letters and digits only.

    >>> split_words("20. The child’s plan (LSCB)")
    ('20', 'the', 'child', 's', 'plan', 'lscb')
    """
    return tuple(re.findall(r"[^\W_]+", text.lower()))


def compare_items(found: str, gold: str) -> float:
    """The Indel similarity of two texts over their words, 0 to 1."""
    return float(Indel.normalized_similarity(split_words(found), split_words(gold)))


def match_items(
    found: Sequence[str], gold: Sequence[str], least: float = SAME_ITEM
) -> dict[int, int]:
    """Which found item is which gold item: places in `gold` to places in `found`.

    Each is used once, the most similar pairs first; equal pairs by place in `gold`.

    >>> match_items(["improve plans", "improve the plans"], ["improve the plans"])
    {0: 1}
    """
    near = sorted(
        (-score, place, other)
        for place, item in enumerate(gold)
        for other, text in enumerate(found)
        if (score := compare_items(text, item)) >= least
    )
    matched: dict[int, int] = {}
    for _, place, other in near:
        if place not in matched and other not in matched.values():
            matched[place] = other
    return matched


# --- rankings --------------------------------------------------------------


def _counts_by_threshold(scores: Numbers, labels: Labels) -> tuple[np.ndarray, np.ndarray]:
    """True and all items at or above each distinct score, highest score first."""
    order = np.argsort(-np.asarray(scores, dtype=float), kind="stable")
    ranked = np.asarray(scores, dtype=float)[order]
    true = np.cumsum(np.asarray(labels, dtype=float)[order])
    last_of_each = np.append(np.nonzero(np.diff(ranked))[0], len(ranked) - 1)
    return true[last_of_each], last_of_each + 1.0


def average_precision(scores: Numbers, labels: Labels) -> float:
    """The mean precision at each true item, best score first; ties count as one step.

    Not a number where no item is true.

    >>> round(average_precision([0.9, 0.8, 0.1], [True, False, True]), 3)
    0.833
    """
    if not any(labels):
        return float("nan")
    true, taken = _counts_by_threshold(scores, labels)
    gained = np.diff(true, prepend=0.0)
    return float(np.sum(gained * true / taken) / true[-1])


def best_f1(scores: Numbers, labels: Labels) -> float:
    """The highest F1 that any threshold on the score gives.

    Not a number where no item is true.
    """
    if not any(labels):
        return float("nan")
    true, taken = _counts_by_threshold(scores, labels)
    return float(np.max(2 * true / (taken + true[-1])))


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


# --- probabilities ---------------------------------------------------------


def calibration_error(probabilities: Numbers, labels: Labels, bins: int = BINS) -> float:
    """How far probabilities stray from shares that came true, 0 to 1.

    The gap between mean probability and true share in bins of equal width, each
    bin weighed by its items. Nothing given, 0.

    >>> calibration_error([0.5, 0.5], [True, False])
    0.0
    """
    if not len(probabilities):
        return 0.0
    chance = np.asarray(probabilities, dtype=float)
    place = np.minimum((chance * bins).astype(int), bins - 1)
    gap = chance - np.asarray(labels, dtype=float)
    total = np.bincount(place, weights=gap, minlength=bins)
    return float(np.sum(np.abs(total)) / len(chance))


# --- intervals -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Interval:
    """The range that holds a figure in 95 of 100 draws of the councils."""

    low: float
    high: float


def bootstrap(
    by_council: Mapping[str, Unit],
    statistic: Callable[[Sequence[Unit]], float],
    repeats: int = REPEATS,
) -> Interval | None:
    """The 95 % interval of a statistic when councils are drawn again with replacement.

    Draws on which the statistic is not a number are left out. None with fewer than
    two councils: one cannot tell how much councils differ.
    """
    units = list(by_council.values())
    if len(units) < 2:
        return None
    random = np.random.default_rng(SEED)
    draws = random.integers(len(units), size=(repeats, len(units)))
    values = np.array([statistic([units[place] for place in draw]) for draw in draws])
    values = values[~np.isnan(values)]
    if not len(values):
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return Interval(float(low), float(high))
