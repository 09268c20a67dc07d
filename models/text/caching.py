"""An encoder that caches vectors: findings and the library encode the same sentences once.

And vectors that were made elsewhere, which are looked up as if they were made here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from models.text.encoder import Encoder, Vectors

MOST = 30_000  # vectors cached: 46 MB, more sentences than the largest pack has
MOST_TOKENS = 2_000  # texts whose tokens are cached, in 16 bits: 50 MB, more than a report has


class CachedEncoder(Encoder):
    """An open encoder that caches the vectors of texts it has encoded, and of the latest the
    states of their tokens. One thread at a time.
    """

    def __init__(self, encoder: Encoder, most: int = MOST) -> None:
        self.name = encoder.name
        self.dimensions = encoder.dimensions
        self._encoder = encoder
        self._cache: LRUCache[str, Vectors] = LRUCache(most)
        self._tokens: LRUCache[str, NDArray[np.float16]] = LRUCache(MOST_TOKENS)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As `Encoder.encode`; a text whose vector is cached is not run again."""
        rows = {text: self._cache[text] for text in texts if text in self._cache}
        missing = [text for text in dict.fromkeys(texts) if text not in rows]
        rows |= dict(zip(missing, self._run_and_cache(missing)[0], strict=True))
        encoded = np.array([rows[text] for text in texts], dtype=np.float32)
        return encoded.reshape(len(texts), self.dimensions)

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """As `Encoder.encode_tokens`, states to three digits; a cached text is not run again."""
        states = {text: self._tokens[text] for text in texts if text in self._tokens}
        missing = [text for text in dict.fromkeys(texts) if text not in states]
        states |= dict(zip(missing, self._run_and_cache(missing)[1], strict=True))
        return self.encode(texts), [states[text].astype(np.float32) for text in texts]

    def _run_and_cache(self, texts: Sequence[str]) -> tuple[Vectors, list[NDArray[np.float16]]]:
        rows, tokens = self._encoder.encode_tokens(texts)
        halved = [states.astype(np.float16) for states in tokens]
        self._cache.update(zip(texts, rows, strict=True))
        self._tokens.update(zip(texts, halved, strict=True))
        return rows, halved


@dataclass(frozen=True, slots=True)
class KnownVectors:
    """Texts and the unit row of each, made in another process or on another machine."""

    texts: tuple[str, ...]
    rows: Vectors  # (texts, dimensions)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The rows of some of the texts, in the order given; KeyError for one that is not known."""
        places = {text: place for place, text in enumerate(self.texts)}
        rows: Vectors = self.rows[[places[text] for text in texts]]
        return rows
