"""What is read first, learned from lists."""

import json
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import GoldError
from eval.material.labels import FirstShown, key_of
from eval.training import salience
from eval.training.salience import LabelledList, fit_salience, train_salience
from models.documents.salience import FEATURES, OnSubject, SubjectList, open_salience_model
from models.statements.issues import list_issues
from tests.eval.training.statements.readers import reader_without

COMMAND = "throughline train salience --gold DIR --reader FILE"


def list_of(count: int, draw: np.random.Generator) -> LabelledList:
    """A list of which the surest are shown."""
    sure = draw.random(count)
    sentences = [
        OnSubject("All is well.", chance, 0.9, 0.1, 0.9, 0.1, "good", False, False, False, "")
        for chance in sure.tolist()
    ]
    vectors = draw.normal(size=(count, 384)).astype(np.float32) / np.float32(384**0.5)
    listed = SubjectList("plans", vectors[0], sentences, vectors)
    return LabelledList(listed, (sure > 0.6).astype(float))


def test_what_readers_show_is_weighed_higher() -> None:
    """By what tells it, and not by what never differs."""
    draw = np.random.default_rng(2)
    model = fit_salience([list_of(12, draw) for _ in range(30)])
    assert model.mean.shape == (FEATURES,)
    other = list_of(40, draw)
    weighed = np.array(model.weigh(other.listed))
    assert weighed[other.shown > 0].mean() > weighed[other.shown == 0].mean() + 0.3


def test_lists_are_learned_as_the_reader_reads_them(
    write_grid: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of councils that it left out, found again by council, file and issue."""
    reader = reader_without(tmp_path, "ambleford")
    with pytest.raises(GoldError, match="no list of the councils"):
        train_salience(write_grid, [reader], tmp_path, COMMAND)
    grid = json.loads((write_grid / "grid" / "ambleford.json").read_text("utf-8"))
    (report,) = grid["reports"]
    marks = {key_of(each["text"]): 1 for each in report["statements"]}
    labels = [FirstShown(report["file"], issue.id, marks) for issue in list_issues()]
    monkeypatch.setattr(
        salience, "load_first_shown", lambda part="first": labels if part == "first" else []
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(salience, "council_name", lambda _: "")
        train_salience(write_grid, [reader], tmp_path, COMMAND)
    assert "lists" in capsys.readouterr().out
    assert open_salience_model(tmp_path / "salience.json").mean.shape == (FEATURES,)
