"""The weights of search as committed."""

from index.search.weights import load_weights


def test_the_weights_are_shares_and_counts() -> None:
    """Words and feedback share a score with meaning; the others add to it."""
    weights = load_weights()
    assert 0 < weights.words < 1
    assert 0 <= weights.feedback < 0.5
    assert min(weights.phrases, weights.added, weights.praise) >= 0
