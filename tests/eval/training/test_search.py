"""Fitting the weights of search: what is kept, and what is left out."""

import numpy as np

from eval.training.search import best_of, describe, leave_out, try_weights
from index.search.weights import Weights


def gains(weights: Weights) -> np.ndarray:
    """Of twenty queries, best with 0.4 for words and 0.8 for phrases; the last is by itself."""
    distance = abs(weights.words - 0.4) + abs(weights.phrases - 0.8)
    made = np.full(20, 1 - distance)
    made[-1] = 0.1
    return made


def test_the_best_value_of_each_weight_is_kept() -> None:
    """What does not matter stays as it was."""
    best = best_of(try_weights(gains))
    assert (best.words, best.phrases) == (0.4, 0.8)
    assert (best.added, best.feedback, best.praise) == (1.0, 0.2, 0.2)


def test_a_query_is_measured_by_weights_that_never_saw_it() -> None:
    """Weights that suit one query alone are not chosen for it."""
    one, other = Weights(0.3, 0, 1, 0, 0), Weights(0.4, 0, 1, 0, 0)
    suits_rest, suits_first = np.ones(20), np.zeros(20)
    suits_rest[0], suits_first[0] = 0.0, 1.0
    left_out = leave_out({one: suits_rest, other: suits_first})
    assert left_out[0] == 0
    assert left_out[1:].all()


def test_each_class_is_told() -> None:
    """In the order in which classes come."""
    told = describe(try_weights(gains), ["subject"] * 19 + ["rare"])
    assert [line.split()[0] for line in told] == ["subject", "rare"]
