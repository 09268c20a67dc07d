"""For whoever runs the server: life, readiness, figures, and a log without readers' words."""

import json
import logging
import os
import re
from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

import pytest
from fastapi.testclient import TestClient

from api.auth.accounts import add_token
from api.auth.rights import Access
from api.http.app import create_app
from api.http.watching.backups import BackupWatch
from api.http.watching.logs import LineFormatter
from index.library import Library, create_library

Enter = Callable[[str], TestClient]


@pytest.fixture
def closed(own_library: Library, people: Connection) -> TestClient:
    """The application where nobody reads without a login."""
    app = create_app(own_library, Access(people, open_reading=False))
    return TestClient(app, follow_redirects=False, raise_server_exceptions=False)


def test_life_and_readiness_are_told_to_everybody(closed: TestClient) -> None:
    """Without a login, and without a word of what is held."""
    life, readiness = closed.get("/healthz"), closed.get("/readyz")
    assert (life.status_code, life.text) == (200, "ok")
    assert (readiness.status_code, readiness.json()) == (200, {"library": "ok", "accounts": "ok"})


def test_a_library_that_went_away_is_alive_and_not_ready(tmp_path: Path) -> None:
    """503, and which of the two it is; where it lies is nobody's business."""
    with create_library(tmp_path) as library:
        app = create_app(library)
    (tmp_path / "library.db").unlink()
    client = TestClient(app)
    assert client.get("/healthz").status_code == 200
    readiness = client.get("/readyz")
    assert readiness.status_code == 503
    assert "throughline doctor" in readiness.json()["library"]
    assert str(tmp_path) not in readiness.text


@pytest.fixture
def watch() -> BackupWatch:
    """Of a server whose last backup failed."""
    return BackupWatch("/backups: No space left on device.", written=1000.0)


@pytest.fixture
def watched(own_library: Library, people: Connection, watch: BackupWatch) -> TestClient:
    """That server."""
    return TestClient(create_app(own_library, Access(people), backups=watch))


def test_a_backup_that_failed_is_told(
    watched: TestClient, people: Connection, watch: BackupWatch
) -> None:
    """Readers are not sent away for it; why is told to administrators, on every page."""
    readiness = watched.get("/readyz")
    assert readiness.status_code == 200
    assert "was not written" in readiness.json()["backup"]
    assert watch.failure not in readiness.text + watched.get("/").text
    for role in ("reader", "reviewer", "administrator"):
        token = {"authorization": f"Bearer {add_token(people, role, 'test')}"}
        is_told = [
            watch.failure in watched.get(page, headers=token).text for page in ("/", "/about")
        ]
        assert is_told == [role == "administrator"] * 2
    figures = watched.get("/metrics", headers=token).text
    assert "throughline_backup_failed 1.0" in figures
    assert "throughline_backup_written_seconds 1000.0" in figures


def test_a_backup_that_was_written_is_no_news(watched: TestClient, watch: BackupWatch) -> None:
    """No alarm once the next is there."""
    watch.failure = ""
    assert watched.get("/readyz").json()["backup"] == "ok"
    assert "last backup" not in watched.get("/").text


def test_who_sits_at_the_machine_is_told_without_a_login(
    own_library: Library, people: Connection, watch: BackupWatch
) -> None:
    """Where a server serves its own machine alone."""
    app = create_app(own_library, Access(people, open_keeping=True), backups=watch)
    assert watch.failure in TestClient(app).get("/").text


@pytest.mark.parametrize(("name", "status"), [("", 303), ("reader", 403), ("reviewer", 403)])
def test_figures_are_for_administrators(enter: Enter, name: str, status: int) -> None:
    """Nobody else sees them."""
    assert enter(name).get("/metrics").status_code == status


def test_figures_count_addresses_and_not_what_was_looked_for(
    closed: TestClient, people: Connection
) -> None:
    """By the address's template, method and status."""
    closed.headers["authorization"] = f"Bearer {add_token(people, 'administrator', 'test')}"
    for _ in range(3):
        closed.get("/statements/secret-id?q=secret-words")
    closed.get("/secret-place")
    closed.request("SECRET", "/asks")
    figures = closed.get("/metrics").text
    counted = r'throughline_requests_total{address="/statements/{statement_id}",method="GET"'
    assert f'{counted},status="404"}} 3.0' in figures
    assert 'address="none",method="GET",status="404"} 1.0' in figures
    assert 'address="/asks",method="other",status="405"} 1.0' in figures
    assert "throughline_work_waiting 0.0" in figures
    assert f"throughline_process {float(os.getpid())}" in figures
    assert re.search(r"^process_resident_memory_bytes \d", figures, re.MULTILINE)
    assert "secret" not in figures.lower()


def test_the_log_has_no_words_of_readers_unless_asked_for(
    closed: TestClient,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A line of JSON a request; what broke is told by its kind and place."""

    def break_(*given: object) -> None:
        raise RuntimeError("secret words")

    caplog.set_level(logging.INFO, "throughline")
    monkeypatch.setattr("api.auth.login.own_path", break_)
    closed.get("/login?back=secret-words")
    plain, full = LineFormatter(with_words=False), LineFormatter(with_words=True)
    error, request = (json.loads(plain.format(record)) for record in caplog.records)
    assert request["event"] == "request"
    assert (request["address"], request["status"]) == ("/login", 500)
    assert error["error"] == "RuntimeError"
    assert error["at"][-1].endswith("break_")
    assert "secret" not in json.dumps([error, request])
    told = [json.loads(full.format(record)) for record in caplog.records]
    assert told[0]["said"] == "secret words"
    assert told[1]["opened"] == "/login?back=secret-words"
