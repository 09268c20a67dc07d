"""One SQLite file: opened, brought up to date, checked, written whole or not at all.

Only `corpus.store` imports sqlite3; other rooms take its `Connection` from here.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from corpus.errors import LibraryError

_MIGRATIONS = Path(__file__).parent / "migrations"
# A save takes milliseconds; a writer that waits longer than this has met a stuck program.
_LOCK_WAIT_S = 20.0
_LOOKS_EVERY_S = 0.01


class Rows(Protocol):
    """What a statement gave, as sqlite3's cursor gives it."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    @property
    def lastrowid(self) -> int | None:
        """The number of the row that was inserted last."""

    @property
    def description(self) -> Any:
        """A tuple for each column, its name first."""

    def __iter__(self) -> Iterator[Any]: ...

    def fetchone(self) -> Any:
        """The next row; None after the last."""

    def fetchall(self) -> list[Any]:
        """The rows not yet taken."""


class Connection(Protocol):
    """What reads and writes a store: a connection of sqlite3's, or `file.pool.SharedStore`."""

    @property
    def in_transaction(self) -> bool:
        """True from `begin` to `commit` or `rollback`."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Rows:
        """Run a statement."""

    def executemany(self, sql: str, rows: Any, /) -> Rows:
        """Run a statement once for each row of parameters."""


def open_store(path: Path, create: bool = False) -> sqlite3.Connection:
    """The store at `path`, brought up to date; the caller closes it.

    The connection is in autocommit mode: write inside `transaction`. It may be handed
    to another thread, not used by two at once. LibraryError where the file is missing
    (unless `create`), is not ours, is broken, locked, or made by a newer version.
    """
    with translated_errors(path):
        if not create:
            check_there(path)
        if path != Path(":memory:"):
            path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(
            _address(path),
            uri=True,
            timeout=_LOCK_WAIT_S,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            if not is_read_only(path):
                _set_up(db)
            _migrate(db, path)
        except BaseException:
            db.close()
            raise
    return db


def is_read_only(path: Path) -> bool:
    """True of a store that this process may read and not write: a copy for readers."""
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _address(path: Path) -> str:
    """A path as SQLite takes it; one that is only to be read leaves no trace beside it."""
    if path == Path(":memory:"):
        return str(path)
    return f"{path.absolute().as_uri()}{'?mode=ro' * is_read_only(path)}"


def check_there(path: Path) -> None:
    """LibraryError where there is no store at a path, or a file that holds nothing."""
    if not path.is_file():
        raise LibraryError(
            f"{path.parent}: no library here. Make one with"
            f" `throughline ingest PATH --library {path.parent}`."
        )
    if not path.stat().st_size:  # SQLite would take it for a store that holds nothing yet
        raise LibraryError(
            f"{path}: the file is empty (0 bytes); what it held is gone. {way_back(path)} If"
            " there is no backup, delete the empty file and ingest again."
        )


def damaged(what: str) -> LibraryError:
    """The error to raise where something held cannot be what was saved."""
    return LibraryError(
        f"{what} missing or damaged in the library. Run `throughline doctor`, which says how to"
        " bring that back."
    )


def way_back(path: Path) -> str:
    """How to bring a store's backup back, in a sentence."""
    return (
        "Stop the server and restore the newest backup: `throughline restore FILE --library"
        f" {path.parent} --replace`."
    )


def _set_up(db: Connection) -> None:
    # Vectors come in long blobs: from pages of 4096 bytes a library of 228 reports took
    # 140 ms to load, from these 60. Fixed when the file is made.
    db.execute("pragma page_size = 16384")
    _set_wal(db)
    # In WAL mode this keeps the file whole after a crash; the last commit may be lost.
    db.execute("pragma synchronous = normal")
    db.execute("pragma foreign_keys = on")


def _set_wal(db: Connection) -> None:
    """Write ahead, waiting for another program that opens the file too.

    SQLite waits for a lock, but not for that of the change of a file's way of writing: of two
    programs that make one library, the second would be told that it is locked.
    """
    until = time.monotonic() + _LOCK_WAIT_S
    while True:
        try:
            db.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_LOOKS_EVERY_S)


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    steps = sorted(_MIGRATIONS.glob("*.sql"))
    if _version(db) > len(steps):
        raise LibraryError(
            f"{path}: made by a newer Throughline (schema {_version(db)}, this one knows"
            f" {len(steps)}). Update Throughline, or ingest into another folder."
        )
    if _version(db) < len(steps):
        _run_migrations(db, steps)


def _run_migrations(db: sqlite3.Connection, steps: Sequence[Path]) -> None:
    from corpus.store.embeddings import narrow_halves  # which opens stores by this module

    db.create_function("narrow_halves", 2, narrow_halves)
    with transaction(db):  # so that of two programs opening at once, one does it
        for step in steps[_version(db) :]:
            for statement in _statements(step.read_text("utf-8")):
                db.execute(statement)
        db.execute(f"pragma user_version = {len(steps)}")


def _version(db: Connection) -> int:
    return int(db.execute("pragma user_version").fetchone()[0])


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script; `executescript` would commit halfway."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def marks_of(values: Iterable[object]) -> str:
    """As many question marks as values, for a list in SQL.

    >>> marks_of(["a", "b"])
    '?, ?'
    """
    return ", ".join("?" for _ in values)


@contextmanager
def transaction(db: Connection) -> Iterator[None]:
    """All that is written inside is kept, or nothing.

    Inside another transaction it is part of that one.
    """
    if db.in_transaction:
        yield
        return
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


@contextmanager
def snapshot(db: Connection) -> Iterator[None]:
    """All that is read inside is of one moment, whatever another program saves meanwhile.

    Inside another snapshot or transaction it is part of that one.
    """
    if db.in_transaction:
        yield
        return
    db.execute("begin")
    try:
        yield
    finally:
        db.execute("commit")


@contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """SQLite's and the file system's errors as LibraryError, with what to do next."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        message = (isinstance(error, OSError) and error.strerror) or str(error)
        raise LibraryError(f"{path}: {message}. {_advice(error, path)}") from error


def _advice(error: sqlite3.Error | OSError, path: Path) -> str:
    message = str(error)
    if "locked" in message:
        return "Another program is writing to this library; wait for it or stop it."
    if type(error) is sqlite3.DatabaseError:  # not a database, or malformed
        return (
            f"`throughline doctor --library {path.parent}` says what is damaged and how to bring"
            " it back. Keep the file: people's verdicts are in it."
        )
    if "readonly" in message:
        return (
            "It may only be read here, so no verdict, briefing or follow can be kept in it. Use the"
            " server whose library is written to, or see that you may write to its folder."
        )
    if isinstance(error, OSError) or "unable to open" in message:
        return "Check that the folder exists and that you may write to it."
    if "full" in message:
        return "Make room on the disk and run it again; what was saved is kept."
    return f"Run `throughline doctor --library {path.parent}`."
