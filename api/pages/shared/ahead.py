"""Reading ahead: what the first reader of a council would wait for, worked out beforehand.

The first record of a council reads and encodes all its asks, and an ask's first weighs what
may be about it: seconds together. What was weighed is kept in the library, for the next start.
"""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from fastapi import FastAPI

from corpus.errors import Throughline
from corpus.store.documents import documents_of
from corpus.store.holdings import list_largest_councils
from index.answers.issues import list_threads
from index.answers.records.record import follow_up, tables_of
from index.library import Library, State
from index.recurrence.trace import to_text, trace_ask, traced_asks
from index.tables.labelled import rows_of
from models.links.topic import read_objects

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

_PAUSE_S = 0.05  # between asks, so that readers come first
_LOOKS_EVERY_S = 5.0  # whether other papers are held by now
# Those with most documents: a council's own library has one, and a library of all of England's
# would be read ahead for minutes, at the cost of who reads now.
_COUNCILS = 3


def read_ahead_of(library: Library, is_busy: Callable[[], bool]) -> Lifespan:
    """What an application does while it runs: it reads ahead, and ends all when it is stopped."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        stopped = threading.Event()
        reader = threading.Thread(
            target=_keep_reading_ahead,
            args=(library, _Pauses(library, stopped, is_busy)),
            daemon=True,
        )
        reader.start()
        yield
        stopped.set()
        reader.join()
        app.state.painters.close()

    return lifespan


@dataclass
class _Pauses:
    """The time between two things read ahead: a moment, and for as long as readers are about.

    What was weighed meanwhile, for whomever, is kept in the library.
    """

    library: Library
    stopped: threading.Event
    is_busy: Callable[[], bool]
    saved: float = 0.0

    def wait(self) -> bool:
        """Let readers come first; True where the application was stopped meanwhile."""
        while not self.stopped.wait(_PAUSE_S):
            self._save_sometimes()
            if not self.is_busy():
                return False
        return True

    def wait_for_change(self, seen: State | None) -> None:
        """Return once another thing than was seen is held, or the application is stopped."""
        while _state_of(self.library) == seen and not self.stopped.wait(_LOOKS_EVERY_S):
            self.library.save_worked_out()

    def _save_sometimes(self) -> None:
        if time.monotonic() - self.saved > _LOOKS_EVERY_S:
            self.library.save_worked_out()
            self.saved = time.monotonic()


def _keep_reading_ahead(library: Library, pauses: _Pauses) -> None:
    """Read ahead now, and again whenever papers came or went, until the application stops."""
    while not pauses.stopped.is_set():
        seen = _state_of(library)
        _read_ahead(library, pauses)
        pauses.wait_for_change(seen)
    library.save_worked_out()


def _state_of(library: Library) -> State | None:
    """What is held; None while the library cannot be read."""
    try:
        return library.state
    except Throughline:
        return None


def _read_ahead(library: Library, pauses: _Pauses) -> None:
    """The asks, issues and statements of some councils, until they are read or the application
    stops.

    Of the largest, what became of each ask too.
    """
    try:
        for rank, council in enumerate(list_largest_councils(library.db, _COUNCILS)):
            asks = traced_asks(library, council)
            if not asks:
                continue
            if pauses.wait():
                return
            library.weigher.prepare(map(to_text, asks))
            trace_ask(library, library.weigher, asks[0].ask.id)
            list_threads(library, council)
            tables = tables_of(library, council)
            for table in (tables.asked, tables.said):
                read_objects(table)
            for document in documents_of(library.db, council):
                if pauses.wait():
                    return
                rows_of(library, document.id)
            for ask in asks if rank == 0 else asks[:1]:
                if pauses.wait():
                    return
                follow_up(library, ask)
    except Throughline:
        return  # the reader's own request says what is amiss, and where
