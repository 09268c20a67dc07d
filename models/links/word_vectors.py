"""What words mean in this field: stems to vectors, learned from the company they keep in reports.

A general encoder has hardly met "PLO" or "IRO"; inspection reports say them on every
page, beside what they mean. The vectors come with the weigher (`weigher.npz`); `models.
train_field` learns them. They know single words alone, so they stand beside the
encoder's and never in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from models.links.ask_text import Rarity, Vectors, stem_words

# "ensure", "children", "improve" stand in a third of all asks or more: they say nothing.
_STANDING = 1.0


@dataclass(frozen=True)
class Field:
    """Stems and their unit vectors: `vectors[places[stem]]`."""

    places: Mapping[str, int]
    vectors: Vectors  # (stems, d)

    def encode(self, texts: Sequence[str], rarity: Rarity) -> Vectors:
        """One unit row a plain text: the sum of its stems' vectors, rare ones counting more.

        A text without a known stem that says something has a row of zeros.
        """
        rows = np.zeros((len(texts), self.vectors.shape[1]), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in dict.fromkeys(stem_words(text)):
                if word in self.places:
                    weight = max(rarity.word(word) - _STANDING, 0.0)
                    row += weight * self.vectors[self.places[word]]
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        found: Vectors = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
        return found

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """The stems in order and their vectors in half precision, under names with `prefix`."""
        words = sorted(self.places, key=lambda word: self.places[word])
        return {
            f"{prefix}.words": np.array(words, dtype=np.str_),
            f"{prefix}.vectors": self.vectors.astype(np.float16),
        }

    @classmethod
    def from_arrays(cls, stored: Mapping[str, NDArray[Any]], prefix: str) -> Self:
        """The same, read back. Raises KeyError where an array is missing."""
        words = stored[f"{prefix}.words"].tolist()
        places = {word: place for place, word in enumerate(words)}
        return cls(places, stored[f"{prefix}.vectors"].astype(np.float32))
