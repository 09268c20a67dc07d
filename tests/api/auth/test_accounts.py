"""People and tokens: what is kept cannot be read back, and guessing is slow."""

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest
from argon2 import PasswordHasher

from api.auth.accounts import (
    add_person,
    add_token,
    begin_session,
    change_password,
    check_password,
    end_session,
    find_session,
    find_token,
    session_key,
)
from api.auth.hashing import HASH_OF_NOBODY, HASHER, Busy, Turns
from api.auth.tries import TooManyTries
from corpus.errors import NotFound, Overtaken, QueryError
from corpus.store.people.accounts import (
    Login,
    Person,
    find_login,
    find_person,
    list_people,
    open_accounts,
    remove_person,
    remove_tokens,
    save_person,
)

PASSWORD = "three random words"
HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    """Accounts with one reviewer."""
    with open_accounts(tmp_path) as opened:
        add_person(opened, "Scrutiny officer", "reviewer", PASSWORD)
        yield opened


def test_a_right_password_gives_the_person(db: Connection) -> None:
    """Whatever the capitals of the name; a wrong one or an unknown name gives nobody."""
    login = check_password(db, "scrutiny officer", PASSWORD, HERE)
    assert login
    assert login.person == Person("Scrutiny officer", "reviewer")
    assert check_password(db, "scrutiny officer", "three random wordz", HERE) is None
    assert check_password(db, "nobody", PASSWORD, HERE) is None


def test_the_sixth_try_in_a_quarter_of_an_hour_is_refused(db: Connection) -> None:
    """Even with the right password; another name may still log in, and the same from elsewhere."""
    for _ in range(5):
        check_password(db, "Scrutiny officer", "wrong", HERE)
    with pytest.raises(TooManyTries, match="wait 15 minutes"):
        check_password(db, "Scrutiny officer", PASSWORD, HERE)
    add_person(db, "Chair", "reader", PASSWORD)
    assert check_password(db, "Chair", PASSWORD, HERE)
    assert check_password(db, "Scrutiny officer", PASSWORD, THERE)


def test_a_right_password_forgets_wrong_ones(db: Connection) -> None:
    """Four slips today and four tomorrow lock nobody out."""
    for _ in range(2):
        for _ in range(4):
            check_password(db, "Scrutiny officer", "wrong", HERE)
        assert check_password(db, "Scrutiny officer", PASSWORD, HERE)


def test_the_same_is_done_for_an_unknown_name(
    db: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One check at the same cost, for whoever has no password too; so time tells no names."""
    add_person(db, "Member", "reader", None)
    checked: list[str] = []

    def verify(hasher: object, password_hash: str, password: str) -> bool:
        checked.append(password_hash.rsplit("$", 2)[0])
        return True

    monkeypatch.setattr(type(HASHER), "verify", verify)
    assert check_password(db, "Scrutiny officer", PASSWORD, HERE)
    for name in ("nobody", "Member"):
        assert check_password(db, name, PASSWORD, HERE) is None
    assert checked == [HASH_OF_NOBODY.rsplit("$", 2)[0]] * 3


def test_a_password_counts_to_its_last_character(db: Connection) -> None:
    """One of the longest that may be chosen, and not with more behind it."""
    longest = "lanterns " * 22 + "on"
    add_person(db, "Chair", "reader", longest)
    assert check_password(db, "Chair", longest + "x", HERE) is None
    assert check_password(db, "Chair", longest, HERE)


def test_a_hash_of_another_cost_is_made_anew(db: Connection) -> None:
    """When its owner logs in; what they log in with stays, and so do their sessions."""
    older = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    save_person(db, Person("Chair", "reader"), older, "2024-03-07T10:00:00+00:00")
    login = check_password(db, "Chair", PASSWORD, HERE)
    assert login
    assert login == find_login(db, "Chair")
    assert login.password_hash != older
    assert not HASHER.check_needs_rehash(login.password_hash)


def test_a_try_that_found_no_turn_is_not_counted(
    db: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever was sent away six times may still log in."""
    with monkeypatch.context() as patched:
        patched.setattr("api.auth.hashing._turns", Turns(1, 0))
        for _ in range(6):
            with pytest.raises(Busy):
                check_password(db, "Scrutiny officer", PASSWORD, HERE)
    assert check_password(db, "Scrutiny officer", PASSWORD, HERE)


def test_a_name_longer_than_any_is_refused(db: Connection) -> None:
    """With how long it may be; nothing of it is kept, nor repeated whole."""
    long = "x" * 30_000
    for refused in (
        lambda: check_password(db, long, PASSWORD, HERE),
        lambda: add_person(db, long, "reader", PASSWORD),
    ):
        with pytest.raises(QueryError, match="at most 64") as error:
            refused()
        assert len(str(error.value)) < 300
    assert not db.execute("select 1 from attempt").fetchall()


def test_a_label_longer_than_any_is_refused(db: Connection) -> None:
    """With how long it may be."""
    with pytest.raises(QueryError, match="at most 64"):
        add_token(db, "Scrutiny officer", "x" * 65)


def test_a_name_ends_as_it_is_read(db: Connection) -> None:
    """A space at the end would make two people of one."""
    with pytest.raises(QueryError, match="not a name"):
        add_person(db, "Chair ", "reader", PASSWORD)


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


def login_of(db: Connection) -> Login:
    """The officer, with the right password."""
    login = check_password(db, "Scrutiny officer", PASSWORD, HERE)
    assert login
    return login


def test_a_session_ends(db: Connection) -> None:
    """Neither what its cookie held nor another's gives the person any more."""
    key = begin_session(db, login_of(db))
    assert key
    assert find_session(db, key) == Person("Scrutiny officer", "reviewer")
    end_session(db, key)
    assert find_session(db, key) is None
    assert find_session(db, "guess") is None


def test_a_session_lasts_a_working_day(db: Connection) -> None:
    """And no longer, however often its cookie is sent."""
    key = begin_session(db, login_of(db))
    assert key
    db.execute("update session set began_at = '2024-03-07T10:00:00+00:00'")
    assert find_session(db, key) is None
    begin_session(db, login_of(db))
    assert db.execute("select count(*) from session").fetchone() == (1,)


def test_a_person_removed_while_their_password_is_checked_has_no_session(db: Connection) -> None:
    """Nor one whose password was set anew."""
    login = login_of(db)
    add_person(db, "Scrutiny officer", "reviewer", "other lanterns over Wexmere")
    assert begin_session(db, login) is None
    remove_person(db, "Scrutiny officer")
    assert begin_session(db, login) is None


def test_a_new_password_ends_sessions_and_not_tokens(db: Connection) -> None:
    """The old password is wrong from then on."""
    login, token = login_of(db), add_token(db, "Scrutiny officer", "script")
    key = begin_session(db, login)
    assert key
    changed = change_password(db, login, "other lanterns over Wexmere")
    assert find_session(db, key) is None
    assert check_password(db, "Scrutiny officer", PASSWORD, HERE) is None
    assert begin_session(db, changed)
    assert find_token(db, token)


def test_whoever_sets_a_password_first_is_told_of(db: Connection) -> None:
    """An administrator who set it anew meanwhile wins."""
    login = login_of(db)
    add_person(db, "Scrutiny officer", "reviewer", "other lanterns over Wexmere")
    with pytest.raises(Overtaken, match="changed meanwhile"):
        change_password(db, login, "more lanterns over Wexmere")
    assert check_password(db, "Scrutiny officer", "other lanterns over Wexmere", HERE)


def test_a_common_password_is_refused(db: Connection) -> None:
    """For a new person and for a new password."""
    with pytest.raises(QueryError, match="guessers try early"):
        add_person(db, "Chair", "reader", "P@ssw0rd2024!")
    with pytest.raises(QueryError, match="guessers try early"):
        change_password(db, login_of(db), "scrutinyofficer1")


def test_the_key_of_sessions_stays(db: Connection, tmp_path: Path) -> None:
    """So that a restart logs nobody out."""
    with open_accounts(tmp_path) as again:
        assert session_key(again) == session_key(db)
