"""A weigher that caches weights: after a verdict a council's pairs need not be weighed again."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from cachetools import LRUCache

from models.links.ask_text import Pair
from models.links.weigher import ARTEFACT, Encode, Weigher, Weight, load_model
from models.statements.reader import StatementReader

MOST = 100_000  # weights cached: all pairs of 150 councils' reports are about 60,000


class CachedWeigher(Weigher):
    """A weigher that caches the weights of the pairs it has weighed. Threads share it."""

    def __init__(self, encoder: Encode, reader: StatementReader, most: int = MOST) -> None:
        super().__init__(load_model(ARTEFACT), encoder, reader)
        self._weights: LRUCache[Pair, Weight] = LRUCache(most)
        self._weights_lock = Lock()  # nothing is weighed under it

    def weigh(self, pairs: Sequence[Pair]) -> list[Weight]:
        """As `Weigher.weigh`; a pair in the same words whose weight is cached is not weighed."""
        with self._weights_lock:
            cached = {pair: self._weights[pair] for pair in pairs if pair in self._weights}
        missing = [pair for pair in dict.fromkeys(pairs) if pair not in cached]
        fresh = dict(zip(missing, super().weigh(missing), strict=True))
        with self._weights_lock:
            self._weights.update(fresh)
        return [cached.get(pair) or fresh[pair] for pair in pairs]
