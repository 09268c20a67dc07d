"""The weights of n-grams."""

import numpy as np

from models.text.ngrams import Ngrams


def test_a_repeated_ngram_weighs_by_the_log_of_its_count() -> None:
    """Twice is 1 + log 2, once is 1; all are of length 1 together."""
    ngrams = Ngrams(("drift", "plan"), np.array([1.0, 2.0]))
    columns, weights = ngrams.weigh("Plans drift and drift.")
    expected = np.array([1 + np.log(2), 2.0])
    assert columns.tolist() == [0, 1]
    np.testing.assert_allclose(weights, expected / np.linalg.norm(expected), rtol=1e-15)
