"""Fetching: from a server on this machine that misbehaves in every way we know."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest

from corpus.errors import FetchError
from corpus.manifest import Listing
from ingest.collect.addresses import Address, check_peer, is_public
from ingest.collect.fetch import (
    Fetched,
    Manners,
    NotFetched,
    fetch_listing,
    fetch_listings,
    open_client,
)
from ingest.sources import digest_file, find_source

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 400 + b"\n%%EOF\n"


@dataclass
class Publisher:
    """A server that does what `answers` say, one a request, the last again and again."""

    address: str = ""
    answers: list[Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)
    requests: list[dict[str, str]] = field(default_factory=list)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Do the next thing."""
        self.requests.append({name.lower(): value for name, value in request.headers.items()})
        do = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        do(request)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    """A publisher of one document, on loopback."""
    publisher = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            publisher.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    publisher.address = f"http://127.0.0.1:{server.server_port}/file/50000001"
    yield publisher
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    """A client with little patience."""
    with open_client(timeout_s=0.3, may_ask=is_publisher) as client:
        yield client


def is_publisher(address: Address) -> bool:
    """True of the address where the publisher of these tests is, and of no other on loopback."""
    return str(address) == "127.0.0.1"


@dataclass
class Clock:
    """Waits in no time, and remembers how long it should have been."""

    waits: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        """Wait."""
        self.waits.append(seconds)


@pytest.fixture
def clock() -> Clock:
    """A clock of its own."""
    return Clock()


@pytest.fixture
def manners(clock: Clock) -> Manners:
    """The usual manners, by that clock."""
    return Manners(wait=clock)


def send(body: bytes = PDF, status: int = 200, **headers: str) -> Callable:
    """Send the whole body, whatever part was asked for."""

    def do(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return do


def send_and_drop(body: bytes, size: int, **headers: str) -> Callable:
    """Promise the body, send so many bytes of it, and close the connection."""

    def do(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body[:size])
        request.close_connection = True

    return do


def send_rest(body: bytes, tag: str, shift: int = 0) -> Callable:
    """Send the part asked for, as a server with ranges does, if the tag is still right."""

    def do(request: BaseHTTPRequestHandler) -> None:
        if request.headers.get("If-Range") != tag:
            send(body, ETag=tag)(request)
            return
        start = int(request.headers["Range"].removeprefix("bytes=").rstrip("-")) + shift
        said = f"bytes {start}-{len(body) - 1}/{len(body)}"
        send(body[start:], 206, ETag=tag, Content_Range=said)(request)

    return do


def stay_silent(seconds: float) -> Callable:
    """Accept the request and say nothing for a while."""
    return lambda _: threading.Event().wait(seconds)


def a_listing(publisher: Publisher, sha256: str = "") -> Listing:
    """The publisher's one document, as the manifest would list it."""
    return Listing("Medway", "childrens-services", date(2019, 8, 27), publisher.address, sha256)


def test_a_copy_is_kept_with_its_address_and_the_day(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, manners: Manners
) -> None:
    """In the council's folder; ingest reads the facts from beside it."""
    publisher.answers = [send()]
    fetched = fetch_listing(client, a_listing(publisher), tmp_path, manners)
    assert fetched.outcome == "new"
    assert fetched.path == tmp_path / "medway" / "ofsted-2019-08-27-childrens-services.pdf"
    assert fetched.path.read_bytes() == PDF
    source = find_source(fetched.path, digest_file(fetched.path))
    assert (source.url, source.fetched_on) == (publisher.address, datetime.now(UTC).date())
    assert (source.authority, source.publisher) == ("Medway", "Ofsted")
    assert len(list(fetched.path.parent.iterdir())) == 2


def test_the_publisher_is_told_who_asks(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, manners: Manners
) -> None:
    """The project's name is in the user agent."""
    publisher.answers = [send()]
    fetch_listing(client, a_listing(publisher), tmp_path, manners)
    assert publisher.requests[0]["user-agent"].startswith("Throughline")


def test_a_copy_held_is_not_asked_for_again(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, manners: Manners
) -> None:
    """One document, one request, ever."""
    publisher.answers = [send()]
    for outcome in ("new", "held"):
        fetched = fetch_listing(client, a_listing(publisher), tmp_path, manners)
        assert fetched.outcome == outcome
    assert len(publisher.requests) == 1


def test_a_listed_digest_is_checked(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, manners: Manners
) -> None:
    """The right bytes are new, others a changed copy, which is kept and said."""
    publisher.answers = [send()]
    right = a_listing(publisher, hashlib.sha256(PDF).hexdigest())
    assert fetch_listing(client, right, tmp_path / "a", manners).outcome == "new"
    changed = fetch_listing(client, a_listing(publisher, "0" * 64), tmp_path / "b", manners)
    assert changed.outcome == "changed"
    facts = json.loads(changed.path.with_name(changed.path.name + ".source.json").read_text())
    assert facts["id"] == hashlib.sha256(PDF).hexdigest()


def test_a_fault_that_passes_is_waited_out(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, manners: Manners, clock: Clock
) -> None:
    """Longer each time, and as long as the server asks."""
    publisher.answers = [
        send(b"oops", 500),
        send(b"busy", 503, Retry_After="30"),
        send(b"busy", 429, Retry_After="86400"),
        send(),
    ]
    assert fetch_listing(client, a_listing(publisher), tmp_path, manners).outcome == "new"
    assert clock.waits == [1.0, 30.0, 120.0]


def test_a_fault_that_stays_is_told(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, manners: Manners
) -> None:
    """After four tries, with the status and what next."""
    publisher.answers = [send(b"oops", 502)]
    with pytest.raises(FetchError, match=r"502 Bad Gateway, after 4 tries.*later"):
        fetch_listing(client, a_listing(publisher), tmp_path, manners)
    assert len(publisher.requests) == 4


def test_a_dropped_download_goes_on_where_it_stopped(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, manners: Manners
) -> None:
    """Only the rest is asked for, and only of the same version."""
    publisher.answers = [send_and_drop(PDF, 1000, ETag='"v1"'), send_rest(PDF, '"v1"')]
    fetched = fetch_listing(client, a_listing(publisher), tmp_path, manners)
    assert fetched.path.read_bytes() == PDF
    assert publisher.requests[1]["range"] == "bytes=1000-"


def test_a_later_run_goes_on_where_an_earlier_one_stopped(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, clock: Clock
) -> None:
    """The part and its version are kept between runs."""
    publisher.answers = [send_and_drop(PDF, 1000, Last_Modified="Tue, 27 Aug 2019 09:00:00 GMT")]
    hasty = Manners(retry_after_s=(), wait=clock)
    with pytest.raises(FetchError, match="goes on where it stopped"):
        fetch_listing(client, a_listing(publisher), tmp_path, hasty)
    publisher.answers = [send_rest(PDF, "Tue, 27 Aug 2019 09:00:00 GMT")]
    fetched = fetch_listing(client, a_listing(publisher), tmp_path, hasty)
    assert fetched.path.read_bytes() == PDF
    assert publisher.requests[1]["range"] == "bytes=1000-"


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(send(), id="no ranges"),
        pytest.param(send_rest(PDF, '"v2"'), id="another version"),
        pytest.param(send(b"", 416), id="range refused"),
        pytest.param(send_rest(PDF, '"v1"', shift=10), id="another range"),
    ],
)
def test_what_cannot_be_gone_on_with_is_had_anew(
    second: Callable,
    publisher: Publisher,
    client: httpx.Client,
    tmp_path: Path,
    manners: Manners,
) -> None:
    """Two versions are never joined."""
    publisher.answers = [send_and_drop(b"%PDF-old" * 200, 1000, ETag='"v1"'), second, send()]
    fetched = fetch_listing(client, a_listing(publisher), tmp_path, manners)
    assert fetched.path.read_bytes() == PDF


def test_a_part_of_no_known_version_is_had_anew(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, manners: Manners
) -> None:
    """Without the publisher's mark there is no telling that the rest belongs to it."""
    publisher.answers = [send_and_drop(PDF, 1000, ETag='W/"weak"'), send()]
    fetched = fetch_listing(client, a_listing(publisher), tmp_path, manners)
    assert fetched.path.read_bytes() == PDF
    assert "range" not in publisher.requests[1]


def test_an_error_page_named_pdf_is_refused(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, manners: Manners
) -> None:
    """Nothing of it is kept."""
    publisher.answers = [send(b"<!DOCTYPE html><title>Sorry</title>", Content_Type="text/html")]
    with pytest.raises(FetchError, match="not a PDF but b'<!DOCTYPE html>"):
        fetch_listing(client, a_listing(publisher), tmp_path, manners)
    assert list((tmp_path / "medway").iterdir()) == []


def test_a_document_that_is_gone_is_not_asked_for_again(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, manners: Manners
) -> None:
    """A 404 does not pass; the message says where to look."""
    publisher.answers = [send(b"gone", 404)]
    with pytest.raises(FetchError, match=r"404 Not Found.*publisher's site"):
        fetch_listing(client, a_listing(publisher), tmp_path, manners)
    assert len(publisher.requests) == 1


@pytest.mark.parametrize("says_so", [True, False])
def test_a_file_too_large_is_broken_off(
    says_so: bool, publisher: Publisher, client: httpx.Client, tmp_path: Path, clock: Clock
) -> None:
    """By what the server says, or else by what it sends; nothing is kept."""

    def send_long(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        if says_so:
            request.send_header("Content-Length", str(len(PDF)))
        request.end_headers()
        request.wfile.write(PDF)

    publisher.answers = [send_long]
    with pytest.raises(FetchError, match="more than"):
        fetch_listing(
            client, a_listing(publisher), tmp_path, Manners(most_bytes=50_000, wait=clock)
        )
    assert list((tmp_path / "medway").iterdir()) == []


def test_a_silent_server_is_not_waited_for_for_ever(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, clock: Clock
) -> None:
    """The time limit is a fault that may pass."""
    publisher.answers = [stay_silent(1.0), send()]
    impatient = Manners(retry_after_s=(0.0,), wait=clock)
    assert fetch_listing(client, a_listing(publisher), tmp_path, impatient).outcome == "new"


def test_a_server_that_drips_is_broken_off(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, clock: Clock
) -> None:
    """One attempt has a time limit, however lively the connection."""
    publisher.answers = [send(ETag='"v1"')]
    impatient = Manners(retry_after_s=(), attempt_s=0.0, wait=clock)
    with pytest.raises(FetchError, match="not done in 0 s"):
        fetch_listing(client, a_listing(publisher), tmp_path, impatient)


def test_a_server_that_is_not_there_is_told(
    client: httpx.Client, tmp_path: Path, manners: Manners
) -> None:
    """As an error of ours."""
    nowhere = Listing("Medway", "area-send", date(2024, 1, 1), "http://127.0.0.1:9/file/1")
    with pytest.raises(FetchError, match=r"file/1: .*after 4 tries"):
        fetch_listing(client, nowhere, tmp_path, manners)


def test_one_failure_does_not_stop_the_rest(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, manners: Manners, clock: Clock
) -> None:
    """Each listing has its outcome, in order, with a pause after each that was asked for."""
    publisher.answers = [send(b"gone", 404), send(b"gone", 410), send()]
    listings = [
        Listing("Medway", "area-send", date(year, 1, 1), publisher.address)
        for year in (2021, 2022, 2023)
    ]
    outcomes = list(fetch_listings(client, listings, tmp_path, manners))
    assert [type(outcome) for outcome in outcomes] == [NotFetched, NotFetched, Fetched]
    assert [outcome.listing for outcome in outcomes] == listings
    assert clock.waits == [1.0, 1.0, 1.0]


# --- where it may lead -------------------------------------------------------


def redirect(to: str) -> Callable:
    """Send elsewhere."""
    return send(b"", 302, Location=to)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.2",
        "[::1]",
        "[::ffff:127.0.0.2]",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "2130706434",
        "0x7f.2",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, manners: Manners, host: str
) -> None:
    """Whichever hop it is, and however the address is written; nothing is asked there."""
    port = httpx.URL(publisher.address).port
    publisher.answers = [redirect("/file/2"), redirect(f"http://{host}:{port}/inside"), send()]
    with pytest.raises(FetchError, match="on this machine or a private network"):
        fetch_listing(client, a_listing(publisher), tmp_path, manners)
    assert len(publisher.requests) == 2
    assert not list(tmp_path.rglob("*.pdf"))


@pytest.mark.parametrize(
    "address",
    [
        "64:ff9b::a00:7",  # 10.0.0.7 as a network without IPv4 writes it
        "64:ff9b:1::a00:7",
        "::a00:7",
        "::ffff:0:a00:7",
        "fec0::1",
        "5f00::1",
    ],
)
def test_no_way_of_writing_a_private_address_is_public(address: str) -> None:
    """Nor is what was given out to nobody."""
    assert not is_public(ip_address(address))


def test_a_name_is_asked_for_its_address(
    publisher: Publisher, tmp_path: Path, manners: Manners, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public name may have a private address among its own; the listed one too."""
    inner = [(2, 1, 6, "", ("151.101.0.1", 80)), (2, 1, 6, "", ("10.0.0.7", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: inner)
    listing = Listing("Medway", "report", date(2019, 8, 27), "http://files.example.org/1", "")
    with open_client() as client, pytest.raises(FetchError, match=r"10\.0\.0\.7"):
        fetch_listing(client, listing, tmp_path, manners)


def test_a_name_that_leads_elsewhere_between_look_and_request_is_refused(
    publisher: Publisher,
) -> None:
    """Who answers is looked at too, before anything of the answer is kept."""
    publisher.answers = [send()]
    with (
        httpx.Client() as client,
        client.stream("GET", publisher.address) as response,
        pytest.raises(FetchError, match="no public address"),
    ):
        check_peer(response, is_public)


@pytest.mark.parametrize("to", ["ftp://files.example.org/a.pdf", "file:///etc/passwd"])
def test_a_redirect_to_another_protocol_is_refused(
    publisher: Publisher, client: httpx.Client, tmp_path: Path, manners: Manners, to: str
) -> None:
    """In words, and at once."""
    publisher.answers = [redirect(to)]
    with pytest.raises(FetchError, match="neither http nor https"):
        fetch_listing(client, a_listing(publisher), tmp_path, manners)
