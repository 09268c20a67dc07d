"""The passages chosen, and what is worked out of them once."""

import numpy as np
import pytest

from index.search.engines.scope import Choice
from index.search.vectors import VectorIndex


def test_a_choice_names_the_same_passages_each_time() -> None:
    """By number and by id, in one order."""
    choice = Choice({7: "a", 3: "b"})
    assert choice.ids == ("a", "b")
    assert choice.ids is choice.ids
    assert choice.numbers.tolist() == [7, 3]


def test_the_mask_of_a_choice_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer asks of the same passages twice; of others, or of all but these, it is another."""
    rows = np.eye(4, dtype=np.float32)
    index = VectorIndex(["a", "b", "c", "d"], rows)
    made: list[object] = []
    make = VectorIndex._make_mask

    def count(self: VectorIndex, *named: object) -> bytes:
        made.append(named)
        return make(self, *named)  # type: ignore[arg-type]

    monkeypatch.setattr(VectorIndex, "_make_mask", count)
    chosen = Choice({0: "a", 2: "c"}).ids
    assert index.rank(rows[0], 4, chosen) == ["a", "c"]
    assert index.rank(rows[2], 4, chosen) == ["c", "a"]
    assert len(made) == 1
    assert set(index.rank(rows[2], 4, None, chosen)) == {"b", "d"}
    assert index.rank(rows[1], 4, ("b",)) == ["b"]
    assert len(made) == 3
