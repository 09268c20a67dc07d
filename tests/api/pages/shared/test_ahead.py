"""Reading ahead: what is worked out beforehand, and that readers come first."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from api.http.workload import new_lanes
from corpus.store.library import raise_generation
from index.library import Library


def test_nothing_is_read_ahead_while_readers_are_about(
    sample_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It begins once nobody's request is at work, and ends with the application."""
    lanes, read = new_lanes(), threading.Event()
    monkeypatch.setattr("api.http.app.new_lanes", lambda: lanes)
    monkeypatch.setattr("api.pages.shared.ahead.list_threads", lambda *given: read.set())
    monkeypatch.setattr("api.pages.shared.ahead.follow_up", lambda *given: None)
    assert lanes["work"].enter()
    with TestClient(create_app(sample_library)):
        assert not read.wait(0.5)
        lanes["work"].inside = 0
        assert read.wait(60)


def test_what_was_weighed_is_kept_for_the_next_start(
    copy_sample: Callable[[Path], Library], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written while the server runs, by no reader; and again when papers came or went."""
    monkeypatch.setattr("api.pages.shared.ahead._LOOKS_EVERY_S", 0.01)
    read: list[int] = []
    monkeypatch.setattr(
        "api.pages.shared.ahead._read_ahead", lambda library, pauses: read.append(1)
    )
    with copy_sample(tmp_path) as library:
        saved: list[int] = []
        monkeypatch.setattr(library, "save_worked_out", lambda: saved.append(1))
        with TestClient(create_app(library)):
            wait_until(lambda: bool(read and saved))
            raise_generation(library.db)
            wait_until(lambda: len(read) == 2)


def wait_until(holds: Callable[[], bool]) -> None:
    """Return once it holds, within a minute on a busy machine."""
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)
