"""What statements are about and say, read where they stand."""

import json
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from models.statements import reader
from models.statements.issues import issue_columns, list_issues
from models.statements.placed import Placed
from models.statements.reader import (
    ARTEFACT,
    STANCES,
    Readings,
    StatementReader,
    open_statement_reader,
)
from models.text.encoder import Encoder, open_encoder

GOLDEN = Path(__file__).parent / "golden_readings.json"
HEADING = "The experiences and progress of care leavers"
STATEMENTS = (
    Placed("Too many care leavers live in homes that are not suitable.", headings=(HEADING,)),
    Placed(
        "They are seen alone and often.",
        headings=("Ambleford", "Children in care"),
        before=("Social workers visit children in care.",),
        after="Records of visits are clear.",
    ),
    Placed("Strengthen management oversight, so that plans do not drift.", asked=True),
    Placed("Supervision of staff has improved since the last inspection."),
    Placed("Foster carers are well trained and supported. " * 20),
    Placed("The team has six members."),
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The default encoder."""
    return open_encoder()


@pytest.fixture(scope="module")
def opened() -> StatementReader:
    """The committed reader."""
    return open_statement_reader()


def as_row(readings: Readings, row: int) -> list[float]:
    """All probabilities of a statement: issues, stances, that it judges."""
    parts = (readings.issues[row], readings.stances[row], readings.judges[row : row + 1])
    return [round(float(chance), 6) for chance in np.concatenate(parts)]


def test_readings_are_the_same_on_every_processor(
    opened: StatementReader, encoder: Encoder, regenerate: bool
) -> None:
    """Probabilities written down on one processor hold on another, to one in ten thousand."""
    readings = opened.read(STATEMENTS, encoder)
    rows = [as_row(readings, row) for row in range(len(STATEMENTS))]
    if regenerate:
        GOLDEN.write_text(json.dumps(rows).replace("], ", "],\n") + "\n", "utf-8")
    for found, golden in zip(rows, json.loads(GOLDEN.read_text("utf-8")), strict=True):
        assert found == pytest.approx(golden, abs=1e-4)


def test_a_statement_is_read_as_it_is_among_others(
    opened: StatementReader, encoder: Encoder
) -> None:
    """Padding and order change nothing."""
    many = opened.read([*STATEMENTS * 8], encoder)
    for row, statement in enumerate(STATEMENTS):
        alone = as_row(opened.read([statement], encoder), 0)
        assert as_row(many, row) == pytest.approx(alone, abs=1e-4)


@pytest.mark.parametrize(
    ("row", "issue", "stance"),
    [
        (0, "accommodation", "weak"),
        (1, "visits", "good"),
        (2, "oversight", "asked"),
        (3, "supervision", "improving"),
        (4, "fostering", "good"),
    ],
)
def test_what_plain_statements_are_about(
    opened: StatementReader, encoder: Encoder, row: int, issue: str, stance: str
) -> None:
    """A pronoun is about what the sentence before names."""
    readings = opened.read(STATEMENTS, encoder)
    assert readings.issues_of(row)[0].id == issue
    assert STANCES[int(readings.stances[row].argmax())] == stance


def test_a_bare_fact_judges_less_than_a_judgement(
    opened: StatementReader, encoder: Encoder
) -> None:
    """Probabilities all; stances add up to 1."""
    readings = opened.read(STATEMENTS, encoder)
    assert readings.judges[5] < 0.5 < readings.judges[0]
    assert np.allclose(readings.stances.sum(axis=1), 1, atol=1e-5)
    assert readings.issues.min() >= 0
    assert readings.issues.max() <= 1


def test_nothing_read_nothing_said(opened: StatementReader, encoder: Encoder) -> None:
    """No statements, no rows."""
    readings = opened.read([], encoder)
    assert readings.issues.shape == (0, len(list_issues()))
    assert readings.stances.shape == (0, len(STANCES))


def test_issues_are_kept_from_a_small_probability_on() -> None:
    """The likeliest first; those that are hardly likely go."""
    chances = np.zeros((1, len(list_issues())), np.float32)
    for issue, chance in {"plans": 0.3, "visits": 0.9, "money": 0.01}.items():
        chances[0, issue_columns()[issue]] = chance
    kept = Readings(chances, np.zeros((1, 6), np.float32), np.zeros(1, np.float32)).issues_of(0)
    assert [(issue.id, issue.probability) for issue in kept] == [("visits", 0.9), ("plans", 0.3)]


def test_the_context_has_the_nearest_first() -> None:
    """Two headings from inside, three sentences backwards, the one after."""
    placed = Placed("x", False, ("a", "b", "c"), ("1", "2", "3", "4"), "5")
    assert placed.context == ("c", "b", "4", "3", "2", "5")
    assert Placed("x", headings=("a",), before=("1",)).context == ("a", "", "1", "", "", "")


def test_a_reader_for_other_issues_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And so is one for other stances, one without its record, and none at all."""
    with pytest.raises(ModelError, match="throughline train reader"):
        open_statement_reader(tmp_path / "reader.onnx")
    (tmp_path / "reader.onnx").touch()
    with pytest.raises(ModelError):
        open_statement_reader(tmp_path / "reader.onnx")
    monkeypatch.setattr(reader, "STANCES", ("good",))
    with pytest.raises(ModelError, match="other stances"):
        open_statement_reader(ARTEFACT)
    monkeypatch.setattr(reader, "list_issues", lambda: ())
    with pytest.raises(ModelError, match="other issues"):
        open_statement_reader(ARTEFACT)
