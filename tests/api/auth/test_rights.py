"""What is open, what needs a login, and whose forms count."""

from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient

from api.auth.accounts import add_person, add_token
from api.auth.perimeter import Perimeter, add_perimeter, to_perimeter
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
from corpus.store.people.accounts import find_login, open_accounts, remove_person

PASSWORD = "three random words"


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Connection]:
    """A reviewer and a reader."""
    with open_accounts(tmp_path) as db:
        add_person(db, "officer", "reviewer", PASSWORD)
        add_person(db, "member", "reader", PASSWORD)
        yield db


def an_app(
    accounts: Connection, open_reading: bool, perimeter: Perimeter | None = None
) -> TestClient:
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
        login = find_login(accounts, name)
        assert login
        assert log_in(request, login)
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

    @app.post("/form", dependencies=[Depends(check_form)])
    def form() -> str:
        return "taken"

    @app.post("/api/v1/verdicts")
    def say(person: Reviewer) -> str:
        return person.name

    perimeter = perimeter or Perimeter()
    add_rights(app, Access(accounts, open_reading, perimeter=perimeter))
    add_perimeter(app, perimeter)
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


@pytest.mark.parametrize("scheme", ["Bearer tl_guess", "Basic b2ZmaWNlcjp4", "x", "Bearer "])
def test_only_a_token_that_is_somebodys_needs_no_form_key(
    accounts: Connection, scheme: str
) -> None:
    """A browser adds other words to that header by itself, and a guess is no token."""
    client = an_app(accounts, open_reading=True)
    _enter(accounts, client, "officer")
    headers = {"Authorization": scheme}
    for address in ("/form", "/verdict"):
        assert client.post(address, headers=headers).status_code in (303, 403)
    token = add_token(accounts, "officer", "script")
    for address, words in (("/form", "taken"), ("/verdict", "officer")):
        taken = client.post(address, headers={"Authorization": f"Bearer {token}"})
        assert taken.json() == words


@pytest.mark.parametrize("key", ["é", "\u5b57" * 100, "\0"])
def test_a_key_of_other_letters_is_a_wrong_one(accounts: Connection, key: str) -> None:
    """As any other that is not the session's."""
    client = an_app(accounts, open_reading=True)
    _enter(accounts, client, "officer")
    assert client.post("/verdict", data={"form_key": key}).status_code == 403


def test_a_session_changes_nothing_over_the_api(accounts: Connection) -> None:
    """There are no form keys there, and any site can have a browser send its cookie."""
    client = an_app(accounts, open_reading=True)
    _enter(accounts, client, "officer")
    assert client.post("/api/v1/verdicts").status_code == 401
    token = add_token(accounts, "officer", "script")
    said = client.post("/api/v1/verdicts", headers={"Authorization": f"Bearer {token}"})
    assert said.json() == "officer"


def a_copy(client: TestClient) -> TestClient:
    """Another browser that holds the same cookie."""
    copy = TestClient(client.app, follow_redirects=False)
    copy.cookies.set("throughline", client.cookies["throughline"])
    return copy


def test_logging_out_ends_every_session_of_the_person(accounts: Connection) -> None:
    """A copy of the cookie is worth nothing, nor is one of another device; others' stay."""
    client = an_app(accounts, open_reading=True)
    device, colleague = (TestClient(client.app, follow_redirects=False) for _ in range(2))
    for browser in (client, device):
        _enter(accounts, browser, "officer")
    add_person(accounts, "colleague", "reviewer", PASSWORD)
    _enter(accounts, colleague, "colleague")
    copy = a_copy(client)
    assert copy.get("/review").status_code == 200
    client.get("/leave")
    assert [browser.get("/review").status_code for browser in (copy, device)] == [303, 303]
    assert colleague.get("/review").status_code == 200


def test_a_person_made_anew_is_logged_out(accounts: Connection) -> None:
    """With a new password, a new role, or of the same name as one who was removed."""
    client = an_app(accounts, open_reading=True)
    _enter(accounts, client, "officer")
    add_person(accounts, "officer", "reviewer", "other lanterns over Wexmere")
    assert client.get("/review").status_code == 303
    _enter(accounts, client, "officer")
    remove_person(accounts, "officer")
    add_person(accounts, "officer", "administrator", PASSWORD)
    assert client.get("/review").status_code == 303


def test_logging_in_anew_ends_the_session_before(accounts: Connection) -> None:
    """That of this browser; the person's others stay."""
    client = an_app(accounts, open_reading=True)
    device = TestClient(client.app, follow_redirects=False)
    for browser in (client, device):
        _enter(accounts, browser, "officer")
    copy = a_copy(client)
    _enter(accounts, client, "officer")
    reached = [browser.get("/review").status_code for browser in (client, device, copy)]
    assert reached == [200, 200, 303]


def test_cookies_are_sent_by_https_only_where_it_is_there(accounts: Connection) -> None:
    """Under a name that browsers take from this host alone."""
    open_client = an_app(accounts, open_reading=True)
    cookie = open_client.get("/enter/officer").headers["set-cookie"].lower()
    assert "secure" not in cookie
    https = an_app(accounts, True, to_perimeter((), True, (), ""))
    cookie = https.get("/enter/officer").headers["set-cookie"].lower()
    assert cookie.startswith("__host-throughline=")
    for said in ("; secure", "; httponly", "; samesite=lax", "; path=/"):
        assert said in cookie


def proxied(accounts: Connection, proxy: str = "192.0.2.10") -> TestClient:
    """The application behind a proxy that names people."""
    perimeter = to_perimeter((), True, (proxy,), "X-Remote-User")
    client = an_app(accounts, False, perimeter)
    return TestClient(client.app, follow_redirects=False, client=("192.0.2.10", 40000))


def test_a_proxy_names_the_person(accounts: Connection) -> None:
    """Whom it logged in, by any capitals; a name that nobody has here opens nothing."""
    client = proxied(accounts)
    named = client.get("/review", headers={"X-Remote-User": "Officer"})
    assert named.json() == "officer"
    assert "no-store" in named.headers["cache-control"]
    for name in ("stranger", "", "x" * 30_000):
        assert client.get("/review", headers={"X-Remote-User": name}).status_code == 303


def test_forms_need_their_key_behind_a_proxy_too(accounts: Connection) -> None:
    """The proxy names the person on whatever a browser was made to send."""
    client = proxied(accounts)
    headers = {"X-Remote-User": "officer"}
    assert client.post("/verdict", headers=headers).status_code == 403
    assert client.post("/api/v1/verdicts", headers=headers).status_code == 401


def test_nobody_but_the_proxy_names_people(accounts: Connection) -> None:
    """Not another address, not a header beside the proxy's own, and not without the option."""
    headers = {"X-Remote-User": "officer"}
    elsewhere = proxied(accounts, proxy="192.0.2.0/29")  # which 192.0.2.10 is not of
    assert elsewhere.get("/review", headers=headers).status_code == 303
    twice = [("X-Remote-User", "officer"), ("X-Remote-User", "member")]
    assert proxied(accounts).get("/review", headers=twice).status_code == 303
    usual = an_app(accounts, open_reading=False)
    assert usual.get("/review", headers=headers).status_code == 303


def test_a_forwarded_address_does_not_make_a_proxy(accounts: Connection) -> None:
    """Whoever says that they speak for the proxy's address is not it."""
    client = an_app(accounts, False, to_perimeter((), True, ("192.0.2.10",), "X-Remote-User"))
    headers = {"X-Remote-User": "officer", "X-Forwarded-For": "192.0.2.10"}
    assert client.get("/review", headers=headers).status_code == 303


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


def test_a_cookie_is_signed_by_sha_256(accounts: Connection) -> None:
    """256 bits are 43 characters; and it names nobody."""
    client = an_app(accounts, open_reading=True)
    _enter(accounts, client, "officer")
    held, _, signature = client.cookies["throughline"].strip('"').rpartition(".")
    assert len(signature) == 43
    assert b"officer" not in b64decode(held.split(".")[0])


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
