"""What people follow: begun once, heard once, stopped, and told to nobody else."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from sqlite3 import Connection

import pytest

from corpus.document import Source
from corpus.errors import NotFound, QueryError
from corpus.store.connection import open_store
from corpus.store.filters import Filters
from corpus.store.library import load_arrivals, newest_arrival
from corpus.store.people.follows import (
    Followed,
    add_follow,
    find_feed,
    find_follow,
    iter_follows,
    mark_seen,
    mark_told,
    note_failure,
    remove_follow,
    remove_follows_of,
    set_email,
)
from corpus.store.reports import remove_source, save_source

SEARCH = Followed("search", "caseloads", Filters(authority="Wexmere", years=(2019, 2020)))


@pytest.fixture
def db() -> Iterator[Connection]:
    """An empty store."""
    with closing(open_store(Path(":memory:"), create=True)) as opened:
        yield opened


def a_source(id_: str) -> Source:
    """A file of that digest."""
    return Source(id=id_, name=f"{id_}.pdf", path=f"/{id_}.pdf")


def test_a_file_comes_once(db: Connection) -> None:
    """Read again, or taken out and given again, it keeps its place in the order."""
    save_source(db, a_source("a"))
    save_source(db, a_source("b"))
    newest = newest_arrival(db)
    came = load_arrivals(db, ["a"])
    save_source(db, a_source("a"), "another version")
    remove_source(db, "b")
    save_source(db, a_source("b"))
    assert newest_arrival(db) == newest
    assert load_arrivals(db, ["a"]) == came != {"a": ""}


def test_what_is_followed_comes_back_as_it_was(db: Connection) -> None:
    """Filters of every kind."""
    filters = Filters(("A", "B"), date(2019, 1, 1), None, "minutes", theme="x", years=(2019,))
    for followed in (SEARCH, Followed("search", "x", filters, exact=True), Followed("kind")):
        follow = add_follow(db, followed, "officer")
        assert find_follow(db, follow.id, "officer") == follow
        assert follow.followed == followed


def test_the_same_is_followed_once(db: Connection) -> None:
    """By each person for themselves, whatever the capitals of the name."""
    first = add_follow(db, SEARCH, "officer", "officer@example.org")
    assert add_follow(db, SEARCH, "Officer") == first
    assert add_follow(db, SEARCH, "clerk") != first
    assert len(list(iter_follows(db))) == 2


def test_it_begins_with_what_comes_next(db: Connection) -> None:
    """What was held is seen; what was seen stays seen; nobody sees what has not come."""
    save_source(db, a_source("a"))
    follow = add_follow(db, SEARCH, "")
    assert follow.began == follow.seen == follow.told == newest_arrival(db) == 1
    save_source(db, a_source("b"))
    mark_seen(db, follow, 999)
    mark_seen(db, follow, 1)
    assert find_follow(db, follow.id, "").seen == 2
    mark_told(db, follow, 2)
    assert find_follow(db, follow.id, "").told == 2


def test_a_failure_is_kept_until_an_email_is_sent(db: Connection) -> None:
    """And what it would have told stays to be told."""
    follow = add_follow(db, SEARCH, "officer", "officer@example.org")
    note_failure(db, follow, "451 later")
    assert find_follow(db, follow.id, "officer").failure == "451 later"
    assert find_follow(db, follow.id, "officer").told == follow.told
    mark_told(db, follow, 0)
    assert find_follow(db, follow.id, "officer").failure == ""


def test_an_address_given_later_is_not_told_of_the_past(db: Connection) -> None:
    """An address that is taken back is forgotten."""
    follow = add_follow(db, SEARCH, "officer")
    save_source(db, a_source("a"))
    set_email(db, follow, "officer@example.org")
    held = find_follow(db, follow.id, "officer")
    assert (held.email, held.told) == ("officer@example.org", 1)
    set_email(db, held, "")
    assert find_follow(db, follow.id, "officer").email == ""


@pytest.mark.parametrize(
    "email", ["officer", "a@b", "a b@example.org", "a@example.org\nBcc: x", "x" * 300]
)
def test_what_is_no_address_is_refused(db: Connection, email: str) -> None:
    """With what to write; nothing is followed then."""
    with pytest.raises(QueryError, match="no e-mail address"):
        add_follow(db, SEARCH, "officer", email)
    assert not list(iter_follows(db))


def test_what_is_stopped_is_gone(db: Connection) -> None:
    """Its page and its feed, for everybody; a person's leaving takes all of theirs."""
    follow, other = add_follow(db, SEARCH, "officer"), add_follow(db, Followed("kind"), "officer")
    with pytest.raises(NotFound):
        find_follow(db, follow.id, "clerk")
    remove_follow(db, follow)
    with pytest.raises(NotFound):
        find_feed(db, follow.token)
    assert find_feed(db, other.token) == other
    assert remove_follows_of(db, "officer") == 1
