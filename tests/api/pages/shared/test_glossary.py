"""Letters of the field are explained behind the quotation that has them, which stays as written."""

import pytest

from api.pages.shared.glossary import explain, find_terms
from corpus.vocabulary.glossary import load_phrases

_QUOTED = "<blockquote>The IRO saw the plan.</blockquote>"


def test_the_first_quotation_has_the_meaning_and_later_ones_a_button() -> None:
    """The button opens the same words, which the page has once."""
    explained = explain(_QUOTED + _QUOTED)
    assert explained.content.count(_QUOTED) == 2
    first, later = explained.content.split(_QUOTED)[1:]
    assert "<b>IRO</b>: Independent Reviewing Officer" in first
    assert 'popovertarget="term-IRO"' in later
    assert [term.term for term in explained.terms] == ["IRO"]


@pytest.mark.parametrize("text", ["Biro", "iro", "PRE-IRO", "nothing"])
def test_other_words_are_no_letters_of_the_field(text: str) -> None:
    """Parts of words, and small letters."""
    assert find_terms(f"<p>{text}</p>") == []


def test_letters_of_one_council_are_not_explained_of_all() -> None:
    """What only one council calls so, or nobody confirmed, is left as it is."""
    assert find_terms("<p>CAPP and AASSA</p>") == []


def test_a_document_as_read_is_left_alone() -> None:
    """Its page shows it word for word."""
    assert explain(f'<div class="leaf">{_QUOTED}</div>').terms == ()


def test_phrases_are_explained_at_the_end_of_a_page() -> None:
    """Each once, in the order of the alphabet; not beside every quotation."""
    page = "<p>The threshold at the front door.</p><blockquote>The front door is busy.</blockquote>"
    explained = explain(page)
    assert [term.term for term in explained.terms] == ["front door", "threshold"]
    assert explained.content == page


def test_who_buys_health_services_is_not_the_commissioner() -> None:
    """Only the one whom the government appoints is named so."""
    assert not explain("<p>Health commissioners fund it.</p>").terms
    assert explain("<p>The Commissioner said so.</p>").terms


def test_the_quick_look_for_a_phrase_misses_none() -> None:
    """In whatever letters it is written."""
    for phrase in load_phrases():
        for written in (phrase.term, phrase.term.upper(), f"On {phrase.term}s, and the rest."):
            assert phrase.loose.search(written.lower()) or not phrase.pattern.search(written)
