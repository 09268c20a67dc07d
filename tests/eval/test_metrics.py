"""Facts of `eval.metrics`."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from eval.metrics import (
    Counts,
    add_counts,
    average_precision,
    best_f1,
    bootstrap,
    calibration_error,
    compare_items,
    match_items,
    ndcg,
    split_words,
)

SCORED = st.lists(
    st.tuples(st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0]), st.booleans()), min_size=1, max_size=30
).filter(lambda rows: any(label for _, label in rows))


def test_ratios_come_last() -> None:
    """A report of one item right and one of nine wrong make one in ten, not a half."""
    total = add_counts([Counts(1, 1, 1), Counts(0, 9, 9)])
    assert total == Counts(1, 10, 10)
    assert total.precision == total.recall == total.f1 == 0.1


def test_nothing_asked_and_nothing_found_is_right() -> None:
    """A report without recommendations, read as such, costs nothing."""
    assert Counts().f1 == Counts().precision == Counts().recall == 1.0
    assert Counts(0, 1, 0).f1 == 0.0


def test_only_words_count() -> None:
    """Case, glyphs, white space and punctuation do not make two texts differ."""
    printed = "• Improve  plans,\nso they’re clear"
    assert compare_items(printed, "improve plans so they re clear") == 1
    assert split_words("") == ()


def test_an_item_cut_short_is_not_the_item() -> None:
    """A sub-point left out of a long item drops it below 0.9."""
    whole = "improve supervision so that it is regular recorded reflective and checked by managers"
    assert match_items([whole.rsplit(" ", 3)[0]], [whole]) == {}
    assert match_items([whole.rsplit(" ", 1)[0]], [whole]) == {0: 0}


def test_the_most_similar_are_matched_first() -> None:
    """A near copy does not take the place of the item itself."""
    gold = [f"improve the {it} of all the plans for each child" for it in ("quality", "number")]
    assert match_items(gold[::-1], gold) == {0: 1, 1: 0}
    near = gold[0].replace("improve", "raise")
    assert match_items([near, gold[0]], [gold[0]]) == {0: 1}


def test_each_found_item_is_used_once() -> None:
    """Two equal gold items need two found ones."""
    assert match_items(["improve plans"], ["improve plans", "improve plans"]) == {0: 0}


@given(SCORED)
def test_average_precision_is_the_usual_one(rows: list[tuple[float, bool]]) -> None:
    """It agrees with scikit-learn's, ties included."""
    scores, labels = zip(*rows, strict=True)
    assert average_precision(scores, labels) == pytest.approx(
        average_precision_score(np.array(labels), np.array(scores))
    )


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


def test_an_interval_holds_the_figure_and_stays_the_same() -> None:
    """Two runs give one interval, around the figure; one council gives none."""
    counts = {str(place): Counts(place, 10, 10) for place in range(1, 11)}

    def f1(drawn: list[Counts]) -> float:
        return add_counts(drawn).f1

    first = bootstrap(counts, f1)
    assert first is not None
    assert first == bootstrap(counts, f1)
    assert first.low < f1(list(counts.values())) < first.high
    assert bootstrap({"one": Counts(1, 1, 1)}, f1) is None


def test_draws_without_a_figure_are_left_out() -> None:
    """Councils where nothing recurs may be drawn alone; the interval survives."""
    found = bootstrap({"a": 1.0, "b": float("nan")}, lambda drawn: float(np.sum(drawn)))
    assert found is not None
    assert found.low == found.high == 2.0
