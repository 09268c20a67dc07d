"""A backup every night while the server runs, the last few kept."""

from __future__ import annotations

import sys
import threading
from datetime import datetime
from pathlib import Path

from corpus.errors import Throughline
from corpus.store.file.archive import write_backup

KEPT = 14  # two weeks: damage is seen by then
_FROM_HOUR = 2  # nobody reads; a server that was off then backs up when it starts
_LOOKS_EVERY_S = 600.0
_TRIES_AGAIN_S = 3600.0


class NightlyBackups:
    """Backs a library up to a folder once a day from two in the morning, until it is closed."""

    def __init__(self, library: Path, folder: Path, kept: int = KEPT) -> None:
        self._library, self._folder, self._kept = library, folder, kept
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="backups", daemon=True)

    def __enter__(self) -> NightlyBackups:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Stop; a backup in hand is left unfinished, and leaves nothing behind."""
        self._stopped.set()

    def _run(self) -> None:
        pause_s = 0.0
        while not self._stopped.wait(pause_s):
            pause_s = _LOOKS_EVERY_S
            try:
                back_up_if_due(self._library, self._folder, self._kept, datetime.now())
            except Throughline as error:
                print(f"throughline: no backup tonight: {error}", file=sys.stderr, flush=True)
                pause_s = _TRIES_AGAIN_S


def back_up_if_due(library: Path, folder: Path, kept: int, now: datetime) -> Path | None:
    """Today's backup, where it is time and there is none yet; then all but the last are deleted.

    LibraryError as `write_backup`; nothing is deleted then.
    """
    file = folder / f"throughline-{now:%Y-%m-%d}.zip"
    if now.hour < _FROM_HOUR or file.exists():
        return None
    write_backup(library, file)
    for old in sorted(folder.glob("throughline-????-??-??.zip"))[:-kept]:
        old.unlink(missing_ok=True)
    return file
