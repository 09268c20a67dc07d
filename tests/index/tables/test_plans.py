"""What plans list against asks: by the words that they print again, or by a report they name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.adding.intake import Counts
from index.library import Library, create_library
from index.tables.plans import PlanLine, find_plan_lines

REPORT = """
# Inspection of Harrowmere local authority children's services

Inspection dates: 4 March 2024 to 15 March 2024

Ofsted. Report published 29 April 2024

## What needs to improve

- How often children in foster care see their social worker alone.
- The time that families wait for a first assessment.
- The choice of homes for teenagers who leave residential care.

## The experiences of children

1. Some children wait too long.
"""
HEAD = "Ref\t{served}\tAction\tLead\tBy when\tOutcome\tStatus\n"
ROWS = (
    "A1\t1\tGive each worker a monthly list of visits\tHead of Care\tMay 2024\tMore visits\tGreen\n"
    "A2\t2 and 3\tHire two assessors and a finder of homes\tDirector\tJune 2024\tNo wait\tAmber\n"
)
OPENING = "# Harrowmere children's improvement plan\n\nMay 2024\n\n"
NAMES = "This plan answers the Ofsted inspection of children's services in March 2024.\n\n"
AGAIN = """## What inspectors asked for

Ofsted inspectors recommended that the council should improve:

- The choice of homes for teenagers who leave residential care.
- How often children in foster care see their social worker alone.
- The time that families wait for a first assessment.

"""


@pytest.fixture
def lines_of(
    take_in_here: Callable[..., Counts], tmp_path: Path, sample_library: Library
) -> Callable[[str], list[PlanLine]]:
    """What a plan is found to list, in a library of it and of one report."""

    def find(plan: str) -> list[PlanLine]:
        (tmp_path / "2024-04-29-ofsted-inspection.md").write_text(REPORT, "utf-8")
        (tmp_path / "2024-05-20-cabinet-improvement-plan.md").write_text(plan, "utf-8")
        with create_library(
            tmp_path / "library", open_encoder=lambda name: sample_library.encoder
        ) as library:
            take_in_here(library, [*tmp_path.glob("*.md")], "Harrowmere")
            return find_plan_lines(library.db, "Harrowmere")

    return find


def listed(lines: list[PlanLine]) -> dict[str, tuple[str, list[str]]]:
    """The first words of each ask and the actions against it, by the plan's number."""
    return {
        line.number: (line.ask.text[:12], [each.record.ref for each in line.actions])
        for line in lines
    }


def test_a_map_tells_the_asks_of_its_numbers(
    sample_library: Library, sample_answers: dict[str, Any]
) -> None:
    """By the words that it prints again; where the rows say otherwise that is told."""
    lines = {line.number: line for line in find_plan_lines(sample_library.db, "Wexmere")}
    asked = {ask["id"]: ask["text"] for ask in sample_answers["asks"]}
    for planted in sample_answers["crosswalk"]:
        line = lines.pop(planted["area"])
        assert " ".join(line.ask.text.split()) == asked[planted["restates"]]
        refs = {each.record.ref for each in line.actions}
        assert refs == {*planted["actions_printed"], *planted["actions_in_rows"]}
        assert line.agrees is planted["agrees"]
    assert not lines


def test_a_plan_that_prints_the_asks_again_numbers_them_as_it_lists_them(
    lines_of: Callable[[str], list[PlanLine]],
) -> None:
    """Whatever their order in the report."""
    head = HEAD.format(served="Ofsted recommendation")
    assert listed(lines_of(OPENING + AGAIN + head + ROWS)) == {
        "1": ("The choice o", ["A1"]),
        "2": ("How often ch", ["A2"]),
        "3": ("The time tha", ["A2"]),
    }


def test_a_plan_that_names_the_report_counts_as_it_does(
    lines_of: Callable[[str], list[PlanLine]],
) -> None:
    """Where it has all the numbers that the report has asks."""
    head = HEAD.format(served="Recommendation")
    assert listed(lines_of(OPENING + NAMES + head + ROWS)) == {
        "1": ("How often ch", ["A1"]),
        "2": ("The time tha", ["A2"]),
        "3": ("The choice o", ["A2"]),
    }


@pytest.mark.parametrize(
    ("opening", "rows"),
    [
        (OPENING, ROWS),
        (OPENING + NAMES, ROWS.replace("2 and 3", "2 and 4")),
        (OPENING + NAMES, ROWS.replace("2 and 3", "2")),
        (OPENING + NAMES.replace("March 2024", "June 2019"), ROWS),
        (OPENING + NAMES, ROWS.replace("\t1\t", "\t\t").replace("2 and 3", "")),
    ],
    ids=["names no report", "a number too many", "too few", "another report", "no numbers"],
)
def test_numbers_that_may_be_of_something_else_are_told_of_no_ask(
    lines_of: Callable[[str], list[PlanLine]], opening: str, rows: str
) -> None:
    """Silence is better than a claim that the plan does not make."""
    assert lines_of(opening + HEAD.format(served="Recommendation") + rows) == []
