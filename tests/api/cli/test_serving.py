"""A server of several processes: what comes in by one is told by all, at once."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from api.adding.intake import take_in
from api.auth.accounts import add_person, add_token
from api.auth.perimeter import Perimeter
from api.cli.main import main
from api.http.app import create_copy_app
from api.http.bodies import NOTHING_KEPT
from api.http.workload import Changes
from corpus.errors import LibraryError
from corpus.store.asks import find_asks
from corpus.store.file.archive import write_backup
from corpus.store.file.restore import restore_backup
from corpus.store.filters import Filters
from corpus.store.library import save_meta
from corpus.store.people.accounts import open_accounts
from eval.bench.processes import free_port, serving
from index.library import Library, open_library

SERVE = "import sys; from api.cli.main import main; sys.exit(main())"
TIMES = 4  # over a connection of its own each: of two processes each answers some
WITHIN_S = 300.0


def find_servers(process: int) -> list[int]:
    """The processes that a server serves by; not the one that looks after what they share."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [child for child in map(int, listed.split()) if b"spawn_main" in read_command(child)]


def read_command(process: int) -> bytes:
    """What a process was started with; nothing where it has just ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def test_processes_of_one_library_tell_the_same_at_once(
    copy_sample: Callable[[Path], Library], tmp_path: Path, new_paper: Path
) -> None:
    """After a follow, a verdict and an ingest; and one that is ended is begun again."""
    library = copy_sample(tmp_path)
    with open_accounts(tmp_path) as people:
        add_person(people, "officer", "reviewer", "three random words")
        headers = {"Authorization": f"Bearer {add_token(people, 'officer', 'test')}"}
    first, *_, last = find_asks(library.db, Filters(authority=("Wexmere",)))
    pair = {"earlier": first.ask.id, "later": last.ask.id}
    port = free_port()
    command = [sys.executable, "-c", SERVE, "serve", "--port", str(port), "--workers", "2"]

    def ask(path: str, **asked: Any) -> Any:
        address = f"http://127.0.0.1:{port}/api/v1/{path}"
        with httpx.Client(headers=headers, timeout=WITHIN_S, trust_env=False) as client:
            return client.request("POST" if asked else "GET", address, **asked).json()

    def ask_all(path: str) -> Any:
        answers = [ask(path) for _ in range(TIMES)]
        assert answers == answers[:1] * TIMES
        return answers[0]

    def find_days() -> set[str]:
        hits = ask_all('search?q="come down to 16 on average"')["hits"]
        return {hit["published"] for hit in hits}

    with serving([*command, "--library", str(tmp_path)], port, "/readyz") as server:
        assert "2026-11-12" not in find_days()
        held = ask_all("documents?limit=1")["page"]["total"]
        assert ask_all("follows") == ask_all("verdicts") == []

        followed = {"what": "subject", "words": "management oversight", "authority": "Wexmere"}
        ask("follows", json=followed)
        assert len(ask_all("follows")) == 1
        ask("verdicts", json={**pair, "verdict": "different"})
        assert len(ask_all("verdicts")) == 1

        take_in(library, [new_paper])
        assert ask_all("documents?limit=1")["page"]["total"] == held + 1
        assert "2026-11-12" in find_days()

        begun = find_servers(server.memory.pid)
        assert len(begun) == 2
        os.kill(begun[0], signal.SIGKILL)
        until = time.monotonic() + WITHIN_S
        while len(now := find_servers(server.memory.pid)) < 2 or now == begun:
            assert time.monotonic() < until
            time.sleep(0.2)
        assert len(ask_all("follows")) == 1
    library.close()


def test_a_copy_that_may_only_be_read_is_served_and_keeps_nothing(
    copy_sample: Callable[[Path], Library],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Searched and opened as the library is; whoever would have something kept is told."""
    copy_sample(tmp_path).close()
    folder = tmp_path / "copy"
    write_backup(tmp_path, tmp_path / "backup.zip")
    restore_backup(tmp_path / "backup.zip", folder)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    access = os.access

    def access_there(path: Path, mode: int) -> bool:
        return folder not in Path(path, "x").parents and access(path, mode)

    monkeypatch.setattr(os, "access", access_there)

    with open_library(folder) as copy:
        client = TestClient(create_copy_app(copy, Perimeter(), Changes()))
        hits = client.get("/api/v1/search?q=management oversight").json()["hits"]
        record = client.get("/api/v1/recurred?q=management oversight&authority=Wexmere")
        assert record.json()["occurrences"]
        for page in ("/", "/issues", f"/documents/{hits[0]['document']}", "/prepare"):
            assert client.get(page).status_code == 200
        refused = client.post("/api/v1/verdicts", json={"earlier": "a", "later": "b"})
        assert (refused.status_code, refused.json()["detail"]) == (403, NOTHING_KEPT)
        with pytest.raises(LibraryError, match="may only be read here, so no verdict"):
            save_meta(copy.db, "followed", "yes")
    assert {path: path.read_bytes() for path in folder.iterdir()} == before

    assert main(["serve", "--library", str(folder), "--host", "0.0.0.0"]) == 2
    assert "nobody can log in" in capsys.readouterr().err
