"""Facts of `eval.tasks.answers.search`."""

from pathlib import Path

import pytest

from eval.material.gold import GoldParagraph, GoldQuery
from eval.tasks.answers.search import Answered, Shown, grade_hits

HERE, ELSEWHERE = Path("a.pdf"), Path("b.pdf")
FIRST = "Caseloads in the duty team are far too high"
SECOND = "Staff say that work is"


def paragraph(quote: str, grade: int, path: Path = HERE) -> GoldParagraph:
    """A labelled paragraph."""
    return GoldParagraph(path, quote, grade)


def test_the_first_eight_words_have_to_stand_in_a_row() -> None:
    """Case, numbers before and punctuation do not matter; a gap does."""
    label = paragraph(FIRST + " for most", 2)
    assert grade_hits([label], [Shown(HERE, "12. caseloads, in the duty team are FAR too")]) == (2,)
    assert grade_hits([label], [Shown(HERE, FIRST.replace("duty", "busy duty"))]) == (0,)
    assert grade_hits([label], [Shown(HERE, "Caseloads in the duty team")]) == (0,)


def test_a_short_quotation_has_to_stand_whole() -> None:
    """Words are compared as words: "is" is not found in "issue"."""
    label = paragraph(SECOND, 1)
    assert grade_hits([label], [Shown(HERE, SECOND + " late")]) == (1,)
    assert grade_hits([label], [Shown(HERE, SECOND + "sue")]) == (0,)


def test_the_same_words_in_another_file_earn_nothing() -> None:
    """A restatement is labelled where it stands."""
    assert grade_hits([paragraph(FIRST, 2, ELSEWHERE)], [Shown(HERE, FIRST)]) == (0,)


def test_a_paragraph_is_paid_once() -> None:
    """A hit earns the best of what it shows; showing it again earns nothing."""
    labels = [paragraph(FIRST, 1), paragraph(SECOND, 2)]
    both = Shown(HERE, f"{FIRST}. {SECOND} late")
    assert grade_hits(labels, [both, both, Shown(HERE, FIRST)]) == (2, 0, 0)


@pytest.mark.parametrize(
    ("grades", "best", "answered"),
    [((0, 0, 2), 2, True), ((1, 1, 0, 2), 2, False), ((0, 1, 0), 1, True), ((), 2, False)],
)
def test_answered_means_the_best_there_is_is_seen_at_once(
    grades: tuple[int, ...], best: int, answered: bool
) -> None:
    """A partial answer is one only where there is nothing better."""
    query = GoldQuery("q", "caseloads", (paragraph(FIRST, best), paragraph(SECOND, 1)))
    assert Answered(query, grades).is_answered == answered
