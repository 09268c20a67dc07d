"""How network and words are weighed, fitted on an invented grid."""

from pathlib import Path

import pytest

from corpus.errors import GoldError
from eval.training.statements.blend import train_blend
from models.provenance import list_provenance
from models.statements.reader import ARTEFACT, open_statement_reader

COMMAND = "throughline train blend --gold DIR --reader FILE --councils COUNCIL"


def test_both_are_weighed_by_what_readers_said(
    write_grid: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asks and sentences apart; written beside the record of how."""
    train_blend(write_grid, ARTEFACT, ["ambleford"], tmp_path, COMMAND)
    assert list_provenance(tmp_path)["blend"].command == COMMAND
    assert "statements" in capsys.readouterr().out
    for name in ("reader.onnx", "reader.json", "words.npz", "words.json"):
        (tmp_path / name).symlink_to(ARTEFACT.with_name(name))
    ours, committed = open_statement_reader(tmp_path / "reader.onnx"), open_statement_reader()
    assert ours.blend != committed.blend
    assert len(ours.blend.asks) == len(ours.blend.sentences) == 3


def test_nothing_is_fitted_on_the_councils_left_out(write_grid: Path, tmp_path: Path) -> None:
    """Nor on councils that the grid does not have."""
    with pytest.raises(GoldError, match="nothing may be fitted on newham"):
        train_blend(write_grid, ARTEFACT, ["newham"], tmp_path, COMMAND)
    with pytest.raises(GoldError, match="the grid has none of nowhere"):
        train_blend(write_grid, ARTEFACT, ["nowhere"], tmp_path, COMMAND)
