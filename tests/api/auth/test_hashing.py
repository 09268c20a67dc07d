"""Hashes are few at once, of one cost, and whoever cannot wait is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock, get_ident

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
    turns, lock = Turns(2, 18), Lock()
    together, leave = Barrier(40), Event()
    workers: set[int] = set()
    inside = most = refused = 0

    def go_where_all_came() -> None:
        if refused == 22 and most == 2:
            leave.set()

    def work() -> bool:
        nonlocal inside, most
        with lock:
            workers.add(get_ident())
            inside += 1
            most = max(most, inside)
            go_where_all_came()
        leave.wait(20)
        with lock:
            inside -= 1
        return True

    def come(_: int) -> bool:
        nonlocal refused
        together.wait()
        try:
            return turns.run(work)
        except Busy:
            with lock:
                refused += 1
                go_where_all_came()
            return False

    with ThreadPoolExecutor(40) as pool:
        served = sum(pool.map(come, range(40)))
    assert (most, served, refused) == (2, 18, 22)
    assert len(workers) == 2  # each keeps the memory of a hash


def test_a_turn_is_given_back_after_an_error() -> None:
    """So that a fault does not shut the door."""
    turns = Turns(1, 1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            turns.run(lambda: 1 // 0)
