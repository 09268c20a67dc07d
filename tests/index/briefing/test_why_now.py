"""What is told of the latest inspection's judgements."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.adding.intake import Counts
from corpus.citation import Citation
from corpus.document import Span
from index.briefing.contents import Compared, Quotation
from index.briefing.paper import NO_PAPER
from index.briefing.why_now import (
    _brief,
    _name_area,
    _say_decision,
    _say_grades,
    find_decision,
)
from index.library import Library, create_library

TEXT = """\
{council} Council

Inspection of children's services in {council}

Inspection dates: {days}

Judgement Grade

The experiences and progress of care leavers Outstanding

The experiences and progress of children who need help and protection Inadequate

The impact of leaders on social work practice with children and families Requires improvement

The experiences and progress of children in care Requires improvement

{overall}

Published: {day}

Services for children are mostly good. Managers know what they must do next.
"""


ASKING = """\
Children and Families Scrutiny Panel

10 June 2025

Short stays for disabled children

Report by the Strategic Director for Children

The Panel is asked to

1. Say which of the two options it would support.

2. Recommend to the Cabinet Member that charges stay as they are until the spring.

3. Receive a progress report in twelve months.

The present offer

Families told us that a short stay keeps them going.
"""


@pytest.mark.parametrize(
    ("days", "day", "overall", "told"),
    [
        (
            "12 to 23 June 2023",
            "4 August 2023",
            "Overall effectiveness Requires improvement",
            "The latest overall judgement is “requires improvement” (August 2023), but “inadequate”"
            " for children who need help and protection.",
        ),
        (
            "11 to 22 May 2026",
            "10 July 2026",
            "",
            "The latest inspection (July 2026) gave no overall grade; it judged “inadequate” for"
            " children who need help and protection, “requires improvement” for the impact of"
            " leaders and children in care and “outstanding” for care leavers.",
        ),
    ],
)
def test_what_was_judged_worse_is_told_and_each_where_none_is_overall(
    take_in_here: Callable[..., Counts],
    tmp_path: Path,
    sample_library: Library,
    days: str,
    day: str,
    overall: str,
    told: str,
) -> None:
    """What was judged better than the whole is not told beside it."""
    text = TEXT.format(council="Wexmere", days=days, day=day, overall=overall)
    (tmp_path / "inspection.txt").write_text(text, "utf-8")
    with create_library(
        tmp_path / "library", open_encoder=lambda name: sample_library.encoder
    ) as library:
        take_in_here(library, [tmp_path / "inspection.txt"], "Wexmere")
        assert _say_grades(library.db, "Wexmere", date(2026, 12, 1)) == told


def test_an_area_is_named_without_what_most_begin_with() -> None:
    """Of leaders without whom they lead."""
    leaders = "The impact of leaders on practice with children and families"
    assert _name_area(leaders) == "the impact of leaders"
    assert _name_area("The experiences and progress of care leavers") == "care leavers"


def test_what_members_are_asked_to_recommend_is_sought_too(
    take_in_here: Callable[..., Counts], tmp_path: Path, sample_library: Library
) -> None:
    """In the order of the list that it stands in."""
    path = tmp_path / "paper.txt"
    path.write_text(ASKING, "utf-8")
    with create_library(
        tmp_path / "library", open_encoder=lambda name: sample_library.encoder
    ) as library:
        take_in_here(library, [path], "Wexmere")
        (item,) = library.db.execute("select id from document").fetchone()
        sought = [each.citation.quote[:9] for each in find_decision(library.db, item)]
    assert sought == ["Say which", "Recommend", "Receive a"]


def test_who_is_asked_is_not_told_twice() -> None:
    """The sentence says it; two places that are alike are named together."""
    asked = "The Panel is recommended to choose one of the two plans."
    citation = Citation("d", "", "", None, 1, "", "1.2", "", asked, Span(0, len(asked)))
    (sentence,) = say_decision(Quotation(citation))
    assert (
        sentence == "The panel is asked to “choose one of the two plans” (page 1, paragraph 1.2)."
    )
    noted = (
        replace(citation, quote="Note it."),
        replace(citation, quote="Note them.", paragraph="1.3"),
    )
    (sentence,) = say_decision(*map(Quotation, noted))
    assert (
        sentence == "The panel is asked only to note two things (page 1, paragraphs 1.2 and 1.3)."
    )


def test_what_is_to_be_agreed_is_told_before_what_is_to_be_considered() -> None:
    """Whichever is printed first."""
    words = ("considers the progress made", "endorses the plan for a second house")
    decision = [
        Quotation(Citation("d", "", "", None, None, "", "2", "", each, Span(0, len(each))))
        for each in words
    ]
    (sentence,) = say_decision(*decision)
    assert sentence.startswith("The decision sought of the panel: “endorses the plan")


def say_decision(*decision: Quotation) -> tuple[str, ...]:
    """What the panel is to decide."""
    return (_say_decision(decision, "panel", NO_PAPER),)


def test_a_listed_point_is_told_by_what_it_narrows_to() -> None:
    """Marked as cut: the whole stands in the table."""
    words = "The quality of work, specifically in the help for teenagers."
    citation = Citation("d", "", "", None, 1, "", "", "", words, Span(0, len(words)))
    row = Compared(None, Quotation(citation), "added by the paper")
    assert _brief(row) == "… the help for teenagers"
