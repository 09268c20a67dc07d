"""The steps by which a process changes a folder, and an end at one of them.

A step is a file opened to be written, renamed or deleted, a folder made or removed, a statement
of SQL that writes. An end before each of them leaves every state that a kill can leave, but
for those inside SQLite's own commit, which a delay finds.
"""

import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path

_CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link"})
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

End = Callable[[], None]


def kill_process() -> None:
    """End this process as no process can prepare for."""
    os.kill(os.getpid(), signal.SIGKILL)


def kill_group() -> None:
    """End this process and all that it started."""
    os.killpg(os.getpgid(0), signal.SIGKILL)


class Steps:
    """Counts the steps of this process in a folder; at the `last`, counted from 1, does `end`."""

    def __init__(self, folder: Path, last: int = 0, end: End = kill_process, delay_s: float = 0.0):
        self.taken = 0
        self._folder = str(folder)
        self._last = last
        self._end = end
        self._delay_s = delay_s
        self._lock = threading.Lock()
        sys.addaudithook(self._hear)
        self._connect = sqlite3.connect
        sqlite3.connect = self._open  # its audit event comes before a connection can be traced

    def _hear(self, event: str, arguments: tuple) -> None:
        changes = event in _CHANGES or (event == "open" and (arguments[2] or 0) & _WRITES)
        if changes and str(arguments[0]).startswith(self._folder):
            self._step()

    def _open(self, *arguments: object, **named: object) -> sqlite3.Connection:
        db = self._connect(*arguments, **named)
        db.set_trace_callback(self._run)
        return db

    def _run(self, statement: str) -> None:
        if not statement.lstrip().lower().startswith(("select", "pragma", "--", "explain")):
            self._step()

    def _step(self) -> None:
        with self._lock:
            self.taken += 1
            is_last = self.taken == self._last
        if is_last and self._delay_s:
            threading.Timer(self._delay_s, self._end).start()
        elif is_last:
            self._end()
