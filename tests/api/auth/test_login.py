"""Logging in over HTTP: how often, how many at once, and where to afterwards."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest
from anyio.from_thread import start_blocking_portal
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from fastapi.testclient import TestClient

from api.auth.hashing import Turns
from api.auth.login import own_path

PASSWORD = "three random words"
Enter = Callable[[str], TestClient]
FindKey = Callable[[str], str]


@pytest.fixture
def try_it(enter: Enter, find_key: FindKey) -> Callable:
    """What sends a name and a password from an address; the reply."""
    app = enter("").app

    def try_it(name: str, password: str, address: str = "192.0.2.1") -> object:
        client = TestClient(app, follow_redirects=False, client=(address, 40000))
        form = {"form_key": find_key(client.get("/login").text), "name": name}
        return client.post("/login", data={**form, "password": password})

    return try_it


class Hashes:
    """Passwords checked, and the most at once; each takes a while and is wrong."""

    def __init__(self) -> None:
        self.checked = self.most = self._now = 0
        self._lock = Lock()

    def verify(self, *_: str) -> bool:
        """Wrong, after a while."""
        with self._lock:
            self.checked += 1
            self._now += 1
            self.most = max(self.most, self._now)
        sum(range(200_000))  # long enough for other threads to come
        with self._lock:
            self._now -= 1
        raise VerifyMismatchError


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> Hashes:
    """What counts hashes in place of making them."""
    counted = Hashes()
    monkeypatch.setattr(PasswordHasher, "verify", lambda self, *given: counted.verify(*given))
    return counted


def test_of_forty_at_once_five_are_checked(enter: Enter, find_key: FindKey, hashes: Hashes) -> None:
    """Two at a time; the others are told to wait, and for how long."""
    client = enter("")
    with start_blocking_portal() as client.portal:  # one loop for all, as a server has
        form = {"form_key": find_key(client.get("/login").text), "name": "reviewer"}

        def send(number: int) -> object:
            return client.post("/login", data={**form, "password": f"guess {number}"})

        with ThreadPoolExecutor(40) as pool:
            replies = list(pool.map(send, range(40)))
    assert hashes.checked == 5
    assert hashes.most <= 2
    refused = [reply for reply in replies if reply.status_code == 429]
    assert len(refused) == 35
    assert {reply.headers["retry-after"] for reply in refused} == {"900"}
    assert "wait 15 minutes" in refused[0].text


def test_logging_out_leaves_nothing_in_the_browser(enter: Enter, find_key: FindKey) -> None:
    """The cookie goes, and so do the pages it keeps."""
    client = enter("reader")
    left = client.post("/logout", data={"form_key": find_key(client.get("/asks").text)})
    assert left.headers["clear-site-data"] == '"cache"'
    assert "throughline=null" in left.headers["set-cookie"]


def test_nobody_can_lock_another_out(try_it: Callable) -> None:
    """A right password counts from an address where no wrong ones came from."""
    for number in range(6):
        wrong = try_it("reviewer", f"guess {number}", "203.0.113.9")
    assert wrong.status_code == 429
    assert try_it("reviewer", PASSWORD, "203.0.113.9").status_code == 429
    assert try_it("reviewer", PASSWORD, "192.0.2.1").status_code == 303


def test_one_address_cannot_go_through_all_names(try_it: Callable, hashes: Hashes) -> None:
    """Thirty in a quarter of an hour, whatever the names."""
    replies = [try_it(f"name {number}", "Winter is coming") for number in range(35)]
    assert [reply.status_code for reply in replies] == [403] * 30 + [429] * 5
    assert hashes.checked == 30


def test_who_finds_no_turn_is_told_to_come_again(
    try_it: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the form, with when; the try is not counted."""
    monkeypatch.setattr("api.auth.hashing._turns", Turns(1, 0))
    busy = try_it("reviewer", PASSWORD)
    assert busy.status_code == 503
    assert busy.headers["retry-after"] == "5"
    assert "Too many people are logging in just now; try again in 5 seconds." in busy.text


def test_a_name_of_thirty_thousand_letters_is_refused(try_it: Callable, hashes: Hashes) -> None:
    """However often; it is checked against nothing and not sent back."""
    for _ in range(7):
        refused = try_it("x" * 30_000, "guess")
        assert refused.status_code == 422
        assert "at most 64 characters" in refused.text
        assert len(refused.text) < 10_000
    assert hashes.checked == 0


def test_a_foreign_host_reads_nothing(enter: Enter) -> None:
    """Whatever the page or the API, with accounts or without."""
    client = enter("")
    for address in ("/", "/api/v1/asks", "/login", "/openapi.json"):
        refused = client.get(address, headers={"Host": "elsewhere.example"})
        assert refused.status_code == 400
        assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "back",
    ["/\\\\elsewhere.example", "/a\\b", "\\/x", "/\t/x", "/\n/x", " /x", "/" + "x" * 5000],
)
def test_nobody_is_led_astray(back: str) -> None:
    """No backslashes, which browsers read as slashes; nothing unseen; nothing without an end."""
    assert own_path(back) == "/"
