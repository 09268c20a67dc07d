"""People, their passwords, sessions and tokens: how they are made, checked and ended.

Passwords are hashed by argon2 (`api.auth.hashing`), what cookies and programs hold by SHA-256;
none can be read back. The rows are kept by `corpus.store.people`.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import UTC, datetime, timedelta

from api.auth.hashing import HASH_OF_NOBODY, Busy, hash_password, is_outdated, is_right
from api.auth.passwords import check_new_password
from api.auth.tries import count_try, to_network
from api.settings import Settings
from corpus.errors import Overtaken, QueryError
from corpus.store.connection import Connection
from corpus.store.people.accounts import (
    Login,
    Person,
    Role,
    find_login,
    find_person,
    find_token_owner,
    keep_secret,
    nobody_of_that_name,
    renew_hash,
    replace_password,
    save_person,
    save_token,
)
from corpus.store.people.attempts import remove_attempt, remove_attempts
from corpus.store.people.sessions import (
    find_session_owner,
    remove_session,
    remove_sessions_before,
    save_session,
)

LONGEST_NAME = 64
LONGEST_LABEL = 64
SESSION_S = 12 * 3600  # a working day
_NAME = re.compile(rf"[\w.@+-](?:[\w.@+ -]{{0,{LONGEST_NAME - 2}}}[\w.@+-])?")
_TOKEN_PREFIX = "tl_"


# --- passwords -------------------------------------------------------------


def add_person(db: Connection, name: str, role: Role, password: str | None) -> Person:
    """A new person, or one whose role and password are set anew; their tokens and sessions go.

    Without a password they come by the login of a proxy alone (`api.auth.perimeter`).
    QueryError where the name or the password will not do, Busy where too many wait.
    """
    if not _NAME.fullmatch(name):
        raise QueryError(
            f"{name[:LONGEST_NAME]!r}: not a name; use letters, digits, spaces and .@+-, at most"
            f" {LONGEST_NAME}"
        )
    person = Person(name, role)
    save_person(db, person, "" if password is None else _hash_new(password, name), _now())
    return person


def _hash_new(password: str, name: str) -> str:
    check_new_password(password, name, Settings().refused_passwords)
    return hash_password(password)


def change_password(db: Connection, login: Login, password: str) -> Login:
    """The login with a new password in place of the one just checked; all sessions end.

    QueryError where it will not do, Overtaken where an administrator was quicker, Busy where
    too many wait.
    """
    new_hash = _hash_new(password, login.person.name)
    if not replace_password(db, login, new_hash):
        raise Overtaken("your password was changed meanwhile; log in again")
    return Login(login.person, new_hash)


def check_password(db: Connection, name: str, password: str, address: str) -> Login | None:
    """The login whose name and password these are; None where they are not.

    The try is counted before the password is looked at, so that those who come at once are
    counted too. TooManyTries, right or wrong, after five for the name or thirty in all from
    the same address within a quarter of an hour; Busy, and not counted, where too many wait;
    QueryError for a name longer than any.
    """
    if len(name) > LONGEST_NAME:
        raise QueryError(f"a name has at most {LONGEST_NAME} characters; this has {len(name):,}")
    address = to_network(address)
    attempt = count_try(db, name, address)
    login = find_login(db, name)
    password_hash = login.password_hash if login else ""
    try:
        right = is_right(password_hash or HASH_OF_NOBODY, password)
    except Busy:
        remove_attempt(db, attempt)
        raise
    if not (login and password_hash and right):
        return None
    remove_attempts(db, name, address)
    return _rehash(db, login, password)


def _rehash(db: Connection, login: Login, password: str) -> Login:
    """The login, its hash made anew where it is of another cost than today's."""
    if not is_outdated(login.password_hash):
        return login
    try:
        return renew_hash(db, login, hash_password(password))
    except Busy:
        return login


# --- sessions --------------------------------------------------------------


def begin_session(db: Connection, login: Login) -> str | None:
    """What the cookie of a new session holds; None where the login was changed meanwhile."""
    remove_sessions_before(db, _ago(SESSION_S))
    key = secrets.token_urlsafe(32)
    return key if save_session(db, _digest(key), login, _now()) else None


def find_session(db: Connection, key: str) -> Person | None:
    """The person whose session holds this; None where it has ended or is nobody's."""
    return find_session_owner(db, _digest(key), _ago(SESSION_S))


def end_session(db: Connection, key: str) -> None:
    """End the session whose cookie holds this, if there is one."""
    remove_session(db, _digest(key))


# --- tokens ----------------------------------------------------------------


def add_token(db: Connection, person: str, label: str) -> str:
    """A new token of a person, for a program; shown once.

    NotFound where nobody has the name, QueryError where the label is too long.
    """
    if find_person(db, person) is None:
        raise nobody_of_that_name(person)
    if len(label) > LONGEST_LABEL:
        raise QueryError(f"the label has {len(label)} characters; at most {LONGEST_LABEL}")
    token = _TOKEN_PREFIX + secrets.token_urlsafe(32)
    save_token(db, _digest(token), person, label, _now())
    return token


def find_token(db: Connection, token: str) -> Person | None:
    """The person whose token this is; None where it is nobody's."""
    return find_token_owner(db, _digest(token))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


# --- the key that signs sessions -------------------------------------------


def session_key(db: Connection) -> str:
    """The key that signs this library's session cookies, made when first wanted."""
    return keep_secret(db, "session", secrets.token_urlsafe(32))


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _ago(seconds: int) -> str:
    return (datetime.now(UTC) - timedelta(seconds=seconds)).isoformat()
