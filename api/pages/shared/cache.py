"""What costs much to work out, kept until the library or what people said of it changes."""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from corpus.store.verdicts import count_verdicts
from index.library import Library

Answer = TypeVar("Answer")
State = tuple[int, ...]

# Answers kept for a library: one of each kind for each council in England, and to spare.
_MOST = 512


class _Shelf:
    """The answers kept for one library, oldest used first; threads share it.

    `making` has a lock for each name, so that of two that want it one works it out.
    """

    def __init__(self) -> None:
        self.making: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)
        self._lock = threading.Lock()
        self._held: OrderedDict[str, tuple[State, Any]] = OrderedDict()

    def find(self, name: str, state: State) -> tuple[Any] | None:
        with self._lock:
            held = self._held.get(name)
            if held is None or held[0] != state:
                return None
            self._held.move_to_end(name)
            return (held[1],)

    def put(self, name: str, state: State, answer: Any) -> None:
        with self._lock:
            self._held[name] = state, answer
            while len(self._held) > _MOST:
                self._held.popitem(last=False)


_shelves: WeakKeyDictionary[Library, _Shelf] = WeakKeyDictionary()
_opening = threading.Lock()


def keep(library: Library, name: str, make: Callable[[], Answer]) -> Answer:
    """The answer of that name, made where none is kept of the library as it now stands."""
    with _opening:
        shelf = _shelves.setdefault(library, _Shelf())
        making = shelf.making[name]
    with making:
        state = _state_of(library)
        held = shelf.find(name, state)
        if held is None:
            held = (make(),)
            shelf.put(name, state, held[0])
    answer: Answer = held[0]
    return answer


def _state_of(library: Library) -> State:
    """What grows with every document added or removed and every verdict given or undone."""
    return (*library.state, *count_verdicts(library.db))
