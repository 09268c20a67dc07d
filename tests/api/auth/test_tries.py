"""How many passwords may be tried from where."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from api.auth.tries import TooManyTries, count_try, to_network
from corpus.store.connection import Connection
from corpus.store.people.accounts import open_accounts

HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    """Accounts of nobody."""
    with open_accounts(tmp_path) as opened:
        yield opened


def try_often(db: Connection, name: str, address: str, times: int) -> int:
    """How many of that many tries at once are let in."""

    def is_let_in(_: int) -> bool:
        try:
            count_try(db, name, address)
        except TooManyTries:
            return False
        return True

    with ThreadPoolExecutor(times) as pool:
        return sum(pool.map(is_let_in, range(times)))


def test_forty_at_once_are_five(db: Connection) -> None:
    """From one address, for one name, known or not; another address has its own five."""
    assert try_often(db, "officer", HERE, 40) == 5
    assert try_often(db, "OFFICER", HERE, 1) == 0
    assert try_often(db, "officer", THERE, 6) == 5


def test_one_address_cannot_go_through_all_names(db: Connection) -> None:
    """After thirty tries it waits, whatever the name; others do not."""
    let_in = [try_often(db, f"name {number}", HERE, 3) for number in range(12)]
    assert sum(let_in) == 30
    assert try_often(db, "name 11", THERE, 1) == 1


def test_two_programs_count_together(db: Connection, tmp_path: Path) -> None:
    """Two servers on one library are one limit."""
    with open_accounts(tmp_path) as other:
        assert sum(try_often(one, "officer", HERE, 4) for one in (db, other)) == 5


def test_a_quarter_of_an_hour_later_all_is_forgotten(db: Connection) -> None:
    """And the addresses with it."""
    try_often(db, "officer", HERE, 6)
    db.execute("update attempt set tried_at = '2024-03-07T10:00:00+00:00'")
    count_try(db, "chair", THERE)
    assert db.execute("select address from attempt").fetchall() == [(THERE,)]


def test_an_address_of_the_new_kind_counts_with_its_network() -> None:
    """Whoever has one has all of them; what is no address is as it is, cut short."""
    assert to_network("2001:db8::1") == to_network("2001:db8::ffff:1") == "2001:db8::/64"
    assert to_network("fe80::1%eth0") == to_network("fe80::2")
    assert to_network("testclient") == "testclient"
    assert len(to_network("x" * 1000)) == 64
