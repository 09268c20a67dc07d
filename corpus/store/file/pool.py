"""A store that many threads use through a few connections.

A thread has a connection while its statement runs, and from `begin` to `commit` or
`rollback` where it is in a transaction. So a lock may be waited for between statements
without holding up others. In a transaction no lock may be waited for whose holder may
still have to wait for a connection: take the transaction first, then the lock.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.errors import LibraryError
from corpus.store.connection import open_store, translated_errors

# SQLite lets one program write at a time; of readers more than cores would only take turns.
# Each connection holds two file descriptors and up to 2 MB of pages.
READERS = 8
WRITERS = 1
_WAIT_S = 20.0  # as for a lock: whoever waits longer has met something stuck


class FetchedRows:
    """All rows that a statement gave, in the manner of sqlite3's cursor."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self.rowcount: int = cursor.rowcount
        self.lastrowid: int | None = cursor.lastrowid
        self.description: Any = cursor.description
        self._rows = iter(cursor.fetchall())

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    def fetchone(self) -> Any:
        """The next row; None after the last."""
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        """The rows not yet taken."""
        return list(self._rows)


class SharedStore:
    """The store at a path, for any number of threads. It is a `Connection`. Close it.

    LibraryError as `open_store`, where SQLite finds the file damaged, and where no
    connection comes free in time.
    """

    def __init__(self, path: Path, readers: int = READERS, wait_s: float = _WAIT_S) -> None:
        self.path = path
        self._readers = _Connections(
            path, readers, wait_s, f"all {readers} connections to it are busy"
        )
        self._writers = _Connections(path, WRITERS, wait_s, "something else is being saved in it")
        self._local = threading.local()

    def execute(self, sql: str, parameters: Any = (), /) -> FetchedRows:
        """Run a statement; all its rows. LibraryError as the class says."""
        return self._run(sql, lambda db: db.execute(sql, parameters))

    def executemany(self, sql: str, rows: Iterable[Any], /) -> FetchedRows:
        """Run a statement once for each row of parameters. LibraryError as the class says."""
        return self._run(sql, lambda db: db.executemany(sql, rows))

    @property
    def in_transaction(self) -> bool:
        """True where this thread is in a transaction."""
        return self._held is not None

    @property
    def count(self) -> int:
        """How many connections are open."""
        return self._readers.count + self._writers.count

    def close(self) -> None:
        """Close what is idle now, and what is in use as soon as it is given back."""
        self._readers.close()
        self._writers.close()

    # --- inside

    @property
    def _held(self) -> _Lease | None:
        held: _Lease | None = getattr(self._local, "held", None)
        return held

    def _run(self, sql: str, run: Callable[[sqlite3.Connection], sqlite3.Cursor]) -> FetchedRows:
        pool = self._writers if sql.startswith("begin immediate") else self._readers
        with translated_errors(self.path):
            lease = self._held or _Lease(pool)
            try:
                return FetchedRows(run(lease.db))
            finally:
                self._keep_or_give_back(lease)

    def _keep_or_give_back(self, lease: _Lease) -> None:
        """A connection stays with its thread while a transaction is open on it."""
        if lease.db.in_transaction:
            self._local.held = lease
        else:
            self._local.held = None
            lease.pool.give_back(lease.db)


class _Lease:
    """A connection in use, and where it goes back to."""

    def __init__(self, pool: _Connections) -> None:
        self.pool = pool
        self.db = pool.take()


class _Connections:
    """So many connections at most, opened when first wanted; the last used first."""

    def __init__(self, path: Path, most: int, wait_s: float, says: str) -> None:
        self.count = 0
        self._path, self._wait_s, self._says = path, wait_s, says
        self._free = threading.Semaphore(most)
        self._lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._is_closed = False

    def take(self) -> sqlite3.Connection:
        if not self._free.acquire(timeout=self._wait_s):
            raise LibraryError(
                f"{self._path}: {self._says}, for {self._wait_s:g} seconds now. Try again in"
                " a minute; if it stays so, start the server again."
            )
        try:
            return self._find_idle() or self._open()
        except BaseException:
            self._free.release()
            raise

    def give_back(self, db: sqlite3.Connection) -> None:
        with self._lock:
            if self._is_closed:
                self._close(db)
            else:
                self._idle.append(db)
        self._free.release()

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            while self._idle:
                self._close(self._idle.pop())

    def _find_idle(self) -> sqlite3.Connection | None:
        with self._lock:
            return self._idle.pop() if self._idle else None

    def _open(self) -> sqlite3.Connection:
        db = open_store(self._path)
        with self._lock:
            self.count += 1
        return db

    def _close(self, db: sqlite3.Connection) -> None:
        db.close()
        self.count -= 1
