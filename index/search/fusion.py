"""Words and meaning made one score.

A convex combination of two scores that are on fixed scales: nearness in meaning as it is,
and coverage of the query's words. Scaling each by its own greatest value in a query, the
usual way, makes the best of a poor lot look good and ranks worse (nDCG@10 on the judged
queries, cues apart, 0.63 against 0.64), and so does reciprocal rank fusion (0.61).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

# By grid on the judged queries of `../shared/gold/search` (0.67 to 0.71 from 0.2 to 0.5) and
# with theme names as queries for the labelled sentences of `../shared/gold/stance`, which are
# of other councils (words alone 0.59, meaning alone 0.57, 0.64 from 0.29 to 0.5).
_WORDS_SHARE = 0.3


def fuse_scores(coverage: Scores, nearness: Scores) -> Scores:
    """One score each from how far words are covered and how near the meaning is.

    >>> fuse_scores(np.array([1.0, 0.0]), np.array([0.5, 0.5])).round(3).tolist()
    [0.65, 0.35]
    """
    return _WORDS_SHARE * coverage + (1 - _WORDS_SHARE) * nearness
