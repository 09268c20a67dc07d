"""A page that is being worked out, in a real browser."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, Page, expect

from index.library import Library

pytestmark = pytest.mark.slow


def test_it_opens_by_itself_and_everybody_can_use_it(
    sample_library: Library,
    serve_library: Callable[..., AbstractContextManager[str]],
    browser: Browser,
    violations: Callable[[Page], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """axe-core finds nothing on it; without a touch the page wanted is there."""
    monkeypatch.setenv("THROUGHLINE_PATIENCE_S", "0.0001")
    monkeypatch.setattr("api.http.workload._AGAIN_S", 2)
    with serve_library(sample_library) as site, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{site}/issues")
        expect(page.locator("h1")).to_have_text("This page is being worked out")
        assert violations(page) == []
        expect(page.locator("h1")).to_contain_text("Issues over time", timeout=60_000)
