"""The engine of an open library, whichever it has; the library itself while the other is away."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol, TypeVar

from cachetools import LRUCache

from corpus.errors import EngineError
from corpus.store.connection import Connection
from corpus.store.file.engine import (
    EnginePlace,
    count_rows,
    has_unsent,
    identify,
    load_engine,
)
from corpus.store.passages import Shelves, load_shelves
from index.search.engines.embedded import Embedded
from index.search.engines.first import FirstQuestion
from index.search.engines.scope import Choice, Engine, Question, Scope, choose
from index.search.vectors import MASKS_KEPT, VectorIndex, Vectors
from models.text.encoder import Encoder

if TYPE_CHECKING:  # a library that searches itself imports nothing of Milvus
    from index.search.engines.collection import Collection as MilvusCollection
    from index.search.engines.milvus import Milvus

Answer = TypeVar("Answer")
State = tuple[int, int]
_log = logging.getLogger("throughline.engine")
_RESTS_S = 30.0  # an engine that did not answer, before it is asked again: each try may cost 5 s


class Searched(Protocol):
    """What of a library an engine needs."""

    encoder_name: str

    @property
    def db(self) -> Connection:
        """The store."""

    @property
    def state(self) -> State:
        """What changes with every document."""

    @property
    def vectors(self) -> VectorIndex:
        """The rows of all passages, loaded."""

    @property
    def encoder(self) -> Encoder:
        """What made them."""


class CurrentEngine:
    """What searches a library. It always answers: where Milvus is away or lacks a document, the
    library itself does, which lacks none, and `trouble` says why. Threads share it. Close it.
    """

    def __init__(self, library: Searched) -> None:
        self._library = library
        self._lock = threading.RLock()
        self._collection: MilvusCollection | None = None
        self._in_step: State | None = None  # when all rows were last found there
        self._away_until = 0.0
        self._given: Engine | None = None
        self._trouble = ""
        self._first: tuple[State, FirstQuestion] | None = None
        self._shelves: tuple[State, Shelves] | None = None
        self._chosen: LRUCache[tuple[State, Scope], Choice] = LRUCache(MASKS_KEPT)
        self._choosing = threading.Lock()

    def propose(self, question: Question, scope: Scope) -> dict[int, str]:
        """The numbers and ids of the passages best by words and of those best by meaning."""
        return self._ask(lambda engine: engine.propose(question, scope))

    def find_nearest(self, vector: Vectors, limit: int, scope: Scope) -> list[str]:
        """The ids of the passages with the rows nearest to a unit vector, best first."""
        return self._ask(lambda engine: engine.find_nearest(vector, limit, scope))

    def rank_nearest(self, vector: Vectors, limit: int, among: Collection[str]) -> list[str]:
        """The same, of some passages."""
        return self._ask(lambda engine: engine.rank_nearest(vector, limit, among))

    def rows(self, ids: Sequence[str]) -> VectorIndex:
        """The rows of passages at least, those left out that have none."""
        return self._ask(lambda engine: engine.rows(ids))

    @property
    def trouble(self) -> str:
        """Why the library itself answers in place of its engine; empty where it does not."""
        return self._trouble if load_engine(self._library.db) else ""

    @contextmanager
    def using(self, engine: Engine) -> Iterator[None]:
        """Inside, this engine answers, and errors of it are raised."""
        self._given = engine
        try:
            yield
        finally:
            self._given = None

    @property
    def embedded(self) -> Embedded:
        """The library as its own engine."""
        library, first = self._library, self._first
        if first is None or first[0] != library.state:
            first = (
                library.state,
                FirstQuestion(library.db, library.encoder.dimensions, lambda: self.shelves),
            )
            self._first = first
        return Embedded(library.db, first[1], lambda: library.vectors, self.choose)

    @property
    def shelves(self) -> Shelves:
        """The passages of each document, loaded once as the library stands."""
        held = self._shelves
        if held is None or held[0] != self._library.state:
            held = self._shelves = self._library.state, load_shelves(self._library.db)
        return held[1]

    def choose(self, scope: Scope) -> Choice:
        """The passages of a scope; the last few are cached: an answer asks again, and a reader
        keeps a filter for some questions."""
        key = self._library.state, scope
        with self._choosing:
            chosen = self._chosen.get(key)
        if chosen is None:
            chosen = choose(self._library.db, scope, lambda: self.shelves)
            with self._choosing:
                self._chosen[key] = chosen
        return chosen

    def open(self, place: EnginePlace) -> MilvusCollection:
        """The collection at a place, connected once for all threads. EngineError where it cannot
        be, or is not this library's."""
        from index.search.engines.collection import Collection as MilvusCollection

        with self._lock:
            if self._collection is None or self._collection.place != place:
                self.close()
                collection = MilvusCollection(place)
                collection.check(self.mark())
                self._collection = collection
            return self._collection

    def mark(self) -> str:
        """What the name of a collection has that is of this library and of its encoder: not every
        Milvus keeps a description."""
        facts = f"{identify(self._library.db)} {self._library.encoder_name}"
        return sha256(facts.encode()).hexdigest()[:12]

    def over(self, collection: MilvusCollection) -> Milvus:
        """A collection as an engine of this library."""
        from index.search.engines.milvus import Milvus

        return Milvus(self._library.db, collection, self._library.encoder.dimensions)

    def close(self) -> None:
        """Close the connection; the next question opens that which is then used."""
        with self._lock:
            if self._collection is not None:
                self._collection.close()
            self._collection, self._in_step, self._away_until = None, None, 0.0

    def _ask(self, ask: Callable[[Engine], Answer]) -> Answer:
        if self._given is not None:
            return ask(self._given)
        place = load_engine(self._library.db)
        if place is None or time.monotonic() < self._away_until:
            return ask(self.embedded)
        try:
            answer = ask(self.over(self._open_in_step(place)))
        except EngineError as error:
            self._rest(error)
            return ask(self.embedded)
        self._trouble = ""
        return answer

    def _rest(self, error: EngineError) -> None:
        """Ask an engine that did not answer no more for a while."""
        if time.monotonic() >= self._away_until:
            _log.warning("%s", error)
            self._trouble, self._away_until = str(error), time.monotonic() + _RESTS_S

    def _connect(self, place: EnginePlace) -> MilvusCollection:
        """As `open`; of threads that find Milvus silent one waits for it, not each in turn."""
        with self._lock:
            if time.monotonic() < self._away_until:
                raise EngineError(self._trouble)
            try:
                return self.open(place)
            except EngineError as error:
                self._rest(error)
                raise

    def _open_in_step(self, place: EnginePlace) -> MilvusCollection:
        """The collection; EngineError where it lacks a change or has other rows."""
        collection = self._connect(place)
        if has_unsent(self._library.db, place):
            raise EngineError(
                f"{place.address}: not all documents are sent there yet. Run"
                " `throughline engine send`."
            )
        if self._in_step != self._library.state:
            self._compare_counts(collection)
            self._in_step = self._library.state
        return collection

    def _compare_counts(self, collection: MilvusCollection) -> None:
        held = count_rows(self._library.db, self._library.encoder.dimensions)
        rows = collection.count()
        if held != rows:
            address = collection.place.address
            raise EngineError(
                f"{address}: {rows} rows there, {held} in the library. Run `throughline engine move"
                f" --to {address}`."
            )
