"""Figures of a paper that do not go together."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.citation import Citation
from corpus.document import Span
from corpus.records import Observation
from corpus.store.statements import SourcedRecord
from index.briefing.lines.clashes import _differ, _find_marked, find_clashes
from index.briefing.pack import brief_document
from index.library import Library


def held(value: str, amount: float, **more: object) -> SourcedRecord[Observation]:
    """A value of a measure in a paper."""
    known = Observation(
        "o", Span(0, len(value)), "Visits on time", value, amount, "%", "2023-24", date(2024, 3, 31)
    )
    day = date(2024, 6, 7)
    cited = Citation("d", "Update", "Council", day, 1, "", "", "", value, known.span)
    return SourcedRecord(replace(known, **more), cited, "committee_report")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "is_clash"),
    [
        (held("62%", 62.0), True),
        (held("60.1%", 60.1), False),
        (held("62%", 62.0, period="2022-23", period_end=date(2023, 3, 31)), False),
        (held("62%", 62.0, period=""), False),
        (held("62%", 62.0, measure="Reviews on time"), False),
        (held("62%", 62.0, role="target"), False),
        (held("62%", 62.0, who="England"), False),
    ],
)
def test_two_values_of_one_measure_body_and_time_clash(
    other: SourcedRecord[Observation], is_clash: bool
) -> None:
    """Unless one is a rounding of the other."""
    assert _differ(held("60%", 60.0), other) is is_clash


def test_a_colour_clashes_with_a_target_that_does_not_bear_it_out() -> None:
    """Only where it is known which side is good, and a target is printed."""
    red = held("88%", 88.0, rag="Red", rag_agrees=False, good_is="high")
    target = held("86%", 86.0, role="target")
    clash = _find_marked(red, [red, target])
    assert clash is not None
    assert clash.said == "This paper marks 88% “Red”, with a target of 86%; higher is better."
    assert _find_marked(red, [red]) is None
    assert _find_marked(held("88%", 88.0, rag_agrees=True, good_is="high"), [target]) is None


def test_a_figure_that_clashes_is_a_line_of_its_own(sample_library: Library) -> None:
    """It says what does not go together, and asks first which is right."""
    (item,) = sample_library.db.execute(
        "select id from document where title like '%progress since the 2015%'"
    ).fetchone()
    clash = find_clashes(sample_library.db, "Wexmere", date(2017, 3, 14), item)
    assert [each.said for each in clash] == [
        "This paper marks 88.6% “Red”, with a target of 86%; higher is better."
    ]
    lines = brief_document(sample_library, item).enquiries
    (line,) = (each for each in lines if each.question.startswith(clash[0].said))
    assert line.follow_ups[0] == "Which is right, the figure or its colour, and how is that known?"
    assert line.ending == (
        "Information: which is right, the figure or its colour, in writing by 11 April 2017."
    )
    assert line.issue == "timeliness of assessments"  # which is what the figure counts
