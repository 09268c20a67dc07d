"""How network and words are weighed, fitted on an invented grid."""

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import GoldError
from eval.training.statements.blend import (
    Read,
    Stances,
    fit_stances,
    fit_weights,
    train_blend,
)
from eval.training.statements.cells import train_cells
from eval.training.statements.neighbours import train_neighbours
from models.provenance import list_provenance
from models.statements.blend import SAID, UNFITTED
from models.statements.cells import open_cell_model
from models.statements.issues import list_issues
from models.statements.reader import open_statement_reader
from models.statements.stance import STANCES
from tests.eval.training.statements.readers import reader_without

COMMAND = "throughline train blend --gold DIR --reader FILE"


def test_both_are_weighed_by_what_readers_said(
    write_grid: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asks and sentences apart; written beside the record of how."""
    reader = reader_without(tmp_path, "ambleford")
    assert open_statement_reader(reader).blend == UNFITTED
    train_blend(write_grid, [reader], tmp_path, COMMAND)
    assert list_provenance(tmp_path)["blend"].command == COMMAND
    assert "statements" in capsys.readouterr().out
    blend = open_statement_reader(reader).blend
    assert all(len(each.network) == len(list_issues()) for each in (blend.asks, blend.sentences))
    assert not np.allclose(blend.asks.network, blend.sentences.network)


def test_cells_are_learned_as_the_reader_reads_them(write_grid: Path, tmp_path: Path) -> None:
    """Of the councils that it left out."""
    train_cells(write_grid, [reader_without(tmp_path, "ambleford")], tmp_path, COMMAND)
    assert open_cell_model(tmp_path / "cells.json")


@pytest.mark.parametrize(
    ("council", "says"),
    [
        ("newham", "nothing may be fitted on newham"),
        ("nowhere", "the grid has none of nowhere"),
        (None, "a reader that was fitted on every council"),
    ],
)
def test_only_councils_that_the_reader_left_out_are_learned_from(
    write_grid: Path, tmp_path: Path, council: str | None, says: str
) -> None:
    """Not those that tell how well it does, nor such as the grid does not have."""
    reader = reader_without(tmp_path, *([council] if council else []))
    for train in (train_blend, train_cells, train_neighbours):
        with pytest.raises(GoldError, match=says):
            train(write_grid, [reader], tmp_path, COMMAND)


def test_an_issue_that_words_tell_best_is_weighed_by_its_words() -> None:
    """And the same fitted weights give back what they were fitted on."""
    draw = np.random.default_rng(3)
    wanted = draw.random((400, len(list_issues()))) < 0.1
    right, noise = np.where(wanted, 3.0, -3.0), draw.normal(size=wanted.shape) * 3
    by_network, by_words = right + noise, noise.copy()
    by_network[:, 0], by_words[:, 0] = noise[:, 0], right[:, 0]
    weights = fit_weights(Read(by_network, by_words, wanted, np.ones(400, dtype=bool)))
    assert weights.words[0] > weights.words[1:].max()
    assert weights.network[0] < weights.network[1:].min()
    found = weights.mix(by_network, by_words) > 0
    assert (found == wanted).mean() > 0.95


def test_a_stance_that_words_tell_best_is_weighed_by_them() -> None:
    """What the network cannot tell apart; with a stance that has no example nothing is fitted."""
    draw = np.random.default_rng(5)
    wanted = draw.integers(0, len(SAID), 500)
    by_network = draw.normal(size=(500, len(SAID)))
    by_words = draw.normal(size=(500, len(STANCES))) * 0.1
    by_words[np.arange(500), wanted] += 1.0
    weights = fit_stances(Stances(by_network, by_words, wanted))
    assert (weights.mix(by_network, by_words).argmax(axis=1) == wanted).mean() > 0.95
    some = wanted != 0
    few = Stances(by_network[some], by_words[some], wanted[some])
    assert fit_stances(few) is UNFITTED.stances
