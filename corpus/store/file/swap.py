"""One SQLite file put in the place of another, which is kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from corpus.errors import LibraryError
from corpus.store.connection import translated_errors
from corpus.store.file.raw import open_raw


def check_unused(path: Path) -> None:
    """Bring all of a SQLite file into one file; LibraryError where a program has it open.

    A file that is not there, or so damaged that SQLite cannot open it, is left as it is.
    """
    if not path.is_file() or not path.stat().st_size:
        return
    try:
        with closing(open_raw(path)) as db:
            db.execute("pragma journal_mode = delete")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise LibraryError(
                f"{path}: a program has it open. Stop the server (and any ingest), and run this"
                " again; nothing was changed."
            ) from error
        with translated_errors(path):
            raise
    except sqlite3.DatabaseError:
        return


def fold(path: Path) -> None:
    """Make a store that nobody has open a single file, without a log beside it."""
    with translated_errors(path), closing(open_raw(path)) as db:
        db.execute("pragma journal_mode = delete")


def put_in_place(fresh: Path, path: Path, aside: Path) -> None:
    """Put a folded file in the place of another in one step; the old one is kept in `aside`.

    Run `check_unused` before. At every moment one whole file is at `path`, where one was.
    LibraryError where the disk does not allow it.
    """
    with translated_errors(path):
        if path.is_file():
            aside.mkdir(parents=True, exist_ok=True)
            _keep(path, aside)
            _take_rights(path, fresh)
        fresh.replace(path)
        sync_folder(path.parent)


def _keep(path: Path, aside: Path) -> None:
    """The old file under a second name, and what SQLite kept beside it taken away with it."""
    try:
        os.link(path, aside / path.name)
    except OSError:  # a file system without links
        shutil.copy2(path, aside / path.name)
    for suffix in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            (path.parent / (path.name + suffix)).replace(aside / (path.name + suffix))


def _take_rights(path: Path, fresh: Path) -> None:
    """Whoever might read and write the old file may do so with the new one."""
    old = path.stat()
    fresh.chmod(old.st_mode & 0o777)
    with suppress(PermissionError):  # nobody but root gives files away
        os.chown(fresh, old.st_uid, old.st_gid)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, not in its cache alone."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
