"""Copies of a store, taken while it is in use."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from corpus.store.connection import translated_errors
from corpus.store.file.raw import open_raw


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
