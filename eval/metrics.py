"""How answers are scored: counts that add up, items that are matched, intervals.

Counts are added over documents and made into ratios last, so that a report with
forty items weighs forty times one with a single item.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from rapidfuzz.distance import Indel

Unit = TypeVar("Unit")

SAME_ITEM = 0.9  # similarity at which two readings are one item: the rule of the gold set
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
        (-score, row, other)
        for row, item in enumerate(gold)
        for other, text in enumerate(found)
        if (score := compare_items(text, item)) >= least
    )
    matched: dict[int, int] = {}
    for _, row, other in near:
        if row not in matched and other not in matched.values():
            matched[row] = other
    return matched


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
    values = np.array([statistic([units[index] for index in draw]) for draw in draws])
    values = values[~np.isnan(values)]
    if not len(values):
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return Interval(float(low), float(high))
