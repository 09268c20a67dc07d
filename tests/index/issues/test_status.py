"""Where an issue stands: rules over what each outside document says of it."""

from datetime import date

import pytest

from index.issues.status import Said, Stance, find_standing, take_looks

DAYS = {
    "r1": date(2013, 8, 1),
    "r2": date(2015, 11, 2),
    "r3": date(2019, 8, 3),
    "r4": date(2023, 9, 4),
}


def says(*told: str) -> list[Said]:
    """Statements written "document stance"."""
    parts = [one.split(" ", 1) for one in told]
    return [Said(DAYS[name], name, "Ofsted", stance) for name, stance in parts]  # type: ignore[arg-type]


def stand(*told: str, read_since: int = 0) -> tuple[str, str]:
    """State and history after what was told."""
    found = find_standing(take_looks(says(*told)), read_since, date(2024, 4, 2))
    return found.state, found.history


@pytest.mark.parametrize(
    ("told", "state", "history"),
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
def test_states(told: list[str], state: str, history: str) -> None:
    """The seven states and five histories, each from the shortest record that makes it."""
    assert stand(*told) == (state, history)


def test_silence_after_two_reports_is_said_and_no_success() -> None:
    """Later inspections without a mention make neither "good" nor "improving"."""
    assert stand("r1 asked", "r2 asked", read_since=2)[0] == "no later mention"


def test_an_ask_outweighs_praise_in_the_same_document() -> None:
    """What is asked for is not good, however often the text praises it."""
    (look,) = take_looks(says("r1 asked", "r1 good", "r1 good", "r1 good", "r1 good"))
    assert (look.found, look.asked) == ("weak", True)


def test_praise_in_passing_is_no_soundness_to_return_from() -> None:
    """A relapse is told only of an issue that was called good by more than half a sure sentence."""
    for weight, history in ((0.3, "recurred"), (0.9, "resolved then returned")):
        said = says("r1 asked", "r3 asked")
        said.append(Said(DAYS["r2"], "r2", "Ofsted", "good", weight))
        assert find_standing(take_looks(said), 0, None).history == history


def test_what_is_weak_in_part_is_told() -> None:
    """The look stays good; a weak half sentence is not worth telling."""
    said = says("r1 asked", "r2 found weak", *["r2 good"] * 3)
    looks = take_looks(said)
    assert [(look.found, look.in_part) for look in looks] == [("weak", False), ("good", True)]
    reasons = find_standing(looks, 0, None).reasons
    assert "Found weak in part by Ofsted on 2 November 2015." in reasons
    faint = [*says("r2 good"), Said(DAYS["r2"], "r2", "Ofsted", "found weak", 0.3)]
    assert not take_looks(faint)[0].in_part


def test_a_caveat_does_not_make_a_good_service_weak() -> None:
    """One weak sentence among three good ones; one of two does."""
    assert take_looks(says("r1 found weak", *["r1 good"] * 3))[0].found == "good"
    assert take_looks(says("r1 found weak", "r1 good"))[0].found == "weak"


@pytest.mark.parametrize("stance", ["planned", "restated", "council reported"])
def test_only_what_is_judged_makes_a_look(stance: Stance) -> None:
    """Plans, restated asks and what the council reported settle nothing."""
    assert take_looks(says(f"r1 {stance}")) == []


def test_reasons_name_body_and_day_in_fair_words() -> None:
    """What was asked, found and not found; no word that blames."""
    looks = take_looks(says("r1 asked", "r2 asked", "r3 good"))
    reasons = " ".join(find_standing(looks, 1, date(2024, 4, 2)).reasons)
    assert "Asked for by Ofsted on 1 August 2013 and 2 November 2015." in reasons
    assert "Found good by Ofsted on 3 August 2019." in reasons
    assert (
        "No mention found in 1 later inspection read (documents held to 2 April 2024)." in reasons
    )
    assert not {"failed", "ignored", "still", "addressed"} & set(reasons.lower().split())


def test_no_look_no_standing() -> None:
    """An issue that no outside body looked at has none."""
    with pytest.raises(ValueError, match="no outside body"):
        find_standing([], 0, None)
