"""The assistant at an address of the web server: the same people, limits and log as its pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from urllib.parse import urlsplit

from fastapi import FastAPI
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.assistant.server import Assistant
from api.http.errors import reply

ADDRESS = "/mcp"
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]
# Names of hosts are looked at before (`api.auth.perimeter`), and origins here, by those names.
_LOOKED_AT = TransportSecuritySettings(enable_dns_rebinding_protection=False)


class Endpoint:
    """Streamable HTTP without sessions: each request is answered whole and then forgotten."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def alongside(self, lifespan: Lifespan) -> Lifespan:
        """What an application does while it runs, and this with it."""

        @asynccontextmanager
        async def both(app: FastAPI) -> AsyncIterator[None]:
            self._assistant.streamable_http_app(
                json_response=True, stateless_http=True, transport_security=_LOOKED_AT
            )
            async with lifespan(app), self._assistant.session_manager.run():
                yield

        return both

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a message of the protocol; a page of another site is refused."""
        if _is_foreign(Headers(scope=scope)):
            detail = "Pages of other sites may not ask here. Connect a program of your own."
            refusal = reply(Request(scope), 403, "Foreign origin", detail)
            await refusal(scope, receive, send)
        else:
            await self._assistant.session_manager.handle_request(scope, receive, send)


def _is_foreign(headers: Headers) -> bool:
    """True where a browser says that a page of another host asks."""
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


def mount(app: FastAPI, endpoint: Endpoint) -> None:
    """Let an application answer assistants."""
    app.router.routes.append(Route(ADDRESS, endpoint, methods=["POST"]))
