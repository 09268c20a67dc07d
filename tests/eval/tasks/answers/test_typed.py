"""What counts as found for a typed subject."""

from eval.material.subjects import GoldSubject
from eval.metrics import Counts
from eval.tasks.answers.typed import AnsweredSubject

SUBJECT = GoldSubject("supervision", {0: 2, 1: 2, 2: 1}, {})


def test_what_is_touched_in_passing_counts_neither_way() -> None:
    """One of two found, and one that is not about it."""
    answered = AnsweredSubject("Eastmere", SUBJECT, frozenset({0, 2, 5}))
    assert answered.counts == Counts(1, 2, 2)


def test_nothing_found_is_nothing_right() -> None:
    """Nor wrong."""
    answered = AnsweredSubject("Eastmere", SUBJECT, frozenset())
    assert answered.counts == Counts(0, 0, 2)
