"""A quotation is whole, or cut where nothing that changes it is lost."""

import pytest

from index.recurrence.wording import quote_sentence

HEAD = "Managers of every team " + "see and sign the plans of children " * 5


def test_a_sentence_of_some_forty_words_is_whole() -> None:
    """Its blanks and line ends become single blanks."""
    words = " ".join(["word"] * 45)
    assert quote_sentence(words.replace(" ", "\n", 1)) == words


def test_a_long_sentence_is_cut_before_what_only_describes() -> None:
    """The cut is marked."""
    text = f"{HEAD}each week, which helps those who are new to it to see what good plans are."
    assert quote_sentence(text) == f"{HEAD}each week …"


@pytest.mark.parametrize(
    "tail",
    [
        "each week, which 29 of them did in the year that has gone by since then.",
        "each week, which was the case but is the case no more in most of the teams.",
        "each week, including those of care leavers, of disabled children, and of babies.",
        "each week, which began in March and has gone on in most of the teams since then.",
        "each week and meet their staff and their partners and all who work with children.",
    ],
)
def test_nothing_that_changes_it_is_cut(tail: str) -> None:
    """A number, a date, a contrast, the last item of a list: the sentence stays whole."""
    assert quote_sentence(HEAD + tail) == HEAD + tail


def test_of_several_sentences_whole_ones_are_kept() -> None:
    """Never without the one that takes the last one back."""
    first, more = f"{HEAD}today.", "They meet each week to talk about what they have seen there."
    assert quote_sentence(f"{first} {more}") == f"{first} …"
    taken_back = f"{first} However, {more}"
    assert quote_sentence(taken_back) == taken_back


def test_contacts_are_hidden_in_what_is_shown() -> None:
    """A telephone number and an address."""
    shown = quote_sentence("Ring the officer on 01632 960123 or write to lead@wexmere.example.")
    assert "960123" not in shown
    assert "lead@" not in shown


def test_a_sentence_may_begin_with_a_single_quotation_mark() -> None:
    """A long text is cut before it as before any other."""
    first = f"{HEAD}today."
    text = f"{first} 'Grow Your Own' goes on and brings new staff to each team in each year."
    assert quote_sentence(text) == f"{first} …"
