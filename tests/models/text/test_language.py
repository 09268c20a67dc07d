"""Facts of `models.text.language`."""

import pytest

from models.text.language import english_share, is_known

PROSE = (
    "The council should make sure that every child who is looked after has a plan, and that"
    " social workers review it with carers in good time."
)


def shifted(text: str, by: int) -> str:
    """A text each of whose letters is another, as a font with a wrong table gives it."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return text.lower().translate(str.maketrans(letters, letters[by:] + letters[:by]))


def test_prose_of_a_report_is_english() -> None:
    """By its small words, and else by those of the field."""
    assert english_share(PROSE) == 1.0
    names = "Assessment Placement Safeguarding Permanence Supervision Fostering Adoption " * 4
    assert (english_share(names) or 0) > 0.9


@pytest.mark.parametrize("by", [1, 3, 7, 13])
def test_letters_that_stand_for_others_are_none(by: int) -> None:
    """However far the letters are moved."""
    assert (english_share(shifted(PROSE, by)) or 0) < 0.2


def test_rows_of_signs_are_none() -> None:
    """Leaders and lines of dashes do not count."""
    assert english_share("%&$! )(/& ?=*+ #-_: " * 8) == 0.0
    assert english_share(".......... ---------- ___ " * 9) is None


def test_a_few_words_tell_nothing() -> None:
    """A title, a stamp."""
    assert english_share("Zebedee Quux") is None


def test_a_word_is_known_in_any_form() -> None:
    """The stems of words that many reports use."""
    assert is_known("improve")
    assert is_known("Improving")
    assert not is_known("im")
