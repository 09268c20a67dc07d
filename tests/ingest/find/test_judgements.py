"""Grades found in every form that inspectors have printed since 2013."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document
from corpus.records import Judgement
from corpus.vocabulary.frameworks import load_frameworks
from ingest.find.judgements import find_judgements, to_grade


def grades(judgements: tuple[Judgement, ...]) -> list[tuple[str, str]]:
    """Area and grade of each."""
    return [(judgement.area, judgement.grade) for judgement in judgements]


def paragraphs(*lines: str) -> list[tuple[str, str]]:
    """Lines as blocks."""
    return [("paragraph", line) for line in lines]


AREAS = {framework.id: framework.areas for framework in load_frameworks()}
IMPACT, HELP, CARE, _ = AREAS["ilacs_2018"]


def cut(area: str, grade: str) -> tuple[str, str]:
    """A row whose area takes two lines, its grade printed on the first."""
    words = area.split()
    return f"{' '.join(words[:6])} {grade}", " ".join(words[6:])


@pytest.mark.parametrize(
    "lines",
    [
        ("Judgement Grade", IMPACT, "Good", HELP, "Inadequate", CARE, "Requires improvement"),
        (f"Judgement {IMPACT} {HELP} {CARE} Grade Good Inadequate Requires improvement",),
        (*cut(IMPACT, "Good"), *cut(HELP, "Inadequate"), *cut(CARE, "Requires"), "improvement"),
    ],
    ids=["row by row", "column by column", "line by line"],
)
def test_a_grade_table_is_read_however_its_cells_come(
    build_document: Callable[..., Document], lines: tuple[str, ...]
) -> None:
    """Areas and grades need only each come from top to bottom."""
    after = "Good help reaches most children. Overall effectiveness is not what this is about."
    document = build_document(*paragraphs(*lines, after), framework="ilacs_2018")
    assert grades(find_judgements(document)) == [
        (IMPACT, "good"),
        (HELP, "inadequate"),
        (CARE, "requires_improvement"),
    ]


def test_a_slip_in_a_name_is_let_pass(build_document: Callable[..., Document]) -> None:
    """Five reports print one word too many; the area keeps its name."""
    *first, leavers, _ = AREAS["ilacs_2023"]
    slip = leavers.replace("care leavers", "children care leavers")
    lines = [line for area in (*first, slip) for line in (area, "Good")]
    document = build_document(*paragraphs(*lines), framework="ilacs_2023")
    assert grades(find_judgements(document))[-1] == (leavers, "good")


def test_a_grade_can_be_a_sentence(build_document: Callable[..., Document]) -> None:
    """The single framework states the overall grade, and the board's in the board's own part."""
    help_, permanence, adoption, leavers, leaders = AREAS["sif"][1:6]
    document = build_document(
        *paragraphs("The overall judgement is that children’s services require improvement"),
        *paragraphs("Requires", f"1. {help_}", "improvement", f"2. {permanence}", "Good"),
        *paragraphs(f"2.1 {adoption}", "Outstanding", f"2.2 {leavers}", "Good"),
        *paragraphs(f"3. {leaders}", "Inadequate"),
        *paragraphs(
            "An LSCB that is good coordinates. A Local Safeguarding Children Board is good."
        ),
        *paragraphs("The Local Safeguarding Children Board (LSCB)"),
        *paragraphs("The Local Safeguarding Children Board requires improvement to be good"),
        framework="sif",
    )
    found = find_judgements(document)
    assert grades(found) == [
        ("Overall effectiveness", "requires_improvement"),
        (help_, "requires_improvement"),
        (permanence, "good"),
        (adoption, "outstanding"),
        (leavers, "good"),
        (leaders, "inadequate"),
        ("The Local Safeguarding Children Board", "requires_improvement"),
    ]
    assert found[-1].grade_as_printed == "requires improvement to be good"
    assert "\n" not in document.quote(found[-1].span)


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("Children’s services in the Borough of Wexmere are inadequate", "inadequate"),
        ("Children's services in Wexmere requires improvement to be good", "requires_improvement"),
        ("The overall judgement is good", "good"),
    ],
)
def test_the_overall_grade_is_read_from_each_wording(
    build_document: Callable[..., Document], sentence: str, grade: str
) -> None:
    """The three sentences with which reports of 2013 to 2018 begin."""
    document = build_document(*paragraphs(sentence), framework="sif")
    assert grades(find_judgements(document)) == [("Overall effectiveness", grade)]


def test_a_record_at_the_end_is_the_table_of_2013(build_document: Callable[..., Document]) -> None:
    """Grades with their numbers, after the contents have named the areas without any."""
    areas = ("Overall effectiveness", "Capacity to improve", "Quality of provision")
    document = build_document(
        *paragraphs(*(f"{area} {page}" for page, area in enumerate(areas, 4))),
        *paragraphs("Findings. " * 800, "Record of main findings"),
        *paragraphs(areas[0], "Inadequate", "Grade 4", areas[1], "Adequate", "Grade 3"),
        *paragraphs(areas[2], "Inadequate", "Grade 4"),
        framework="looked_after_2013",
    )
    assert [grade for _, grade in grades(find_judgements(document))] == [
        "inadequate", "adequate", "inadequate"
    ]  # fmt: skip


def test_grades_of_an_earlier_inspection_are_left_out(
    build_document: Callable[..., Document],
) -> None:
    """A table under a line that speaks of the previous inspection is not this report's."""
    earlier = paragraphs(IMPACT, "Inadequate", HELP, "Inadequate", CARE, "Inadequate")
    own = paragraphs(IMPACT, "Good", HELP, "Good", CARE, "Good")
    document = build_document(
        ("heading", "Grades at the previous inspection", {"level": 2}),
        *earlier,
        ("heading", "Grades at this one", {"level": 2}),
        *own,
        framework="ilacs_2018",
    )
    assert {grade for _, grade in grades(find_judgements(document))} == {"good"}


def test_headings_give_grades_for_want_of_a_table(build_document: Callable[..., Document]) -> None:
    """Reports print each grade again over the findings it is for."""
    document = build_document(
        ("heading", f"{HELP}: requires improvement to be good", {"level": 2}),
        ("paragraph", "Thresholds are clear."),
        ("heading", f"{CARE} is good", {"level": 2}),
        framework="ilacs_2018",
    )
    assert grades(find_judgements(document)) == [(HELP, "requires_improvement"), (CARE, "good")]


def test_an_area_send_outcome_is_its_sentence(build_document: Callable[..., Document]) -> None:
    """What is to follow in the same paragraph is left out."""
    outcome = "Arrangements lead to inconsistent experiences. Partners must work jointly."
    document = build_document(
        ("heading", "Inspection outcome", {"level": 1}),
        ("paragraph", f"{outcome} The next full area SEND inspection will be in three years."),
        framework="area_send_2023",
    )
    (found,) = find_judgements(document)
    assert (found.area, found.grade) == ("Inspection outcome", outcome)
    assert document.quote(found.span) == outcome


def test_narrative_gives_no_grade(build_document: Callable[..., Document]) -> None:
    """Area names and grade words in running text are not judgements."""
    text = f"{IMPACT} is good in places, and {HELP.lower()} matter more than what is inadequate."
    assert find_judgements(build_document(("paragraph", text), framework="ilacs_2023")) == ()


def test_adequate_is_a_grade_of_its_own() -> None:
    """It is not "requires improvement": the frameworks differ."""
    assert to_grade("Adequate") == "adequate"
    assert to_grade("Requires Improvement") == "requires_improvement"


# --- the real corpus ------------------------------------------------------------


def test_the_hand_checked_reports_give_every_grade(
    shared: Path, read_known: Callable[[Path], Document]
) -> None:
    """Sixteen reports of 2013 to 2026, area and grade exactly, none more and none less."""
    for path in sorted((shared / "gold/extraction").glob("*.json")):
        gold: dict[str, Any] = json.loads(path.read_text("utf-8"))
        found = grades(find_judgements(read_known(shared / gold["file"])))
        assert set(found) == {(one["domain"], one["grade"]) for one in gold["judgements"]}, path
