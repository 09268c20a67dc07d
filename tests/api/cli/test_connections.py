"""Connections end where no request comes, and one machine has a share of them."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from ipaddress import ip_network

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from api.cli import connections
from api.cli.connections import Connection

HEAD = b"GET / HTTP/1.1\r\nHost: here\r\n"
WITHIN_S = 60.0  # on a busy machine
Serve = Callable[..., int]


async def answer(scope: Scope, receive: Receive, send: Send) -> None:
    """How long the body was, after longer than any silence may last."""
    if scope["type"] == "http":
        body = await Request(scope, receive).body()
        await asyncio.sleep(0.5)
        await PlainTextResponse(str(len(body)))(scope, receive, send)


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """What serves until the end of a test, with connections of a kind; gives the port."""
    monkeypatch.setattr(connections, "_WITHIN_S", {"silent": 0.3, "sending": 0.3})
    servers: list[tuple[uvicorn.Server, threading.Thread]] = []

    def serve(**kind: object) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        http = type("Connection", (Connection,), kind)
        config = uvicorn.Config(answer, http=http, log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        servers.append((server, thread))
        return int(listener.getsockname()[1])

    yield serve
    for server, thread in servers:
        server.should_exit = True
        thread.join(WITHIN_S)


def open_to(port: int, sent: bytes) -> socket.socket:
    """A connection over which that was sent."""
    connection = socket.create_connection(("127.0.0.1", port), WITHIN_S)
    connection.sendall(sent)
    return connection


def read_to_end(connection: socket.socket) -> bytes:
    """All that comes until the server ends it. TimeoutError where it does not."""
    received = b""
    with closing(connection):
        try:
            while more := connection.recv(65536):
                received += more
        except ConnectionResetError:
            return received
    return received


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GE",
        HEAD + b"X: a",
        b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\nhalf",
    ],
    ids=["nothing", "a word", "half a head", "half a body"],
)
def test_a_connection_without_a_request_ends(serve: Serve, sent: bytes) -> None:
    """Nothing is answered."""
    assert read_to_end(open_to(serve(), sent)) == b""


def test_dripping_makes_it_last_no_longer(serve: Serve) -> None:
    """A header now and then, before the first request or after an answer."""
    for first in (b"", HEAD + b"\r\n"):
        connection = open_to(serve(), first + HEAD)
        with pytest.raises(OSError, match=r"reset|pipe"), closing(connection):
            drip(connection)


def drip(connection: socket.socket) -> None:
    """Send a header now and then, for a minute."""
    for _ in range(int(WITHIN_S / 0.1)):
        connection.sendall(b"X: a\r\n")
        time.sleep(0.1)


def test_an_answer_may_take_its_time(serve: Serve) -> None:
    """The limit is on what is awaited from the other side; several requests over one."""
    one = HEAD + b"\r\n"
    last = HEAD + b"Connection: close\r\n\r\n"
    received = read_to_end(open_to(serve(), one + last))
    assert received.count(b"200 OK") == 2


def test_one_machine_has_a_share(serve: Serve) -> None:
    """What is over it ends at once; once there is room the next is answered."""
    port = serve(most_of_one=3)
    last = HEAD + b"Connection: close\r\n\r\n"
    held = [open_to(port, last) for _ in range(3)]
    assert read_to_end(open_to(port, b"")) == b""
    assert all(b"200 OK" in read_to_end(connection) for connection in held)
    assert b"200 OK" in read_to_end(open_to(port, last))


def test_a_proxy_has_any_number(serve: Serve) -> None:
    """Behind it are all readers."""
    port = serve(most_of_one=1, proxies=(ip_network("127.0.0.0/8"),))
    last = HEAD + b"Connection: close\r\n\r\n"
    held = [open_to(port, last) for _ in range(4)]
    assert all(b"200 OK" in read_to_end(connection) for connection in held)
