"""Which sentences on a subject are read first: features, the artefact, and what it prefers."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from models.documents.salience import (
    ARTEFACT,
    FEATURES,
    OnSubject,
    SalienceModel,
    SubjectList,
    open_salience_model,
    save_salience_model,
)
from models.provenance import list_provenance
from models.text.encoder import open_encoder

PLAIN = OnSubject(
    text="The quality of supervision is too variable.",
    chance=0.98,
    of_issue=0.97,
    of_other=0.1,
    confidence=0.98,
    critical=0.98,
    sense="weak",
    leans=False,
    with_before=False,
    with_after=False,
    heading="Leadership",
)


@pytest.fixture(scope="module")
def model() -> SalienceModel:
    """The committed model."""
    return open_salience_model()


def listed(*sentences: OnSubject) -> SubjectList:
    """Sentences on supervision, with their vectors."""
    encoder = open_encoder()
    vectors = encoder.encode([each.text for each in sentences])
    return SubjectList(
        "supervision", encoder.encode(["supervision"])[0], sentences, vectors.reshape(-1, 384)
    )


def test_every_sentence_has_all_features() -> None:
    """Also where there is one, or none."""
    for count in (0, 1, 4):
        rows = listed(*[PLAIN] * count).describe()
        assert rows.shape == (count, FEATURES)
        assert np.isfinite(rows).all()


def test_the_verdict_on_the_subject_is_read_before_what_only_touches_it(
    model: SalienceModel,
) -> None:
    """What is likelier of another issue, or leans on a sentence before it, comes behind."""
    other = replace(
        PLAIN,
        text="This plan lists rooms in which supervision may be held.",
        of_issue=0.2,
        of_other=0.9,
        chance=0.6,
        leans=True,
        with_before=True,
    )
    verdict, touches = model.weigh(listed(PLAIN, other))
    assert verdict > touches
    assert model.weigh(listed(other, PLAIN))[1] > model.weigh(listed(other, PLAIN))[0]


def test_nothing_is_weighed_of_nothing(model: SalienceModel) -> None:
    """A document that says nothing has no first sentence."""
    assert model.weigh(listed()) == []


def test_what_is_written_is_read_again(model: SalienceModel, tmp_path: Path) -> None:
    """Made for other features it is refused, with what to do."""
    made = list_provenance()[ARTEFACT.stem]
    again = tmp_path / ARTEFACT.name
    save_salience_model(model, made, again)
    rows = listed(PLAIN, replace(PLAIN, text="Supervision was seen."))
    assert open_salience_model(again).weigh(rows) == pytest.approx(model.weigh(rows), abs=1e-4)
    save_salience_model(replace(model, mean=model.mean[1:]), made, again)
    for path in (again, tmp_path / "none.json"):
        with pytest.raises(ModelError, match="throughline train salience"):
            open_salience_model(path)
