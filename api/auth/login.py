"""Logging in and out; where it is needed, and back to the page that asked for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.auth.accounts import TooManyTries, check_password
from api.auth.rights import Access, OurForm, form_key, log_in, log_out, person_of
from api.pages.shared.frame import render

router = APIRouter()


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
    access: Access = request.app.state.access
    try:
        person = check_password(access.accounts, name, password)
        error = "The name or the password is not right. Try again."
    except TooManyTries as tries:
        person, error = None, f"{str(tries).capitalize()}."
    if person is None:
        view = LoginView(form_key(request), name, own_path(back), error)
        return render(request, "login.html", view, 403)
    log_in(request, person)
    return RedirectResponse(own_path(back), 303)


@router.post("/logout", dependencies=[OurForm])
def leave(request: Request) -> RedirectResponse:
    """Out, and back to the start."""
    log_out(request)
    return RedirectResponse("/", 303)


def own_path(back: str) -> str:
    """A path of this site; the start where it would lead elsewhere.

    >>> own_path("/asks?page=2"), own_path("//elsewhere.example"), own_path("https://x.example")
    ('/asks?page=2', '/', '/')
    """
    inside = re.match(r"/(?![/\\])", back)
    return back if inside and back.isprintable() else "/"
