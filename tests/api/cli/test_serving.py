"""A server of several processes: what comes in by one is told by all, at once."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from api.adding.intake import take_in
from api.auth.accounts import add_person, add_token
from corpus.store.people.accounts import open_accounts
from eval.bench.processes import free_port, serving
from index.library import Library

SERVE = "import sys; from api.cli.main import main; sys.exit(main())"
TIMES = 4  # over a connection of its own each: of two processes each answers some
WITHIN_S = 300.0


def children_of(process: int) -> list[int]:
    """The processes that a process started."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(child) for child in listed.split()]


def is_server(process: int) -> bool:
    """True of a process that serves; not of the one that looks after shared memory."""
    return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()


def test_processes_of_one_library_tell_the_same_at_once(
    copy_sample: Callable[[Path], Library], tmp_path: Path, new_paper: Path
) -> None:
    """After a follow, a verdict and an ingest; and one that is ended is begun again."""
    library = copy_sample(tmp_path)
    with open_accounts(tmp_path) as people:
        add_person(people, "officer", "reviewer", "three random words")
        headers = {"Authorization": f"Bearer {add_token(people, 'officer', 'test')}"}
    port = free_port()
    command = [sys.executable, "-c", SERVE, "serve", "--port", str(port), "--workers", "2"]

    def ask(path: str, **asked: Any) -> Any:
        address = f"http://127.0.0.1:{port}/api/v1/{path}"
        return httpx.request(
            asked.pop("method", "GET"),
            address,
            headers=headers,
            timeout=60,
            trust_env=False,
            **asked,
        ).json()

    def ask_all(path: str) -> list[Any]:
        answers = [ask(path) for _ in range(TIMES)]
        assert answers == answers[:1] * TIMES
        return answers[0]

    with serving([*command, "--library", str(tmp_path)], port, "/readyz") as server:
        links = ask_all("links?authority=Wexmere")["links"]
        assert ask_all("follows") == []
        held = ask_all("documents?limit=1")["page"]["total"]

        followed = {"what": "subject", "words": "management oversight", "authority": "Wexmere"}
        ask("follows", json=followed)
        assert len(ask_all("follows")) == 1

        pair = {"earlier": links[0]["earlier"]["id"], "later": links[0]["later"]["id"]}
        ask("verdicts", json={**pair, "verdict": "different"})
        assert len(ask_all("links?authority=Wexmere")["links"]) == len(links) - 1

        take_in(library, [new_paper])
        assert ask_all("documents?limit=1")["page"]["total"] == held + 1
        found = ask_all("search?q=caseloads have come down to 16")["hits"]
        assert found[0]["published"] == "2026-11-12"

        [parent] = [server.memory._pid]
        first = [child for child in children_of(parent) if is_server(child)]
        assert len(first) == 2
        os.kill(first[0], signal.SIGKILL)
        until = time.monotonic() + WITHIN_S
        while len(set(children_of(parent)) - set(first)) < 1 or not ask_all("follows"):
            assert time.monotonic() < until
            time.sleep(0.2)
    library.close()
