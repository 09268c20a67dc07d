"""Following: the list, starting, what is new of one, and stopping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from api.auth.rights import OurForm, form_key, may_keep
from api.http.inputs import Id, Name, VerdictNumber
from api.notices.items import address_of_item
from api.notices.mail import find_server
from api.pages.follow.shown import FollowView, ItemView, list_followed, view_follow, who_follows
from api.pages.search.asked import Asked, read_asked
from api.pages.shared.councils import choose_council
from api.pages.shared.frame import Held, render
from api.settings import Settings
from corpus.errors import QueryError
from corpus.store.filters import Filters
from corpus.store.people.follows import (
    Follow,
    Followed,
    What,
    add_follow,
    find_follow,
    mark_seen,
    remove_follow,
    set_email,
)
from index.answers.following import check_followed, say_followed
from index.library import Library

router = APIRouter()
_ADDRESS = "/follow"

Wanted = Annotated[Asked, Depends(read_asked)]
Email = Annotated[Name, Form()]


@dataclass(frozen=True, slots=True)
class ListView:
    """All that a visitor follows; `may` is false where a stranger reads."""

    may: bool
    follows: Sequence[FollowView]


@dataclass(frozen=True, slots=True)
class NewView:
    """What is to be followed, in words, and the form that begins it."""

    name: str
    action: str
    key: str
    sends: bool  # whether this server sends e-mails
    email: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class OneView:
    """What is new of one thing followed, and the forms to say that it was seen, and to stop."""

    shown: FollowView
    items: tuple[ItemView, ...]
    feed: str
    key: str
    sends: bool
    error: str = ""


# --- the list and starting -------------------------------------------------------


@router.get(_ADDRESS)
def show_list(request: Request, library: Held) -> Response:
    """All that the visitor follows."""
    view = ListView(may_keep(request), list_followed(request, library))
    return render(request, "follow.html", view)


@router.get(_ADDRESS + "/new")
def show_new(request: Request, library: Held, asked: Wanted, what: What = "search") -> Response:
    """What is to be followed, to be confirmed. QueryError where it cannot be."""
    who_follows(request)
    return _render_new(request, _read_followed(library, asked, what))


def _render_new(request: Request, followed: Followed, email: str = "", error: str = "") -> Response:
    name, action = say_followed(followed), f"{request.url.path}?{request.url.query}"
    sends = find_server(Settings()) is not None
    view = NewView(name, action, form_key(request), sends, email, error)
    return render(request, "follow_new.html", view, 422 if error else 200)


@router.post(_ADDRESS + "/new", dependencies=[OurForm])
def begin(
    request: Request, library: Held, asked: Wanted, what: What = "search", email: Email = ""
) -> Response:
    """Follow it from now on; on to its page."""
    who, followed = who_follows(request), _read_followed(library, asked, what)
    try:
        follow = add_follow(library.db, followed, who, email.strip())
    except QueryError as error:
        return _render_new(request, followed, email, str(error))
    return RedirectResponse(f"{_ADDRESS}/{follow.id}", 303)


def _read_followed(library: Library, asked: Asked, what: What) -> Followed:
    """What an address names to be followed. QueryError or NotFound where it cannot be."""
    followed = _READ[what](library, asked)
    check_followed(library, followed)
    return followed


def _read_search(library: Library, asked: Asked) -> Followed:
    return Followed("search", asked.q, asked.filters, asked.exact, asked.everywhere)


def _read_subject(library: Library, asked: Asked) -> Followed:
    """The words in the record of one council. QueryError where none is named and several held."""
    choice = choose_council(library.db, asked.council[0] if asked.council else "")
    if not choice.name:
        raise QueryError("Choose a council first: a record is that of one council.")
    return Followed("subject", asked.q, Filters(authority=choice.name))


def _read_council(library: Library, asked: Asked) -> Followed:
    return Followed("council", filters=Filters(authority=asked.filters.authority))


def _read_kind(library: Library, asked: Asked) -> Followed:
    filters = asked.filters
    return Followed("kind", filters=Filters(authority=filters.authority, kind=filters.kind))


_READ = {
    "search": _read_search,
    "subject": _read_subject,
    "council": _read_council,
    "kind": _read_kind,
}


# --- one -------------------------------------------------------------------------


@router.get(_ADDRESS + "/{follow_id}")
def show_one(request: Request, library: Held, follow_id: Id) -> Response:
    """What is new of one thing followed."""
    return _render_one(request, library, _find(request, library, follow_id))


def _find(request: Request, library: Library, follow_id: str) -> Follow:
    return find_follow(library.db, follow_id, who_follows(request))


def _render_one(request: Request, library: Library, follow: Follow, error: str = "") -> Response:
    shown = view_follow(library, follow)
    items = tuple(ItemView(item, address_of_item(item, "")) for item in shown.news.items)
    base, sends = str(request.base_url).rstrip("/"), find_server(Settings()) is not None
    feed = f"{base}/feeds/{follow.token}.atom"
    view = OneView(shown, items, feed, form_key(request), sends, error)
    return render(request, "follow_one.html", view, 422 if error else 200)


@router.post(_ADDRESS + "/{follow_id}/seen", dependencies=[OurForm])
def say_seen(
    request: Request, library: Held, follow_id: Id, upto: Annotated[VerdictNumber, Form()]
) -> Response:
    """Keep that all that the page showed was seen; what came since stays new."""
    follow = _find(request, library, follow_id)
    mark_seen(library.db, follow, upto)
    return RedirectResponse(f"{_ADDRESS}/{follow.id}", 303)


@router.post(_ADDRESS + "/{follow_id}/email", dependencies=[OurForm])
def change_email(request: Request, library: Held, follow_id: Id, email: Email = "") -> Response:
    """Send e-mails to another address from now on, or none."""
    follow = _find(request, library, follow_id)
    try:
        set_email(library.db, follow, email.strip())
    except QueryError as error:
        return _render_one(request, library, follow, str(error))
    return RedirectResponse(f"{_ADDRESS}/{follow.id}", 303)


@router.post(_ADDRESS + "/{follow_id}/stop", dependencies=[OurForm])
def stop(request: Request, library: Held, follow_id: Id) -> Response:
    """Follow it no more."""
    remove_follow(library.db, _find(request, library, follow_id))
    return RedirectResponse(_ADDRESS, 303)
