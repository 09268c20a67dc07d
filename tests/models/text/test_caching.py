"""An encoder that caches vectors."""

from collections.abc import Sequence

import numpy as np
import pytest

from models.text import caching
from models.text.caching import CachedEncoder
from models.text.encoder import Encoder, Vectors


class Counting(Encoder):
    """A stand-in that counts the texts it is given."""

    def __init__(self) -> None:
        self.name, self.dimensions, self.given = "counting", 2, 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The length of each text, twice."""
        return self.encode_tokens(texts)[0]

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """The same, and a third in as many rows as it has letters."""
        self.given += len(texts)
        rows = np.array([[len(text)] * 2 for text in texts], np.float32).reshape(-1, 2)
        return rows, [np.full((len(text), 2), 1 / 3, np.float32) for text in texts]


def test_a_text_is_encoded_once() -> None:
    """Met again, in any order, it costs nothing and has the same vector."""
    inner = Counting()
    encoder = CachedEncoder(inner)
    assert encoder.encode(["a", "bb", "a"]).tolist() == [[1, 1], [2, 2], [1, 1]]
    assert encoder.encode(["bb", "a"]).tolist() == [[2, 2], [1, 1]]
    assert inner.given == 2
    assert (encoder.name, encoder.dimensions) == ("counting", 2)


def test_what_it_keeps_is_bounded() -> None:
    """The oldest go first; no texts, no rows."""
    inner = Counting()
    encoder = CachedEncoder(inner, most=2)
    encoder.encode(["a", "bb", "ccc"])
    encoder.encode(["ccc", "bb"])
    assert inner.given == 3
    encoder.encode(["a"])
    assert inner.given == 4
    assert encoder.encode([]).shape == (0, 2)


def test_the_states_of_tokens_are_cached_beside_the_vectors() -> None:
    """One run gives both; states to three digits, with each text its own."""
    inner = Counting()
    encoder = CachedEncoder(inner)
    rows, states = encoder.encode_tokens(["a", "bb", "a"])
    assert rows.tolist() == [[1, 1], [2, 2], [1, 1]]
    assert [len(tokens) for tokens in states] == [1, 2, 1]
    assert np.allclose(states[1], 1 / 3, atol=1e-3)
    assert states[1].dtype == np.float32
    encoder.encode(["bb"])
    encoder.encode_tokens(["bb", "a"])
    assert inner.given == 2


def test_states_that_went_are_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest of more texts than are kept; their vectors stay."""
    monkeypatch.setattr(caching, "MOST_TOKENS", 2)
    inner = Counting()
    encoder = CachedEncoder(inner)
    assert len(encoder.encode_tokens(["a", "bb", "ccc"])[1]) == 3
    encoder.encode(["a", "bb", "ccc"])
    assert inner.given == 3
    assert len(encoder.encode_tokens(["a"])[1][0]) == 1
    assert inner.given == 4


def test_vectors_made_elsewhere_are_looked_up() -> None:
    """Those of some texts, in any order; of none, none; another text is an error."""
    known = caching.KnownVectors(("a", "bb"), np.array([[1, 0], [0, 1]], np.float32))
    assert known.encode(["bb", "a", "bb"]).tolist() == [[0, 1], [1, 0], [0, 1]]
    assert known.encode([]).shape == (0, 2)
    with pytest.raises(KeyError):
        known.encode(["ccc"])
