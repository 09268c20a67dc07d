"""Logging in and out; where it is needed, and back to the page that asked for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.auth.accounts import LONGEST_NAME, check_password
from api.auth.hashing import RETRY_AFTER_S, Busy
from api.auth.rights import Access, OurForm, form_key, log_in, log_out, person_of
from api.auth.tries import TRY_AGAIN_S, TooManyTries
from api.pages.shared.frame import render
from corpus.errors import Overtaken, QueryError, Throughline
from corpus.store.people.accounts import Login

router = APIRouter()

_LONGEST_BACK = 4000  # characters: an address with a page of text in its query, and some more
_WRONG = "The name or the password is not right. Try again."


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a form of passwords was not taken: the status, the words, when to come again."""

    status: int = 200
    error: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LoginView:
    """The form: what was typed, where to go on to, and what was wrong."""

    key: str
    name: str = ""
    back: str = "/"
    error: str = ""
    person: str = ""


@router.get("/login")
def login(request: Request, back: str = "/") -> HTMLResponse:
    """The form; for somebody logged in, who they are and a way out."""
    person = person_of(request)
    who = f"{person.name}, {person.role}" if person else ""
    view = LoginView(form_key(request), back=own_path(back), person=who)
    return render(request, "login.html", view)


@router.post("/login", dependencies=[OurForm])
def enter(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
) -> Response:
    """On to the page that was wanted, or the form again with what was wrong."""
    try:
        login = try_password(request, name, password)
    except Throughline as error:
        refusal = refuse(error)
    else:
        if login and log_in(request, login):
            return RedirectResponse(own_path(back), 303)
        refusal = Refusal(403, _WRONG)
    view = LoginView(form_key(request), name[:LONGEST_NAME], own_path(back), refusal.error)
    return show_refusal(request, "login.html", view, refusal)


@router.post("/logout", dependencies=[OurForm])
def leave(request: Request) -> RedirectResponse:
    """Out, on every device, and back to the start."""
    log_out(request)
    # So that the next person at this browser finds no page by going back.
    return RedirectResponse("/", 303, {"Clear-Site-Data": '"cache"'})


def try_password(request: Request, name: str, password: str) -> Login | None:
    """The login whose name and password were sent; None, and raises, as `check_password`."""
    access: Access = request.app.state.access
    address = request.client.host if request.client else ""
    return check_password(access.accounts, name, password, address)


def refuse(error: Throughline) -> Refusal:
    """What a form says of an error that its password met. Throughline where it is no such one."""
    text = str(error)
    words = f"{text[:1].upper()}{text[1:]}."
    if isinstance(error, TooManyTries):
        return Refusal(429, words, {"Retry-After": str(TRY_AGAIN_S)})
    if isinstance(error, Busy):
        return Refusal(503, words, {"Retry-After": str(RETRY_AFTER_S)})
    if isinstance(error, Overtaken):
        return Refusal(409, words)
    if isinstance(error, QueryError):
        return Refusal(422, words)
    raise error


def show_refusal(request: Request, template: str, view: object, refusal: Refusal) -> HTMLResponse:
    """The form again, with what was wrong."""
    page = render(request, template, view, refusal.status)
    page.headers.update(refusal.headers)
    return page


def own_path(back: str) -> str:
    """A path of this site; the start where it would lead elsewhere.

    >>> own_path("/asks?page=2"), own_path("//elsewhere.example"), own_path("https://x.example")
    ('/asks?page=2', '/', '/')
    """
    is_inside = re.match(r"/(?!/)", back) and "\\" not in back and back.isprintable()
    return back if is_inside and len(back) <= _LONGEST_BACK else "/"
