"""Facts of `eval.tasks.answers.scored` and `eval.tasks.answers.naive`."""

from itertools import product

import numpy as np
import pytest

from eval.material.gold import GoldPair, ListedAsk
from eval.tasks.answers.naive import score_by_meaning, score_by_rare_words, score_by_shared_words
from eval.tasks.answers.scored import (
    Scored,
    related_precision,
    same_best_f1,
    same_calibration,
    same_precision,
    shown_first,
)


def ask(identity: str, text: str = "") -> ListedAsk:
    """An item of a list."""
    return ListedAsk(text or identity, page=1, id=identity)


def scored(*rows: tuple[str, str, int, float]) -> Scored:
    """Pairs with their grade and one score for both."""
    pairs = tuple(GoldPair(ask(a), ask(b), grade) for a, b, grade, _ in rows)
    scores = np.array([score for *_, score in rows])
    return Scored(pairs, scores, scores)


def test_related_pairs_do_not_count_against_same() -> None:
    """A grade 1 on top costs nothing for grade 2, and counts as found for 1 and 2."""
    council = scored(("a", "x", 1, 0.9), ("a", "y", 2, 0.8), ("b", "x", 0, 0.1))
    assert same_precision([council]) == 1.0
    assert same_best_f1([council]) == 1.0
    assert related_precision([council]) == 1.0


def test_scores_are_pooled_over_councils() -> None:
    """A council whose scores run high hurts the others, as one threshold would."""
    low = scored(("a", "x", 2, 0.3), ("a", "y", 0, 0.2))
    high = scored(("b", "x", 2, 0.9), ("b", "y", 0, 0.8))
    assert same_precision([low]) == same_precision([high]) == 1.0
    assert same_precision([low, high]) == pytest.approx((1 + 2 / 3) / 2)


def test_related_is_not_same_for_calibration() -> None:
    """A probability of "same" is wrong on a related pair."""
    assert same_calibration([scored(("a", "x", 1, 0.95))]) == pytest.approx(0.95)


def test_the_first_three_shown() -> None:
    """Only asks that recur are asked about; a fourth place is not shown."""
    rows = [
        ("a", later, grade, score)
        for later, grade, score in zip("wxyz", (0, 0, 0, 2), (0.9, 0.8, 0.7, 0.6), strict=True)
    ]
    assert shown_first([scored(*rows)]) == 0.0
    assert shown_first([scored(*rows[1:])]) == 1.0
    assert np.isnan(shown_first([scored(*rows[:3])]))


TEXTS = ("Improve the supervision of social workers", "Improve how supervision is recorded", "Hire")


def test_plain_scores_put_equal_texts_first() -> None:
    """Each plain way gives one score a pair, 1 for equal texts."""
    pairs = [GoldPair(ask(a, a), ask(b, b), 0) for a, b in product(TEXTS, TEXTS)]
    for score in (score_by_shared_words, score_by_rare_words):
        scores = score(pairs)
        assert scores.shape == (9,)
        assert scores[[0, 4, 8]] == pytest.approx(1.0)
        assert scores[1] > scores[2]


class Letters:
    """Stands for the encoder: one dimension a first letter."""

    def encode(self, texts: list[str]) -> np.ndarray:
        """Unit rows."""
        return np.array([[text[0] == "I", text[0] == "H"] for text in texts], dtype=np.float32)


def test_meaning_is_the_encoders_cosine() -> None:
    """Whatever the encoder says is near is near."""
    pairs = [GoldPair(ask(a, a), ask(b, b), 0) for a, b in product(TEXTS, TEXTS)]
    assert score_by_meaning(pairs, Letters()).tolist() == [1, 1, 0, 1, 1, 0, 0, 0, 1]
