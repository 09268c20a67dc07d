"""Ridge regression over words and kernel similarity: what judged texts say of those near."""

import numpy as np
from scipy.sparse import csr_matrix

from eval.training.ridge import Ridge, fit_ridge
from models.statements.kernel import read_kernel

POINTS = np.eye(3, dtype=np.float32)
ANSWERS = np.eye(3)
HOW = Ridge(amount=2.0, sharpness=2.0, smoothing=0.1)


def fit(words: np.ndarray, points: np.ndarray, sizes: np.ndarray | None = None) -> tuple:
    """What three texts with an answer each teach."""
    found = np.ones(3) if sizes is None else sizes
    return fit_ridge(HOW, csr_matrix(words), points, ANSWERS, found)


def test_a_text_near_a_judged_one_is_judged_as_that() -> None:
    """Without a word in common."""
    _, kernel, start = fit(np.zeros((3, 1)), POINTS)
    score = start + kernel.score(POINTS + np.float32(0.05))
    assert score.argmax(axis=1).tolist() == [0, 1, 2]


def test_far_from_all_only_words_tell() -> None:
    """Where points say the same of every answer, the words decide."""
    line, kernel, start = fit(np.eye(3), np.zeros((3, 3), np.float32))
    far = kernel.score(np.full((1, 3), 99, np.float32))
    assert np.abs(far).max() < 1e-6
    assert (np.eye(3) @ line + start).argmax(axis=1).tolist() == [0, 1, 2]


def test_a_larger_size_counts_more() -> None:
    """Of two texts in one place the larger is believed."""
    same = np.zeros((3, 3), np.float32)
    _, kernel, start = fit(np.zeros((3, 1)), same, np.array([1.0, 5.0, 1.0]))
    assert (start + kernel.score(same[:1])).argmax() == 1


def test_kept_and_read_back_it_scores_alike() -> None:
    """Points are kept in half precision."""
    _, kernel, _ = fit(np.zeros((3, 1)), POINTS)
    again = read_kernel(kernel.arrays())
    np.testing.assert_allclose(again.score(POINTS), kernel.score(POINTS), atol=1e-3)
