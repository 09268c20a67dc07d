"""A backup every night while the server runs, the last few kept."""

from __future__ import annotations

import logging
import shutil
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Self

from api.http.watching.backups import BackupWatch
from api.http.watching.nightly import Nightly
from corpus.errors import Throughline
from corpus.store.connection import translated_errors
from corpus.store.file.archive import SCRATCH, write_backup

KEPT = 14  # two weeks: damage is seen by then
_FROM_HOUR = 2  # nobody reads; a server that was off then backs up when it starts
_LEFT_OVER_S = 86400.0  # no backup takes a day: it was killed
_NAMES = "throughline-????-??-??.zip"
_log = logging.getLogger("throughline.backups")


class NightlyBackups(Nightly):
    """Backs a library up to a folder once a day from two in the morning, until it is closed."""

    def __init__(self, library: Path, folder: Path, kept: int = KEPT) -> None:
        super().__init__("backups")
        self.watch = BackupWatch(written=_last_written(folder))
        self._library, self._folder, self._kept = library, folder, kept

    def __enter__(self) -> Self:
        """Begin. LibraryError where nothing can be written there: better now than at night."""
        with translated_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            TemporaryFile(dir=self._folder).close()
        return super().__enter__()

    def _fails(self) -> bool:
        """Back up if it is time; whether that failed, which is logged and told by `watch`."""
        try:
            with translated_errors(self._folder):
                back_up_if_due(self._library, self._folder, self._kept, datetime.now())
                self.watch.written = _last_written(self._folder)
            self.watch.failure = ""
        except Throughline as error:
            self.watch.failure = str(error)
            _log.error("no backup", extra={"told": {"reason": str(error)}})
        return self.watch.has_failed


def _last_written(folder: Path) -> float:
    """When the newest backup was written, in seconds since 1970; 0 where there is none."""
    return max((path.stat().st_mtime for path in folder.glob(_NAMES)), default=0.0)


def back_up_if_due(library: Path, folder: Path, kept: int, now: datetime) -> Path | None:
    """Today's backup, where it is time and there is none yet; then all but the last are deleted.

    LibraryError as `write_backup`; nothing is deleted then.
    """
    file = folder / f"throughline-{now:%Y-%m-%d}.zip"
    if now.hour < _FROM_HOUR or file.exists():
        return None
    for scratch in folder.glob(f"{SCRATCH}*"):
        if now.timestamp() - scratch.stat().st_mtime > _LEFT_OVER_S:
            shutil.rmtree(scratch, ignore_errors=True)
    write_backup(library, file)
    for old in sorted(folder.glob(_NAMES))[:-kept]:
        old.unlink(missing_ok=True)
    return file
