"""What people follow: a search, a subject, a council or a kind of document, and what they heard.

New is what came into this library after what the follower has seen, told by the number of its
arrival. Addresses of people are kept here alone.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args

from corpus.errors import NotFound, QueryError
from corpus.plain import field_names, to_plain
from corpus.store.connection import Connection, marks_of, transaction
from corpus.store.filters import EVERYTHING, Filters
from corpus.store.library import newest_arrival

What = Literal["search", "subject", "council", "kind"]
WHATS: tuple[What, ...] = get_args(What)

_BYTES = 6  # of an id: told to nobody but its follower
_TOKEN_BYTES = 24  # of an address that opens without a login
_EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]+")
_LONGEST_EMAIL = 254


@dataclass(frozen=True, slots=True)
class Followed:
    """What is followed. `words` are those of a search or a subject; `filters` narrow it.

    `exact` and `everywhere` are those of a search, as its page has them.
    """

    what: What
    words: str = ""
    filters: Filters = EVERYTHING
    exact: bool = False
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Follow:
    """Somebody who follows something; `who` is empty where the library has no accounts.

    `began`, `seen` and `told` are numbers of arrivals: the last before it began, the last that
    they said to have seen, and the last that an e-mail to `email` told of (times are ISO, UTC).
    `failure` is why the last e-mail was not sent. `token` is the secret in the address of the feed.
    """

    id: str
    who: str
    followed: Followed
    token: str
    made_at: str
    email: str
    began: int
    seen: int
    seen_at: str
    told: int
    told_at: str
    failure: str = ""


_COLUMNS = (
    "id, who, what, words, filters, exact, everywhere, token, made_at, email, began,"
    " seen, seen_at,"
    " told, told_at, failure"
)


# --- following -----------------------------------------------------------------


def add_follow(db: Connection, followed: Followed, who: str, email: str = "") -> Follow:
    """Follow something from now on; what the person follows already stays as it is.

    QueryError where the e-mail address is none.
    """
    check_email(email)
    with transaction(db):
        held = (follow for follow in iter_follows(db, who) if follow.followed == followed)
        follow = next(held, None)
        if follow is None:
            follow = _begin(db, followed, who, email)
            insert_follow(db, follow)
    return follow


def _begin(db: Connection, followed: Followed, who: str, email: str) -> Follow:
    now, newest = _now(), newest_arrival(db)
    id_, token = secrets.token_hex(_BYTES), secrets.token_urlsafe(_TOKEN_BYTES)
    return Follow(id_, who, followed, token, now, email, newest, newest, now, newest, now)


def insert_follow(db: Connection, follow: Follow) -> None:
    """Keep a follow as it is, at an id that is not held."""
    own = {name: getattr(follow, name) for name in field_names(Follow) if name != "followed"}
    of = follow.followed
    row = {**own, "what": of.what, "words": of.words, "filters": _dump_filters(of.filters)}
    row |= {"exact": of.exact, "everywhere": of.everywhere}
    names = ", ".join(row)
    db.execute(f"insert into follow ({names}) values ({marks_of(row)})", tuple(row.values()))


def check_email(email: str) -> None:
    """QueryError where an address is none; an empty one stands for no e-mail."""
    if email and (len(email) > _LONGEST_EMAIL or not _EMAIL.fullmatch(email)):
        raise QueryError(f"{email[:_LONGEST_EMAIL]}: no e-mail address. Write name@example.org.")


def remove_follow(db: Connection, follow: Follow) -> None:
    """Follow it no more: its feed is gone, and its e-mail address forgotten."""
    with transaction(db):
        db.execute("delete from follow where id = ?", (follow.id,))


def remove_follows_of(db: Connection, who: str) -> int:
    """How many follows of a person were removed."""
    with transaction(db):
        return db.execute("delete from follow where who = ? collate nocase", (who,)).rowcount


# --- what a follower has heard ---------------------------------------------------


def mark_seen(db: Connection, follow: Follow, number: int) -> None:
    """Keep that the follower has seen what came up to an arrival; what was seen stays seen."""
    with transaction(db):
        db.execute(
            "update follow set seen = max(seen, ?), seen_at = ? where id = ?",
            (min(number, newest_arrival(db)), _now(), follow.id),
        )


def mark_told(db: Connection, follow: Follow, number: int) -> None:
    """Keep that e-mails told all that came up to an arrival."""
    with transaction(db):
        db.execute(
            "update follow set told = max(told, ?), told_at = ?, failure = '' where id = ?",
            (number, _now(), follow.id),
        )


def note_failure(db: Connection, follow: Follow, reason: str) -> None:
    """Keep why an e-mail could not be sent; what it would have told stays to be told."""
    with transaction(db):
        db.execute("update follow set failure = ? where id = ?", (reason, follow.id))


def set_email(db: Connection, follow: Follow, email: str) -> None:
    """Send e-mails to this address from now on, of what comes from now on; to none where empty.

    QueryError where it is no address.
    """
    check_email(email)
    with transaction(db):
        told = follow.told if follow.email else newest_arrival(db)
        db.execute(
            "update follow set email = ?, told = ?, told_at = ?, failure = '' where id = ?",
            (email, told, _now(), follow.id),
        )


# --- reading -------------------------------------------------------------------


def iter_follows(db: Connection, who: str | None = None) -> Iterator[Follow]:
    """What somebody follows, the oldest first; without a name what everybody follows."""
    rows = db.execute(
        f"select {_COLUMNS} from follow where ? is null or who = ? collate nocase"
        " order by made_at, rowid",
        (who, who),
    )
    return map(_to_follow, rows)


def find_follow(db: Connection, id_: str, who: str) -> Follow:
    """Something that a person follows, by its id. NotFound where they follow none such."""
    return _find(db, "id = ? and who = ? collate nocase", (id_, who))


def find_feed(db: Connection, token: str) -> Follow:
    """What is followed at a feed's address. NotFound where nothing is, any more."""
    return _find(db, "token = ?", (token,))


def _find(db: Connection, where: str, values: tuple[str, ...]) -> Follow:
    row = db.execute(f"select {_COLUMNS} from follow where {where}", values).fetchone()
    if row is None:
        raise NotFound("Nothing is followed at this address. It may have been stopped.")
    return _to_follow(row)


def _to_follow(row: Any) -> Follow:
    id_, who, what, words, filters, exact, everywhere, *rest = row
    followed = Followed(what, words, _read_filters(filters), bool(exact), bool(everywhere))
    return Follow(id_, who, followed, *rest)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


# --- filters as JSON -------------------------------------------------------------


def _dump_filters(filters: Filters) -> str:
    """What narrows, by name; `came_after` is the follow's own and left out."""
    usual = replace(filters, came_after=0)
    held = {field.name: getattr(usual, field.name) for field in fields(Filters)}
    narrowing = {name: to_plain(value) for name, value in held.items() if value}
    return json.dumps(narrowing, ensure_ascii=False, sort_keys=True)


def _read_filters(held: str) -> Filters:
    values = {name: _revive(name, value) for name, value in json.loads(held).items()}
    return Filters(**values)


def _revive(name: str, value: Any) -> Any:
    if name in ("since", "until"):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
