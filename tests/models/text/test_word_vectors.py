"""Word vectors of the domain."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import GoldError, ModelError
from eval.training.word_vectors import learn_word_vectors, read_texts
from models.links.ask_text import Rarity
from models.provenance import Provenance
from models.text.word_vectors import WordVectors, open_word_vectors, save_word_vectors

RARITY = Rarity(100, {"children": 80}, {}, {})
WORD_VECTORS = WordVectors(
    {"caseload": 0, "workload": 1, "children": 2},
    np.array([[1, 0], [0.8, 0.6], [0, 1]], np.float32),
)


def test_words_that_keep_the_same_company_are_near() -> None:
    """Caseloads and workloads share no letter at the front, and neighbours all the same."""
    shapes = [
        "High {} leave staff little time for visits.",
        "Managers reduced {} when staff left.",
        "Workers say that {} are too high to manage.",
    ]
    words = ["caseloads", "workloads"]
    others = ["The life story book was read aloud at home.", "A book is read at home."]
    sentences = [shape.format(word) for shape in shapes for word in words] * 5 + others * 5
    learned = learn_word_vectors(sentences, least_seen=5)
    row = {word: learned.vectors[row_of] for word, row_of in learned.rows.items()}
    assert row["caseload"] @ row["workload"] > row["caseload"] @ row["book"] + 0.3


def test_the_same_texts_give_the_same_vectors() -> None:
    """Seeds are fixed."""
    sentences = ["Plans are clear about timescales.", "Reviews keep plans to timescales."] * 8
    first, second = (learn_word_vectors(sentences, least_seen=5) for _ in range(2))
    assert first.rows == second.rows
    assert np.array_equal(first.vectors, second.vectors)


def test_texts_become_unit_rows_and_unknown_ones_zeros() -> None:
    """What nobody has read, and standing words, are like nothing."""
    rows = WORD_VECTORS.encode(["caseloads and workloads", "zebras", "children", ""], RARITY)
    assert np.linalg.norm(rows, axis=1).tolist() == pytest.approx([1, 0, 0, 0])


def test_vectors_are_kept_in_half_precision(tmp_path: Path) -> None:
    """Saved and read back they are the same to three figures, and have the same digest."""
    made = Provenance("throughline train word-vectors --texts DIR", "0", date(2026, 11, 28))
    save_word_vectors(WORD_VECTORS, made, tmp_path / "words.npz")
    again = open_word_vectors(tmp_path / "words.npz")
    assert again.rows == WORD_VECTORS.rows
    assert np.allclose(again.vectors, WORD_VECTORS.vectors, atol=1e-3)
    assert again.digest() == WORD_VECTORS.digest()


def test_missing_vectors_say_how_to_make_them(tmp_path: Path) -> None:
    """ModelError with the command."""
    with pytest.raises(ModelError, match="throughline train word-vectors"):
        open_word_vectors(tmp_path / "none.npz")


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    """The message names the folder and what to give."""
    with pytest.raises(GoldError, match="--texts"):
        list(read_texts(tmp_path))


def test_texts_too_short_to_learn_from_are_refused() -> None:
    """No word stands beside another often enough."""
    with pytest.raises(GoldError, match="often enough"):
        learn_word_vectors(["Plans."] * 20)
