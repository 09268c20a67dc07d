"""How neighbours count, fitted on an invented grid."""

from pathlib import Path

import numpy as np
import pytest

from eval.training.statements.neighbours import Pairs, fit_neighbours, train_neighbours
from models.provenance import list_provenance
from models.statements.neighbours import FEATURES, open_neighbour_model
from models.statements.reader import open_statement_reader
from tests.eval.training.statements.readers import reader_without

COMMAND = "throughline train neighbours --gold DIR --reader FILE"


def test_they_are_learned_as_the_reader_reads_them(
    write_grid: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of councils that it left out; from then on a reader in that folder weighs with them."""
    reader = reader_without(tmp_path, "ambleford")
    assert open_statement_reader(reader).neighbours is None
    train_neighbours(write_grid, [reader], tmp_path, COMMAND)
    assert list_provenance(tmp_path)["neighbours"].command == COMMAND
    assert "sentences with an issue" in capsys.readouterr().out
    assert open_statement_reader(reader).neighbours is not None
    assert open_neighbour_model(tmp_path / "neighbours.json").mean.shape == (FEATURES,)


def test_what_tells_counts() -> None:
    """And what tells nothing does not."""
    draw = np.random.default_rng(5)
    rows = draw.normal(size=(4000, FEATURES))
    right = rows[:, 1] > 0.5
    model = fit_neighbours(Pairs(rows, right))
    units = np.tanh((rows - model.mean) / model.scale @ model.hidden + model.hidden_start)
    assert ((units @ model.out + model.out_start > 0) == right).mean() > 0.95
