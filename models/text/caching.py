"""An encoder that caches vectors: findings and the library encode the same sentences once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from cachetools import LRUCache

from models.text.encoder import Encoder, Vectors

MOST = 30_000  # vectors cached: 46 MB, more sentences than the largest pack has


class CachedEncoder(Encoder):
    """An open encoder that caches the vectors of texts it has encoded. One thread at a time."""

    def __init__(self, encoder: Encoder, most: int = MOST) -> None:
        self.name = encoder.name
        self.dimensions = encoder.dimensions
        self._encoder = encoder
        self._cache: LRUCache[str, Vectors] = LRUCache(most)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As `Encoder.encode`; a text whose vector is cached is not run again."""
        rows = {text: self._cache[text] for text in texts if text in self._cache}
        missing = [text for text in dict.fromkeys(texts) if text not in rows]
        fresh = dict(zip(missing, self._encoder.encode(missing), strict=True))
        self._cache.update(fresh)
        rows |= fresh
        encoded = np.array([rows[text] for text in texts], dtype=np.float32)
        return encoded.reshape(len(texts), self.dimensions)
