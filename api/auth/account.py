"""A person's own account: who they are here, and a new password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.auth.accounts import change_password
from api.auth.login import Refusal, refuse, show_refusal, try_password
from api.auth.passwords import LONGEST_PASSWORD, SHORTEST_PASSWORD
from api.auth.rights import (
    Access,
    NeedsLogin,
    OurForm,
    Reader,
    form_key,
    is_known_by,
    log_in,
)
from api.pages.shared.frame import render
from corpus.errors import QueryError, Throughline
from corpus.store.people.accounts import Login, Person

router = APIRouter()

_CURRENT, _NEW, _AGAIN = "current", "new", "again"  # the fields


@dataclass(frozen=True, slots=True)
class AccountView:
    """Who somebody is, the form for a new password, and what was wrong with which field."""

    key: str
    person: Person
    has_password: bool
    shortest: int = SHORTEST_PASSWORD
    longest: int = LONGEST_PASSWORD
    changed: bool = False
    error: str = ""
    field: str = ""


class _Unfit(QueryError):
    """A field of the form will not do."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


@router.get("/account")
def account(request: Request, person: Reader, changed: bool = False) -> HTMLResponse:
    """The page, after a change with word of it."""
    return render(request, "account.html", _to_view(request, person, changed=changed))


@router.post("/account/password", dependencies=[OurForm])
def change(
    request: Request,
    person: Reader,
    current: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """A new password; all sessions end but a new one here. Else the form with what was wrong."""
    try:
        login = _change(request, person, current, new, again)
    except Throughline as error:
        return _show_refusal(request, person, error)
    if not log_in(request, login):
        raise NeedsLogin(request)
    return RedirectResponse("/account?changed=true", 303)


def _change(request: Request, person: Person, current: str, new: str, again: str) -> Login:
    """The login with its new password. QueryError where a field will not do, Overtaken, Busy."""
    if new != again:
        raise _Unfit(_AGAIN, "the new password and its repetition differ; type both again")
    login = try_password(request, person.name, current)
    if login is None:
        raise _Unfit(_CURRENT, "your password until now is not right; try again")
    access: Access = request.app.state.access
    return change_password(access.accounts, login, new)


def _show_refusal(request: Request, person: Person, error: Throughline) -> Response:
    refusal: Refusal = refuse(error)
    field = getattr(error, "field", _NEW if refusal.status == 422 else _CURRENT)
    view = _to_view(request, person, error=refusal.error, field=field)
    return show_refusal(request, "account.html", view, refusal)


def _to_view(
    request: Request, person: Person, changed: bool = False, error: str = "", field: str = ""
) -> AccountView:
    return AccountView(
        form_key(request),
        person,
        is_known_by(request, "session"),
        changed=changed,
        error=error,
        field=field,
    )
