"""Which requests come in: by the host they name, by HTTPS, through which proxy."""

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from api.auth.perimeter import Perimeter, add_perimeter, to_perimeter
from corpus.errors import QueryError


def a_client(perimeter: Perimeter, peer: str = "192.0.2.7") -> TestClient:
    """A page that says where its reader is, on the address 192.0.2.1."""
    app = FastAPI()

    @app.get("/page")
    def page(request: Request) -> list[str]:
        assert request.client
        return [request.client.host, request.url.scheme]

    add_perimeter(app, perimeter)
    return TestClient(app, base_url="http://192.0.2.1:8000", client=(peer, 40000))


@pytest.mark.parametrize(
    "host",
    [
        "192.0.2.1:8000",
        "192.0.2.1",
        "localhost:8000",
        "127.0.0.1",
        "[::1]:8000",
        "scrutiny.example",
        "Scrutiny.Example.:443",
        "intranet:8000",
    ],
)
def test_our_own_names_are_answered(host: str) -> None:
    """Loopback, the address that was come to, and what the operator names."""
    client = a_client(to_perimeter(("scrutiny.example", "INTRANET"), False, (), ""))
    assert client.get("/page", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "elsewhere.example",
        "scrutiny.example.elsewhere.example",
        "192.0.2.2",
        "192.0.2.1@elsewhere.example",
        "192.0.2.1:8000:elsewhere",
        "[::1",
        "",
        "x" * 30_000,
    ],
)
def test_a_foreign_host_is_refused(host: str) -> None:
    """With what to do; no more of it is repeated than fits a line."""
    client = a_client(to_perimeter(("scrutiny.example",), False, (), ""))
    refused = client.get("/page", headers={"Host": host})
    assert refused.status_code == 400
    assert refused.headers["content-type"] == "application/problem+json"
    assert "--allow-host" in refused.json()["detail"]
    assert len(refused.text) < 500


def test_two_hosts_are_none() -> None:
    """Nobody can tell which of them others have looked at."""
    refused = a_client(Perimeter()).get(
        "/page", headers=[("Host", "192.0.2.1"), ("Host", "elsewhere.example")]
    )
    assert refused.status_code == 400


def test_browsers_are_told_to_stay_with_https() -> None:
    """For a year, on what is refused too; not where there is none."""
    https = a_client(to_perimeter((), True, (), ""))
    for host in ("192.0.2.1", "elsewhere.example"):
        header = https.get("/page", headers={"Host": host}).headers["strict-transport-security"]
        assert header == "max-age=31536000"
    assert "strict-transport-security" not in a_client(Perimeter()).get("/page").headers


def test_a_proxy_says_where_a_reader_is() -> None:
    """So that tries are counted by the reader's address; whoever else says so is not heard."""
    perimeter = to_perimeter((), True, ("192.0.2.8/30",), "")
    forwarded = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    by_proxy = a_client(perimeter, "192.0.2.10").get("/page", headers=forwarded)
    assert by_proxy.json() == ["203.0.113.9", "https"]
    by_others = a_client(perimeter, "192.0.2.7").get("/page", headers=forwarded)
    assert by_others.json() == ["192.0.2.7", "http"]
    made_up = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9"}
    assert a_client(perimeter, "192.0.2.10").get("/page", headers=made_up).json()[0] == (
        "203.0.113.9"
    )


@pytest.mark.parametrize(
    ("proxies", "header", "said"),
    [
        (("proxy.example",), "", "not an address"),
        (("192.0.2.1/8",), "", "not an address"),
        ((), "X-Remote-User", "needs --proxy"),
        (("192.0.2.1",), "X Remote", "not a header"),
    ],
)
def test_options_that_cannot_be_are_told(proxies: tuple[str, ...], header: str, said: str) -> None:
    """Before the server starts."""
    with pytest.raises(QueryError, match=said):
        to_perimeter((), False, proxies, header)
