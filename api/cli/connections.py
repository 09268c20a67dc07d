"""Connections: who sends nothing, or little by little, holds none for long, and nobody many.

uvicorn waits for ever for the head of a request, so that some hundred silent connections of one
machine would shut out everybody.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any, ClassVar, Literal

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.auth.perimeter import Network

State = Literal["silent", "sending", "answered"]

# A head is sent at once; nginx allows 60 seconds, Apache 20 to 40.
_WITHIN_S = {"silent": 20.0, "sending": 900.0}  # 100 MB in 15 minutes is a slow line
_MOST_OPEN = 4096  # of the file descriptors that the system lets this process have
_SHARE = 4  # one machine has a quarter of them


class Connection(H11Protocol):
    """A connection that ends where a request does not come, within seconds or minutes.

    The `proxies` in front may have any number, another address a share of what can be open.
    """

    proxies: ClassVar[tuple[Network, ...]] = ()
    most_of_one: ClassVar[int] = _MOST_OPEN // _SHARE
    _state: State = "answered"
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, unless this machine has as many already as one may have."""
        super().connection_made(transport)
        if self._has_too_many():
            transport.abort()
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take what was sent."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        super().connection_lost(exc)
        self._stop_waiting()

    # --- inside

    def _has_too_many(self) -> bool:
        host = _host_of(self)
        if not host or any(ip_address(host) in network for network in self.proxies):
            return False
        return sum(_host_of(other) == host for other in self.connections) > self.most_of_one

    def _watch(self) -> None:
        """Give what is awaited its time from now; what goes on already has its end."""
        state = self._find_state()
        if state != self._state:
            self._stop_waiting()
            self._state = state
            if state in _WITHIN_S:
                self._late = self.loop.call_later(_WITHIN_S[state], self._end)

    def _find_state(self) -> State:
        if self.transport.is_closing():
            return "answered"
        if self.cycle is None or self.cycle.response_complete:
            return "silent"
        return "sending" if self.cycle.more_body else "answered"

    def _stop_waiting(self) -> None:
        if self._late:
            self._late.cancel()
            self._late = None

    def _end(self) -> None:
        self.transport.abort()


class ServerConfig(Config):
    """How uvicorn serves, with connections as above in each process that it is handed to."""

    def __init__(self, app: Callable[[], object], proxies: tuple[Network, ...], **said: Any):
        super().__init__(app, factory=True, **said)
        self._proxies = proxies

    def load(self) -> None:
        """Make the application, in the process that serves it."""
        super().load()
        self.http_protocol_class = connections_behind(self._proxies)


def connections_behind(proxies: tuple[Network, ...]) -> type[Connection]:
    """The kind of connection of a server with these proxies in front."""
    most = _raise_open_files() // _SHARE
    return type("Connection", (Connection,), {"proxies": proxies, "most_of_one": most})


def _raise_open_files() -> int:
    """How many files this process may have open, after asking for as many as are of use."""
    if sys.platform == "win32":
        return _MOST_OPEN
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_OPEN if hard == resource.RLIM_INFINITY else min(hard, _MOST_OPEN)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(soft, wanted)


def _host_of(connection: object) -> str:
    """The address at the other end; empty where there is none, or none is known yet."""
    client = getattr(connection, "client", None)
    return str(client[0]) if client else ""
