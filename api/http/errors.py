"""Every error as an answer: problem+json (RFC 9457) for programs, a page for browsers.

What is raised on purpose has its status here; all else is 500 with a number under which it
is logged. `LastHandler` answers what no handler further in could, so that nothing leaves the
application without its headers.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.inputs import say_fault
from api.http.methods import methods_at
from api.http.schemas import Problem
from api.pages.shared.errors import is_for_browsers, show_error, show_unreadable_query
from corpus.errors import LibraryError, NotFound, Overtaken, QueryError, Throughline

PROBLEM_TYPE = "application/problem+json"
_STATUS: Mapping[type[Throughline], int] = {
    NotFound: 404,
    Overtaken: 409,
    QueryError: 422,
    LibraryError: 503,
}
# Shown where even the page for errors cannot be made.
_BARE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{detail}</p><p><a href="/">Go to the start page</a></p></main></body>
</html>"""
_TITLE = "Something went wrong here"
_log = logging.getLogger("throughline.errors")


def add_errors(app: FastAPI) -> None:
    """Let an application answer our errors, those of requests that cannot be read, and HTTP's."""
    app.add_exception_handler(Throughline, _answer_ours)
    app.add_exception_handler(RequestValidationError, _answer_unreadable)
    app.add_exception_handler(HTTPException, answer_http)


def reply(
    request: Request,
    status: int,
    title: str,
    detail: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An error as a page for a browser, as problem+json for a program."""
    answer = (
        show_error(request, status, detail)
        if is_for_browsers(request)
        else _problem(status, title, detail)
    )
    answer.headers.update(headers or {})
    return answer


def _problem(status: int, title: str, detail: str) -> JSONResponse:
    problem = Problem(title=title, status=status, detail=detail)
    return JSONResponse(problem.model_dump(), status, media_type=PROBLEM_TYPE)


def _answer_ours(request: Request, error: Exception) -> Response:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    if is_for_browsers(request) and isinstance(error, QueryError):
        return show_unreadable_query(request, str(error))
    return reply(request, status, type(error).__name__, str(error))


def _answer_unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = "; ".join(map(say_fault, error.errors()))
    return reply(request, 422, "The request cannot be read", faults)


def answer_http(request: Request, error: Exception) -> Response:
    """The answer to an error of HTTP itself, with its headers; to a wrong method with `Allow`."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(methods_at(request.app, request.url.path))
    title = str(error.detail)
    if not is_for_browsers(request):
        detail = f"{request.url.path}: see /openapi.json"
    elif error.status_code in (404, 405):
        detail = f"{request.url.path}: there is no such page."
    else:
        detail = title
    return reply(request, error.status_code, title, detail, headers)


# --- what nobody foresaw -----------------------------------------------------


class LastHandler:
    """An application that answers whatever its inside raises, and logs what nobody foresaw."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application within does; what broke after its answer began is raised."""
        has_begun = False

        async def note(message: Message) -> None:
            nonlocal has_begun
            has_begun = has_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, note)
        except Exception as error:
            if scope["type"] != "http" or has_begun:
                raise
            await answer_any(Request(scope), error)(scope, receive, send)


def answer_any(request: Request, error: Exception) -> Response:
    """The answer to any error; it cannot fail."""
    if isinstance(error, HTTPException):
        return answer_http(request, error)
    try:
        if isinstance(error, Throughline):
            return _answer_ours(request, error)
        return _answer_unforeseen(request, error)
    except Exception as again:
        return _answer_bare(request, again)


def _answer_unforeseen(request: Request, error: Exception) -> Response:
    return reply(request, 500, _TITLE, note_fault(error))


def _answer_bare(request: Request, error: Exception) -> Response:
    detail = note_fault(error)
    if is_for_browsers(request):
        return HTMLResponse(_BARE.format(title=_TITLE, detail=detail), 500)
    return _problem(500, _TITLE, detail)


def note_fault(error: Exception) -> str:
    """Log an error under a number; what to tell who met it."""
    number = secrets.token_hex(4)
    _log.error("unforeseen error", exc_info=error, extra={"told": {"number": number}})
    return (
        "This is a fault of ours, not of what you typed. Try again; if it happens again, tell"
        f" the person who runs this library this number: {number}."
    )
