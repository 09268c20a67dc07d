"""Facts of `eval.tasks.reading.judgements` and `eval.tasks.reading.dates`."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Event, Span
from corpus.records import Judgement
from eval.material.gold import GoldJudgement, GoldReport
from eval.metrics import Counts
from eval.tasks.reading.dates import Dated, find_event
from eval.tasks.reading.judgements import Graded

SENTENCE = "The local partnership has inconsistent experiences and outcomes and has to improve them"


def judgement(area: str, grade: str, printed: str = "") -> Judgement:
    """A grade as found."""
    return Judgement(Span(0, 1), area, grade, printed or grade)


def graded(path: Path, gold: list[GoldJudgement], *found: Judgement) -> Graded:
    """A report with what was found in it."""
    return Graded(GoldReport(path, "ambleford", judgements=tuple(gold)), found)


def test_area_and_grade_have_to_be_right(nowhere: Path) -> None:
    """A wrong grade costs precision and recall; an area too many costs precision."""
    gold = [GoldJudgement("Overall effectiveness", "good"), GoldJudgement("Adoption", "good")]
    report = graded(
        nowhere,
        gold,
        judgement("overall effectiveness", "good"),
        judgement("Adoption", "inadequate"),
        judgement("Invented", "good"),
    )
    assert report.counts == Counts(right=1, found=3, gold=2)
    assert report.areas == Counts(2, 2, 2)
    assert report.answer(gold[1]) == "read as inadequate"


def test_adequate_is_not_requires_improvement(nowhere: Path) -> None:
    """Grades of different scales are not made one."""
    gold = [GoldJudgement("Overall effectiveness", "adequate")]
    found = judgement("Overall effectiveness", "requires_improvement")
    assert graded(nowhere, gold, found).counts.right == 0


@pytest.mark.parametrize(
    ("printed", "right"), [(SENTENCE + ".", 1), (SENTENCE.replace("in", "", 1), 1), ("Good", 0)]
)
def test_a_sentence_in_place_of_a_grade_is_compared_as_one(
    nowhere: Path, printed: str, right: int
) -> None:
    """Area SEND reports give no grade but an outcome in words."""
    gold = [GoldJudgement("Inspection outcome", SENTENCE)]
    found = judgement("Inspection outcome", "inconsistent", printed)
    assert graded(nowhere, gold, found).counts.right == right


def test_both_days_have_to_be_right(nowhere: Path, make_report) -> None:
    """A report that gives no days is wrong where the gold has some."""
    start, end = date(2015, 1, 12), date(2015, 2, 5)
    gold = GoldReport(nowhere, "ambleford", start=start, end=end)
    report = make_report("improve plans")
    dated = replace(report, document=replace(report.document, event=Event("x", start, end)))
    assert Dated(gold, find_event((report, dated))).both
    nothing = Dated(gold, find_event((report,)))
    assert (nothing.first, nothing.last, nothing.both) == (False, False, False)
    assert not Dated(gold, Event("x", start, start)).both
