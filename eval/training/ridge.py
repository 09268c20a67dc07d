"""A ridge regression over words and a Gaussian kernel at once, for stance and themes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from models.statements.kernel import KernelSimilarity, Rows, gaussian_kernel

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ridge:
    """How to fit: what the kernel counts beside words, how sharp it is, how much to smooth."""

    amount: float
    sharpness: float
    smoothing: float


def fit_ridge(
    how: Ridge, words: csr_matrix, points: Rows, targets: Floats, sizes: Floats
) -> tuple[Floats, KernelSimilarity, Floats]:
    """The weights of words (features, answers), the kernel, and the start of each answer.

    `words` and `points` have a row a text, `targets` its answers, and `sizes` how much it
    counts.
    """
    near = gaussian_kernel(points, points, how.sharpness).astype(np.float64)
    gram = (words @ words.T).toarray() + how.amount * near + 1
    mean = sizes @ targets / sizes.sum()
    gram[np.diag_indices_from(gram)] += how.smoothing / sizes
    shares = np.linalg.solve(gram, targets - mean)
    kernel = KernelSimilarity(points, (how.amount * shares).astype(np.float32), how.sharpness)
    return words.T @ shares, kernel, mean + shares.sum(axis=0)
