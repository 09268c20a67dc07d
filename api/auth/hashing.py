"""Password hashes by argon2id, made and checked two at a time.

Every hash takes 19 MiB and most of a tenth of a second of a processor, so forty at once would
take what the readers need. Whoever comes when the queue is full is told to come again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from corpus.errors import Throughline

# The least that OWASP's Password Storage Cheat Sheet names is 19 MiB, twice over, in one lane;
# four times over takes 80 ms here.
HASHER = PasswordHasher(time_cost=4, memory_cost=19 * 1024, parallelism=1)
# Checked where a name is unknown or has no password, at the cost of any other, so that the time
# taken tells no names. Of a password that was never kept: nobody has it.
HASH_OF_NOBODY = (
    "$argon2id$v=19$m=19456,t=4,p=1$ra8YeAvLKsM/NN+O2pNlQw$1Ow+zx"
    "ryhnhKaahP7O3nQzXWDDMY8Vz6MtHdu0N/PFQ"
)
RETRY_AFTER_S = 5
_AT_ONCE = 2
_WAITING = 16  # the last waits for a second


class Busy(Throughline):
    """As many passwords are being checked as may wait; come again in some seconds."""


class Turns:
    """Turns at something costly: so many at once, so many who wait, nobody beyond."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._turns = BoundedSemaphore(at_once)
        self._places = BoundedSemaphore(at_once + waiting)

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for a turn and hold it. Busy at once where as many wait as may."""
        if not self._places.acquire(blocking=False):
            raise Busy(
                f"Too many people are logging in just now; try again in {RETRY_AFTER_S} seconds"
            )
        try:
            with self._turns:
                yield
        finally:
            self._places.release()


_turns = Turns(_AT_ONCE, _WAITING)


def hash_password(password: str) -> str:
    """A password's hash, with a salt of its own. Busy where too many wait."""
    with _turns.take():
        return HASHER.hash(password)


def is_right(password_hash: str, password: str) -> bool:
    """True where the hash is of this password. Busy where too many wait."""
    with _turns.take():
        try:
            return HASHER.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(password_hash: str) -> bool:
    """True of a hash made at another cost than today's."""
    return HASHER.check_needs_rehash(password_hash)
