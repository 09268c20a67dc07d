"""People and tokens: what is kept cannot be read back, and guessing is slow."""

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest

from api.auth.accounts import (
    TooManyTries,
    add_person,
    add_token,
    check_password,
    find_token,
    session_key,
)
from corpus.errors import NotFound, QueryError
from corpus.store.people.accounts import (
    Person,
    find_person,
    list_people,
    open_accounts,
    remove_person,
    remove_tokens,
)

PASSWORD = "three random words"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    """Accounts with one reviewer."""
    with open_accounts(tmp_path) as opened:
        add_person(opened, "Scrutiny officer", "reviewer", PASSWORD)
        yield opened


def test_a_right_password_gives_the_person(db: Connection) -> None:
    """Whatever the capitals of the name; a wrong one or an unknown name gives nobody."""
    assert check_password(db, "scrutiny officer", PASSWORD) == Person(
        "Scrutiny officer", "reviewer"
    )
    assert check_password(db, "scrutiny officer", "three random wordz") is None
    assert check_password(db, "nobody", PASSWORD) is None


def test_the_sixth_try_in_a_quarter_of_an_hour_is_refused(db: Connection) -> None:
    """Even with the right password; another name may still log in."""
    for _ in range(5):
        check_password(db, "Scrutiny officer", "wrong")
    with pytest.raises(TooManyTries, match="wait 15 minutes"):
        check_password(db, "Scrutiny officer", PASSWORD)
    add_person(db, "Chair", "reader", PASSWORD)
    assert check_password(db, "Chair", PASSWORD)


def test_a_right_password_forgets_wrong_ones(db: Connection) -> None:
    """Four slips today and four tomorrow lock nobody out."""
    for _ in range(2):
        for _ in range(4):
            check_password(db, "Scrutiny officer", "wrong")
        assert check_password(db, "Scrutiny officer", PASSWORD)


@pytest.mark.parametrize("password", ["short", "x" * 201])
def test_a_password_of_unfit_length_is_told(db: Connection, password: str) -> None:
    """With how long it may be."""
    with pytest.raises(QueryError, match="12 to 200"):
        add_person(db, "Chair", "reader", password)


def test_an_odd_name_is_told(db: Connection) -> None:
    """Names are shown on pages and in logs."""
    with pytest.raises(QueryError, match="not a name"):
        add_person(db, "<b>Chair</b>", "reader", PASSWORD)


def test_a_role_includes_those_below() -> None:
    """An administrator may review, a reader may not."""
    assert Person("a", "administrator").may("reviewer")
    assert not Person("a", "reader").may("reviewer")


def test_setting_a_person_anew_withdraws_their_tokens(db: Connection) -> None:
    """A token made with the old password's rights is gone."""
    token = add_token(db, "Scrutiny officer", "spreadsheet")
    assert find_token(db, token) == Person("Scrutiny officer", "reviewer")
    add_person(db, "Scrutiny officer", "reader", PASSWORD)
    assert find_token(db, token) is None


def test_tokens_are_withdrawn_by_label(db: Connection) -> None:
    """And only those."""
    one, other = (add_token(db, "Scrutiny officer", label) for label in ("one", "other"))
    assert remove_tokens(db, "Scrutiny officer", "one") == 1
    assert find_token(db, one) is None
    assert find_token(db, other)


def test_nothing_kept_can_be_used_to_log_in(db: Connection, tmp_path: Path) -> None:
    """Neither the password nor the token stands in the file, and only its owner may read it."""
    token = add_token(db, "Scrutiny officer", "spreadsheet")
    held = (tmp_path / "accounts.db").read_bytes()
    assert PASSWORD.encode() not in held
    assert token.encode() not in held
    assert (tmp_path / "accounts.db").stat().st_mode & 0o077 == 0


def test_a_person_removed_is_gone(db: Connection) -> None:
    """Removing again is told."""
    remove_person(db, "Scrutiny officer")
    assert find_person(db, "Scrutiny officer") is None
    assert list_people(db) == []
    with pytest.raises(NotFound, match="nobody of that name"):
        remove_person(db, "Scrutiny officer")


def test_the_key_of_sessions_stays(db: Connection, tmp_path: Path) -> None:
    """So that a restart logs nobody out."""
    with open_accounts(tmp_path) as again:
        assert session_key(again) == session_key(db)
