"""Boosted trees and a linear model as plain arrays: fast to load, safe to load, numpy to run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int32]


def probability(log_odds: Floats) -> Floats:
    """The probability of given log odds."""
    found: Floats = 1 / (1 + np.exp(-np.clip(log_odds, -50, 50)))
    return found


@dataclass(frozen=True)
class _Stored:
    """Something kept as named arrays in one file with others."""

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Its arrays under names that start with `prefix`."""
        return {f"{prefix}.{name}": np.asarray(value) for name, value in vars(self).items()}

    @classmethod
    def from_arrays(cls, stored: Mapping[str, NDArray[Any]], prefix: str) -> Self:
        """The same, read back. Raises KeyError where an array is missing."""
        return cls(**{one.name: stored[f"{prefix}.{one.name}"] for one in fields(cls)})


@dataclass(frozen=True)
class Forest(_Stored):
    """Trees side by side, one a row, nodes from 0; a leaf points at itself.

    A row of features goes left where its value is at most the threshold. The log odds
    are `start` plus the value of the leaf reached in each tree.
    """

    feature: Whole  # (trees, nodes)
    threshold: Floats
    left: Whole
    right: Whole
    value: Floats
    start: Floats  # ()
    depth: Whole  # (), of the deepest tree

    def log_odds(self, rows: Floats) -> Floats:
        """Log odds of each row: (rows,) for (rows, features)."""
        trees = np.arange(len(self.feature))
        node = np.zeros((len(rows), len(trees)), dtype=np.int32)
        each = np.arange(len(rows))[:, None]
        for _ in range(int(self.depth)):
            goes_left = rows[each, self.feature[trees, node]] <= self.threshold[trees, node]
            node = np.where(goes_left, self.left[trees, node], self.right[trees, node])
        total: Floats = self.start + self.value[trees, node].sum(axis=1)
        return total


@dataclass(frozen=True)
class Line(_Stored):
    """A logistic regression over standardised features."""

    mean: Floats
    scale: Floats
    weight: Floats
    start: Floats  # ()

    def log_odds(self, rows: Floats) -> Floats:
        """Log odds of each row: (rows,) for (rows, features)."""
        total: Floats = (rows - self.mean) / self.scale @ self.weight + self.start
        return total
