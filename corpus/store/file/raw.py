"""A SQLite file as it stands: opened without making, migrating or trusting it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

_LOCK_WAIT_S = 2.0


def open_raw(path: Path) -> sqlite3.Connection:
    """A connection to the file at a path, in autocommit mode; the caller closes it.

    sqlite3.Error where there is none; whether it is damaged shows when it is read.
    """
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=_LOCK_WAIT_S, isolation_level=None
    )
