"""An encoder that caches vectors."""

from collections.abc import Sequence

import numpy as np

from models.text.caching import CachedEncoder
from models.text.encoder import Encoder, Vectors


class Counting(Encoder):
    """A stand-in that counts the texts it is given."""

    def __init__(self) -> None:
        self.name, self.dimensions, self.given = "counting", 2, 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The length of each text, twice."""
        self.given += len(texts)
        return np.array([[len(text)] * 2 for text in texts], np.float32).reshape(-1, 2)


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
