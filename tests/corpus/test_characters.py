"""Characters that are none are left out, wherever they come from."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from corpus.characters import printable

ANY = st.text(st.characters(exclude_categories=()), max_size=60)


@given(ANY)
def test_what_is_left_can_stand_in_any_file(text: str) -> None:
    """XML takes it, UTF-8 encodes it, and doing it twice is doing it once."""
    left = printable(text)
    element = etree.Element("words")
    element.text = left
    assert left.encode().decode() == left
    assert printable(left) == left


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=60))
def test_words_and_signs_stay(text: str) -> None:
    """Letters, figures, punctuation, signs and spaces of every script."""
    assert printable(text) == text


def test_words_do_not_join() -> None:
    """A vertical tab or a form feed parts them; an ampersand and a less-than stay."""
    assert printable("to March\x0b2024\x0cand \ufffe<5 & R&R\ud800") == "to March 2024 and <5 & R&R"
