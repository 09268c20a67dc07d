"""Hashes are few at once, of one cost, and whoever cannot wait is told."""

from threading import Barrier, Event, Lock, Thread

import pytest

from api.auth.hashing import HASH_OF_NOBODY, HASHER, Busy, Turns, hash_password, is_outdated
from api.auth.hashing import is_right as is_right_password


def test_a_hash_is_of_its_password_only() -> None:
    """With a salt of its own; what is no hash is of none."""
    password_hash = hash_password("lanterns")
    assert password_hash != hash_password("lanterns")
    assert is_right_password(password_hash, "lanterns")
    assert not is_right_password(password_hash, "lantern")
    assert not is_right_password("no hash", "lanterns")


def test_two_hashes_take_less_than_50_mb() -> None:
    """As many as are made at once; nobody's hash costs what the others do."""
    assert 2 * HASHER.memory_cost * 1024 < 50_000_000
    assert not is_outdated(HASH_OF_NOBODY)
    assert is_outdated(HASH_OF_NOBODY.replace("t=4", "t=3"))


def test_turns_are_taken_by_so_many_at_once() -> None:
    """Of 40 who come together 2 are served at any time, 16 wait, and the others are told."""
    turns, lock = Turns(2, 16), Lock()
    together, leave = Barrier(41), Event()
    inside, most, served, refused = 0, 0, 0, 0

    def come() -> None:
        nonlocal inside, most, served, refused
        together.wait()
        try:
            with turns.take():
                with lock:
                    inside += 1
                    most = max(most, inside)
                leave.wait()
                with lock:
                    inside -= 1
                    served += 1
        except Busy:
            with lock:
                refused += 1
                if refused == 22:
                    leave.set()

    threads = [Thread(target=come) for _ in range(40)]
    for thread in threads:
        thread.start()
    together.wait()
    for thread in threads:
        thread.join(20)
    assert (most, served, refused) == (2, 18, 22)


def test_a_turn_is_given_back_after_an_error() -> None:
    """So that a fault does not shut the door."""
    turns = Turns(1, 0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), turns.take():
            raise ZeroDivisionError
