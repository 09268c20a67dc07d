"""What is done once a night while the server runs."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

_LOOKS_EVERY_S = 600.0
_TRIES_AGAIN_S = 3600.0
_ENDS_WITHIN_S = 60.0


class Nightly(ABC):
    """Looks every ten minutes whether its work is due, in a thread of its own, until it is closed.

    After a failure it looks again an hour later.
    """

    def __init__(self, name: str) -> None:
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop, once the work in hand is done."""
        self._stopped.set()
        self._thread.join(_ENDS_WITHIN_S)

    def _run(self) -> None:
        pause_s = 0.0
        while not self._stopped.wait(pause_s):
            pause_s = _TRIES_AGAIN_S if self._fails() else _LOOKS_EVERY_S

    @abstractmethod
    def _fails(self) -> bool:
        """Do the work if it is due; whether that failed, which is logged."""
