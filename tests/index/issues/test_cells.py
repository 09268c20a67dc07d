"""What a document says of an issue, taken together, and the statements that it rests on."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from corpus.citation import Citation
from corpus.document import Span
from corpus.store.statements import Stance, Statement
from index.issues.cells import DECISIVE, IssueCell, find_said, read_cells
from models.statements.cells import FOUND, open_cell_model

DAY = date(2023, 9, 4)


def statement(number: int, stance: Stance, kind: str = "inspection_report") -> Statement:
    """A statement of one document, sure of its stance."""
    citation = Citation("d1", "", "", DAY, 1, "", "", "", "", Span(0, 0))
    table = "ask" if stance == "asked" else "finding"
    return Statement(f"s{number}", table, stance, citation, kind)


def read(*stances: Stance, chance: float = 0.95, kind: str = "inspection_report") -> IssueCell:
    """The cell of one document whose statements are all of one issue."""
    statements = [statement(number, stance, kind) for number, stance in enumerate(stances)]
    ((cell,),) = read_cells(open_cell_model(), statements, np.full((len(stances), 1), chance))
    return cell


@pytest.mark.parametrize(
    ("stances", "found", "asked"),
    [
        (("found weak", "found weak", "found weak"), "weak", False),
        (("good", "good", "good"), "good", False),
        (("asked", "found weak", "found weak"), "weak", True),
        (("good", "good", "good", "good", "found weak"), "good", False),
    ],
)
def test_the_message_of_a_document(stances: tuple[Stance, ...], found: str, asked: bool) -> None:
    """What most say; a small caveat does not change what is sound."""
    cell = read(*stances)
    assert (cell.found, cell.asked) == (found, asked)
    assert cell.is_sure


def test_what_is_said_of_another_issue_is_silence() -> None:
    """Nothing near it: silent, and nothing to read."""
    cell = read("found weak", "good", chance=0.01)
    assert cell.is_silent
    assert not cell.says_something


def test_what_is_near_breaks_silence() -> None:
    """A sentence that may be of the issue is given to read."""
    cell = read("good", chance=0.35)
    assert not cell.is_silent
    assert [each.id for each in cell.decisive] == ["s0"]


def test_asks_come_first_among_what_is_decisive() -> None:
    """Then what agrees with the cell; three at most."""
    cell = read("good", "found weak", "found weak", "asked", "found weak")
    assert len(cell.decisive) == DECISIVE
    assert cell.decisive[0].id == "s3"
    assert "s0" not in {each.id for each in cell.decisive}


@pytest.mark.parametrize("stance", ["planned", "restated", "council reported"])
def test_only_what_is_judged_makes_a_cell(stance: Stance) -> None:
    """Plans, restated asks and what the council reported settle nothing."""
    (cells,) = read_cells(open_cell_model(), [statement(1, stance)], np.ones((1, 1)))
    assert cells == ()


def test_what_the_council_says_of_itself_makes_none() -> None:
    """However good it says it is."""
    own = [statement(1, "good", kind="committee_report")]
    assert read_cells(open_cell_model(), own, np.ones((1, 1))) == [()]


def test_what_a_commissioner_tells_of_others_is_no_finding() -> None:
    """It breaks silence, and does not change what the report itself says."""
    text = "In 2021 Ofsted found that plans were weak."

    def tell(statement: Statement) -> Statement:
        return replace(statement, citation=replace(statement.citation, quote=text))

    own = [statement(number, "good", "commissioner_report") for number in range(3)]
    told = [tell(statement(number, "found weak", "commissioner_report")) for number in range(3, 9)]
    apart = np.array([[0.01]] * len(own) + [[0.95]] * len(told))
    ((cell,),) = read_cells(open_cell_model(), [*own, *told], apart)
    assert not cell.says_something
    assert not cell.is_silent
    ((both,),) = read_cells(open_cell_model(), [*own, *told], np.full((9, 1), 0.95))
    assert both.found == "good"


@pytest.mark.parametrize(
    ("stance", "critical", "shares"),
    [
        ("found weak", 0.9, {"weak": 0.6, "mixed": 0.3, "good": 0.1}),
        ("mixed", 0.9, {"mixed": 0.6, "weak": 0.3, "good": 0.1}),
        ("good", 0.2, {"good": 0.6, "improving": 0.2, "weak": 0.2}),
        ("improving", 0.2, {"improving": 0.6, "good": 0.2, "weak": 0.2}),
    ],
)
def test_what_a_stance_leaves_is_shared_out(
    stance: Stance, critical: float, shares: dict[str, float]
) -> None:
    """To weak so far as it finds fault, else to good; its own goes to what is nearest."""
    sentence = replace(statement(1, stance), confidence=0.6, critical=critical)
    (row,) = find_said([sentence], np.ones((1, 1))).found
    assert dict(zip(FOUND, row.tolist(), strict=True)) == pytest.approx(
        dict.fromkeys(FOUND, 0.0) | shares
    )
