"""A person's own account: a new password, and what ends with the old one."""

from collections.abc import Callable
from sqlite3 import Connection

import pytest
from fastapi.testclient import TestClient

from api.auth.accounts import add_person, add_token
from api.auth.hashing import Turns

PASSWORD, NEW = "three random words", "kettle orbit plum"
Enter = Callable[[str], TestClient]
FindKey = Callable[[str], str]


@pytest.fixture
def change(find_key: FindKey) -> Callable:
    """What sends the form with some fields as given; the reply."""

    def change(client: TestClient, **fields: str) -> object:
        form = {"current": PASSWORD, "new": NEW, "again": fields.get("new", NEW), **fields}
        form.setdefault("form_key", find_key(client.get("/account").text))
        return client.post("/account/password", data=form)

    return change


def test_the_page_is_for_those_who_are_logged_in(enter: Enter) -> None:
    """It is led to from the foot of every page; it says who one is."""
    assert enter("").get("/account").headers["location"] == "/login?back=%2Faccount"
    client = enter("reader")
    assert 'href="/account"' in client.get("/asks").text
    page = client.get("/account")
    assert "reader, reader" in page.text
    assert "no-store" in page.headers["cache-control"]


def test_a_password_can_be_changed(enter: Enter, change: Callable) -> None:
    """The person stays logged in here and nowhere else; only the new one opens the door."""
    client, device = enter("reviewer"), enter("reviewer")
    old_cookie = client.cookies["throughline"]
    done = change(client)
    assert done.status_code == 303
    page = client.get(done.headers["location"])
    assert "Your password is changed" in page.text
    assert 'role="status"' in page.text
    assert device.get("/account").status_code == 303
    device.cookies.clear()
    device.cookies.set("throughline", old_cookie)
    assert device.get("/account").status_code == 303
    with pytest.raises(AssertionError):
        enter("reviewer")  # which tries the old password


def test_what_will_not_do_is_told_at_its_field(enter: Enter, change: Callable) -> None:
    """In the title, in words and tied to the field; nothing has changed."""
    client = enter("reader")
    for fields, status, field, words in (
        ({"current": "wrong"}, 422, "current", "Your password until now is not right"),
        ({"again": "kettle orbit plumb"}, 422, "again", "repetition differ"),
        ({"new": "short"}, 422, "new", "12 to 200"),
        ({"new": "x" * 201}, 422, "new", "12 to 200"),
        ({"new": "P@ssw0rd2024!"}, 422, "new", "guessers try early"),
    ):
        refused = change(client, **fields)
        assert refused.status_code == status
        assert "<title>Error: Your account" in refused.text
        assert words in refused.text
        [tied] = [line for line in refused.text.splitlines() if "password-error" in line][1:]
        assert f'id="{field}"' in tied
        assert 'aria-invalid="true"' in tied
    assert enter("reader").get("/account").status_code == 200


def test_the_password_until_now_cannot_be_guessed_here(enter: Enter, change: Callable) -> None:
    """Tries count as they do at the login."""
    client = enter("reader")
    statuses = [change(client, current=f"guess {number}").status_code for number in range(6)]
    assert statuses == [422] * 5 + [429]
    assert change(client).status_code == 429


def test_a_form_from_elsewhere_changes_nothing(enter: Enter, change: Callable) -> None:
    """It lacks the key."""
    assert change(enter("reader"), form_key="").status_code == 403


def test_an_administrator_who_is_quicker_wins(
    enter: Enter, change: Callable, people: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says that the password was changed meanwhile."""
    client = enter("reader")

    def interrupt(db: Connection, *given: object) -> bool:
        add_person(people, "reader", "reader", "more lanterns over Wexmere")
        return False

    monkeypatch.setattr("api.auth.accounts.replace_password", interrupt)
    refused = change(client)
    assert refused.status_code == 409
    assert "changed meanwhile; log in again" in refused.text


def test_who_finds_no_turn_is_told_to_come_again(
    enter: Enter, change: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With when."""
    client = enter("reader")
    monkeypatch.setattr("api.auth.hashing._turns", Turns(1, 0))
    busy = change(client)
    assert (busy.status_code, busy.headers["retry-after"]) == (503, "5")


def test_a_token_reads_the_page_and_has_no_password(enter: Enter, people: Connection) -> None:
    """Only a session is a person at a keyboard."""
    headers = {"Authorization": f"Bearer {add_token(people, 'reader', 'script')}"}
    page = enter("").get("/account", headers=headers)
    assert page.status_code == 200
    assert "<form" not in page.text.split("<main")[1].split("</main")[0]
