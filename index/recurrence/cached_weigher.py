"""A weigher that caches weights, and knows those that a library keeps in its file.

After a verdict a council's pairs need not be weighed again, nor after a start of the server.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from cachetools import LRUCache

from index.worked_out import WorkedOut
from models.code_version import Code
from models.links.ask_text import Pair
from models.links.weigher import ARTEFACT, Encode, Weigher, Weight, load_model
from models.statements.reader import StatementReader

MOST = 100_000  # weights cached: all pairs of 150 councils' reports are about 60,000
# What decides a weight. The encoder's weights are not here: its module names their version.
WEIGHING = Code(
    entries=("models.links.weigher", "models.text.encoder"),
    data=(
        "corpus/vocabulary/*.json",
        "models/artefacts/blend.*",
        "models/artefacts/neighbours.*",
        "models/artefacts/reader.*",
        "models/artefacts/weigher.*",
        "models/artefacts/word_vectors.*",
        "models/artefacts/words.*",
    ),
)


class CachedWeigher(Weigher):
    """A weigher that caches the weights of the pairs it has weighed. Threads share it.

    What is `kept` of them in a library is not weighed.
    """

    def __init__(
        self,
        encoder: Encode,
        reader: StatementReader,
        most: int = MOST,
        kept: WorkedOut | None = None,
    ) -> None:
        super().__init__(load_model(ARTEFACT), encoder, reader)
        self._weights: LRUCache[Pair, Weight] = LRUCache(most)
        self._weights_lock = Lock()  # nothing is weighed under it
        self.kept = kept

    def weigh(self, pairs: Sequence[Pair]) -> list[Weight]:
        """As `Weigher.weigh`; a pair in the same words whose weight is cached is not weighed."""
        with self._weights_lock:
            cached = {pair: self._weights[pair] for pair in pairs if pair in self._weights}
        missing = [pair for pair in dict.fromkeys(pairs) if pair not in cached]
        fresh = self._find(missing) if missing else {}
        with self._weights_lock:
            self._weights.update(fresh)
        return [cached.get(pair) or fresh[pair] for pair in pairs]

    def _find(self, pairs: Sequence[Pair]) -> dict[Pair, Weight]:
        """The weights of pairs: those that are kept, and the others weighed."""
        if self.kept is None:
            return dict(zip(pairs, super().weigh(pairs), strict=True))
        kept = self.kept.find(pairs, self._weigh_to_keep, lambda pair: None)
        return {pair: Weight(*weights) for pair, weights in kept.items()}

    def _weigh_to_keep(self, pairs: Sequence[Pair]) -> list[list[float]]:
        return [[each.same, each.related] for each in super().weigh(pairs)]
