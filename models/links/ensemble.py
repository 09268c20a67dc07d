"""Boosted trees and a logistic regression as plain arrays: safe to load, numpy to run."""

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
    probabilities: Floats = 1 / (1 + np.exp(-np.clip(log_odds, -50, 50)))
    return probabilities


@dataclass(frozen=True)
class _StoredArrays:
    """A record of arrays, kept in one file with others."""

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Its arrays under names that start with `prefix`."""
        return {f"{prefix}.{name}": np.asarray(value) for name, value in vars(self).items()}

    @classmethod
    def from_arrays(cls, stored: Mapping[str, NDArray[Any]], prefix: str) -> Self:
        """The record that `arrays` wrote. Raises KeyError where an array is missing."""
        return cls(**{field.name: stored[f"{prefix}.{field.name}"] for field in fields(cls)})


@dataclass(frozen=True)
class Forest(_StoredArrays):
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
        trees, nodes = self.feature.shape
        root = np.arange(trees) * nodes  # each tree's place in the arrays laid out flat
        each = np.arange(len(rows))[:, None] * rows.shape[1]
        flat, node = np.ascontiguousarray(rows).ravel(), np.tile(root, (len(rows), 1))
        for _ in range(int(self.depth)):
            value = flat.take(self.feature.take(node) + each)
            goes_left = value <= self.threshold.take(node)
            node = np.where(goes_left, self.left.take(node), self.right.take(node)) + root
        total: Floats = self.start + self.value.take(node).sum(axis=1)
        return total


@dataclass(frozen=True)
class LogisticModel(_StoredArrays):
    """A logistic regression over standardised features."""

    mean: Floats
    scale: Floats
    weight: Floats
    start: Floats  # ()

    def log_odds(self, rows: Floats) -> Floats:
        """Log odds of each row: (rows,) for (rows, features)."""
        total: Floats = (rows - self.mean) / self.scale @ self.weight + self.start
        return total


@dataclass(frozen=True)
class BlendedClassifier:
    """A yes-or-no question by trees and a logistic regression, averaged; not calibrated."""

    forest: Forest
    logistic: LogisticModel

    def log_odds(self, rows: Floats) -> Floats:
        """The average log odds of each row: (rows,)."""
        average: Floats = (self.forest.log_odds(rows) + self.logistic.log_odds(rows)) / 2
        return average

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """The arrays of both under names that start with `prefix`."""
        return self.forest.arrays(f"{prefix}.forest") | self.logistic.arrays(f"{prefix}.line")

    @classmethod
    def from_arrays(cls, stored: Mapping[str, NDArray[Any]], prefix: str) -> Self:
        """The classifier that `arrays` wrote. Raises KeyError where an array is missing."""
        return cls(
            Forest.from_arrays(stored, f"{prefix}.forest"),
            LogisticModel.from_arrays(stored, f"{prefix}.line"),
        )


@dataclass(frozen=True)
class Calibration:
    """Weights that turn the log odds of both questions into a calibrated probability of one."""

    same: float  # weight of the log odds of "same"
    related: float
    offset: float

    def probabilities(self, same: Floats, related: Floats) -> Floats:
        """The calibrated probability of each pair: (pairs,)."""
        return probability(self.same * same + self.related * related + self.offset)
