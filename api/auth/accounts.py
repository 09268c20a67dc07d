"""Passwords and tokens: how they are checked, hashed and limited in tries.

Passwords are hashed by argon2, tokens by SHA-256; neither can be read back. The rows are
kept by `corpus.store.people.accounts`.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import UTC, datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from corpus.errors import NotFound, QueryError
from corpus.store.connection import Connection
from corpus.store.people.accounts import (
    Person,
    Role,
    count_failures,
    find_login,
    find_person,
    find_token_owner,
    keep_secret,
    remove_failures,
    remove_failures_before,
    save_failure,
    save_person,
    save_token,
)

# Length is what counts (NCSC and NIST SP 800-63B); three random words have more.
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200  # argon2 takes longer for longer ones
_LONGEST_NAME = 64
_NAME = re.compile(r"[\w.@+-][\w.@+ -]{0,63}")
# As many wrong passwords as a tired person gives; a guesser gets 480 a day.
_MOST_FAILURES = 5
_FAILURE_WINDOW = timedelta(minutes=15)
_TOKEN_PREFIX = "tl_"


class TooManyTries(QueryError):
    """Too many wrong passwords for one name."""


# --- passwords -------------------------------------------------------------


def add_person(db: Connection, name: str, role: Role, password: str) -> Person:
    """A new person, or one whose role and password are set anew; open tokens of theirs go.

    QueryError where the name or the password will not do.
    """
    if not _NAME.fullmatch(name):
        raise QueryError(f"{name!r}: not a name; use letters, digits, spaces and .@+-, at most 64")
    _check_new_password(password)
    person = Person(name, role)
    save_person(db, person, PasswordHasher().hash(password), _now())
    return person


def _check_new_password(password: str) -> None:
    """QueryError where a password is too short or too long."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise QueryError(
            f"the password has {len(password)} characters; it needs {SHORTEST_PASSWORD} to"
            f" {LONGEST_PASSWORD}. Three random words do well"
        )


def check_password(db: Connection, name: str, password: str) -> Person | None:
    """The person whose name and password these are; None where they are not.

    TooManyTries after five wrong ones within a quarter of an hour, right or wrong.
    """
    _refuse_guesser(db, name)
    login = find_login(db, name)
    password_hash = login.password_hash if login else _hash_of_nobody()
    if _is_right(password_hash, password[:LONGEST_PASSWORD]) and login:
        remove_failures(db, name)
        return login.person
    save_failure(db, name[:_LONGEST_NAME], _now())
    return None


@cache
def _hash_of_nobody() -> str:
    """Checked where a name is unknown, so that a guesser cannot tell names by the time taken."""
    return PasswordHasher().hash(secrets.token_hex())


def _is_right(password_hash: str, password: str) -> bool:
    try:
        return PasswordHasher().verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _refuse_guesser(db: Connection, name: str) -> None:
    """TooManyTries where a name has had its wrong passwords of the last quarter of an hour."""
    remove_failures_before(db, (datetime.now(UTC) - _FAILURE_WINDOW).isoformat())
    failures = count_failures(db, name)
    if failures >= _MOST_FAILURES:
        minutes = _FAILURE_WINDOW.seconds // 60
        raise TooManyTries(f"{failures} wrong passwords for this name; wait {minutes} minutes")


# --- tokens ----------------------------------------------------------------


def add_token(db: Connection, person: str, label: str) -> str:
    """A new token of a person, for a program; shown once. NotFound where nobody has the name."""
    if find_person(db, person) is None:
        raise NotFound(f"{person}: nobody of that name. `throughline user list` names all.")
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
