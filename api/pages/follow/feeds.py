"""Feeds, and stopping e-mails: addresses with a secret in them, which open without a login."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.auth.rights import OurForm, form_key
from api.http.inputs import Id
from api.notices.feed import MEDIA_TYPE, FeedAddress, to_atom
from api.pages.follow.shown import is_known
from api.pages.shared.frame import Held, render
from corpus.errors import NotFound
from corpus.store.people.follows import Follow, find_feed, set_email
from index.answers.following import answer_news, say_followed
from index.library import Library

router = APIRouter(prefix="/feeds")


@dataclass(frozen=True, slots=True)
class StopView:
    """E-mails that are to be stopped: about what, and whether any is still sent."""

    name: str
    key: str
    is_stopped: bool


@router.get("/{token}.atom")
def send_feed(request: Request, library: Held, token: Id) -> Response:
    """The feed of what came since somebody began to follow."""
    follow = _find(request, library, token)
    news = answer_news(library, follow.followed, follow.began)
    base = str(request.base_url).rstrip("/")
    address = FeedAddress(base, f"{base}{request.url.path}")
    headers = {"Cache-Control": "private, max-age=300"}
    return Response(to_atom(follow, news, address), media_type=MEDIA_TYPE, headers=headers)


@router.get("/{token}/stop")
def ask_to_stop(request: Request, library: Held, token: Id) -> Response:
    """The form that stops the e-mails; a program that only opens addresses stops none."""
    return _render_stop(request, _find(request, library, token))


@router.post("/{token}/stop", dependencies=[OurForm])
def stop(request: Request, library: Held, token: Id) -> Response:
    """Send no more e-mails about it; the address is forgotten."""
    set_email(library.db, _find(request, library, token), "")
    return _render_stop(request, _find(request, library, token))


def _render_stop(request: Request, follow: Follow) -> Response:
    view = StopView(say_followed(follow.followed), form_key(request), not follow.email)
    return render(request, "follow_stop.html", view)


def _find(request: Request, library: Library, token: str) -> Follow:
    """What is followed there. NotFound where nothing is, or whoever followed is gone."""
    follow = find_feed(library.db, token)
    if not is_known(getattr(request.app.state, "access", None), follow.who):
        raise NotFound("Nothing is followed at this address. It may have been stopped.")
    return follow
