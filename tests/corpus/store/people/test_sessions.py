"""The rows of sessions: whose they are, and that they end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.store.connection import Connection
from corpus.store.people.accounts import (
    Login,
    Person,
    open_accounts,
    remove_person,
    replace_password,
    save_person,
)
from corpus.store.people.sessions import (
    find_session_owner,
    remove_session,
    remove_sessions,
    remove_sessions_before,
    save_session,
)

MORNING, NOON, EVENING = (f"2024-03-07T{hour}:00:00+00:00" for hour in ("08", "12", "18"))
OFFICER = Login(Person("Officer", "reviewer"), "hash")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    """Accounts with one reviewer, who has two sessions."""
    with open_accounts(tmp_path) as opened:
        save_person(opened, OFFICER.person, OFFICER.password_hash, MORNING)
        assert save_session(opened, "early", OFFICER, MORNING)
        assert save_session(opened, "late", OFFICER, NOON)
        yield opened


def held(db: Connection) -> list[str]:
    """The sessions that somebody has."""
    return [name for name in ("early", "late") if find_session_owner(db, name, MORNING)]


def test_a_session_is_somebodys_until_it_is_too_old(db: Connection) -> None:
    """A time of beginning is not before itself."""
    assert find_session_owner(db, "early", MORNING) == OFFICER.person
    assert find_session_owner(db, "early", NOON) is None
    assert find_session_owner(db, "unknown", MORNING) is None


def test_sessions_end_one_by_one_or_all_together(db: Connection) -> None:
    """Whatever the capitals of the name."""
    remove_session(db, "early")
    assert held(db) == ["late"]
    remove_sessions(db, "OFFICER")
    assert held(db) == []


def test_old_sessions_are_forgotten(db: Connection) -> None:
    """Those that began before a time."""
    remove_sessions_before(db, NOON)
    assert held(db) == ["late"]


def test_sessions_end_with_the_password_the_person_and_a_person_made_anew(db: Connection) -> None:
    """None outlives what it was begun with."""
    assert replace_password(db, OFFICER, "new")
    assert held(db) == []
    assert not save_session(db, "slow", OFFICER, EVENING)  # its password is no longer right
    renewed = Login(OFFICER.person, "new")
    assert save_session(db, "late", renewed, EVENING)
    save_person(db, Person("officer", "reader"), "new", EVENING)
    assert held(db) == []
    assert save_session(db, "late", renewed, EVENING)
    remove_person(db, "officer")
    assert held(db) == []
