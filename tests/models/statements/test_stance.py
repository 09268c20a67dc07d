"""Stance: what a sentence evaluates, with the words that told."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from eval.training.stance import Labelled, fit_stance_model
from models.provenance import Provenance
from models.statements.cues import count_cues, cue_names
from models.statements.stance import (
    ARTEFACT,
    Sentence,
    StanceJudgement,
    StanceModel,
    open_stance_model,
    save_stance_model,
)
from models.text.encoder import open_encoder

MADE = Provenance("throughline train test", "0", date(2026, 11, 28))


@pytest.fixture(scope="module")
def stance() -> StanceModel:
    """The committed model."""
    return open_stance_model()


def judge(stance: StanceModel, *texts: str) -> list[StanceJudgement]:
    """The judgements of plain sentences."""
    return stance.judge([Sentence(text) for text in texts], open_encoder().encode(texts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Assessments are thorough and timely, and children are seen promptly.", "strength"),
        ("Supervision is irregular and too often poor.", "weakness"),
        ("Caseloads have fallen a great deal since the last inspection.", "improving"),
        ("Services for children have declined markedly since the last inspection.", "declining"),
        ("The panel consists of six members and meets every second month.", "neutral"),
        ("Not all children are visited as often as they should be.", "weakness"),
    ],
)
def test_plain_sentences_are_judged_as_a_reader_would(
    stance: StanceModel, text: str, expected: str
) -> None:
    """One sentence of each kind, in words of our own."""
    (found,) = judge(stance, text)
    assert found.stance == expected
    assert 0 < found.confidence <= 1


def test_the_words_that_told_stand_in_the_sentence(stance: StanceModel) -> None:
    """At most three runs of its own words."""
    text = "Oversight by managers is weak, inconsistent and poorly recorded."
    (found,) = judge(stance, text)
    assert 0 < len(found.words) <= 3
    assert all(words in text.lower().replace(",", "") for words in found.words)


def test_the_order_is_kept_and_company_changes_nothing(stance: StanceModel) -> None:
    """A sentence alone is judged as among others; none give none."""
    texts = ["Plans drift.", "Carers are well supported.", "The board met in May."]
    assert judge(stance, *texts) == [judge(stance, text)[0] for text in texts]
    assert stance.judge([], np.zeros((0, 384), np.float32)) == []


def test_saved_and_opened_it_judges_the_same(stance: StanceModel, tmp_path: Path) -> None:
    """The artefact is the model."""
    save_stance_model(stance, MADE, tmp_path / "stance.npz")
    again = open_stance_model(tmp_path / "stance.npz")
    text = "Pathway plans are clear but late."
    assert judge(again, text)[0].stance == judge(stance, text)[0].stance


@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_a_damaged_artefact_says_how_to_make_it_again(damage: str, tmp_path: Path) -> None:
    """ModelError with the command."""
    copy = tmp_path / "stance.npz"
    if damage == "cut":
        copy.write_bytes(ARTEFACT.read_bytes()[:1000])
        facts = ARTEFACT.with_suffix(".json").read_bytes()
        copy.with_suffix(".json").write_bytes(facts)
    with pytest.raises(ModelError, match=r"throughline train findings"):
        open_stance_model(copy)


def test_training_learns_what_the_labels_say() -> None:
    """Made-up words for praise, blame and neither are told apart; twice the same."""
    labelled = [
        Labelled(word, Sentence(f"The service is {word} here."), str(n), kind, True, (), False)
        for n in range(6)
        for word, kind in (("blorgy", "strength"), ("flimp", "weakness"), ("tarn", "neutral"))
    ]
    vectors = np.zeros((len(labelled), 4), np.float32)
    model, again = (fit_stance_model(labelled, vectors, "none") for _ in range(2))
    found = model.judge([Sentence("It is flimp."), Sentence("It is blorgy.")], vectors[:2])
    assert [one.stance for one in found] == ["weakness", "strength"]
    assert np.array_equal(model.ngram_weights, again.ngram_weights)
    with pytest.raises(ValueError, match="three stances"):
        fit_stance_model(labelled[:2], vectors[:2], "none")


def cue(text: str, name: str) -> float:
    """One count of a sentence."""
    return float(count_cues(text)[cue_names().index(name)])


def test_praise_that_is_taken_back_is_counted() -> None:
    """'Do not always receive timely' is no praise."""
    assert cue("Children do not always receive timely help.", "negated praise") == 1
    assert cue("Children receive timely help.", "negated praise") == 0


def test_blame_that_is_taken_back_is_counted() -> None:
    """'No delay' is no blame."""
    assert cue("There is no delay in taking action.", "negated blame") == 1


def test_what_is_only_supposed_does_not_count() -> None:
    """The clause with 'when' asserts nothing."""
    assert cue("When plans are weak, managers act.", "shortfall") == 0
    assert cue("Managers act because plans are weak.", "shortfall") == 1


def test_halves_of_a_turned_sentence_are_counted_apart() -> None:
    """Praise before 'but', blame after it."""
    text = "Plans are good, but reviews are poor."
    assert cue(text, "praise before") == 1
    assert cue(text, "blame after") == 1
    assert cue(text, "praise after") == 0
