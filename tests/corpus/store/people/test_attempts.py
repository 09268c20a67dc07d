"""The rows of passwords tried, by name and address."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.store.connection import Connection
from corpus.store.people.accounts import open_accounts
from corpus.store.people.attempts import (
    Attempts,
    count_attempts,
    remove_attempt,
    remove_attempts,
    remove_attempts_before,
    save_attempt,
)

HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    """Two attempts for the chair and one for the clerk from here, one from there."""
    with open_accounts(tmp_path) as opened:
        for name, address, minute in (
            ("Chair", HERE, "09:00"),
            ("Chair", HERE, "09:59"),
            ("Clerk", HERE, "09:59"),
            ("Chair", THERE, "09:59"),
        ):
            save_attempt(opened, name, address, f"2024-03-07T{minute}")
        yield opened


def test_attempts_are_counted_by_name_and_by_address(db: Connection) -> None:
    """Whatever the capitals of the name; another address counts apart."""
    assert count_attempts(db, "chair", HERE) == Attempts(for_name=2, in_all=3)
    assert count_attempts(db, "nobody", THERE) == Attempts(for_name=0, in_all=1)
    assert count_attempts(db, "chair", "192.0.2.3") == Attempts(for_name=0, in_all=0)


def test_attempts_are_forgotten_by_time(db: Connection) -> None:
    """A time of trying is not before itself."""
    remove_attempts_before(db, "2024-03-07T09:59")
    assert count_attempts(db, "chair", HERE) == Attempts(for_name=1, in_all=2)


def test_attempts_are_forgotten_by_name_and_address(db: Connection) -> None:
    """Those of another address stay."""
    remove_attempts(db, "CHAIR", HERE)
    assert count_attempts(db, "chair", HERE) == Attempts(for_name=0, in_all=1)
    assert count_attempts(db, "chair", THERE) == Attempts(for_name=1, in_all=1)


def test_an_attempt_is_taken_back(db: Connection) -> None:
    """By its number, and no other."""
    number = save_attempt(db, "Chair", THERE, "2024-03-07T10:00")
    remove_attempt(db, number)
    assert count_attempts(db, "chair", THERE) == Attempts(for_name=1, in_all=1)
