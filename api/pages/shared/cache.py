"""Answers that cost much, cached until the library or what people said of it changes."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from cachetools import LRUCache

from corpus.store.verdicts import count_verdicts
from index.library import Library

Answer = TypeVar("Answer")
State = tuple[int, ...]

# Answers cached for a library: one of each kind for each council in England, and to spare.
_MOST = 512


class _Cache:
    """The answers cached for one library, each with the state it was computed in.

    Threads share it; the one used longest ago goes first. `computing` has a lock for each
    key, so that of two threads that want it one computes it.
    """

    def __init__(self) -> None:
        self.computing: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)
        self._lock = threading.Lock()
        self._answers: LRUCache[str, tuple[State, Any]] = LRUCache(_MOST)

    def find(self, key: str, state: State) -> tuple[Any] | None:
        """The answer of this state, alone in a tuple as it may be None; None on a miss."""
        with self._lock:
            cached = self._answers.get(key)
        return (cached[1],) if cached and cached[0] == state else None

    def put(self, key: str, state: State, answer: Any) -> None:
        """Cache an answer, in place of that of an earlier state."""
        with self._lock:
            self._answers[key] = state, answer


_caches: WeakKeyDictionary[Library, _Cache] = WeakKeyDictionary()
_opening = threading.Lock()


def keep(library: Library, name: str, make: Callable[[], Answer]) -> Answer:
    """The cached answer of that name, computed by `make` on a miss.

    An answer is of the library as it stood just before it was computed; what `make` raises
    is raised, and nothing is cached.
    """
    with _opening:
        cache = _caches.setdefault(library, _Cache())
        computing = cache.computing[name]
    with computing:
        state = _state_of(library)
        cached = cache.find(name, state)
        if cached is None:
            cached = (make(),)
            cache.put(name, state, cached[0])
    answer: Answer = cached[0]
    return answer


def _state_of(library: Library) -> State:
    """What grows with every document added or removed and every verdict given or undone."""
    return (*library.state, *count_verdicts(library.db))
