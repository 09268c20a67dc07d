"""A backup put in the place of a library, which is kept beside it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import LibraryError
from corpus.store.connection import open_store, transaction, translated_errors
from corpus.store.file.archive import ACCOUNTS, LIBRARY, Manifest, unpack_backup
from corpus.store.file.swap import check_unused, fold, put_in_place
from corpus.store.people.accounts import open_accounts
from corpus.store.people.sessions import remove_sessions_before


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and where what it replaced is kept; None where there was nothing."""

    manifest: Manifest
    kept_at: Path | None


def restore_backup(file: Path, directory: Path, replace: bool = False) -> Restored:
    """Bring a library back from a backup; what it replaces is kept in a folder beside it.

    Everything is proved before anything is touched, and library and accounts each change
    over in one step, the library last: killed halfway, run it again. LibraryError where a
    library is there and `replace` is not said, a program has it open, or the backup is
    damaged. Everybody logs in once afterwards: no session that had ended comes back.
    """
    if (directory / LIBRARY).exists() and not replace:
        raise LibraryError(
            f"{directory}: holds a library already. Give --replace to put the backup in its"
            " place (what is there is kept beside it), or another folder with --library."
        )
    with _workshop(directory) as workshop:
        manifest = unpack_backup(file, workshop)
        _move_paths(workshop / LIBRARY, directory, manifest)
        if ACCOUNTS in manifest.files:
            _end_sessions(workshop)
        for name in (ACCOUNTS, LIBRARY):
            check_unused(directory / name)
        kept_at = directory / f"replaced-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        for name in (*manifest.originals, ACCOUNTS, LIBRARY):
            if name in manifest.files:
                _put_back(workshop, directory, kept_at, name)
    return Restored(manifest, kept_at if kept_at.exists() else None)


def _put_back(workshop: Path, directory: Path, kept_at: Path, name: str) -> None:
    target = directory / name
    with translated_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        put_in_place(workshop / name, target, (kept_at / name).parent)


def _move_paths(library: Path, directory: Path, manifest: Manifest) -> None:
    """Say in a library where its added papers will be, in whatever folder it was before."""
    with closing(open_store(library)) as db, transaction(db):
        for name in manifest.originals:
            db.execute(
                "update source set path = ? where substr(path, -length(?)) = ?",
                (str(directory.absolute() / name), f"/{name}", f"/{name}"),
            )
    fold(library)


def _end_sessions(folder: Path) -> None:
    """Leave nobody logged in: somebody may have logged out, or left, since the backup."""
    with open_accounts(folder) as accounts:
        remove_sessions_before(accounts, datetime.now(UTC).isoformat())
    fold(folder / ACCOUNTS)


@contextmanager
def _workshop(directory: Path) -> Iterator[Path]:
    """A new folder on the library's own disk that nobody else may read; gone afterwards."""
    folder = directory / "restoring"
    with translated_errors(folder):
        directory.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
