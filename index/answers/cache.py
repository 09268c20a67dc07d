"""What costs much to work out, cached until the library or what people said of it changes.

THREADS: Key[list[Thread]] = Key("threads")
threads = cached(library, THREADS.of(council), lambda: find_threads(library, council))
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary, WeakValueDictionary

from cachetools import LRUCache

from corpus.store.people.verdicts import count_verdicts
from index.library import Library

Answer = TypeVar("Answer")
State = tuple[int, ...]

# Values cached for a library: one of each kind for each council in England, and to spare.
_MOST = 512


@dataclass(frozen=True)
class Key(Generic[Answer]):
    """What a cached value is and of what (a council, an ask); its type is that of the value."""

    name: str
    subject: Hashable = ""

    def of(self, subject: Hashable) -> Key[Answer]:
        """The key of the same kind of value, of another subject."""
        return replace(self, subject=subject)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is held for a library: values cached, and locks of those being worked out."""

    values: int
    locks: int


class _Cache:
    """The values cached for one library, the least recently used first; threads share it.

    There is a lock for each key that somebody wants just now, so that of two that want it
    one works it out.
    """

    def __init__(self) -> None:
        self._making: WeakValueDictionary[Key[Any], threading.RLock] = WeakValueDictionary()
        self._lock = threading.Lock()
        self._values: LRUCache[Key[Any], tuple[State, Any]] = LRUCache(_MOST)

    def making(self, key: Key[Any]) -> threading.RLock:
        """The lock of a key; it is gone once nobody holds it."""
        with self._lock:
            return self._making.setdefault(key, threading.RLock())

    def count(self) -> Counts:
        """How much is held just now."""
        with self._lock:
            return Counts(len(self._values), len(self._making))

    def find(self, key: Key[Any], state: State) -> tuple[Any] | None:
        """The value of this state, alone in a tuple as it may be None; None on a miss."""
        with self._lock:
            entry = self._values.get(key)
        return (entry[1],) if entry and entry[0] == state else None

    def put(self, key: Key[Any], state: State, value: Any) -> None:
        """Cache a value, in place of that of an earlier state."""
        with self._lock:
            self._values[key] = state, value


_caches: WeakKeyDictionary[Library, _Cache] = WeakKeyDictionary()
_opening = threading.Lock()


def cached(library: Library, key: Key[Answer], make: Callable[[], Answer]) -> Answer:
    """The cached value for `key`, computed where none is cached of the library as it stands."""
    with _opening:
        cache = _caches.setdefault(library, _Cache())
    with cache.making(key):
        state = state_of(library)
        entry = cache.find(key, state)
        if entry is None:
            entry = (make(),)
            cache.put(key, state, entry[0])
    value: Answer = entry[0]
    return value


def count_cached(library: Library) -> Counts:
    """How much is held for a library just now."""
    cache = _caches.get(library)
    return cache.count() if cache else Counts(0, 0)


def state_of(library: Library) -> State:
    """What grows with every document added or removed and every verdict given or undone.

    A cached value is valid while this stays the same.
    """
    return (*library.state, *count_verdicts(library.db))
