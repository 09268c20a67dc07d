"""The rows of people, tokens, wrong passwords and secrets, in a file of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import LibraryError, NotFound
from corpus.store.connection import Connection
from corpus.store.people.accounts import (
    Person,
    count_failures,
    find_login,
    find_person,
    find_token_owner,
    keep_secret,
    list_people,
    open_accounts,
    remove_failures,
    remove_failures_before,
    remove_person,
    remove_tokens,
    save_failure,
    save_person,
    save_token,
)

HASH = "$argon2id$v=19$salt"
NOW = "2024-03-07T10:00:00+00:00"
OFFICER = Person("Scrutiny officer", "reviewer")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    """Accounts with one reviewer, who has a token."""
    with open_accounts(tmp_path) as opened:
        save_person(opened, OFFICER, HASH, NOW)
        save_token(opened, "token hash", OFFICER.name, "spreadsheet", NOW)
        yield opened


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    """By its path, with what to do next."""
    (tmp_path / "accounts.db").write_text("not a database, and long enough to be read as one")
    with pytest.raises(LibraryError, match=r"accounts\.db"), open_accounts(tmp_path):
        pass


def test_only_the_owner_may_read_the_file(db: Connection, tmp_path: Path) -> None:
    """Whatever the umask."""
    assert (tmp_path / "accounts.db").stat().st_mode & 0o077 == 0


def test_people_are_found_whatever_the_capitals(db: Connection) -> None:
    """And listed by name."""
    save_person(db, Person("Chair", "reader"), "other", NOW)
    assert list_people(db) == [Person("Chair", "reader"), OFFICER]
    assert find_person(db, "scrutiny OFFICER") == OFFICER
    assert find_person(db, "nobody") is None


def test_a_hash_is_found_with_its_person_and_not_printed(db: Connection) -> None:
    """So that no log shows one."""
    login = find_login(db, OFFICER.name)
    assert login
    assert (login.person, login.password_hash) == (OFFICER, HASH)
    assert HASH not in repr(login)
    assert find_login(db, "nobody") is None


def test_a_person_saved_anew_loses_tokens(db: Connection) -> None:
    """One row stays, with the new role and hash."""
    save_person(db, Person("scrutiny officer", "reader"), "new", NOW)
    assert list_people(db) == [Person("scrutiny officer", "reader")]
    assert find_token_owner(db, "token hash") is None


def test_a_person_that_cannot_be_saved_changes_nothing(db: Connection) -> None:
    """The row before and its tokens stay."""
    with pytest.raises(Exception, match="NOT NULL"):
        save_person(db, OFFICER, None, NOW)  # type: ignore[arg-type]
    assert find_token_owner(db, "token hash") == OFFICER


def test_a_person_removed_is_gone_with_their_tokens(db: Connection) -> None:
    """Removing again is told."""
    remove_person(db, OFFICER.name)
    assert find_token_owner(db, "token hash") is None
    with pytest.raises(NotFound, match="nobody of that name"):
        remove_person(db, OFFICER.name)


def test_tokens_are_withdrawn_by_label(db: Connection) -> None:
    """How many there were is given."""
    assert remove_tokens(db, OFFICER.name, "other") == 0
    assert remove_tokens(db, OFFICER.name, "spreadsheet") == 1
    assert find_token_owner(db, "token hash") is None


def test_failures_are_counted_by_name_and_forgotten_by_time(db: Connection) -> None:
    """Whatever the capitals; a time of failing is not before itself."""
    for minute in ("09:00", "09:59"):
        save_failure(db, "Chair", f"2024-03-07T{minute}")
    assert count_failures(db, "chair") == 2
    assert count_failures(db, "nobody") == 0
    remove_failures_before(db, "2024-03-07T09:59")
    assert count_failures(db, "chair") == 1
    remove_failures(db, "chair")
    assert count_failures(db, "chair") == 0


def test_a_secret_stays_as_first_given(db: Connection) -> None:
    """A later value is not kept."""
    assert keep_secret(db, "session", "first") == "first"
    assert keep_secret(db, "session", "second") == "first"
