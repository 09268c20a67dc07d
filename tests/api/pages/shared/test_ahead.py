"""Reading ahead: what is worked out beforehand, and that readers come first."""

import threading

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from api.http.workload import new_lanes
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
