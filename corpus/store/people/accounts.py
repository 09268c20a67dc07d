"""Who may do what: people with a role, their tokens, and the signing key.

Kept in `accounts.db` beside the library, so that a library can be handed on without them.
What is stored are hashes, made by `api.auth`; times are in ISO form, UTC. The threads of a
server share one connection, so whatever is written is written inside `writing`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any, Literal, get_args

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
    password text not null,            -- argon2id, with its own salt; '' for no password
    made_at text not null
);
create table if not exists token (
    hash text primary key,             -- SHA-256 of the token; 32 random bytes need no salt
    person text not null references person (name) on delete cascade,
    label text not null,
    made_at text not null
);
create table if not exists session (
    hash text primary key,             -- SHA-256 of what the cookie holds
    person text not null references person (name) on delete cascade,
    began_at text not null
);
create table if not exists attempt (
    id integer primary key,
    name text not null collate nocase,
    address text not null,
    tried_at text not null
);
create index if not exists attempt_by_address on attempt (address, name);
drop table if exists failure;          -- of 0.1.0: counted by name alone
create table if not exists secret (
    name text primary key,
    value text not null
);
"""
_TOLD = 64  # characters of a name in a message
_one_writer = RLock()


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


class _Accounts(sqlite3.Connection):
    """A connection whose statements raise LibraryError, with what to do next."""

    path = Path(_FILE)

    def execute(self, *statement: Any) -> sqlite3.Cursor:
        """Run a statement."""
        with translated_errors(self.path):
            return super().execute(*statement)


@contextmanager
def open_accounts(directory: Path) -> Iterator[Connection]:
    """The accounts beside a library, made where there are none.

    LibraryError where they are broken, when they are opened or later.
    """
    path = directory / _FILE
    with translated_errors(path):
        directory.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(
            path,
            timeout=_LOCK_WAIT_S,
            isolation_level=None,
            check_same_thread=False,
            factory=_Accounts,
        )
        db.path = path
        try:
            path.chmod(0o600)
            db.execute("pragma foreign_keys = on")
            db.executescript(_SCHEMA)
            yield db
        finally:
            db.close()


@contextmanager
def writing(db: Connection) -> Iterator[None]:
    """All that is written inside is kept, or nothing; one thread after another.

    Without the lock a thread would write into the transaction that another has begun on the
    connection they share, and lose it where that one is rolled back.
    """
    with _one_writer, transaction(db):
        yield


# --- people ----------------------------------------------------------------


def save_person(db: Connection, person: Person, password_hash: str, made_at: str) -> None:
    """Keep a person, in place of one of the same name, whose tokens and sessions go.

    There is no moment at which a person who stays is not held.
    """
    with writing(db):
        _withdraw(db, person.name)
        db.execute(
            "insert into person values (?, ?, ?, ?) on conflict (name) do update set"
            " name = excluded.name, role = excluded.role, password = excluded.password,"
            " made_at = excluded.made_at",
            (person.name, person.role, password_hash, made_at),
        )


def _withdraw(db: Connection, name: str) -> None:
    db.execute("delete from session where person = ? collate nocase", (name,))
    db.execute("delete from token where person = ? collate nocase", (name,))


def remove_person(db: Connection, name: str) -> None:
    """Forget a person, their tokens and sessions; NotFound where there is none of that name."""
    with writing(db):
        removed = db.execute("delete from person where name = ?", (name,)).rowcount
    if not removed:
        raise nobody_of_that_name(name)


def nobody_of_that_name(name: str) -> NotFound:
    """The error for a name that nobody has, of which no more is repeated than a name may have."""
    return NotFound(f"{name[:_TOLD]}: nobody of that name. `throughline user list` names all.")


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


def replace_password(db: Connection, login: Login, password_hash: str) -> bool:
    """Keep another hash of a person's password and end their sessions, tokens stay.

    False, and nothing changed, where the one held is no longer the one given.
    """
    with writing(db):
        changed = _exchange_hash(db, login, password_hash)
        if changed:
            db.execute("delete from session where person = ? collate nocase", (login.person.name,))
    return changed


def renew_hash(db: Connection, login: Login, password_hash: str) -> Login:
    """Keep a hash of the same password made at today's cost, where it is still the one held.

    The login as it is held afterwards.
    """
    with writing(db):
        changed = _exchange_hash(db, login, password_hash)
    return Login(login.person, password_hash) if changed else login


def _exchange_hash(db: Connection, login: Login, password_hash: str) -> bool:
    exchange = db.execute(
        "update person set password = ? where name = ? and password = ?",
        (password_hash, login.person.name, login.password_hash),
    )
    return exchange.rowcount > 0


# --- tokens ----------------------------------------------------------------


def save_token(db: Connection, token_hash: str, person: str, label: str, made_at: str) -> None:
    """Keep the hash of a token of a person held."""
    with writing(db):
        db.execute("insert into token values (?, ?, ?, ?)", (token_hash, person, label, made_at))


def remove_tokens(db: Connection, person: str, label: str) -> int:
    """How many tokens of that person and label were withdrawn."""
    with writing(db):
        removed = db.execute(
            "delete from token where person = ? collate nocase and label = ?", (person, label)
        )
    return removed.rowcount


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
    with writing(db):
        db.execute("insert or ignore into secret values (?, ?)", (name, value))
    return str(db.execute("select value from secret where name = ?", (name,)).fetchone()[0])
