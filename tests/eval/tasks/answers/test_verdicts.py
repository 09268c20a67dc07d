"""What records show first, held against what a reader would show."""

import pytest

from eval.material.labels import FirstShown
from eval.tasks.answers import verdicts


def test_a_list_that_is_not_shown_counts_against_us() -> None:
    """Two of the reader's three are shown of one list, none of the other."""
    marks = {"a": 1, "b": 2, "c": 3, "d": 0, "e": -1}
    labels = [
        FirstShown("england/newham/one.pdf", issue, marks) for issue in ("oversight", "visits")
    ]
    first = {("england/newham/one.pdf", "oversight"): frozenset("abd")}
    figure = verdicts.first_figure(labels, first)
    assert figure.value == pytest.approx(2 * 2 / (3 + 6))
    assert labels[0].shown == {"a", "b", "c"}


def test_readers_are_held_against_each_other() -> None:
    """On lists that two have read; it guards nothing."""
    figure = verdicts.readers_figure()
    assert 0.8 < figure.value < 0.95
    assert not figure.guarded
