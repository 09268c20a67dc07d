"""What is open, what needs a login, and whose forms count."""

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient

from api.auth.accounts import add_person, add_token
from api.auth.rights import (
    Access,
    Administrator,
    Reviewer,
    add_rights,
    check_form,
    form_key,
    is_this_machine,
    log_in,
    log_out,
)
from corpus.store.people.accounts import find_person, open_accounts

PASSWORD = "three random words"


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Connection]:
    """A reviewer and a reader."""
    with open_accounts(tmp_path) as db:
        add_person(db, "officer", "reviewer", PASSWORD)
        add_person(db, "member", "reader", PASSWORD)
        yield db


def an_app(accounts: Connection, open_reading: bool) -> TestClient:
    """Pages that anybody, a reviewer and an administrator may see, and a form."""
    app = FastAPI()

    @app.get("/page")
    def page() -> str:
        return "words"

    @app.get("/login")
    def login() -> str:
        return "log in"

    @app.get("/api/v1/search")
    def search() -> str:
        return "hits"

    @app.get("/enter/{name}")
    def enter(request: Request, name: str) -> str:
        person = find_person(accounts, name)
        assert person
        log_in(request, person)
        return form_key(request)

    @app.get("/leave")
    def leave(request: Request) -> None:
        log_out(request)

    @app.get("/review")
    def review(person: Reviewer) -> str:
        return person.name

    @app.get("/settings")
    def settings(person: Administrator) -> str:
        return person.name

    @app.post("/verdict", dependencies=[Depends(check_form)])
    def verdict(person: Reviewer) -> str:
        return person.name

    add_rights(app, Access(accounts, open_reading))
    return TestClient(app, follow_redirects=False)


def test_reading_is_open_where_the_operator_says_so(accounts: Connection) -> None:
    """Reviewing is not."""
    client = an_app(accounts, open_reading=True)
    assert client.get("/page").status_code == 200
    refused = client.get("/review?queue=2")
    assert refused.status_code == 303
    assert refused.headers["location"] == "/login?back=%2Freview%3Fqueue%3D2"


def test_elsewhere_a_reader_logs_in(accounts: Connection) -> None:
    """A page leads to the login and back, the API says how to send a token."""
    client = an_app(accounts, open_reading=False)
    client.cookies.clear()
    assert client.get("/page").headers["location"] == "/login?back=%2Fpage"
    assert client.get("/login").status_code == 200
    refused = client.get("/api/v1/search")
    assert refused.status_code == 401
    assert refused.headers["content-type"] == "application/problem+json"
    assert "Bearer" in refused.json()["detail"]


def test_a_token_opens_the_api(accounts: Connection) -> None:
    """And a made-up one does not."""
    client = an_app(accounts, open_reading=False)
    for token, status in ((add_token(accounts, "member", "script"), 200), ("tl_guess", 401)):
        found = client.get("/api/v1/search", headers={"Authorization": f"Bearer {token}"})
        assert found.status_code == status


def test_a_role_opens_what_it_includes(accounts: Connection) -> None:
    """A reader may not review; a reviewer may, but not administer."""
    client = an_app(accounts, open_reading=True)
    _enter(accounts, client, "member")
    assert client.get("/review").status_code == 403
    _enter(accounts, client, "officer")
    assert client.get("/review").json() == "officer"
    assert client.get("/settings").status_code == 403


def _enter(accounts: Connection, client: TestClient, name: str) -> str:
    """Log in as somebody; the key of the session's forms."""
    found = client.get(f"/enter/{name}")
    return str(found.json())


def test_a_form_counts_only_with_the_sessions_key(accounts: Connection) -> None:
    """One from another site has none, or another session's."""
    client = an_app(accounts, open_reading=True)
    key = _enter(accounts, client, "officer")
    assert client.post("/verdict", data={"form_key": key}).json() == "officer"
    for wrong in ({}, {"form_key": ""}, {"form_key": "guess"}):
        assert client.post("/verdict", data=wrong).status_code == 403


def test_a_person_removed_is_logged_out_at_once(accounts: Connection) -> None:
    """Their cookie names nobody any more."""
    client = an_app(accounts, open_reading=True)
    _enter(accounts, client, "officer")
    accounts.execute("delete from person where name = 'officer'")
    assert client.get("/review").status_code == 303


def test_a_cookie_that_was_changed_counts_for_nothing(accounts: Connection) -> None:
    """It is signed."""
    client = an_app(accounts, open_reading=True)
    _enter(accounts, client, "officer")
    cookie = client.cookies["throughline"]
    client.cookies.clear()
    client.cookies.set("throughline", "A" + cookie[1:])
    assert client.get("/review").status_code == 303


def test_pages_of_a_person_are_kept_by_no_cache(accounts: Connection) -> None:
    """A shared tablet shows the next person nothing."""
    client = an_app(accounts, open_reading=True)
    _enter(accounts, client, "officer")
    assert "no-store" in client.get("/page").headers["cache-control"]
    client.get("/leave")
    assert "cache-control" not in client.get("/page").headers


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("x", False)],
)
def test_only_loopback_is_this_machine(host: str, expected: bool) -> None:
    """All other addresses can be reached by others."""
    assert is_this_machine(host) is expected
