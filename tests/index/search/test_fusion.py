"""Words and meaning as one score."""

import numpy as np

from index.search.fusion import fuse_scores


def test_more_of_either_scores_more() -> None:
    """Coverage and nearness both raise a score; all of both is 1."""
    none, words, meaning, both = fuse_scores(
        np.array([0, 1, 0, 1], np.float32), np.array([0, 0, 1, 1], np.float32)
    )
    assert none == 0
    assert np.isclose(both, 1)
    assert 0 < words < both
    assert 0 < meaning < both
