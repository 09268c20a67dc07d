"""Words and meaning as one score, and what the best passages add to it."""

import numpy as np

from index.search.fusion import feed_back, fuse_scores
from index.search.vectors import VectorIndex
from index.search.weights import Weights

WEIGHTS = Weights(words=0.4, phrases=0.5, added=0.9, feedback=0.25, praise=0.2)


def test_more_of_either_scores_more() -> None:
    """Coverage and nearness both raise a score; all of both is 1."""
    none, words, meaning, both = fuse_scores(
        np.array([0, 1, 0, 1], np.float32), np.array([0, 0, 1, 1], np.float32), WEIGHTS
    )
    assert none == 0
    assert np.isclose(both, 1)
    assert 0 < words < both
    assert 0 < meaning < both


def test_what_the_best_say_lifts_those_like_them() -> None:
    """Of two passages with one score, the one that is near the first eight in meaning gains."""
    ids = [f"p{place}" for place in range(10)]
    rows = np.zeros((10, 4), np.float32)
    rows[:9, 0] = rows[9, 1] = 1
    scores = np.linspace(1, 0.5, 10, dtype=np.float32)
    scores[8:] = 0.5
    drawn = feed_back(scores, VectorIndex(ids, rows), ids, WEIGHTS)
    assert drawn[8] > drawn[9]
    assert drawn[9] == np.float32(0.75 * 0.5)


def test_a_few_hits_stay_as_they_were() -> None:
    """With no more than eight there is nothing to be drawn to."""
    scores = np.array([0.9, 0.4], np.float32)
    vectors = VectorIndex(["a", "b"], np.eye(2, dtype=np.float32))
    assert feed_back(scores, vectors, ["a", "b"], WEIGHTS) is scores
