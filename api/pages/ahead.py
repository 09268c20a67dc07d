"""Reading ahead: what the first reader of a council would wait for, worked out beforehand.

The first record of a council reads and encodes all its asks, a quarter of a second or more;
every later one takes a tenth of that.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

from api.pages.holdings import find_statement, list_councils
from api.pages.issues import list_threads
from api.pages.statement import find_became
from corpus.errors import Throughline
from index.library import Library
from index.recurrence import trace_ask, traced_asks

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

_PAUSE_S = 0.05  # between councils, so that readers come first


def read_ahead_of(library: Library) -> Lifespan:
    """What an application does while it runs: it reads ahead, and stops when it is stopped."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        stopped = threading.Event()
        reader = threading.Thread(target=_read_ahead, args=(library, stopped), daemon=True)
        reader.start()
        yield
        stopped.set()
        reader.join()

    return lifespan


def _read_ahead(library: Library, stopped: threading.Event) -> None:
    """Every council's asks and issues, until all are read or the application stops."""
    try:
        for council in list_councils(library.db):
            if stopped.wait(_PAUSE_S):
                return
            for ask in traced_asks(library, council)[:1]:
                trace_ask(library, library.weigher, ask.ask.id)
                find_became(library, find_statement(library.db, ask.ask.id))
            list_threads(library, council)
    except Throughline:
        return  # the reader's own request says what is amiss, and where
