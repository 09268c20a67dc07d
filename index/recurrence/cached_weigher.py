"""A weigher that remembers: after a verdict a council's pairs need not be weighed again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from models.links.features import Pair
from models.links.weigher import ARTEFACT, Encode, Weigher, Weight, load_model

# Weights kept, the oldest dropped first: all pairs of 150 councils' reports are about 60,000.
MOST = 100_000


class RememberingWeigher(Weigher):
    """A weigher that keeps the weights of the pairs it has weighed. Threads share it."""

    def __init__(self, encoder: Encode, most: int = MOST) -> None:
        super().__init__(load_model(ARTEFACT), encoder)
        self._most = most
        self._lock = Lock()
        self._weights: OrderedDict[Pair, Weight] = OrderedDict()

    def weigh(self, pairs: Sequence[Pair]) -> list[Weight]:
        """As `Weigher.weigh`; a pair met before, in the same words, is not weighed again."""
        with self._lock:
            kept = {pair: self._weights[pair] for pair in pairs if pair in self._weights}
        missing = [pair for pair in dict.fromkeys(pairs) if pair not in kept]
        fresh = dict(zip(missing, super().weigh(missing), strict=True))
        with self._lock:
            self._weights.update(fresh)
            while len(self._weights) > self._most:
                self._weights.popitem(last=False)
        return [kept.get(pair) or fresh[pair] for pair in pairs]
