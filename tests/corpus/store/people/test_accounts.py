"""The rows of people, tokens and secrets, in a file of their own."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from corpus.errors import LibraryError, NotFound
from corpus.store.connection import Connection
from corpus.store.people.accounts import (
    Login,
    Person,
    find_login,
    find_person,
    find_token_owner,
    keep_secret,
    list_people,
    open_accounts,
    remove_person,
    remove_tokens,
    renew_hash,
    replace_password,
    save_person,
    save_token,
    writing,
)
from corpus.store.people.sessions import find_session_owner

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


def test_a_fault_met_later_is_told_too(db: Connection) -> None:
    """As that of a file that was damaged under a running server."""
    db.execute("drop table session")
    with pytest.raises(LibraryError, match=r"accounts\.db: no such table"):
        find_session_owner(db, "hash", NOW)


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


def test_a_person_saved_anew_is_held_all_the_while(db: Connection) -> None:
    """Their row is changed and not deleted, so that no thread on this connection misses it."""
    db.execute(
        "create temp trigger held before delete on person"
        " begin select raise(abort, 'there was a moment without them'); end"
    )
    save_person(db, Person("scrutiny officer", "reader"), "new", NOW)
    assert list_people(db) == [Person("scrutiny officer", "reader")]


def test_what_one_thread_writes_is_not_lost_with_anothers(db: Connection) -> None:
    """A transaction that is rolled back takes nothing along that came by the same connection."""
    begun, written = Event(), Event()

    def fail() -> None:
        with suppress(ZeroDivisionError), writing(db):
            begun.set()
            written.wait(0.2)  # the other thread cannot write before this one is done
            raise ZeroDivisionError

    failing = Thread(target=fail)
    failing.start()
    begun.wait()
    save_token(db, "other hash", OFFICER.name, "script", NOW)
    written.set()
    failing.join()
    assert find_token_owner(db, "other hash") == OFFICER


def test_a_password_is_replaced_only_where_it_is_the_one_known(db: Connection) -> None:
    """Whoever was quicker wins; tokens stay."""
    login = Login(OFFICER, HASH)
    assert replace_password(db, login, "second")
    assert not replace_password(db, login, "third")
    assert find_login(db, OFFICER.name) == Login(OFFICER, "second")
    assert find_token_owner(db, "token hash") == OFFICER


def test_a_hash_is_renewed_only_where_it_is_the_one_known(db: Connection) -> None:
    """The login is given as it is held."""
    assert renew_hash(db, Login(OFFICER, "older"), "new") == Login(OFFICER, "older")
    assert renew_hash(db, Login(OFFICER, HASH), "new") == Login(OFFICER, "new")
    assert find_login(db, OFFICER.name) == Login(OFFICER, "new")


def test_a_long_name_is_not_repeated_whole(db: Connection) -> None:
    """Nobody has one of 30,000 characters."""
    with pytest.raises(NotFound) as error:
        remove_person(db, "x" * 30_000)
    assert len(str(error.value)) < 200


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


def test_a_secret_stays_as_first_given(db: Connection) -> None:
    """A later value is not kept."""
    assert keep_secret(db, "session", "first") == "first"
    assert keep_secret(db, "session", "second") == "first"
