"""The model of cells: its features, its artefact, and what it reads."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from models.provenance import list_provenance
from models.statements.cells import (
    ARTEFACT,
    FEATURES,
    FOUND,
    CellModel,
    Said,
    open_cell_model,
    save_cell_model,
)


def said(*found: str, asked: float = 0.0) -> Said:
    """Sentences of one issue, and one ask."""
    return Said(
        np.array([[asked]]),
        np.full((len(found), 1), 0.95),
        np.array([[float(each == column) for column in FOUND] for each in found]),
        of_send=False,
    )


@pytest.fixture(scope="module")
def model() -> CellModel:
    """The committed model."""
    return open_cell_model()


def test_every_issue_has_all_features() -> None:
    """Also of a document that says nothing at all."""
    assert said("weak", "good").describe().shape == (1, FEATURES)
    nothing = Said(np.zeros((0, 3)), np.zeros((0, 3)), np.zeros((0, len(FOUND))), True)
    assert nothing.describe().shape == (3, FEATURES)
    assert np.isfinite(nothing.describe()).all()


def test_probabilities_add_up(model: CellModel) -> None:
    """Of what was found; having been asked is a question of its own."""
    found, asked = model.read(said("weak", "weak", asked=0.99))
    assert found.sum() == pytest.approx(1)
    assert FOUND[int(found[0].argmax())] == "weak"
    assert asked[0] > 0.9
    assert model.read(said("weak"))[1][0] < 0.1


def test_what_is_written_is_read_again(model: CellModel, tmp_path: Path) -> None:
    """To five digits; of another shape it is refused with what to do."""
    made = list_provenance()[ARTEFACT.stem]
    save_cell_model(model, made, tmp_path / ARTEFACT.name)
    again = open_cell_model(tmp_path / ARTEFACT.name)
    assert np.allclose(again.read(said("good"))[0], model.read(said("good"))[0])
    save_cell_model(replace(model, mean=model.mean[:3]), made, tmp_path / ARTEFACT.name)
    with pytest.raises(ModelError, match="throughline train cells"):
        open_cell_model(tmp_path / ARTEFACT.name)
    with pytest.raises(ModelError, match="throughline train cells"):
        open_cell_model(tmp_path / "none.json")
