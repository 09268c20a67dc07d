"""The reader of statements, fitted from end to end on an invented grid."""

import json
from pathlib import Path

import numpy as np
import pytest

from corpus.document import Span
from eval.material.read_lines import ReadLine, Statement
from eval.training.statements.reader import Encoded, fitted_on, list_examples, train_reader
from models.provenance import list_provenance
from models.statements.issues import issue_columns, list_issues
from models.statements.placed import Placed
from models.statements.reader import STANCES, open_statement_reader
from models.text.encoder import open_encoder

COMMAND = "throughline train reader --gold DIR"
NONE_READ = {"files": {}, "again": {}, "chosen": {}}


def state(text: str, line: ReadLine | None, asked: bool = False) -> Statement:
    """A statement under one heading."""
    placed = Placed(text, asked, headings=("Leaders",))
    return Statement("england/ambleford/a.pdf", Span(0, len(text)), 1, placed, line)


def test_it_is_fitted_written_and_measured(
    write_grid: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the council that is not left out; what is written can be opened, and says of what it
    was made."""
    own, made = tmp_path / "own.json", tmp_path / "made"
    own.write_text(json.dumps(NONE_READ), "utf-8")
    made.mkdir()
    train_reader(write_grid, False, made, COMMAND, own=own, epochs=1)
    assert list_provenance(made)["reader"].command == COMMAND
    readings = open_statement_reader(made / "reader.onnx").read(
        [Placed("Plans are good.")], open_encoder()
    )
    assert readings.issues.shape == (1, len(list_issues()))
    printed = capsys.readouterr().out
    assert "left out: buckinghamshire, newham" in printed
    assert "issues of a sentence, F1" in printed


def test_what_is_learned_of_each_line() -> None:
    """A line left out of the grid is about nothing and judges nothing; of a line that nobody
    wrote of, and of context, it is not known what it is about. An ask is learned twice, with
    what stands round it and by itself."""
    lines = {
        "Plans are good.": ReadLine(1, "", ("plans",), "good"),
        "There are six.": ReadLine(1, "", (), "none"),
        "Plans are made.": ReadLine(1, "", ("plans",), "neutral"),
        "A page.": None,
    }
    encoded = Encoded(
        dict.fromkeys(lines, np.zeros((2, 4), np.float16)), {"Leaders": 0}, np.zeros((1, 4))
    )
    statements = [state(text, line) for text, line in lines.items()]
    asked = ReadLine(1, "", ("visits",), "asked")
    statements.append(state("Plans are good.", asked, asked=True))
    good, left_out, context, unread, placed, alone = list_examples(statements, encoded)
    assert good.issues == (issue_columns()["plans"],)
    assert (good.stance, good.judges) == (STANCES.index("good"), True)
    assert (left_out.issues, left_out.stance, left_out.judges) == ((), -1, False)
    assert (context.issues, context.judges) == (None, False)
    assert (unread.issues, unread.stance, unread.judges) == (None, -1, False)
    assert good.context == placed.context == (0, -1, -1, -1, -1, -1)
    assert (alone.asked, alone.issues, set(alone.context)) == (True, placed.issues, {-1})


def test_nothing_is_learned_of_councils_left_out() -> None:
    """Nor of asks that nobody read."""
    read = state("Plans are good.", None)
    assert fitted_on([read, state("Improve plans.", None, asked=True)], ()) == [read]
    assert fitted_on([read], {"ambleford"}) == []
