"""Reading ahead: what the first reader of a council would wait for, worked out beforehand.

The first record of a council reads and encodes all its asks, a quarter of a second or more;
every later one takes a tenth of that.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

from corpus.errors import Throughline
from corpus.store.holdings import list_largest_councils
from index.answers.issues import list_threads
from index.answers.record import follow_up
from index.library import Library
from index.recurrence.trace import trace_ask, traced_asks

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

_PAUSE_S = 0.05  # between asks, so that readers come first
# Those with most documents: a council's own library has one, and a library of all of England's
# would be read ahead for minutes, at the cost of who reads now.
_COUNCILS = 3


def read_ahead_of(library: Library) -> Lifespan:
    """What an application does while it runs: it reads ahead, and ends all when it is stopped."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        stopped = threading.Event()
        reader = threading.Thread(target=_read_ahead, args=(library, stopped), daemon=True)
        reader.start()
        yield
        stopped.set()
        reader.join()
        app.state.painters.close()

    return lifespan


def _read_ahead(library: Library, stopped: threading.Event) -> None:
    """The asks and issues of some councils, until they are read or the application stops.

    Of the largest, what became of each ask too.
    """
    try:
        for rank, council in enumerate(list_largest_councils(library.db, _COUNCILS)):
            asks = traced_asks(library, council)
            if not asks:
                continue
            trace_ask(library, library.weigher, asks[0].ask.id)
            list_threads(library, council)
            for ask in asks if rank == 0 else asks[:1]:
                if stopped.wait(_PAUSE_S):
                    return
                follow_up(library, ask)
    except Throughline:
        return  # the reader's own request says what is amiss, and where
