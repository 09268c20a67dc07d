"""Every request's person, and what they may do: sessions, tokens, forms that are ours.

Reading is open on this machine. On any other address a reader needs to log in, unless the
operator says that the library is public. Reviewing and adding files always need a login.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, FastAPI, Form, Request
from starlette.exceptions import HTTPException
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import JSONResponse, RedirectResponse, Response

from api.auth.accounts import find_token, session_key
from corpus.store.connection import Connection
from corpus.store.people.accounts import Person, Role, find_person

_SESSION_S = 12 * 3600  # a working day
_OPEN_TO_ALL = ("/login", "/static/", "/accessibility", "/privacy")
_FORM_KEY = "form"


@dataclass(frozen=True, slots=True)
class Access:
    """Who may read without a login, and where people and tokens are kept.

    `secure` sends the cookie over HTTPS only. With `open_keeping` whoever may read may save
    a briefing; without it only people with a login.
    """

    accounts: Connection
    open_reading: bool = True
    open_keeping: bool = False
    secure: bool = False


def is_this_machine(host: str) -> bool:
    """True of an address that only this machine can reach.

    >>> is_this_machine("127.0.0.1"), is_this_machine("0.0.0.0")
    (True, False)
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class NeedsLogin(HTTPException):
    """Nobody is logged in where somebody must be."""

    def __init__(self, request: Request) -> None:
        self.back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        super().__init__(401, "Log in to see this page")


# --- the application -------------------------------------------------------


def add_rights(app: FastAPI, access: Access) -> None:
    """Let the application know its people, and close to strangers what is not open."""
    app.state.access = access
    app.add_middleware(_Gate)
    app.add_middleware(
        SessionMiddleware,
        secret_key=session_key(access.accounts),
        session_cookie="throughline",
        max_age=_SESSION_S,
        same_site="lax",
        https_only=access.secure,
    )
    app.add_exception_handler(NeedsLogin, _needs_login)


class _Gate(BaseHTTPMiddleware):
    """Finds the person behind a request; without one, only what is open passes."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        access: Access = request.app.state.access
        request.state.person = _find_person(access, request)
        if not (access.open_reading or request.state.person or _is_open(request.url.path)):
            return _ask_login(request)
        response = await call_next(request)
        if request.state.person:
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _find_person(access: Access, request: Request) -> Person | None:
    """By a token in the header, else by the session."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return find_token(access.accounts, token.strip())
    name = request.session.get("person", "")
    return find_person(access.accounts, name) if name else None


def _is_open(path: str) -> bool:
    return any(
        path == prefix or (prefix.endswith("/") and path.startswith(prefix))
        for prefix in _OPEN_TO_ALL
    )


def _ask_login(request: Request) -> Response:
    if request.url.path.startswith("/api/"):
        problem = {
            "type": "about:blank",
            "title": "Login needed",
            "status": 401,
            "detail": "Send a token: Authorization: Bearer tl_... An administrator makes one"
            " with `throughline user token NAME`.",
        }
        headers = {"WWW-Authenticate": "Bearer"}
        return JSONResponse(problem, 401, headers, media_type="application/problem+json")
    return _to_login(request, NeedsLogin(request))


def _needs_login(request: Request, error: Exception) -> Response:
    return _ask_login(request)


def _to_login(request: Request, error: Exception) -> Response:
    back = getattr(error, "back", "/") if request.method == "GET" else "/"
    return RedirectResponse(f"/login?back={quote(back, safe='')}", 303)


# --- what a route asks for -------------------------------------------------


def person_of(request: Request) -> Person | None:
    """Who is logged in, if anybody."""
    return getattr(request.state, "person", None)


def may_keep(request: Request) -> bool:
    """True where this visitor may save a briefing."""
    access: Access | None = getattr(request.app.state, "access", None)
    return access is not None and (access.open_keeping or person_of(request) is not None)


def require(role: Role) -> Callable[[Request], Person]:
    """A dependency that gives the person, and refuses those without the role.

    NeedsLogin where nobody is logged in; 403 where they may not.
    """

    def required(request: Request) -> Person:
        person = person_of(request)
        if person is None:
            raise NeedsLogin(request)
        if not person.may(role):
            raise HTTPException(403, f"This needs the role {role}; yours is {person.role}.")
        return person

    return required


Reviewer = Annotated[Person, Depends(require("reviewer"))]
Administrator = Annotated[Person, Depends(require("administrator"))]


# --- forms that are ours ---------------------------------------------------


def form_key(request: Request) -> str:
    """The session's secret that every form carries, made when first wanted."""
    if _FORM_KEY not in request.session:
        request.session[_FORM_KEY] = secrets.token_urlsafe(16)
    return str(request.session[_FORM_KEY])


def check_form(request: Request, form_key: Annotated[str, Form()] = "") -> None:
    """Refuse a form that was not sent from our own pages (CSRF); 403.

    A program's token needs none: no other site can make a browser send it.
    """
    if request.headers.get("authorization"):
        return
    if not hmac.compare_digest(form_key, str(request.session.get(_FORM_KEY, ""))) or not form_key:
        raise HTTPException(403, "This form is too old or from elsewhere. Go back and try again.")


OurForm = Depends(check_form)


def log_in(request: Request, person: Person) -> None:
    """Make this session the person's; what it held before is gone."""
    request.session.clear()
    request.session["person"] = person.name


def log_out(request: Request) -> None:
    """End the session."""
    request.session.clear()
