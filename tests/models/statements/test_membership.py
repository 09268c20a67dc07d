"""Which issues a statement belongs under: sections, the line, and its artefact."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from models.provenance import Provenance
from models.statements.issues import open_issues
from models.statements.membership import (
    Evidence,
    Membership,
    find_section,
    open_membership,
    save_membership,
)

MADE = Provenance("throughline train test", "0", date(2026, 11, 28))
IDS = [issue.id for issue in open_issues()]


def evidence(probable: dict[str, float], shown: dict[str, float]) -> Evidence:
    """One statement, a finding: probabilities and patterns of a few issues, little of the rest."""
    chances = np.full((1, len(IDS)), 0.001)
    patterns = np.zeros((1, len(IDS)))
    for facts, row in ((probable, chances), (shown, patterns)):
        for issue, value in facts.items():
            row[0, IDS.index(issue)] = value
    return Evidence(chances, chances, patterns, np.array([False]))


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("The local authority > Leadership, management and governance > Findings", "leadership"),
        ("The experiences and progress of children in care and care leavers: good", "care"),
        ("The experiences and progress of care leavers: good", "care_leavers"),
        ("Looked after children > The graded judgement for adoption performance", "adoption"),
        ("The Local Safeguarding Children Board (LSCB) > Executive summary", "board"),
        ("Children who need help and protection > What needs to improve", "protection"),
        ("Background", ""),
        ("", ""),
    ],
)
def test_the_innermost_heading_that_tells_says_what_a_section_is_about(
    headings: str, kind: str
) -> None:
    """Headings of lists are passed over."""
    assert find_section(headings) == kind


def test_a_statement_may_belong_to_two_issues_or_to_none() -> None:
    """Where both are likely and named, both; where nothing is, none."""
    model = open_membership()
    both = model.weigh(
        evidence({"fostering": 0.5, "adoption": 0.45}, {"fostering": 1, "adoption": 1})
    )
    assert {IDS[place] for place in np.flatnonzero(both[0] > 0.5)} == {"fostering", "adoption"}
    assert model.weigh(evidence({}, {})).max() < 0.5


def test_a_section_makes_its_own_issues_likelier() -> None:
    """Plans in a section on children in care are the likelier care plans; rows add up to 1."""
    model = open_membership()
    even = np.full((2, len(IDS)), 1 / len(IDS))
    here, nowhere = model.weight_by_section(even, ["Children looked after", ""])
    place = IDS.index("care_plans")
    assert here[place] > nowhere[place] == pytest.approx(1 / len(IDS))
    assert here.sum() == pytest.approx(1)


def test_saving_and_opening_gives_the_same(tmp_path: Path) -> None:
    """To the digits that are kept."""
    model = Membership(np.array([0.5, -1.25]), 0.75, {"care": np.ones(len(IDS))})
    save_membership(model, MADE, tmp_path / "m.json")
    again = open_membership(tmp_path / "m.json")
    assert (again.weights.tolist(), again.start) == ([0.5, -1.25], 0.75)
    assert again.sections["care"].tolist() == [1.0] * len(IDS)


@pytest.mark.parametrize("text", ["", "{}", '{"issues": ["other"], "weights": [], "start": 0}'])
def test_a_model_that_cannot_be_read_is_told(tmp_path: Path, text: str) -> None:
    """With how to make it again."""
    (tmp_path / "m.json").write_text(text, "utf-8")
    with pytest.raises(ModelError, match=r"throughline train membership"):
        open_membership(tmp_path / "m.json")
