"""Scores of a text by how near it lies to texts that were judged, beside a line over its words.

One ridge regression fits both at once: the line over runs of words, and a bump (a Gaussian)
at each judged text. Near texts share what they were judged; far from all only words tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:  # only training needs it
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]
Rows = NDArray[np.float32]


@dataclass(frozen=True)
class Nearness:
    """The judged texts as points, and what each adds to an answer by its nearness."""

    points: Rows  # (texts, width)
    weights: Rows  # (texts, answers)
    sharpness: float

    def score(self, rows: Rows) -> Rows:
        """What the points say of each row: (rows, answers)."""
        found: Rows = np.exp(-self.sharpness * _squares(rows, self.points)) @ self.weights
        return found

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Its arrays by name, as `read_nearness` takes them; points in half precision."""
        return {
            "points": self.points.astype(np.float16),
            "point_weights": self.weights,
            "sharpness": np.array(self.sharpness),
        }


def read_nearness(arrays: Mapping[str, NDArray[Any]]) -> Nearness:
    """The nearness of `Nearness.arrays`, read back. KeyError where one is missing."""
    return Nearness(
        arrays["points"].astype(np.float32),
        arrays["point_weights"].astype(np.float32),
        float(arrays["sharpness"]),
    )


@dataclass(frozen=True)
class Ridge:
    """How to fit: how much nearness counts beside words, how sharp it is, how much to smooth."""

    amount: float
    sharpness: float
    smoothing: float


def fit_ridge(
    how: Ridge, words: csr_matrix, points: Rows, targets: Floats, sizes: Floats
) -> tuple[Floats, Nearness, Floats]:
    """The weights of words (features, answers), the nearness, and the start of each answer.

    `words` and `points` have a row a text, `targets` its answers, and `sizes` how much it
    counts.
    """
    near = np.exp(-how.sharpness * _squares(points, points)).astype(np.float64)
    kernel = (words @ words.T).toarray() + how.amount * near + 1
    mean = sizes @ targets / sizes.sum()
    kernel[np.diag_indices_from(kernel)] += how.smoothing / sizes
    shares = np.linalg.solve(kernel, targets - mean)
    weights = (how.amount * shares).astype(np.float32)
    return words.T @ shares, Nearness(points, weights, how.sharpness), mean + shares.sum(axis=0)


def _squares(rows: Rows, points: Rows) -> Rows:
    """The squared distance of each row to each point: (rows, points)."""
    lengths = (rows**2).sum(axis=1)[:, None] + (points**2).sum(axis=1)
    found: Rows = np.maximum(lengths - 2 * rows @ points.T, 0)
    return found
