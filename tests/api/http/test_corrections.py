"""Logging in on the pages, and correcting links over HTTP."""

import re
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest
from fastapi.testclient import TestClient

from api.auth.accounts import add_person, add_token
from api.auth.login import own_path
from api.auth.rights import Access
from api.http.app import create_app
from corpus.store.people.accounts import open_accounts
from index.library import Library
from index.recurrence.trace import link_asks

PASSWORD = "three random words"


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Connection]:
    """A reviewer."""
    with open_accounts(tmp_path / "people") as db:
        add_person(db, "officer", "reviewer", PASSWORD)
        yield db


@pytest.fixture
def client(own_library: Library, accounts: Connection) -> TestClient:
    """The application on an address that others can reach."""
    app = create_app(own_library, Access(accounts, open_reading=False))
    return TestClient(app, follow_redirects=False)


def a_key(client: TestClient) -> str:
    """The key of the login form."""
    found = re.search(r'name="form_key" value="([^"]+)"', client.get("/login").text)
    assert found
    return found[1]


def test_a_person_logs_in_and_comes_back_to_the_page_wanted(client: TestClient) -> None:
    """And out again."""
    assert client.get("/asks").headers["location"] == "/login?back=%2Fasks"
    form = {"form_key": a_key(client), "name": "officer", "password": PASSWORD, "back": "/asks"}
    assert client.post("/login", data=form).headers["location"] == "/asks"
    assert client.get("/asks").status_code == 200
    assert "officer, reviewer" in client.get("/login").text
    client.post("/logout", data={"form_key": a_key(client)})
    assert client.get("/asks").status_code == 303


def test_a_wrong_password_is_told_and_keeps_the_name(client: TestClient) -> None:
    """The error is named in the title and tied to its fields."""
    form = {"form_key": a_key(client), "name": "officer", "password": "wrong"}
    refused = client.post("/login", data=form)
    assert refused.status_code == 403
    assert "Error: Log in" in refused.text
    assert 'aria-describedby="login-error"' in refused.text
    assert 'value="officer"' in refused.text


def test_a_form_without_its_key_is_refused(client: TestClient) -> None:
    """Such as one from another site."""
    assert client.post("/login", data={"name": "officer", "password": PASSWORD}).status_code == 403


@pytest.mark.parametrize("back", ["//elsewhere.example", "https://x.example", "/\\x", "asks", ""])
def test_nobody_is_led_to_another_site(back: str) -> None:
    """What is no path of ours leads to the start."""
    assert own_path(back) == "/"


def test_a_verdict_wins_at_once_and_can_be_undone(
    client: TestClient, own_library: Library, accounts: Connection
) -> None:
    """It is under the reviewer's name in the log, and the machine's weighing comes back."""
    first = link_asks(own_library, own_library.weigher, "Wexmere")[0]
    pair = {"earlier": first.earlier.ask.id, "later": first.later.ask.id}
    headers = {"Authorization": f"Bearer {add_token(accounts, 'officer', 'test')}"}
    given = {**pair, "verdict": "different", "why": "other children"}
    kept = client.post("/api/v1/verdicts", json=given, headers=headers)
    assert kept.status_code == 201
    ends = {(link.earlier.ask.id, link.later.ask.id) for link in _links(own_library)}
    assert (pair["earlier"], pair["later"]) not in ends
    log = client.get("/api/v1/verdicts", headers=headers).json()
    assert [entry["who"] for entry in log] == ["officer"]
    undone = client.delete(f"/api/v1/verdicts/{kept.json()['number']}", headers=headers)
    assert undone.status_code == 204
    assert _links(own_library)[0].same == pytest.approx(first.same)


def _links(own_library: Library) -> list:
    return link_asks(own_library, own_library.weigher, "Wexmere")


def test_who_may_not_review_is_told(client: TestClient, accounts: Connection) -> None:
    """No token, a reader's token, an unknown record."""
    given = {"earlier": "a", "later": "b", "verdict": "same"}
    assert client.post("/api/v1/verdicts", json=given).status_code == 401
    add_person(accounts, "member", "reader", PASSWORD)
    for name, status in (("member", 403), ("officer", 404)):
        headers = {"Authorization": f"Bearer {add_token(accounts, name, 'test')}"}
        assert client.post("/api/v1/verdicts", json=given, headers=headers).status_code == status


def test_doubts_are_as_many_as_asked_for_within_bounds(
    client: TestClient, accounts: Connection
) -> None:
    """The best first, never all."""
    headers = {"Authorization": f"Bearer {add_token(accounts, 'officer', 'test')}"}
    few = client.get("/api/v1/doubts?authority=Wexmere&limit=3", headers=headers).json()
    many = client.get("/api/v1/doubts?authority=Wexmere&limit=200", headers=headers).json()
    assert len(few) == 3
    assert many[:3] == few
    for limit in ("201", "0", "-1", "1000000"):
        refused = client.get(f"/api/v1/doubts?authority=Wexmere&limit={limit}", headers=headers)
        assert refused.status_code == 422
