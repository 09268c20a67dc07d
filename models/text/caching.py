"""An encoder that remembers: findings and the library encode the same sentences once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from models.text.encoder import Encoder, Vectors

# Vectors kept, the oldest dropped first: 46 MB, more sentences than the largest pack has.
MOST = 30_000


class Remembering(Encoder):
    """An open encoder that keeps the vectors of the texts it has encoded. One thread at a time."""

    def __init__(self, encoder: Encoder, most: int = MOST) -> None:
        self.name = encoder.name
        self.dimensions = encoder.dimensions
        self._encoder = encoder
        self._most = most
        self._kept: OrderedDict[str, Vectors] = OrderedDict()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As `Encoder.encode`; a text met before is not run again."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._kept]
        self._kept.update(zip(missing, self._encoder.encode(missing), strict=True))
        rows = np.array([self._kept[text] for text in texts], dtype=np.float32)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return rows.reshape(len(texts), self.dimensions)


def remember(encoder: Encoder) -> Encoder:
    """The encoder with a memory, for the time that one source after another is taken in."""
    return Remembering(encoder)
