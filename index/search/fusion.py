"""Words and meaning made one score, then drawn towards what the best passages say.

A convex combination of two scores that are on fixed scales: nearness in meaning as it is,
and coverage of the query's words. Scaling each by its own greatest value in a query, the
usual way, makes the best of a poor lot look good and ranks worse, and so does reciprocal
rank fusion.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.search.vectors import VectorIndex
from index.search.weights import Weights

Scores = NDArray[np.float32]

# Passages whose mean direction is the feedback. Three to ten rank much alike.
_BEST = 8


def fuse_scores(coverage: Scores, nearness: Scores, weights: Weights) -> Scores:
    """One score each from how far words are covered and how near the meaning is."""
    return weights.words * coverage + (1 - weights.words) * nearness


def feed_back(scores: Scores, vectors: VectorIndex, ids: Sequence[str], weights: Weights) -> Scores:
    """Scores of passages, best first, drawn to those that are near the first eight in meaning.

    Pseudo-relevance feedback. As they were where there are no more than eight.
    """
    if len(ids) <= _BEST:
        return scores
    nearness = vectors.nearness(vectors.direction(ids[:_BEST]), ids)
    return (1 - weights.feedback) * scores + weights.feedback * nearness
