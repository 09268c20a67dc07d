"""What a browser is told about every reply: run nothing, ask nobody else, frame nothing."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A browser's own viewer shows a PDF in a page of its making, which this policy would stop.
_POLICY_OF_FILES = "frame-ancestors 'none'"
_ALWAYS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_KEPT_S = 31_536_000  # a year: an address under /static/ changes with what it holds
_KEPT = (200, 206, 304)  # what is not there today may be there tomorrow


class SecurityHeaders:
    """An application whose every reply carries the headers of this module."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application within does, with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), str(scope["path"]), message["status"])
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _add(headers: MutableHeaders, path: str, status: int) -> None:
    for name, value in _ALWAYS.items():
        headers[name] = value
    is_pdf = headers.get("content-type") == "application/pdf"
    headers["content-security-policy"] = _POLICY_OF_FILES if is_pdf else _POLICY
    if path.startswith("/static/") and status in _KEPT:
        headers["cache-control"] = f"public, max-age={_KEPT_S}, immutable"
    else:
        headers.setdefault("cache-control", "no-cache")
