"""Where an issue stands: rules over what each outside document says of it."""

from datetime import date

import pytest

from corpus.citation import Citation
from corpus.document import Span
from corpus.store.statements import Stance, Statement
from index.issues.status import Weighted, find_standing, read_cells

DAYS = {
    "r1": date(2013, 8, 1),
    "r2": date(2015, 11, 2),
    "r3": date(2019, 8, 3),
    "r4": date(2023, 9, 4),
}


def says(*statements: str, weight: float = 1.0) -> list[Weighted]:
    """Statements written "document stance", all of one weight."""
    return [(_to_statement(*each.split(" ", 1)), weight) for each in statements]


def _to_statement(document: str, stance: str) -> Statement:
    citation = Citation(document, "", "", DAYS[document], 1, "", "", "", "", Span(0, 0))
    return Statement("", "finding", stance, citation, "inspection_report")  # type: ignore[arg-type]


def stand(*statements: str, read_since: int = 0) -> tuple[str, str]:
    """State and history after some statements."""
    standing = find_standing(read_cells(says(*statements)), read_since, date(2024, 4, 2))
    return standing.state, standing.history


@pytest.mark.parametrize(
    ("statements", "state", "history"),
    [
        (["r1 asked"], "raised once", "raised once"),
        (["r1 asked", "r2 asked"], "persisting", "persisting"),
        (["r1 asked", "r2 improving", "r3 asked"], "recurring", "recurred"),
        (["r1 asked", "r2 asked", "r3 improving"], "improving", "recurred"),
        (["r1 asked", "r2 good"], "good at last look", "resolved"),
        (["r1 asked", "r2 asked", "r3 good"], "good at last look", "recurred"),
        (["r1 asked", "r2 good", "r3 asked"], "returned after good", "resolved then returned"),
        (
            ["r1 asked", "r2 good", "r3 asked", "r4 good"],
            "good at last look",
            "resolved then returned",
        ),
    ],
)
def test_states(statements: list[str], state: str, history: str) -> None:
    """The seven states and five histories, each from the shortest record that makes it."""
    assert stand(*statements) == (state, history)


def test_silence_after_two_reports_is_said_and_no_success() -> None:
    """Later inspections without a mention make neither "good" nor "improving"."""
    assert stand("r1 asked", "r2 asked", read_since=2)[0] == "no later mention"


def test_an_ask_outweighs_praise_in_the_same_document() -> None:
    """What is asked for is not good, however often the text praises it."""
    (cell,) = read_cells(says("r1 asked", "r1 good", "r1 good", "r1 good", "r1 good"))
    assert (cell.found, cell.asked) == ("weak", True)


def test_praise_in_passing_is_no_soundness_to_return_from() -> None:
    """A relapse is told only of an issue that was called good by more than half a sure sentence."""
    for weight, history in ((0.3, "recurred"), (0.9, "resolved then returned")):
        statements = [*says("r1 asked", "r3 asked"), *says("r2 good", weight=weight)]
        assert find_standing(read_cells(statements), 0, None).history == history


def test_what_is_weak_in_part_is_told() -> None:
    """The cell stays good; a weak half sentence is not worth telling."""
    cells = read_cells(says("r1 asked", "r2 found weak", *["r2 good"] * 3))
    assert [(cell.found, cell.in_part) for cell in cells] == [("weak", False), ("good", True)]
    reasons = find_standing(cells, 0, None).reasons
    assert "Found weak in part by Ofsted on 2 November 2015." in reasons
    faint = [*says("r2 good"), *says("r2 found weak", weight=0.3)]
    assert not read_cells(faint)[0].in_part


def test_a_caveat_does_not_make_a_good_service_weak() -> None:
    """One weak sentence among three good ones; one of two does."""
    assert read_cells(says("r1 found weak", *["r1 good"] * 3))[0].found == "good"
    assert read_cells(says("r1 found weak", "r1 good"))[0].found == "weak"


@pytest.mark.parametrize("stance", ["planned", "restated", "council reported"])
def test_only_what_is_judged_makes_a_cell(stance: Stance) -> None:
    """Plans, restated asks and what the council reported settle nothing."""
    assert read_cells(says(f"r1 {stance}")) == []


def test_reasons_name_body_and_day_in_fair_words() -> None:
    """What was asked, found and not found; no word that blames."""
    cells = read_cells(says("r1 asked", "r2 asked", "r3 good"))
    reasons = " ".join(find_standing(cells, 1, date(2024, 4, 2)).reasons)
    assert "Asked for by Ofsted on 1 August 2013 and 2 November 2015." in reasons
    assert "Found good by Ofsted on 3 August 2019." in reasons
    assert (
        "No mention found in 1 later inspection read (documents held to 2 April 2024)." in reasons
    )
    assert not {"failed", "ignored", "still", "addressed"} & set(reasons.lower().split())


def test_no_cell_no_standing() -> None:
    """An issue that no outside body looked at has none."""
    with pytest.raises(ValueError, match="no outside body"):
        find_standing([], 0, None)
