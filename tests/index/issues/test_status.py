"""Where an issue stands: the state that cells come to, how sure it is, and the words for it."""

from datetime import date

import pytest

from index.issues.cells import IssueCell
from index.issues.status import find_standing, weigh_states
from models.statements.cells import FOUND

DAYS = {
    "r1": date(2013, 8, 1),
    "r2": date(2015, 11, 2),
    "r3": date(2019, 8, 3),
    "r4": date(2023, 9, 4),
}


def cell(document: str, says: str, sure: float = 1.0, is_service: bool = True) -> IssueCell:
    """A cell written as "asked", "weak", "asked weak", ... or "" for silence."""
    found = says.replace("asked", "").strip()
    asked = says.startswith("asked")
    rest = (1 - sure) / (len(FOUND) - 1)
    return IssueCell(
        published=DAYS[document],
        document=document,
        body="Ofsted",
        found=found,  # type: ignore[arg-type]
        asked=asked,
        probability=sure,
        decisive=(),
        is_service=is_service,
        chances=tuple(sure if each == found else rest for each in FOUND),
        chance_asked=sure if asked else 1 - sure,
    )


def cells_of(*said: str) -> list[IssueCell]:
    """Cells written as "r1 weak", "r2 asked", "r3" (silent) ..."""
    return [cell(each.split()[0], " ".join(each.split()[1:])) for each in said]


@pytest.mark.parametrize(
    ("said", "state", "history"),
    [
        (["r1 asked"], "raised once", "raised once"),
        (["r1 good", "r2 asked good"], "returned after good", "resolved then returned"),
        (["r1 asked", "r2 weak"], "persisting", "persisting"),
        (["r1 asked", "r2 improving", "r3 asked weak"], "recurring", "recurred"),
        (["r1 mixed", "r2 weak"], "raised once", "raised once"),
        (["r1 asked", "r2 weak", "r3 improving"], "improving", "recurred"),
        (["r1 asked", "r2 mixed"], "mixed at last look", "resolved"),
        (["r1 asked", "r2 good"], "good at last look", "resolved"),
        (["r1 asked", "r2 good", "r3 asked"], "returned after good", "resolved then returned"),
        (["r1 weak", "r2 weak", "r3"], "no later mention", "persisting"),
        (["r1 good", "r2"], "good at last look", "resolved"),
    ],
)
def test_states(said: list[str], state: str, history: str) -> None:
    """Every state from the shortest record that makes it."""
    standing = find_standing(cells_of(*said), date(2024, 4, 2))
    assert (standing.state, standing.history) == (state, history)
    assert standing.probability == 1


def test_the_silence_of_another_inspection_is_none() -> None:
    """An area SEND inspection that says nothing of caseloads has not looked at them."""
    cells = [cell("r1", "weak"), cell("r2", "", is_service=False)]
    assert find_standing(cells, None).state == "raised once"


def test_states_share_one_certainty() -> None:
    """Over unsure cells the states' probabilities add up to 1, and none is told as sure."""
    unsure = [cell("r1", "weak", 0.4), cell("r2", "good", 0.4), cell("r3", "asked", 0.5)]
    assert sum(weigh_states(unsure).values()) == pytest.approx(1)
    standing = find_standing(unsure, None)
    assert standing.state == "unclear"
    assert standing.probability < 0.7


def test_an_unsure_cell_is_mentioned_and_not_told() -> None:
    """What one cannot be sure of is given to read, not said."""
    cells = [cell("r1", "asked"), cell("r2", "weak", 0.4)]
    reasons = find_standing(cells, None).reasons
    assert "Mentioned by Ofsted on 2 November 2015; read the sentences." in reasons
    assert not any(reason.startswith("Found weak") for reason in reasons)


def test_reasons_name_body_and_day_in_fair_words() -> None:
    """What was asked, found and not found; no word that blames."""
    cells = cells_of("r1 asked", "r2 asked weak", "r3 good", "r4")
    reasons = " ".join(find_standing(cells, date(2024, 4, 2)).reasons)
    assert "Asked for by Ofsted on 1 August 2013 and 2 November 2015." in reasons
    assert "Found good by Ofsted on 3 August 2019." in reasons
    assert (
        "No mention found in 1 later inspection read (documents held to 2 April 2024)." in reasons
    )
    assert not {"failed", "ignored", "still", "addressed"} & set(reasons.lower().split())


def test_no_cell_no_standing() -> None:
    """An issue that no outside body looked at has none."""
    with pytest.raises(ValueError, match="no outside body"):
        find_standing(cells_of("r1"), None)
