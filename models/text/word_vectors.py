"""Vectors of the words of this domain, learned from which words stand together in reports.

A general encoder has hardly met "PLO" or "IRO"; inspection reports say them on every
page, beside what they mean. `throughline train word-vectors` learns the vectors
(`word_vectors.npz`). They know single words alone, so they stand beside the encoder's and
never in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from corpus.errors import ModelError
from models.links.ask_text import Rarity, Vectors, stem_words
from models.provenance import ARTEFACTS, Provenance, load_facts, save_facts

ARTEFACT = ARTEFACTS / "word_vectors.npz"
# "ensure", "children", "improve" stand in a third of all asks or more: they say nothing.
_STANDING = 1.0
_DIGITS = 16  # of a digest


@dataclass(frozen=True)
class WordVectors:
    """Stems and their unit vectors: `vectors[rows[stem]]`."""

    rows: Mapping[str, int]
    vectors: Vectors  # (stems, d)

    def encode(self, texts: Sequence[str], rarity: Rarity) -> Vectors:
        """One unit row a plain text: the sum of its stems' vectors, rare ones counting more.

        A text without a known stem that says something has a row of zeros.
        """
        sums = np.zeros((len(texts), self.vectors.shape[1]), np.float32)
        for total, text in zip(sums, texts, strict=True):
            for word in dict.fromkeys(stem_words(text)):
                if word in self.rows:
                    weight = max(rarity.word(word) - _STANDING, 0.0)
                    total += weight * self.vectors[self.rows[word]]
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        units: Vectors = (sums / np.where(lengths > 0, lengths, 1)).astype(np.float32)
        return units

    def words(self) -> list[str]:
        """The stems in the order of their vectors."""
        return sorted(self.rows, key=lambda word: self.rows[word])

    def digest(self) -> str:
        """Sixteen hexadecimal digits that change with the stems or the vectors, as saved."""
        saved = sha256(" ".join(self.words()).encode())
        saved.update(self.vectors.astype(np.float16).tobytes())
        return saved.hexdigest()[:_DIGITS]


def save_word_vectors(
    word_vectors: WordVectors, made: Provenance, artefact: Path = ARTEFACT
) -> None:
    """Write the stems and their vectors in half precision (`.npz`), and how they were made."""
    np.savez_compressed(
        artefact,
        allow_pickle=False,
        words=np.array(word_vectors.words(), dtype=np.str_),
        vectors=word_vectors.vectors.astype(np.float16),
    )
    save_facts(artefact, {}, made)


def open_word_vectors(artefact: Path = ARTEFACT) -> WordVectors:
    """The committed vectors. ModelError where they are missing or cannot be read."""
    try:
        load_facts(artefact)
        with artefact.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            rows = {word: row for row, word in enumerate(arrays["words"].tolist())}
            return WordVectors(rows, arrays["vectors"].astype(np.float32))
    except (OSError, KeyError, TypeError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"{artefact}: no word vectors that can be read ({error}); "
            "make them again with throughline train word-vectors --texts DIR"
        ) from error
