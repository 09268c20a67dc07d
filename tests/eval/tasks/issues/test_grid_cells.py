"""Accuracy of cells and states: how the gold's cells are read, and what counts as right."""

import json
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import GoldError
from eval.material.cells import GoldCell, load_columns
from eval.tasks.issues.grid_cells import Pair, measure_cells, measure_states
from index.issues.cells import IssueCell
from models.statements.cells import FOUND


def ours(year: int, found: str, asked: bool = False, sure: float = 0.9) -> IssueCell:
    """A cell of an inspection of a year."""
    rest = (1 - sure) / (len(FOUND) - 1)
    return IssueCell(
        published=date(year, 5, 1),
        document=f"d{year}",
        body="Ofsted",
        found=found,  # type: ignore[arg-type]
        asked=asked,
        probability=sure,
        decisive=(),
        is_service=True,
        chances=tuple(sure if each == found else rest for each in FOUND),
        chance_asked=0.99 if asked else 0.01,
    )


def pair(cell: IssueCell, gold: GoldCell, issue: str = "plans") -> Pair:
    """A cell beside the reader's."""
    return Pair("ambleford", issue, cell, gold)


def test_the_gold_writes_what_was_asked_and_found_in_letters(tmp_path: Path) -> None:
    """ "Aw": asked and found weak; "c" tells that the reader was sure."""
    council = {
        "council": "ambleford",
        "reports": [{"file": "england/ambleford/a.pdf", "published": "2019-10-25"}],
        "cells": {"plans": ["Awc"], "visits": ["n"], "money": ["An"], "court": ["gc"]},
    }
    (tmp_path / "grid").mkdir()
    (tmp_path / "grid" / "ambleford.json").write_text(json.dumps(council), "utf-8")
    (column,) = load_columns(tmp_path)
    assert column.published == date(2019, 10, 25)
    assert column.cells == {
        "plans": GoldCell(True, "weak"),
        "visits": GoldCell(False, ""),
        "money": GoldCell(True, ""),
        "court": GoldCell(False, "good"),
    }
    (tmp_path / "grid" / "ambleford.json").write_text('{"council": "ambleford"}', "utf-8")
    with pytest.raises(GoldError, match="not as the grid should be"):
        load_columns(tmp_path)


def test_only_sure_cells_are_told_and_both_parts_have_to_be_right() -> None:
    """One right, one that misses what was asked, one that is not sure."""
    pairs = [
        pair(ours(2019, "weak", asked=True), GoldCell(True, "weak")),
        pair(ours(2019, "good"), GoldCell(True, "good")),
        pair(ours(2019, "good", sure=0.3), GoldCell(False, "weak")),
    ]
    values = {figure.name: figure.value for figure in measure_cells(pairs)}
    assert values["cells told that are right"] == 0.5
    assert values["cells that a reader fills, told"] == pytest.approx(2 / 3)
    assert values["asked, F1"] == pytest.approx(2 / 3)


def test_states_are_compared_where_the_readers_cells_have_one() -> None:
    """Persisting twice over; of an issue that no report judges there is nothing to say."""
    raised = GoldCell(False, "weak")
    pairs = [
        pair(ours(2019, "weak"), raised),
        pair(ours(2015, "weak"), raised),
        pair(ours(2019, ""), GoldCell(False, ""), "visits"),
    ]
    values = {figure.name: figure for figure in measure_states(pairs)}
    assert values["states told that are right"].value == 1
    assert values["states told that are right"].of == 1
