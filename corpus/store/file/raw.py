"""A SQLite file as it stands: opened and copied without making, migrating or trusting it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from corpus.store.connection import translated_errors

_LOCK_WAIT_S = 2.0


def open_raw(path: Path) -> sqlite3.Connection:
    """A connection to the file at a path, in autocommit mode; the caller closes it.

    sqlite3.Error where there is none; whether it is damaged shows when it is read.
    """
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=_LOCK_WAIT_S, isolation_level=None
    )


def copy_store(path: Path, into: Path) -> None:
    """Copy all that the store at `path` holds at this moment to a new file.

    Others may read and write it meanwhile. LibraryError where it cannot be read.
    """
    with (
        translated_errors(path),
        closing(open_raw(path)) as db,
        closing(sqlite3.connect(into)) as copy,
    ):
        db.backup(copy)
