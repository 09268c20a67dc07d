"""Themes of sentences: one to three ids, the likeliest first."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from corpus.vocabulary.themes import load_themes
from models.provenance import Provenance
from models.statements.stance import Sentence
from models.statements.themes import (
    MOST,
    ThemeModel,
    open_theme_model,
    save_theme_model,
    widen,
)
from models.text.encoder import open_encoder

MADE = Provenance("throughline train test", "0", date(2026, 11, 28))


@pytest.fixture(scope="module")
def theming() -> ThemeModel:
    """The committed model."""
    return open_theme_model()


def themes_of(
    theming: ThemeModel, text: str, before: str = "", heading: str = ""
) -> tuple[str, ...]:
    """The themes of one sentence."""
    return theming.find([Sentence(text, before, heading)], open_encoder().encode([text]))[0]


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Adopters are well prepared and children are matched without delay.", "adoption"),
        ("Caseloads are too high for social workers to do good work.", "caseloads"),
        ("Supervision is irregular and rarely reflective.", "management_oversight"),
        ("The virtual school helps children in care to catch up.", "education_in_care"),
        ("Initial health assessments are late.", "health_in_care"),
    ],
)
def test_what_a_sentence_names_is_its_first_theme(
    theming: ThemeModel, text: str, theme: str
) -> None:
    """Sentences of our own with one plain subject."""
    assert themes_of(theming, text)[0] == theme


def test_a_pronoun_takes_its_theme_from_what_stands_round_it(theming: ThemeModel) -> None:
    """The sentence before and the heading say what 'they' are."""
    found = themes_of(
        theming,
        "They are visited and kept in touch with.",
        "Care leavers speak well of their personal advisers.",
        "The experiences and progress of care leavers",
    )
    assert "care_leaver_support" in found


def test_a_narrower_theme_stands_before_the_wider_that_holds_it(theming: ThemeModel) -> None:
    """Missing children with exploitation."""
    found = themes_of(theming, "Return home interviews after missing episodes are late.")
    assert found[:2] == ("missing_children", "exploitation")
    assert widen("missing_children") == "exploitation"
    assert widen("adoption") == "adoption"


def test_every_answer_is_one_to_three_known_themes(theming: ThemeModel) -> None:
    """Also of a sentence about everything, and about nothing."""
    known = {theme.id for theme in load_themes()}
    texts = ["Xyzzy.", " ".join(theme.label for theme in load_themes())]
    rows = open_encoder().encode(texts)
    for found in theming.find([Sentence(text) for text in texts], rows):
        assert 1 <= len(found) <= MOST
        assert set(found) <= known
    assert theming.find([], np.zeros((0, 384), np.float32)) == []


def test_saved_and_opened_it_finds_the_same(theming: ThemeModel, tmp_path: Path) -> None:
    """The artefact is the model; a missing one is told."""
    save_theme_model(theming, MADE, tmp_path / "theming.npz")
    text = "Foster carers are well trained."
    assert themes_of(open_theme_model(tmp_path / "theming.npz"), text) == themes_of(theming, text)
    with pytest.raises(ModelError, match=r"throughline train findings"):
        open_theme_model(tmp_path / "none.npz")
