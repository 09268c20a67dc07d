"""Facts of `eval.rankings`."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics import Counts
from eval.rankings import average_precision, best_f1, calibration_error, ndcg

SCORED = st.lists(
    st.tuples(st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0]), st.booleans()), min_size=1, max_size=30
).filter(lambda rows: any(label for _, label in rows))


def test_average_precision_by_hand() -> None:
    """Items of one score are taken together."""
    scores = [0.9, 0.5, 0.5, 0.1]
    assert average_precision(scores, [True, False, True, False]) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(scores, [False, False, False, True]) == pytest.approx(1 / 4)


@given(SCORED)
def test_best_f1_is_reached_by_a_threshold(rows: list[tuple[float, bool]]) -> None:
    """It is the highest over cutting at each score."""
    scores, labels = zip(*rows, strict=True)
    at = [
        Counts(
            sum(label for score, label in rows if score >= cut),
            sum(score >= cut for score in scores),
            sum(labels),
        ).f1
        for cut in scores
    ]
    assert best_f1(scores, labels) == pytest.approx(max(at))


def test_without_a_true_item_there_is_no_figure() -> None:
    """A council where nothing recurs has no average precision."""
    assert math.isnan(average_precision([0.5], [False]))
    assert math.isnan(best_f1([0.5], [False]))
    assert math.isnan(ndcg([0], []))


def test_ndcg_by_hand() -> None:
    """Gains are 3 and 1, discounted by log2(rank + 1), of the best ten labelled."""
    earned = 1 / math.log2(3) + 3 / math.log2(4)
    assert ndcg([0, 1, 2], [2, 1]) == pytest.approx(earned / (3 + 1 / math.log2(3)))
    assert ndcg([0] * 10 + [2], [2]) == 0.0
    assert ndcg([2] * 10, [2] * 40) == 1.0


def test_calibration_error_by_hand() -> None:
    """Each bin's gap between mean probability and share, weighed by its items."""
    chances = [0.05, 0.05, 0.95, 1.0]
    labels = [False, False, True, False]
    assert calibration_error(chances, labels) == pytest.approx((0.1 + 0.95) / 4)
    assert calibration_error([], []) == 0.0
