"""A weigher that caches weights, and a library's weights kept in its file.

After a verdict a council's pairs need not be weighed again, nor after a start of the server.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from threading import Lock

from cachetools import LRUCache

from corpus.errors import LibraryError
from corpus.store.connection import Connection
from corpus.store.library import load_weights, save_weights
from models.code_version import Code
from models.links.ask_text import Pair
from models.links.weigher import ARTEFACT, Encode, Weigher, Weight, load_model
from models.statements.reader import StatementReader

MOST = 100_000  # weights cached: all pairs of 150 councils' reports are about 60,000
_MOST_UNSAVED = 20_000
# What decides a weight. The encoder's weights are not here: its module names their version.
WEIGHING = Code(
    entries=("models.links.weigher", "models.text.encoder"),
    data=(
        "corpus/vocabulary/*.json",
        "models/artefacts/blend.*",
        "models/artefacts/reader.*",
        "models/artefacts/weigher.*",
        "models/artefacts/word_vectors.*",
        "models/artefacts/words.*",
    ),
)


class KeptWeights:
    """The weights kept in a library's file. New ones wait until `save`: no reader writes.

    Threads share it. Where the file cannot be read or written there are none kept, and no
    more is said of it here.
    """

    def __init__(self, open_db: Callable[[], Connection], encoder: str) -> None:
        self._open_db = open_db
        self._encoder = encoder
        self._unsaved: dict[bytes, tuple[float, float]] = {}
        self._lock = Lock()

    def load(self, pairs: Sequence[Pair]) -> dict[Pair, Weight]:
        """The weights of those of the pairs that are kept."""
        keys = {_key_of(pair): pair for pair in pairs}
        try:
            kept = load_weights(self._open_db(), self._version, list(keys))
        except LibraryError:
            return {}
        return {keys[key]: Weight(*weight) for key, weight in kept.items()}

    def add(self, weights: Mapping[Pair, Weight]) -> None:
        """Keep weights at the next `save`."""
        fresh = {_key_of(pair): (weight.same, weight.related) for pair, weight in weights.items()}
        with self._lock:
            if len(self._unsaved) < _MOST_UNSAVED:
                self._unsaved |= fresh

    def save(self) -> None:
        """Write what was added since into the file."""
        with self._lock:
            unsaved, self._unsaved = self._unsaved, {}
        if unsaved:
            try:
                save_weights(self._open_db(), self._version, unsaved)
            except LibraryError:
                return

    @cached_property
    def _version(self) -> str:
        return f"{self._encoder} {WEIGHING.version()}"


def _key_of(pair: Pair) -> bytes:
    """A digest of all that a pair says; it is the same in every process."""
    return hashlib.sha256(repr(pair).encode()).digest()[:16]


class CachedWeigher(Weigher):
    """A weigher that caches the weights of the pairs it has weighed. Threads share it.

    What is `kept` of them in a library is not weighed.
    """

    def __init__(
        self,
        encoder: Encode,
        reader: StatementReader,
        most: int = MOST,
        kept: KeptWeights | None = None,
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
        kept = self.kept.load(pairs) if self.kept else {}
        others = [pair for pair in pairs if pair not in kept]
        weighed = dict(zip(others, super().weigh(others), strict=True))
        if self.kept:
            self.kept.add(weighed)
        return kept | weighed
