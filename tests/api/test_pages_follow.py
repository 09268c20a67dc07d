"""Following and many questions on the pages and over the API: each sees their own."""

import csv
import io
import re
from collections.abc import Callable
from sqlite3 import Connection
from xml.etree import ElementTree as Xml

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from api.auth.accounts import add_token
from api.auth.rights import Access
from api.cli.main import main
from api.http.app import create_app
from corpus.store.people.accounts import remove_person
from corpus.store.people.follows import iter_follows
from index.library import Library

Enter = Callable[[str], TestClient]
Bring = Callable[[Library, str], None]
NEW = "/follow/new?what=council&council=Wexmere"


def follow(client: TestClient, find_key: Callable[[str], str], address: str = NEW) -> str:
    """The page of what is followed from now on."""
    form = {"form_key": find_key(client.get(address).text.partition("<main")[2])}
    begun = client.post(address, data=form)
    assert begun.status_code == 303
    return begun.headers["location"]


def test_each_person_follows_for_themselves(
    enter: Enter, find_key: Callable[[str], str], own_library: Library, bring_anew: Bring
) -> None:
    """On the start page, on a page of its own and in a feed; others do not find it."""
    reader = enter("reader")
    page = follow(reader, find_key)
    assert "Nothing new since" in reader.get("/").text
    bring_anew(own_library, "2023-07-24")
    assert re.search(r"New since [^:]+: 1 new document", reader.get("/").text)
    shown = reader.get(page).text
    assert "Inspection report, asks" in shown
    assert enter("colleague").get(page).status_code == 404
    assert "Nothing new" not in enter("colleague").get("/").text
    [feed] = re.findall(r'href="http://testserver(/feeds/[^"]+)"', shown)
    entries = Xml.fromstring(enter("").get(feed).content).findall("{*}entry")
    assert len(entries) == 1
    [upto] = re.findall(r'name="upto" value="(\d+)"', shown)
    form = {"form_key": find_key(shown), "upto": upto}
    assert reader.post(f"{page}/seen", data=form).status_code == 303
    assert "Nothing new since" in reader.get("/").text
    assert len(Xml.fromstring(enter("").get(feed).content).findall("{*}entry")) == 1
    assert reader.post(f"{page}/stop", data=form).headers["location"] == "/follow"
    assert enter("").get(feed).status_code == 404


def test_a_stranger_is_asked_to_log_in(enter: Enter) -> None:
    """They read, and follow nothing."""
    stranger = enter("")
    assert "log in" in stranger.get("/follow").text
    assert stranger.get(NEW).headers["location"].startswith("/login?back=")
    assert "What you follow</h2>" not in stranger.get("/").text
    assert "log in" in stranger.get("/questions").text
    assert stranger.post("/questions", data={"subjects": "care plans"}).status_code == 403


def test_a_form_without_its_key_follows_nothing(enter: Enter, own_library: Library) -> None:
    """Such as one from another site."""
    assert enter("reader").post(NEW).status_code == 403
    assert enter("reader").post("/questions", data={"subjects": "care plans"}).status_code == 403
    assert not list(iter_follows(own_library.db))


def test_whoever_has_left_has_no_feed(
    enter: Enter, find_key: Callable[[str], str], own_library: Library, people: Connection
) -> None:
    """Though its address has no login in it."""
    page = follow(enter("reader"), find_key)
    [feed] = re.findall(r"/feeds/[^\"<]+", enter("reader").get(page).text)[:1]
    assert enter("").get(feed).status_code == 200
    remove_person(people, "reader")
    assert enter("").get(feed).status_code == 404


def test_a_person_who_is_removed_takes_what_they_followed(
    own_library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the address that was kept for them."""
    at = ["--library", str(own_library.path.parent)]
    monkeypatch.setattr("sys.stdin", io.StringIO("three random words\n"))
    assert main(["user", "add", "officer", *at]) == 0
    add = ["follow", "add", "council", "Wexmere", "--who", "officer", "--email", "o@example.org"]
    assert main([*add, *at]) == 0
    assert main(["user", "remove", "officer", *at]) == 0
    assert not list(iter_follows(own_library.db))


def test_emails_are_stopped_without_a_login(
    enter: Enter,
    find_key: Callable[[str], str],
    own_library: Library,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By a form at the address in the e-mail; what only opens addresses stops nothing."""
    monkeypatch.setenv("THROUGHLINE_SMTP_HOST", "mail.example")
    monkeypatch.setenv("THROUGHLINE_MAIL_FROM", "library@example.org")
    reader = enter("reader")
    page = follow(reader, find_key)
    form = {"form_key": find_key(reader.get(page).text), "email": "no address"}
    wrong = reader.post(f"{page}/email", data=form)
    assert wrong.status_code == 422
    assert "no e-mail address" in wrong.text
    assert reader.post(f"{page}/email", data={**form, "email": "r@example.org"}).status_code == 303
    [held] = iter_follows(own_library.db)
    assert held.email == "r@example.org"
    stranger, address = enter(""), f"/feeds/{held.token}/stop"
    asked = stranger.get(address).text
    assert "r@example.org" not in asked
    assert list(iter_follows(own_library.db)) == [held]
    stopped = stranger.post(address, data={"form_key": find_key(asked)})
    assert "No e-mails are sent" in stopped.text
    assert [each.email for each in iter_follows(own_library.db)] == [""]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/follow/new?what=subject&q=a&council=Wexmere", 422),
        ("/follow/new?what=search&q=care+AND+(", 422),
        ("/follow/new?what=council&council=Nowhere", 404),
        ("/follow/new?what=kind&kind=novel", 404),
        ("/follow/new?what=volcano", 422),
        ("/follow/nothing", 404),
        ("/feeds/nothing.atom", 404),
        ("/questions/nothing", 404),
    ],
)
def test_what_cannot_be_followed_is_told(enter: Enter, address: str, status: int) -> None:
    """In words, at its status."""
    assert enter("reader").get(address).status_code == status


def test_a_list_becomes_a_table(
    enter: Enter, find_key: Callable[[str], str], own_library: Library
) -> None:
    """At an address that lasts, as a page, CSV and Excel; bad rows are told in their place."""
    reader = enter("reader")
    form = {"form_key": find_key(reader.get("/questions").text.partition("<main")[2])}
    subjects = "1. management oversight\n\na\n=1+1 care plans\nvolcanic ash"
    made = reader.post("/questions", data={**form, "subjects": subjects})
    assert made.status_code == 303
    address = made.headers["location"]
    shown = enter("colleague").get(address).text
    assert "Asked on" in shown
    assert "by reader" in shown
    assert "1 empty row was left out." in shown
    assert "names no subject" in shown
    assert "No mention found in the documents held" in shown
    sent = enter("").get(f"{address}/table.csv")
    rows = list(csv.DictReader(io.StringIO(sent.content.decode("utf-8-sig"))))
    assert [row["subject"] for row in rows] == [
        "management oversight",
        "a",
        "'=1+1 care plans",
        "volcanic ash",
    ]
    assert int(rows[0]["times_asked"]) > 1
    assert rows[0]["latest_asked_link"].startswith("http://testserver/statements/")
    path = rows[0]["latest_asked_link"].removeprefix("http://testserver")
    assert rows[0]["latest_asked_words"][:30] in enter("").get(path).text
    book = load_workbook(io.BytesIO(enter("").get(f"{address}/table.xlsx").content))
    assert next(row[1].value for row in book.active.iter_rows(min_row=2)) == "management oversight"
    assert enter("").get(f"{address}/table.pdf").status_code == 404
    other = enter("colleague")
    key = find_key(other.get("/questions").text.partition("<main")[2])
    assert "Delete this list" not in other.get(address).text
    assert other.post(f"{address}/delete", data={"form_key": key}).status_code == 403
    assert address in reader.get("/questions").text
    assert "Delete this list" in reader.get(address).text
    deleted = reader.post(f"{address}/delete", data=form)
    assert "The list is deleted" in reader.get(deleted.headers["location"]).text
    assert enter("").get(address).status_code == 404


@pytest.mark.parametrize(
    ("form", "file", "says"),
    [
        ({"subjects": " "}, None, "holds no words"),
        ({"subjects": "x\n" * 501}, None, "the most at once is 500"),
        ({"subjects": "x"}, ("list.txt", b"y"), "both were given"),
        ({}, ("report.pdf", b"%PDF-1.7"), "report.pdf: not a list"),
        ({"subjects": "x", "council": "Nowhere"}, None, "Choose the council"),
    ],
)
def test_what_is_no_list_is_told_on_the_form(
    enter: Enter,
    find_key: Callable[[str], str],
    form: dict[str, str],
    file: tuple[str, bytes] | None,
    says: str,
) -> None:
    """With what was typed."""
    reader = enter("reader")
    key = {"form_key": find_key(reader.get("/questions").text.partition("<main")[2])}
    files = {"file": file} if file else None
    refused = reader.post("/questions", data={**key, **form}, files=files)
    assert refused.status_code == 422
    assert says in refused.text


def test_a_program_follows_and_asks_with_a_token(
    own_library: Library, people: Connection, bring_anew: Bring
) -> None:
    """What it is told is what the pages tell."""
    app = create_app(own_library, Access(people))
    client = TestClient(app)
    assert client.get("/api/v1/follows").status_code == 401
    client.headers["Authorization"] = f"Bearer {add_token(people, 'reader', 'test')}"
    given = {"what": "subject", "words": "management oversight", "authority": "Wexmere"}
    begun = client.post("/api/v1/follows", json=given).json()
    assert begun["name"] == "Subject: management oversight (Wexmere)"
    assert client.post("/api/v1/follows", json={**given, "authority": ""}).status_code == 422
    bring_anew(own_library, "2023-07-24")
    news = client.get(f"/api/v1/follows/{begun['id']}/new").json()
    assert news["items"][0]["quoted"]["published"] == "2023-07-24"
    seen = client.post(f"/api/v1/follows/{begun['id']}/seen", json={"upto": news["upto"]})
    assert seen.status_code == 204
    assert client.get(f"/api/v1/follows/{begun['id']}/new").json()["items"] == []
    assert client.delete(f"/api/v1/follows/{begun['id']}").status_code == 204
    assert client.get("/api/v1/follows").json() == []

    asked = client.post("/api/v1/questions", json={"subjects": ["management oversight", ""]})
    table = client.get(f"/api/v1/questions/{asked.json()['id']}").json()
    assert table["council"] == "Wexmere"
    assert table["rows"][0]["times"] > 1
    assert table["rows"][1]["problem"].startswith("Nothing is written here")
    assert client.get(asked.json()["address"]).status_code == 200
    kept = f"/api/v1/questions/{asked.json()['id']}"
    assert [client.delete(kept).status_code for _ in range(2)] == [204, 404]
    too_many = client.post("/api/v1/questions", json={"subjects": ["x"] * 501})
    assert too_many.status_code == 422
