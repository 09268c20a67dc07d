"""Accuracy of issues and stance: how it is counted."""

from pathlib import Path

import pytest

from corpus.document import Span
from eval.material.read_lines import ReadLine, Statement
from eval.tasks.issues.issue_grid import (
    Answer,
    AnsweredReport,
    evaluate_grid,
    finding_figures,
    issue_figures,
    readers_figures,
    stance_figures,
)
from models.statements.placed import Placed


def answer(
    told: tuple[str, ...], issues: tuple[str, ...], stances: tuple[str, str], asked: bool = False
) -> Answer:
    """An answer to a line of these issues and stance."""
    line = ReadLine(1, "a", told, stances[0])
    statement = Statement("england/newham/a.pdf", Span(0, 4), 1, Placed("Text", asked), line)
    return Answer(statement, line, frozenset(issues), stances[1])


def test_issues_are_counted_one_by_one() -> None:
    """Asks and sentences apart; a line that a reader left out is about nothing."""
    answers = [
        answer(("plans", "visits"), ("plans",), ("good", "good")),
        answer((), ("money",), ("none", "good")),
        answer(("plans",), ("plans",), ("asked", "asked"), asked=True),
    ]
    values = {figure.name: figure.value for figure in issue_figures(answers)}
    assert values["issues of an ask, F1"] == 1
    assert values["issues of a sentence, precision"] == 0.5
    assert values["issues of a sentence, recall"] == 0.5


def test_stances_are_counted_where_a_reader_told_one() -> None:
    """Not of asks, nor of what judges nothing."""
    answers = [
        answer((), (), ("good", "good")),
        answer((), (), ("weak", "mixed")),
        answer((), (), ("none", "good")),
        answer((), (), ("asked", "asked"), asked=True),
    ]
    figures = {figure.name: figure for figure in stance_figures(answers)}
    assert (figures["stance, accuracy"].value, figures["stance, accuracy"].of) == (0.5, 2)
    assert figures["good, F1"].value == 1
    assert figures["weak, F1"].value == 0
    assert figures["stance, macro-F1"].value == pytest.approx((1 + 0 + 0 + 1) / 4)


def test_findings_are_looked_for_where_the_lines_stand() -> None:
    """Without any, none of the judging sentences is found."""
    report = AnsweredReport((), (answer((), (), ("good", "good")),))
    recall, precision = finding_figures([report])
    assert (recall.value, precision.value) == (0, 1)


def test_readers_stand_beside_and_guard_nothing() -> None:
    """As the guidelines give them, and by our own second readings."""
    figures = readers_figures()
    assert not any(figure.guarded for figure in figures)
    own = {figure.name: figure.value for figure in figures}["issues, two readers of own labels"]
    assert 0.93 < own < 0.96


def test_councils_left_out_are_evaluated(write_grid: Path) -> None:
    """From their files, through the functions that read a user's."""
    outcome = evaluate_grid(write_grid)
    values = {figure.name: figure.value for figure in outcome.figures}
    assert 0 < values["findings, recall"] < 1
    assert 0 < values["stance, accuracy"] < 1
    assert {case.id.split("/")[0] for case in outcome.cases} == {"buckinghamshire", "newham"}
