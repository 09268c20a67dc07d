"""The best of many scores, without sorting the rest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def find_best(scores: NDArray[np.float32], limit: int) -> NDArray[np.int64]:
    """The indices of the greatest scores, best first, at most `limit`; ties in their order.

    >>> find_best(np.array([1, 3, 2, 3], np.float32), 3).tolist()
    [1, 3, 2]
    """
    index: NDArray[np.int64] = np.arange(len(scores))
    if limit < len(scores):
        least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        index = np.flatnonzero(scores >= least)
    return index[np.argsort(-scores[index], kind="stable")][:limit]
