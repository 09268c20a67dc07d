"""Every request's person, and what they may do: sessions, tokens, forms that are ours.

Reading is open on this machine. On any other address a reader needs to log in, unless the
operator says that the library is public. Reviewing and adding files always need a login.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import Depends, FastAPI, Form, Request
from itsdangerous import TimestampSigner
from starlette.exceptions import HTTPException
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp

from api.auth.accounts import (
    SESSION_S,
    begin_session,
    end_session,
    find_session,
    find_token,
    session_key,
)
from api.auth.perimeter import Perimeter, person_by_proxy
from api.http.addresses import relative_address
from corpus.store.connection import Connection
from corpus.store.people.accounts import Login, Person, Role, find_person
from corpus.store.people.sessions import remove_sessions

_OPEN_TO_ALL = (
    "/login",
    "/static/",
    "/accessibility",
    "/privacy",
    "/healthz",
    "/readyz",
    "/feeds/",
)
_FOR_PROGRAMS = ("/api/", "/mcp")
_CHANGES_NOTHING = ("GET", "HEAD", "OPTIONS")
_COOKIE = "throughline"
_FORM_KEY = "form"
_SESSION = "session"

# How a request's person was found: by a program's token, by the login of the proxy in front,
# by the cookie of a session.
By = Literal["token", "proxy", "session"]


@dataclass(frozen=True, slots=True)
class Access:
    """Who may read without a login, and where people and tokens are kept.

    With `open_keeping` whoever may read may save a briefing; without it only people with a
    login. Where the perimeter says HTTPS, cookies are sent by HTTPS only.
    """

    accounts: Connection
    open_reading: bool = True
    open_keeping: bool = False
    perimeter: Perimeter = field(default_factory=Perimeter)


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
        self.back = relative_address(request.url)
        super().__init__(401, "Log in to see this page")


# --- the application -------------------------------------------------------


def add_rights(app: FastAPI, access: Access) -> None:
    """Let the application know its people, and close to strangers what is not open."""
    app.state.access = access
    app.add_middleware(_Gate)
    app.add_middleware(
        _SignedCookie,
        secret_key=session_key(access.accounts),
        # A browser takes a cookie of this prefix from this host alone, and by HTTPS.
        session_cookie=f"__Host-{_COOKIE}" if access.perimeter.https else _COOKIE,
        max_age=SESSION_S,
        same_site="lax",
        https_only=access.perimeter.https,
    )
    app.add_exception_handler(NeedsLogin, _needs_login)


class _SignedCookie(SessionMiddleware):
    """The session in a cookie signed by SHA-256; the signer's own default is SHA-1."""

    def __init__(self, app: ASGIApp, /, secret_key: str, **options: Any) -> None:
        super().__init__(app, secret_key, **options)
        self.signer = TimestampSigner(secret_key, digest_method=hashlib.sha256)


class _Gate(BaseHTTPMiddleware):
    """Finds the person behind a request; without one, only what is open passes."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        access: Access = request.app.state.access
        request.state.person, request.state.person_by = _find_person(access, request)
        if not (access.open_reading or request.state.person or _is_open(request.url.path)):
            return _ask_login(request)
        response = await call_next(request)
        if request.state.person:
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _find_person(access: Access, request: Request) -> tuple[Person | None, By]:
    """Who sent a request, and how that is known.

    A browser adds a session by itself, whoever made it send the request; so what changes
    something over the API, where no form has a key, and whatever an assistant asks, counts for
    a token only.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return find_token(access.accounts, token.strip()), "token"
    if request.url.path.startswith(_FOR_PROGRAMS) and request.method not in _CHANGES_NOTHING:
        return None, "session"
    if name := person_by_proxy(request.scope):
        return find_person(access.accounts, name), "proxy"
    key = request.session.get(_SESSION, "")
    return (find_session(access.accounts, key) if key else None), "session"


def _is_open(path: str) -> bool:
    return any(
        path == prefix or (prefix.endswith("/") and path.startswith(prefix))
        for prefix in _OPEN_TO_ALL
    )


def _ask_login(request: Request) -> Response:
    if request.url.path.startswith(_FOR_PROGRAMS):
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


def is_known_by(request: Request, by: By) -> bool:
    """True where somebody is logged in, and that is known in this way."""
    return person_of(request) is not None and request.state.person_by == by


def may_keep(request: Request) -> bool:
    """True where this visitor may save a briefing."""
    access: Access | None = getattr(request.app.state, "access", None)
    return access is not None and (access.open_keeping or person_of(request) is not None)


def may_run(request: Request) -> bool:
    """True of an administrator, and of whoever sits at the machine that serves itself alone."""
    access: Access | None = getattr(request.app.state, "access", None)
    person = person_of(request)
    at_machine = access is not None and access.open_keeping
    return at_machine or (person is not None and person.may("administrator"))


def may_delete(request: Request, who: str) -> bool:
    """True where this visitor may delete what `who` made: they did, or they run the server."""
    person = person_of(request)
    made = person is not None and bool(who) and person.name.casefold() == who.casefold()
    return made or may_run(request)


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


Reader = Annotated[Person, Depends(require("reader"))]
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

    A token that is somebody's needs none: no other site can make a browser send it. What else
    stands in that header, a browser may have added by itself.
    """
    if is_known_by(request, "token"):
        return
    expected = str(request.session.get(_FORM_KEY, ""))
    if not expected or not hmac.compare_digest(_to_bytes(form_key), expected.encode()):
        raise HTTPException(403, "This form is too old or from elsewhere. Go back and try again.")


def _to_bytes(key: str) -> bytes:
    """A key as sent, to be compared; what is no text is no key of ours."""
    return key.encode(errors="replace")


OurForm = Depends(check_form)


def log_in(request: Request, login: Login) -> bool:
    """Make this session the person's; what it held before is gone.

    False, and nobody is logged in, where the person was changed since their password was checked.
    """
    access: Access = request.app.state.access
    end_session(access.accounts, request.session.get(_SESSION, ""))
    request.session.clear()
    key = begin_session(access.accounts, login)
    if key:
        request.session[_SESSION] = key
    return key is not None


def log_out(request: Request) -> None:
    """End every session of the person, here and elsewhere."""
    access: Access = request.app.state.access
    if person := person_of(request):
        remove_sessions(access.accounts, person.name)
    request.session.clear()
