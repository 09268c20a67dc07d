"""Values that nobody types, in every place of every address: none is a fault of ours.

Each class of value is tried in each parameter of each route, of path, query and form, and a
few bodies as a whole. Whatever comes back carries the security headers, and never is 500.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copytree
from typing import NamedTuple
from urllib.parse import quote

import pytest
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient
from httpx import Response

from api.adding.queue import Intake
from api.auth.accounts import add_token, find_token
from api.auth.rights import Access
from api.http.app import create_app
from corpus.store.people.accounts import open_accounts
from index.library import Library

# Written as they stand in an address, so that what is no text can be among them.
EDGES: Mapping[str, str] = {
    "nothing": "",
    "a space": "%20",
    "300 digits": "9" * 300,
    "5000 digits": "7" * 5000,
    "30 digits": "8" * 30,
    "past 64 bits": str(2**63),
    "below nothing": "-1",
    "not a number": "NaN",
    "a lone surrogate": "%ED%A0%80",
    "half a character": "%C3",
    "a zero byte": "a%00b",
    "100 Chinese letters": quote("儿" * 100),
    "900 brackets": "(" * 900 + "a%20AND%20b" + ")" * 900,
    "900 brackets opened": "a%20AND%20" + "(" * 900,
    "400 times NOT": "a%20" + "NOT%20" * 400 + "b",
    "1000 words or": "%20OR%20".join(["care"] * 300),
    "quotation marks": '"""',
    "30 kB": "x" * 30_000,
    "a path": quote("../../../etc/passwd", safe=""),
    "line ends": "a%0D%0Aset-cookie:%20b",
    "markup": quote("<script>alert(1)</script>"),
    "a day that is none": "2024-13-45",
    "the first year": "0001-01-01",
    "the last year": "9999-12-31",
    "written right to left": quote("\u202eolleh\u0000"),
}
# Of this many classes each place meets one; 1 in `make fuzz`, which tries all.
EVERY = int(os.environ.get("THROUGHLINE_EDGES", "12"))
HEADERS = ("content-security-policy", "x-content-type-options", "x-frame-options")
Values = dict[str, str]


class Place(NamedTuple):
    """Where a value goes: a parameter of a route."""

    method: str
    path: str
    where: str  # path | query | form
    name: str


class Desk(NamedTuple):
    """The application as an administrator's browser sees it, and valid values by name."""

    client: TestClient
    token: str
    known: Values


@pytest.fixture(scope="module")
def desk(sample_library: Library, known_people: Path, tmp_path_factory: object) -> Iterator[Desk]:
    """Everything on: accounts, adding, and an administrator's token, which needs no form key."""
    folder = tmp_path_factory.mktemp("edges")  # type: ignore[attr-defined]
    copytree(known_people, folder, dirs_exist_ok=True)
    sample_library.db.execute("pragma wal_checkpoint(truncate)")
    (folder / "library.db").write_bytes(sample_library.path.read_bytes())
    models = (lambda name: sample_library.encoder, lambda encoder, reader: sample_library.weigher)
    with (
        Library(folder, *models) as library,
        open_accounts(folder) as accounts,
        Intake(folder) as intake,
    ):
        app = create_app(library, Access(accounts, open_keeping=True), intake)
        token = add_token(accounts, "administrator", "edges")
        client = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
        client.headers["authorization"] = f"Bearer {token}"
        yield Desk(client, token, _find_known(client))


def _find_known(client: TestClient) -> Values:
    """One value for each parameter with which its address works."""
    asks = client.get("/api/v1/asks?limit=200").json()["asks"]
    earlier, later = asks[0], asks[-1]
    thread = client.get("/api/v1/threads?authority=Wexmere").json()["threads"][0]
    return {
        "document_id": later["document"],
        "statement_id": later["id"],
        "thread_id": thread["id"],
        "theme_id": "caseloads",
        "key": "caseloads",
        "page": "1",
        "number": "1",
        "suffix": "md",
        "saved_id": "none",
        "job_id": "none",
        "q": "caseloads",
        "council": "Wexmere",
        "authority": "Wexmere",
        "theme": "caseloads",
        "one": earlier["id"],
        "other": later["id"],
        "verdict": "related",
        "seen": "0",
        "path": "site.css",
    }


def list_places(client: TestClient) -> list[Place]:
    """Every parameter of every route; of forms those that the framework reads, and our own."""
    places = []
    for route in iter_route_contexts(client.app.routes):  # type: ignore[attr-defined]
        if not isinstance(route.original_route, APIRoute):
            continue
        path, dependant = str(route.path), route.dependant
        for method in sorted(route.methods or ()):
            named = [(field.alias, "query") for field in get_flat_params(dependant)]
            inside = {name for name, _ in named if f"{{{name}}}" in path or f"{{{name}:" in path}
            forms = [field.alias for field in dependant.body_params if field.alias != "given"]
            places += [
                Place(method, path, "path" if name in inside else where, name)
                for name, where in (*named, *((form, "form") for form in forms))
            ]
    return places


def send(desk: Desk, place: Place, value: str) -> Response:
    """The answer to a request with the value in its place, and all else valid."""
    path, query, form = place.path.replace(":int}", "}"), [], []
    for name, known in desk.known.items():
        if f"{{{name}}}" in path:
            path = path.replace(
                f"{{{name}}}", value if (name, "path") == (place.name, place.where) else known
            )
        elif name != place.name and place.method == "GET":
            query.append(f"{name}={quote(known)}")
        elif name != place.name:
            form.append(f"{name}={quote(known)}")
    if place.where == "query":
        query.append(f"{place.name}={value}")
    if place.where == "form":
        form.append(f"{place.name}={value}")
    address = f"{path}?{'&'.join(query)}"
    if place.method == "GET":
        return desk.client.get(address)
    content = {"content-type": "application/x-www-form-urlencoded"}
    body = "&".join(form)
    return desk.client.request(place.method, address, content=body, headers=content)


def test_no_value_in_any_place_is_a_fault_of_ours(desk: Desk) -> None:
    """Every place meets some of the classes, and every class some of the places."""
    cases = [
        (place, name)
        for number, place in enumerate(list_places(desk.client))
        for turn, name in enumerate(EDGES)
        if (number + turn) % EVERY == 0
    ]
    assert len(cases) >= 300
    faults = [
        (place, name, answer.status_code)
        for place, name in cases
        if not is_sound(answer := send(desk, place, EDGES[name]))
    ]
    assert not faults, "\n".join(map(str, faults))


def is_sound(answer: Response) -> bool:
    """True of an answer that is no fault of ours and has its headers."""
    return answer.status_code < 500 and all(map(answer.headers.get, HEADERS))


@pytest.mark.parametrize(
    ("address", "edge"),
    [
        ("/search?q={}", "900 brackets"),
        ("/search.csv?q={}", "900 brackets opened"),
        ("/api/v1/search?q={}", "900 brackets"),
        ("/documents/{document_id}/pages/{}", "5000 digits"),
        ("/documents/{document_id}/pages/{}.png", "300 digits"),
        ("/documents/{document_id}/pages/{}.png", "5000 digits"),
        ("/asks?page={}", "300 digits"),
        ("/statements/{}", "a lone surrogate"),
        ("/api/v1/recurred?q={}", "a lone surrogate"),
        ("/api/v1/links?authority=Wexmere&offset={}", "300 digits"),
    ],
)
def test_what_broke_once_is_refused_in_plain_words(desk: Desk, address: str, edge: str) -> None:
    """As a page or as problem+json, by who asks."""
    answer = desk.client.get(
        address.replace("{document_id}", desk.known["document_id"]).replace("{}", EDGES[edge])
    )
    assert answer.status_code in (404, 422)
    assert is_sound(answer)
    kind = "application/problem+json" if "/api/" in address else "text/html; charset=utf-8"
    assert answer.headers["content-type"] == kind


@pytest.mark.parametrize("number", ["9" * 30, "9" * 300, "9" * 5000, str(2**63), "-1"])
def test_a_verdict_of_no_number_is_refused(desk: Desk, number: str) -> None:
    """Of a program and of a form."""
    gone = desk.client.delete(f"/api/v1/verdicts/{number}")
    undone = desk.client.post(f"/review/verdicts/{number}/undo")
    assert (gone.status_code, undone.status_code) == (422, 422)
    assert is_sound(gone)
    assert is_sound(undone)


@pytest.mark.parametrize(
    "body",
    [
        r'{"earlier": "\ud800", "later": "b", "verdict": "same"}',
        r'{"earlier": "a", "later": "b", "verdict": "same", "why": "\udfff"}',
        r'{"earlier": "a", "later": "b", "verdict": "\ud800"}',
        '{"earlier": "a\x00", "later": "b", "verdict": "same"}',
        '{"earlier": "a", "later": "b", "verdict": "same", "seen": 1' + "0" * 400 + "}",
        '{"earlier": "a", "later": "b", "verdict": "same", "seen": 1e999}',
        '{"earlier": "a", "later": "b", "verdict": "same", "seen": NaN}',
        "[" * 5000,
        "{" * 100,
        '"verdict"',
        "null",
        "",
        "\x00",
        "é",
    ],
)
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", "x", ""])
def test_a_body_of_any_kind_is_read_or_refused(desk: Desk, body: str, kind: str) -> None:
    """Half a character too, nested without end, not JSON at all."""
    content = body.encode("utf-8", "surrogatepass")
    answer = desk.client.post("/api/v1/verdicts", content=content, headers={"content-type": kind})
    assert answer.status_code in (400, 404, 415, 422)
    assert is_sound(answer)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("key", ["ключ", "儿" * 100, "x" * 30_000, "\x00", ""])
@pytest.mark.parametrize(
    "address", ["/login", "/logout", "/prepare/draft", "/review/verdicts/1/undo"]
)
def test_a_form_key_of_any_letters_is_a_wrong_one(desk: Desk, address: str, key: str) -> None:
    """403 in words, or the way to the login."""
    stranger = TestClient(desk.client.app, raise_server_exceptions=False, follow_redirects=False)
    answer = stranger.post(address, data={"form_key": key})
    assert answer.status_code in (303, 403, 422)
    assert is_sound(answer)


@pytest.mark.parametrize(
    "name",
    [
        "儿" * 100 + ".pdf",
        "a." + "b" * 30_000,
        "..",
        "a\x00.pdf",
        "con.pdf",
        "\u202e.pdf",
        "😀" * 64 + ".pdf",
    ],
)
def test_an_upload_of_any_name_is_kept_or_refused(desk: Desk, name: str) -> None:
    """On to the page that says what became of it; a name of 30 kB is refused at once."""
    given = desk.client.post(
        "/add",
        data={"public": "yes", "council": "Wexmere"},
        files={"papers": (name, b"%PDF-1.4 none")},
    )
    assert given.status_code in (303, 400)
    assert is_sound(given)
    assert is_sound(desk.client.get(given.headers.get("location", "/add")))


@pytest.mark.parametrize("address", ["/", "/api/v1/documents", "/nothing", "/api/v1/nothing"])
def test_what_nobody_foresaw_is_told_with_a_number(
    desk: Desk, address: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """500 inside the headers, as a page or as problem+json; the same number is in the log."""

    def break_(*given: object) -> None:
        raise RuntimeError("private words")

    monkeypatch.setattr("api.pages.start.load_size", break_)
    monkeypatch.setattr("api.http.app.held_documents", break_)
    monkeypatch.setattr("api.http.errors.methods_at", break_)
    monkeypatch.setattr(
        "api.auth.rights.find_token", break_ if "nothing" in address else find_token
    )
    answer = desk.client.get(address)
    assert answer.status_code == 500
    assert all(map(answer.headers.get, HEADERS))
    assert "private words" not in answer.text
    told = [getattr(record, "told", {}) for record in caplog.records]
    [number] = [fault["number"] for fault in told if "number" in fault]
    assert number in answer.text
    kind = "application/problem+json" if "/api/" in address else "text/html; charset=utf-8"
    assert answer.headers["content-type"] == kind


def test_even_a_broken_page_for_errors_has_its_headers(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bare page says what happened."""

    def break_(*given: object) -> None:
        raise RuntimeError("no template")

    monkeypatch.setattr("api.http.errors.show_error", break_)
    answer = desk.client.get("/nothing")
    assert answer.status_code == 500
    assert all(map(answer.headers.get, HEADERS))
    assert "<h1>" in answer.text
