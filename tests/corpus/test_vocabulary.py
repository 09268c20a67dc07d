"""The vocabulary that search and recurrence read."""

import pytest

from corpus.vocabulary.glossary import load_everyday, load_glossary
from corpus.vocabulary.themes import load_themes


def test_every_theme_can_be_looked_for() -> None:
    """Forty themes of different ids, each with words to know it by."""
    themes = load_themes()
    assert len({theme.id for theme in themes}) == len(themes) == 40
    assert all(theme.label and theme.definition and theme.phrases for theme in themes)


def test_every_change_of_wording_has_both_sides() -> None:
    """An older and a newer name."""
    changes = [change for theme in load_themes() for change in theme.wording_changes]
    assert len(changes) > 50
    assert all(change.older and change.newer for change in changes)


@pytest.mark.parametrize(("term", "count"), [("ADM", 2), ("PLO", 1)])
def test_letters_have_all_their_meanings(term: str, count: int) -> None:
    """More than one expansion where the letters mean different things."""
    (entry,) = (entry for entry in load_glossary() if entry.term == term)
    assert len(entry.expansions) == count


def test_everyday_words_lead_to_one_group() -> None:
    """No word that people say stands in two groups: the later would hide the earlier."""
    said = [words for group in load_everyday() for words in group.said]
    assert len(said) == len(set(said))
    assert all(group.written for group in load_everyday())
