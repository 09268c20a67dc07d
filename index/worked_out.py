"""What models worked out, kept in a library's file so that no later start works it out again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar

from cachetools import LRUCache

from corpus.errors import LibraryError
from corpus.store.connection import Connection
from corpus.store.library import WorkedOutValues, load_worked_out, save_worked_out
from models.code_version import Code

_MOST_UNSAVED = 20_000
Key = TypeVar("Key", bound=Hashable)


def digest_of(value: object) -> bytes:
    """A digest of all that a frozen dataclass says; it is the same in every process."""
    return hashlib.sha256(repr(value).encode()).digest()[:16]


class WorkedOut:
    """The values of one kind that a library's file keeps, by digest of all that each rests on.

    New ones are known to this process and wait until `save`: no reader writes. Of another
    encoder, or another version of the `code` that works them out, none are known. Threads
    share it. Where the file cannot be read or written, no more is said of it here.
    """

    def __init__(
        self, open_db: Callable[[], Connection], kind: str, encoder: str, code: Code
    ) -> None:
        self._open_db = open_db
        self._kind = kind
        self._encoder = encoder
        self._code = code
        self._unsaved: LRUCache[bytes, tuple[Any, str | None]] = LRUCache(_MOST_UNSAVED)
        self._lock = Lock()

    def find(
        self,
        keys: Iterable[Key],
        work_out: Callable[[list[Key]], Sequence[Any]],
        document_of: Callable[[Key], str | None],
    ) -> dict[Key, Any]:
        """The value of each key: what is known, and the others worked out once and added.

        `document_of` says which document a value goes with, None for one that outlives them.
        """
        digests = {key: digest_of(key) for key in keys}
        known = self.load(list(digests.values()))
        missing = [key for key, digest in digests.items() if digest not in known]
        fresh = dict(zip(missing, work_out(missing), strict=True))
        self.add({digests[key]: (value, document_of(key)) for key, value in fresh.items()})
        known |= {digests[key]: value for key, value in fresh.items()}
        return {key: known[digest] for key, digest in digests.items()}

    def load(self, digests: Sequence[bytes]) -> dict[bytes, Any]:
        """The values of those that are known."""
        with self._lock:
            unsaved = {key: self._unsaved[key][0] for key in digests if key in self._unsaved}
        try:
            kept = load_worked_out(self._open_db(), self._kind, self._version, digests)
        except LibraryError:
            return unsaved
        return kept | unsaved

    def add(self, values: WorkedOutValues) -> None:
        """Keep values at the next `save`."""
        with self._lock:
            self._unsaved.update(values)

    def save(self) -> None:
        """Write what was added since into the file; what cannot be written waits on."""
        with self._lock:
            unsaved = dict(self._unsaved)
        if not unsaved:
            return
        try:
            save_worked_out(self._open_db(), self._kind, self._version, unsaved)
        except LibraryError:
            return
        with self._lock:
            for digest in unsaved:
                self._unsaved.pop(digest, None)

    @cached_property
    def _version(self) -> str:
        return f"{self._encoder} {self._code.version()}"
