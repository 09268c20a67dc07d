"""Kernel similarity: scores of a text by judged texts near it, added to scores by its words.

`eval.training.ridge` fits both at once: a weight for each run of words, and a Gaussian at
each judged text. Near texts share what they were judged; far from all only words tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]


@dataclass(frozen=True)
class KernelSimilarity:
    """The judged texts as points, and what each adds to an answer, the more the nearer it is."""

    points: Rows  # (texts, width)
    weights: Rows  # (texts, answers)
    sharpness: float

    def score(self, rows: Rows) -> Rows:
        """The sum over the points for each row: (rows, answers)."""
        scores: Rows = gaussian_kernel(rows, self.points, self.sharpness) @ self.weights
        return scores

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Its arrays by name, as `read_kernel` takes them; points in half precision."""
        return {
            "points": self.points.astype(np.float16),
            "point_weights": self.weights,
            "sharpness": np.array(self.sharpness),
        }


def read_kernel(arrays: Mapping[str, NDArray[Any]]) -> KernelSimilarity:
    """The similarity that `KernelSimilarity.arrays` wrote. KeyError where an array is missing."""
    return KernelSimilarity(
        arrays["points"].astype(np.float32),
        arrays["point_weights"].astype(np.float32),
        float(arrays["sharpness"]),
    )


def gaussian_kernel(rows: Rows, points: Rows, sharpness: float) -> Rows:
    """The similarity of each row to each point, 1 where they are the same: (rows, points)."""
    lengths = (rows**2).sum(axis=1)[:, None] + (points**2).sum(axis=1)
    squares = np.maximum(lengths - 2 * rows @ points.T, 0)
    similarities: Rows = np.exp(-sharpness * squares)
    return similarities
