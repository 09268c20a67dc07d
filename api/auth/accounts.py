"""Who may do what: people with a role and a password, and tokens for programs.

Kept in `accounts.db` beside the library, so that a library can be handed on without them.
Passwords are hashed by argon2, tokens by SHA-256; neither can be read back.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from sqlite3 import Connection
from typing import Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from corpus.errors import NotFound, QueryError
from corpus.store.connection import translated_errors

Role = Literal["reader", "reviewer", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may

_FILE = "accounts.db"
# Length is what counts (NCSC and NIST SP 800-63B); three random words have more.
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200  # argon2 takes longer for longer ones
_NAME = re.compile(r"[\w.@+-][\w.@+ -]{0,63}")
# As many wrong passwords as a tired person gives; a guesser gets 480 a day.
_MOST_FAILURES = 5
_FAILURE_WINDOW = timedelta(minutes=15)
_TOKEN_PREFIX = "tl_"

_SCHEMA = """
create table if not exists person (
    name text primary key collate nocase,
    role text not null,
    password text not null,            -- argon2id, with its own salt
    made_at text not null
);
create table if not exists token (
    hash text primary key,             -- SHA-256 of the token; 32 random bytes need no salt
    person text not null references person (name) on delete cascade,
    label text not null,
    made_at text not null
);
create table if not exists failure (
    name text not null collate nocase,
    failed_at text not null
);
create table if not exists secret (
    name text primary key,
    value text not null
);
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone known here. A name may be a role: "scrutiny officer"."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """True where this person's role includes the given one."""
        return ROLES.index(self.role) >= ROLES.index(role)


class TooManyTries(QueryError):
    """Too many wrong passwords for one name."""


@contextmanager
def open_accounts(directory: Path) -> Iterator[Connection]:
    """The accounts beside a library, made where there are none. LibraryError where broken."""
    path = directory / _FILE
    with translated_errors(path):
        directory.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=20.0, isolation_level=None, check_same_thread=False)
        try:
            path.chmod(0o600)
            db.execute("pragma foreign_keys = on")
            db.executescript(_SCHEMA)
            yield db
        finally:
            db.close()


# --- people ----------------------------------------------------------------


def add_person(db: Connection, name: str, role: Role, password: str) -> Person:
    """A new person, or one whose role and password are set anew; open tokens of theirs go.

    QueryError where the name or the password will not do.
    """
    if not _NAME.fullmatch(name):
        raise QueryError(f"{name!r}: not a name; use letters, digits, spaces and .@+-, at most 64")
    _check_new_password(password)
    with db:
        db.execute("delete from person where name = ?", (name,))
        db.execute(
            "insert into person values (?, ?, ?, ?)",
            (name, role, PasswordHasher().hash(password), _now()),
        )
    return Person(name, role)


def _check_new_password(password: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise QueryError(
            f"the password has {len(password)} characters; it needs {SHORTEST_PASSWORD} to"
            f" {LONGEST_PASSWORD}. Three random words do well"
        )


def remove_person(db: Connection, name: str) -> None:
    """Forget a person and their tokens; NotFound where there is none of that name."""
    if not db.execute("delete from person where name = ?", (name,)).rowcount:
        raise NotFound(f"{name}: nobody of that name. `throughline user list` names all.")


def list_people(db: Connection) -> list[Person]:
    """Everyone known, by name."""
    return [Person(*row) for row in db.execute("select name, role from person order by name")]


def find_person(db: Connection, name: str) -> Person | None:
    """The person of that name, if there is one now."""
    row = db.execute("select name, role from person where name = ?", (name,)).fetchone()
    return Person(*row) if row else None


def check_password(db: Connection, name: str, password: str) -> Person | None:
    """The person whose name and password these are; None where they are not.

    TooManyTries after five wrong ones within a quarter of an hour, right or wrong.
    """
    _refuse_guesser(db, name)
    row = db.execute("select name, role, password from person where name = ?", (name,)).fetchone()
    if _is_right(row[2] if row else _nobody(), password[:LONGEST_PASSWORD]) and row:
        db.execute("delete from failure where name = ?", (name,))
        return Person(row[0], row[1])
    db.execute("insert into failure values (?, ?)", (name[:64], _now()))
    return None


@cache
def _nobody() -> str:
    """Checked where a name is unknown, so that a guesser cannot tell names by the time taken."""
    return PasswordHasher().hash(secrets.token_hex())


def _is_right(held: str, password: str) -> bool:
    try:
        return PasswordHasher().verify(held, password)
    except (VerificationError, InvalidHashError):
        return False


def _refuse_guesser(db: Connection, name: str) -> None:
    since = (datetime.now(UTC) - _FAILURE_WINDOW).isoformat()
    db.execute("delete from failure where failed_at < ?", (since,))
    failures = db.execute("select count(*) from failure where name = ?", (name,)).fetchone()[0]
    if failures >= _MOST_FAILURES:
        minutes = _FAILURE_WINDOW.seconds // 60
        raise TooManyTries(f"{failures} wrong passwords for this name; wait {minutes} minutes")


# --- tokens ----------------------------------------------------------------


def add_token(db: Connection, person: str, label: str) -> str:
    """A new token of a person, for a program; shown once. NotFound where nobody has the name."""
    if find_person(db, person) is None:
        raise NotFound(f"{person}: nobody of that name. `throughline user list` names all.")
    token = _TOKEN_PREFIX + secrets.token_urlsafe(32)
    db.execute("insert into token values (?, ?, ?, ?)", (_digest(token), person, label, _now()))
    return token


def remove_tokens(db: Connection, person: str, label: str) -> int:
    """How many tokens of that person and label were withdrawn."""
    found = db.execute("delete from token where person = ? and label = ?", (person, label))
    return found.rowcount


def find_token(db: Connection, token: str) -> Person | None:
    """The person whose token this is; None where it is nobody's."""
    row = db.execute(
        "select p.name, p.role from token t join person p on p.name = t.person where t.hash = ?",
        (_digest(token),),
    ).fetchone()
    return Person(*row) if row else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


# --- the key that signs sessions -------------------------------------------


def session_key(db: Connection) -> str:
    """The key that signs this library's session cookies, made when first wanted."""
    db.execute("insert or ignore into secret values ('session', ?)", (secrets.token_urlsafe(32),))
    return str(db.execute("select value from secret where name = 'session'").fetchone()[0])


def _now() -> str:
    return datetime.now(UTC).isoformat()
