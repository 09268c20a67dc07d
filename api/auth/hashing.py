"""Password hashes by argon2id, made and checked two at a time.

Every hash takes 19 MiB and most of a tenth of a second of a processor, so forty at once would
take what the readers need. Whoever comes when the queue is full is told to come again.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TypeVar

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
_PLACES = 18  # those whose turn it is and those who wait; the last waits for a second

Result = TypeVar("Result")


class Busy(Throughline):
    """As many passwords are being checked as may wait; come again in some seconds."""


class Turns:
    """Turns at something costly: so many at once, so many places to wait in, nobody beyond.

    The work is done by threads of its own. A thread keeps the memory of a hash when it is done
    (an arena of glibc's malloc); if every thread of the server made some, each would.
    """

    def __init__(self, at_once: int, places: int) -> None:
        self._workers = ThreadPoolExecutor(at_once, "hash")
        self._places = BoundedSemaphore(places)

    def run(self, work: Callable[[], Result]) -> Result:
        """What the work gives, when it has had its turn. Busy at once where no place is left."""
        if not self._places.acquire(blocking=False):
            raise Busy(
                f"Too many people are logging in just now; try again in {RETRY_AFTER_S} seconds"
            )
        try:
            return self._workers.submit(work).result()
        finally:
            self._places.release()


_turns = Turns(_AT_ONCE, _PLACES)


def hash_password(password: str) -> str:
    """A password's hash, with a salt of its own. Busy where too many wait."""
    return _turns.run(lambda: HASHER.hash(password))


def is_right(password_hash: str, password: str) -> bool:
    """True where the hash is of this password. Busy where too many wait."""
    return _turns.run(lambda: _verify(password_hash, password))


def _verify(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """True of a hash made at another cost than today's."""
    return HASHER.check_needs_rehash(password_hash)
