"""Who may do what: people with a role, their tokens, wrong passwords, and the signing key.

Kept in `accounts.db` beside the library, so that a library can be handed on without them.
What is stored are hashes, made by `api.auth.accounts`; times are in ISO form, UTC.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from corpus.errors import NotFound
from corpus.store.connection import Connection, transaction, translated_errors

Role = Literal["reader", "reviewer", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may

_FILE = "accounts.db"
_LOCK_WAIT_S = 20.0
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


@dataclass(frozen=True, slots=True)
class Login:
    """A person with the hash that their password is checked against."""

    person: Person
    password_hash: str = field(repr=False)


@contextmanager
def open_accounts(directory: Path) -> Iterator[Connection]:
    """The accounts beside a library, made where there are none. LibraryError where broken."""
    path = directory / _FILE
    with translated_errors(path):
        directory.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(
            path, timeout=_LOCK_WAIT_S, isolation_level=None, check_same_thread=False
        )
        try:
            path.chmod(0o600)
            db.execute("pragma foreign_keys = on")
            db.executescript(_SCHEMA)
            yield db
        finally:
            db.close()


# --- people ----------------------------------------------------------------


def save_person(db: Connection, person: Person, password_hash: str, made_at: str) -> None:
    """Keep a person in place of one of the same name, whose tokens go."""
    with transaction(db):
        db.execute("delete from person where name = ?", (person.name,))
        db.execute(
            "insert into person values (?, ?, ?, ?)",
            (person.name, person.role, password_hash, made_at),
        )


def remove_person(db: Connection, name: str) -> None:
    """Forget a person and their tokens; NotFound where there is none of that name."""
    if not db.execute("delete from person where name = ?", (name,)).rowcount:
        raise NotFound(f"{name}: nobody of that name. `throughline user list` names all.")


def list_people(db: Connection) -> list[Person]:
    """Everyone known, by name."""
    return [Person(*row) for row in db.execute("select name, role from person order by name")]


def find_person(db: Connection, name: str) -> Person | None:
    """The person of that name, whatever its capitals, if there is one now."""
    row = db.execute("select name, role from person where name = ?", (name,)).fetchone()
    return Person(*row) if row else None


def find_login(db: Connection, name: str) -> Login | None:
    """The person of that name with the hash of their password, if there is one now."""
    row = db.execute("select name, role, password from person where name = ?", (name,)).fetchone()
    return Login(Person(row[0], row[1]), row[2]) if row else None


# --- wrong passwords -------------------------------------------------------


def save_failure(db: Connection, name: str, failed_at: str) -> None:
    """Keep that a wrong password was given for a name, known or not."""
    db.execute("insert into failure values (?, ?)", (name, failed_at))


def count_failures(db: Connection, name: str) -> int:
    """How many wrong passwords are kept for a name, whatever its capitals."""
    row = db.execute("select count(*) from failure where name = ?", (name,)).fetchone()
    return int(row[0])


def remove_failures(db: Connection, name: str) -> None:
    """Forget the wrong passwords of a name."""
    db.execute("delete from failure where name = ?", (name,))


def remove_failures_before(db: Connection, time: str) -> None:
    """Forget the wrong passwords given before a time, of all names."""
    db.execute("delete from failure where failed_at < ?", (time,))


# --- tokens ----------------------------------------------------------------


def save_token(db: Connection, token_hash: str, person: str, label: str, made_at: str) -> None:
    """Keep the hash of a token of a person held."""
    db.execute("insert into token values (?, ?, ?, ?)", (token_hash, person, label, made_at))


def remove_tokens(db: Connection, person: str, label: str) -> int:
    """How many tokens of that person and label were withdrawn."""
    return db.execute("delete from token where person = ? and label = ?", (person, label)).rowcount


def find_token_owner(db: Connection, token_hash: str) -> Person | None:
    """The person whose token has this hash; None where it is nobody's."""
    row = db.execute(
        "select p.name, p.role from token t join person p on p.name = t.person where t.hash = ?",
        (token_hash,),
    ).fetchone()
    return Person(*row) if row else None


# --- secrets ---------------------------------------------------------------


def keep_secret(db: Connection, name: str, value: str) -> str:
    """The secret kept under a name; where none is, this value, kept from now on."""
    db.execute("insert or ignore into secret values (?, ?)", (name, value))
    return str(db.execute("select value from secret where name = ?", (name,)).fetchone()[0])
