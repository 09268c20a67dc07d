"""What became of the nightly backups, for the pages, the figures and `/readyz` to tell."""

from __future__ import annotations

from ctypes import c_char, c_double
from multiprocessing.sharedctypes import RawArray, RawValue

_LONGEST = 1000  # bytes of a reason


class BackupWatch:
    """Where a server backs up: why the last backup could not be written, and when one last was.

    One process backs up, and every process of the server tells of it: this is handed to them
    as they are started.
    """

    def __init__(self, failure: str = "", written: float = 0.0) -> None:
        self._failure = RawArray(c_char, _LONGEST)
        self._written = RawValue(c_double, written)
        self.failure = failure

    @property
    def failure(self) -> str:
        """Why the last could not be written; empty where nothing failed since."""
        return bytes(self._failure.value).decode("utf-8", "ignore")

    @failure.setter
    def failure(self, reason: str) -> None:
        self._failure.value = reason.encode()[: _LONGEST - 1]

    @property
    def written(self) -> float:
        """When one last was written, in seconds since 1970; 0 for never."""
        return float(self._written.value)

    @written.setter
    def written(self, seconds: float) -> None:
        self._written.value = seconds

    @property
    def has_failed(self) -> bool:
        """True from a backup that could not be written until the next that was."""
        return bool(self.failure)
