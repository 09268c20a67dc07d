"""What is looked at before a request comes in: its host's name, HTTPS, the proxy in front.

A page on another site can have its own name lead to this address (DNS rebinding) and so read
a library that only this machine may read; a request for a name that is not ours is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from corpus.errors import QueryError

Network = IPv4Network | IPv6Network

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]]+)(?::\d{1,5})?")
_HEADER = re.compile(r"[A-Za-z0-9-]+")
_HSTS = f"max-age={365 * 24 * 3600}"
_TOLD = 100  # characters of a foreign name in our answer
_PERSON = "throughline.person"  # where a proxy's word for the person is kept in the scope


@dataclass(frozen=True, slots=True)
class Perimeter:
    """The names this server answers to, whether browsers reach it by HTTPS, and its proxies.

    Loopback names and the address that a request came to are answered always. From the
    `proxies`, and from nobody else, are believed: the client's address and scheme in
    X-Forwarded-For and -Proto, and the person's name in `person_header` where it is given.
    """

    hosts: frozenset[str] = frozenset()
    https: bool = False
    proxies: tuple[Network, ...] = ()
    person_header: str = ""


def to_perimeter(
    hosts: Iterable[str], https: bool, proxies: Iterable[str], person_header: str
) -> Perimeter:
    """The perimeter that options name. QueryError where one is no address or header."""
    networks = tuple(_to_network(proxy) for proxy in proxies)
    if person_header and not networks:
        raise QueryError("--person-header needs --proxy: name the address that may send it")
    if person_header and not _HEADER.fullmatch(person_header):
        raise QueryError(f"{person_header!r}: not a header's name; such as X-Remote-User")
    names = frozenset(_name_of(host.strip()) or host.strip().casefold() for host in hosts)
    return Perimeter(names - {""}, https, networks, person_header.lower())


def _to_network(proxy: str) -> Network:
    try:
        return ip_network(proxy)
    except ValueError as error:
        raise QueryError(f"--proxy {proxy!r}: not an address or a network of them") from error


def add_perimeter(app: FastAPI, perimeter: Perimeter) -> None:
    """Put the perimeter round all that the application has by now."""
    if perimeter.proxies:
        trusted = [str(network) for network in perimeter.proxies]
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=trusted)
    app.add_middleware(_Guard, perimeter=perimeter)


def person_by_proxy(scope: Scope) -> str | None:
    """The name of the person that a trusted proxy has logged in; None where it names nobody."""
    name: str | None = scope.get(_PERSON)
    return name


class _Guard:
    """An application that only requests for our own names reach."""

    def __init__(self, app: ASGIApp, perimeter: Perimeter) -> None:
        self._app = app
        self._perimeter = perimeter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a foreign host; else answer as the application within does."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = self._with_hsts(send)
        if not _is_ours(scope, self._perimeter.hosts):
            await _refuse_host(scope)(scope, receive, send)
            return
        scope[_PERSON] = self._find_person(scope)
        await self._app(scope, receive, send)

    def _find_person(self, scope: Scope) -> str | None:
        """What the one header of a trusted proxy says; None where it came from anybody else."""
        names = Headers(scope=scope).getlist(self._perimeter.person_header)
        if len(names) != 1 or not _is_from(scope, self._perimeter.proxies):
            return None
        return names[0].encode("latin-1").decode("utf-8", "replace").strip() or None

    def _with_hsts(self, send: Send) -> Send:
        if not self._perimeter.https:
            return send

        async def send_with_hsts(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["strict-transport-security"] = _HSTS
            await send(message)

        return send_with_hsts


def _is_ours(scope: Scope, hosts: frozenset[str]) -> bool:
    given = Headers(scope=scope).getlist("host")
    if len(given) != 1:
        return False
    name = _name_of(given[0])
    return name in hosts or name in _LOOPBACK or name == _own_address(scope)


def _name_of(host: str) -> str:
    """The name in a Host header without its port, one way written; empty where it is none.

    >>> _name_of("Scrutiny.Example:8000"), _name_of("[::1]:8000"), _name_of("a b:c")
    ('scrutiny.example', '::1', '')
    """
    match = _HOST.fullmatch(host)
    return _plain_address(match[1].strip("[]").casefold().rstrip(".")) if match else ""


def _plain_address(name: str) -> str:
    """An address as it is usually written; other names as they are."""
    try:
        parsed = ip_address(name)
    except ValueError:
        return name
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return str(mapped or parsed)


def _own_address(scope: Scope) -> str:
    """The address of ours that a request came to."""
    server = scope.get("server")
    return _plain_address(server[0].casefold()) if server else ""


def _is_from(scope: Scope, networks: tuple[Network, ...]) -> bool:
    client = scope.get("client")
    try:
        address = ip_address(_plain_address(client[0])) if client else None
    except ValueError:
        return False
    return address is not None and any(address in network for network in networks)


def _refuse_host(scope: Scope) -> JSONResponse:
    host = Headers(scope=scope).get("host", "")[:_TOLD]
    problem = {
        "type": "about:blank",
        "title": "Unknown host",
        "status": 400,
        "detail": f"This server does not answer to the name {host!r}. Use the address you were"
        f" given; whoever runs it adds a name with --allow-host NAME.",
    }
    return JSONResponse(problem, 400, media_type="application/problem+json")
