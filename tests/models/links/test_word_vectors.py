"""What words mean in this field."""

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import GoldError
from eval.training.word_vectors import learn_field, read_texts
from models.links.ask_text import Rarity
from models.links.word_vectors import Field

RARITY = Rarity(100, {"children": 80}, {}, {})
FIELD = Field(
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
    field = learn_field(sentences, least_seen=5)
    row = {word: field.vectors[place] for word, place in field.places.items()}
    assert row["caseload"] @ row["workload"] > row["caseload"] @ row["book"] + 0.3


def test_the_same_texts_give_the_same_vectors() -> None:
    """Seeds are fixed."""
    sentences = ["Plans are clear about timescales.", "Reviews keep plans to timescales."] * 8
    first, second = (learn_field(sentences, least_seen=5) for _ in range(2))
    assert first.places == second.places
    assert np.array_equal(first.vectors, second.vectors)


def test_texts_become_unit_rows_and_unknown_ones_zeros() -> None:
    """What nobody has read, and standing words, are like nothing."""
    rows = FIELD.encode(["caseloads and workloads", "zebras", "children", ""], RARITY)
    assert np.linalg.norm(rows, axis=1).tolist() == pytest.approx([1, 0, 0, 0])


def test_the_field_is_kept_in_half_precision() -> None:
    """Saved and read back it is the same to three figures."""
    again = Field.from_arrays(FIELD.arrays("field"), "field")
    assert again.places == FIELD.places
    assert np.allclose(again.vectors, FIELD.vectors, atol=1e-3)


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    """The message names the folder and what to give."""
    with pytest.raises(GoldError, match="--texts"):
        list(read_texts(tmp_path))


def test_texts_too_short_to_learn_from_are_refused() -> None:
    """No word stands beside another often enough."""
    with pytest.raises(GoldError, match="often enough"):
        learn_field(["Plans."] * 20)
