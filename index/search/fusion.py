"""Words and meaning made one score, then drawn towards what the best passages say.

A convex combination of two scores that are on fixed scales: nearness in meaning as it is,
and coverage of the query's words. Scaling each by its own greatest value in a query, the
usual way, makes the best of a poor lot look good and ranks worse, and so does reciprocal
rank fusion. The weights were chosen together with those of `keywords` and `query_cues` on
the judged queries of two sets, one council's and all councils', each left out in turn
(`throughline eval search`; how, in `eval/training/labels/search_across.json`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.search.vectors import VectorIndex

Scores = NDArray[np.float32]

_WORDS_SHARE = 0.4
# Pseudo-relevance feedback: the share of a score that is nearness to the mean direction of
# the best passages. Anything from 0.15 to 0.33 ranks both sets better than none.
_FEEDBACK_SHARE = 0.25
_BEST = 8


def fuse_scores(coverage: Scores, nearness: Scores) -> Scores:
    """One score each from how far words are covered and how near the meaning is.

    >>> fuse_scores(np.array([1.0, 0.0]), np.array([0.5, 0.5])).round(3).tolist()
    [0.7, 0.3]
    """
    return _WORDS_SHARE * coverage + (1 - _WORDS_SHARE) * nearness


def feed_back(scores: Scores, vectors: VectorIndex, ids: Sequence[str]) -> Scores:
    """Scores of passages, best first, drawn to those that are near the first eight in meaning.

    As they were where there are no more than eight.
    """
    if len(ids) <= _BEST:
        return scores
    centre = vectors.direction(ids[:_BEST])
    return (1 - _FEEDBACK_SHARE) * scores + _FEEDBACK_SHARE * vectors.nearness(centre, ids)
