"""Figures of judged pairs, as the gold says to measure."""

import numpy as np

from eval.training.links.pair_figures import measure


def test_grade_one_is_left_out_of_the_same_issue() -> None:
    """A related pair on top costs nothing there, and counts as right for related."""
    figures = measure(np.array([1, 2, 0, 0]), np.array([0.9, 0.8, 0.1, 0.1]), np.arange(4.0)[::-1])
    assert figures.same_precision == figures.same_f1 == figures.related_precision == 1
