"""What words say of issues: by where they stand, the same after saving."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from corpus.errors import ModelError
from models.provenance import Provenance
from models.statements.issues import issue_columns, list_issues
from models.statements.placed import Placed
from models.statements.words import (
    ARTEFACT,
    WordModel,
    open_word_model,
    save_word_model,
    tabulate_words,
)
from models.text.ngrams import Ngrams

MADE = Provenance("throughline train test", "0", date(2026, 11, 28))
NGRAMS = Ngrams(("audit", "visit"), np.ones(2))
STATEMENTS = (
    Placed(
        "Audits help.", headings=("Ambleford", "Visits"), before=("Visits are late.", "Audits.")
    ),
    Placed("Audits of visits.", asked=True, headings=("Visits",), before=("Visits.",)),
    Placed("Nothing known."),
)


def test_words_count_by_where_they_stand() -> None:
    """Of the statement, of its headings, of the sentence before; of an ask only its own."""
    table = tabulate_words(NGRAMS, STATEMENTS).toarray()
    assert table[0].tolist() == [1, 0, 0, 1, 1, 0]
    assert table[1].tolist() == pytest.approx([0.5**0.5, 0.5**0.5, 0, 0, 0, 0])
    assert not table[2].any()
    assert tabulate_words(NGRAMS, ()).shape == (0, 6)


def test_a_saved_model_says_the_same(tmp_path: Path) -> None:
    """Weights that are nothing are not kept."""
    weights = np.zeros((6, len(list_issues())))
    weights[0, 3], weights[5, 70] = 1.5, -2.0
    model = WordModel(NGRAMS, csr_matrix(weights), np.full(len(list_issues()), -3.0))
    save_word_model(model, MADE, tmp_path / "words.npz")
    opened = open_word_model(tmp_path / "words.npz")
    assert opened.weights.nnz == 2
    assert np.array_equal(opened.score(STATEMENTS), model.score(STATEMENTS))


def test_a_word_of_the_field_names_its_issue() -> None:
    """Of the committed model."""
    (odds,) = open_word_model().score(
        [Placed("Allegations against professionals go to the designated officer.")]
    )
    assert odds.argmax() == issue_columns()["lado"]


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    """And so is none; the message says how to make it again."""
    with pytest.raises(ModelError, match="throughline train reader"):
        open_word_model(tmp_path / "words.npz")
    (tmp_path / "words.npz").write_bytes(ARTEFACT.read_bytes()[:500])
    (tmp_path / "words.json").write_bytes(ARTEFACT.with_suffix(".json").read_bytes())
    with pytest.raises(ModelError, match=r"words\.npz"):
        open_word_model(tmp_path / "words.npz")
