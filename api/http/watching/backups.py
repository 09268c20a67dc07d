"""What became of the nightly backups, for the pages, the figures and `/readyz` to tell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class BackupWatch:
    """Where a server backs up: why the last backup could not be written, and when one last was.

    `failure` is empty where nothing failed since, `written` in seconds since 1970, 0 for never.
    """

    failure: str = ""
    written: float = 0.0

    @property
    def has_failed(self) -> bool:
        """True from a backup that could not be written until the next that was."""
        return bool(self.failure)
