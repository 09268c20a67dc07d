"""HEAD and OPTIONS for every address, the methods that one takes, and which route is its."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def methods_at(app: FastAPI, path: str) -> tuple[str, ...]:
    """The methods that an address takes, by name; none where there is no such address."""
    methods: set[str] = set()
    for route in iter_route_contexts(app.routes):
        pattern = getattr(route, "path_regex", None)
        if pattern and pattern.match(path):
            methods |= route.methods or {"GET"}
    if "GET" in methods:
        methods.add("HEAD")
    return tuple(sorted({*methods, "OPTIONS"})) if methods else ()


def template_at(app: FastAPI, path: str) -> str:
    """The address as its route has it (`/statements/{statement_id}`); "none" for no route's."""
    for route in iter_route_contexts(app.routes):
        pattern = getattr(route, "path_regex", None)
        if pattern and pattern.match(path):
            return str(route.path)
    return "none"


class Methods:
    """An application that answers HEAD as GET without its body, and OPTIONS with `Allow`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application within does, HEAD and OPTIONS besides."""
        method = scope["method"] if scope["type"] == "http" else ""
        allowed = methods_at(scope["app"], scope["path"]) if method == "OPTIONS" else ()
        if allowed:
            await Response(status_code=204, headers={"Allow": ", ".join(allowed)})(
                scope, receive, send
            )
        elif method == "HEAD":
            await self._app({**scope, "method": "GET"}, receive, _without_body(send))
        else:
            await self._app(scope, receive, send)


def _without_body(send: Send) -> Send:
    """What sends the head of an answer, and nothing of its body."""

    async def send_head(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {"type": "http.response.body", "body": b"", "more_body": False}
            if has_ended:
                return
            has_ended.append(True)
        if message["type"] in ("http.response.start", "http.response.body"):
            await send(message)

    has_ended: list[bool] = []
    return send_head
