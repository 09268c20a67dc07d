"""How much a request may bring: little, but for the addresses that take papers.

A request that says it brings more is refused before any of it is kept. A server of a copy that
may only be read takes nothing that is to be kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.errors import reply

_MOST = 1_000_000  # bytes: a form with a page of text has a hundredth of it
# Up to this the rest is received and thrown away, so that a browser shows our answer; one
# that is cut off while it sends shows its own.
_RECEIVED = 2_000_000_000
NOTHING_KEPT = (
    "This is a copy of the library for reading: no verdict, briefing, list or follow is kept here."
    " Use the server of the library itself for that."
)
_ONLY_READS = ("GET", "HEAD", "OPTIONS")
_ASSISTANTS = "/mcp"  # what they send is a question


class NothingKept:
    """An application over a copy: what would keep something is refused, and says so."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application within does, where the request only reads."""
        if (
            scope["type"] != "http"
            or scope["method"] in _ONLY_READS
            or scope["path"] == _ASSISTANTS
        ):
            await self._app(scope, receive, send)
            return
        response = reply(Request(scope), 403, "A copy for reading", NOTHING_KEPT)
        await response(scope, receive, send)


class BodyLimit:
    """An application that receives no more than `_MOST` bytes, or what `larger` says of a path."""

    def __init__(self, app: ASGIApp, larger: Mapping[str, int]) -> None:
        self._app = app
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application within does, where the request is not too large for it."""
        if scope["type"] != "http" or scope["method"] in _ONLY_READS:
            await self._app(scope, receive, send)
            return
        most = self._larger.get(scope["path"], _MOST)
        error = _refuse(Headers(scope=scope), most)
        if error is None:
            await self._app(scope, receive, send)
            return
        if error.status_code == 413:
            await _throw_away(receive, Headers(scope=scope))
        handle = scope["app"].exception_handlers[HTTPException]
        response = handle(Request(scope), error)
        await response(scope, receive, send)


def _refuse(headers: Headers, most: int) -> HTTPException | None:
    """What is wrong with the length that a request says it has; nothing where it may come in."""
    if "transfer-encoding" in headers:
        return HTTPException(411, "Send it with its length (Content-Length), not in chunks.")
    length = headers.get("content-length", "0")
    if length.isdecimal() and int(length) <= most:
        return None
    return HTTPException(
        413, f"What you sent is larger than {most / 1_000_000:g} MB, the most that is taken here."
    )


async def _throw_away(receive: Receive, headers: Headers) -> None:
    length = headers.get("content-length", "")
    more = length.isdecimal() and int(length) <= _RECEIVED
    while more:
        message = await receive()
        more = message["type"] == "http.request" and message.get("more_body", False)
