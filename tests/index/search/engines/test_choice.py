"""The passages chosen, and what is worked out of them once."""

import numpy as np
import pytest

from index.search.candidates import Matches, _having_all
from index.search.engines.scope import Choice
from index.search.vectors import VectorIndex


def test_a_choice_allows_the_passages_of_its_mask() -> None:
    """And none that came in after it was made; without a mask it allows all."""
    choice = Choice(np.array([False, True, True]))
    assert choice.numbers.tolist() == [1, 2]
    assert choice.allow(np.array([0, 2, 7])).tolist() == [2]
    assert Choice().allow(np.array([0, 7])).tolist() == [0, 7]


def test_the_mask_of_a_choice_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer asks of the same passages twice; of others it is another."""
    rows = np.eye(4, dtype=np.float32)
    index = VectorIndex(["a", "b", "c", "d"], rows)
    made: list[object] = []
    make = VectorIndex._make_mask

    def count(self: VectorIndex, *named: object) -> bytes:
        made.append(named)
        return make(self, *named)  # type: ignore[arg-type]

    monkeypatch.setattr(VectorIndex, "_make_mask", count)
    chosen = np.array([True, False, True, False])
    assert index.rank(rows[0], 4, chosen) == ["a", "c"]
    assert index.rank(rows[2], 4, chosen) == ["c", "a"]
    assert len(made) == 1
    assert set(index.rank(rows[2], 4, ~chosen)) == {"b", "d"}
    assert index.rank(rows[1], 4, ("b",)) == ["b"]
    assert index.rank(rows[0], 4, chosen) == ["a", "c"]
    assert len(made) == 3
    assert index.rank(rows[1], 4, np.zeros(4, bool)) == []


def test_matches_are_a_set_in_order() -> None:
    """Kept as an array: a library of a million passages has many."""
    matches = Matches(np.array([3, 7, 9]))
    assert 7 in matches
    assert 8 not in matches
    assert list(matches) == [3, 7, 9]
    assert matches == {9, 7, 3}
    assert matches & {7, 1, 3} == {3, 7}


def test_what_holds_all_words_holds_each() -> None:
    """In order; of no words nothing."""
    words = [np.array([1, 4, 6, 9]), np.array([4, 9]), np.array([0, 4, 5, 9, 11])]
    assert _having_all(words).tolist() == [4, 9]
    assert _having_all([]).tolist() == []
