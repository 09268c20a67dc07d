"""Every page: its headers, its size, its errors, and that nothing asks another host."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from index.library import Library, create_library

ADDRESSES = (
    "/",
    "/search",
    "/search?q=caseloads",
    "/recurred",
    "/recurred?q=management+oversight",
    "/issues",
    "/timeline",
    "/measures",
    "/asks",
    "/documents",
    "/about",
    "/help",
    "/accessibility",
    "/privacy",
    "/themes/caseloads",
)


@pytest.fixture(scope="module")
def client(sample_library: Library) -> Iterator[TestClient]:
    """The application over the sample."""
    with TestClient(create_app(sample_library)) as client:
        yield client


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_runs_nothing_and_asks_no_other_host(client: TestClient, address: str) -> None:
    """The policy forbids it, and no tag of the page tries it."""
    reply = client.get(address)
    assert reply.status_code == 200
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert not re.search(
        r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//', reply.text
    )
    assert not re.search(r'<script(?![^>]*src=)|<style|\sstyle="|\son\w+="', reply.text)


def test_the_first_load_is_small(client: TestClient) -> None:
    """The first page with its style sheet, script and icon is under 150 KB."""
    page = client.get("/")
    parts = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)
    assert len(parts) == 3
    assert len(page.content) + sum(len(client.get(part).content) for part in parts) < 150_000


def test_what_is_under_static_is_kept_by_the_browser(client: TestClient) -> None:
    """For a year, under an address that changes with the file."""
    [style] = re.findall(r'href="(/static/site[^"]+)"', client.get("/").text)
    assert re.search(r"\?v=[0-9a-f]{8}$", style)
    assert "immutable" in client.get(style).headers["cache-control"]


@pytest.mark.parametrize("address", ["/static/none.css", "/static/../app.py", "/static/"])
def test_what_is_not_under_static_is_kept_by_nobody(client: TestClient, address: str) -> None:
    """It may be there tomorrow."""
    reply = client.get(address)
    assert reply.status_code == 404
    assert reply.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "address", ["/nothing", "/documents/nothing", "/statements/nothing", "/themes/nothing"]
)
def test_an_unknown_address_has_a_way_on(client: TestClient, address: str) -> None:
    """A page that says so, with the search box and the start."""
    reply = client.get(address)
    assert reply.status_code == 404
    assert reply.headers["content-type"].startswith("text/html")
    assert 'action="/search"' in reply.text
    assert 'href="/"' in reply.text


def test_a_program_is_told_in_json(client: TestClient) -> None:
    """The same error under /api is problem+json."""
    reply = client.get("/api/v1/documents/nothing")
    assert reply.headers["content-type"] == "application/problem+json"


def test_a_library_that_went_away_is_said(tmp_path: Path) -> None:
    """503, with what to do next."""
    with create_library(tmp_path) as library:
        app = create_app(library)
    (tmp_path / "library.db").unlink()
    with TestClient(app) as client:
        reply = client.get("/")
    assert reply.status_code == 503
    assert "throughline ingest" in reply.text


def test_every_link_of_our_own_leads_somewhere(client: TestClient) -> None:
    """From the first page, two steps deep, nothing is 404 or broken."""
    seen: set[str] = set()
    wave = {"/"}
    for _ in range(2):
        found: set[str] = set()
        for address in sorted(wave):
            reply = client.get(address)
            assert reply.status_code == 200, address
            if reply.headers["content-type"].startswith("text/html"):
                links = re.findall(r'href="(/[^"#]*)', reply.text)
                found |= {link.replace("&amp;", "&") for link in links}
        seen |= wave
        wave = {path for path in found - seen if not path.startswith("/static")}
    assert len(seen) > 40
