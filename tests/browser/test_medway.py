"""The uses walked on the real papers of one council."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.intake import take_in
from index.library import Library, create_library

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def medway(
    shared: Path,
    browser: Browser,
    serve_library: Callable[[Library], AbstractContextManager[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Page]:
    """A page at the start of a site over Medway's papers."""
    with create_library(tmp_path_factory.mktemp("medway")) as library:
        take_in(library, [shared / "corpus" / "medway"])
        with serve_library(library) as address:
            context = browser.new_context(base_url=address)
            yield context.new_page()
            context.close()


def test_caseloads_land_on_their_words(medway: Page) -> None:
    """A hit of an inspection opens on its words, lit on the page as printed."""
    medway.goto("/")
    medway.get_by_label("Words or a question").fill("caseloads")
    medway.get_by_role("button", name="Search").click()
    medway.locator(".filters a", has_text="Inspection report").click()
    medway.locator(".hits h3 a").first.click()
    expect(medway.locator("#words")).to_be_in_viewport()
    expect(medway.locator("#words")).to_contain_text(re.compile("caseload", re.IGNORECASE))
    assert medway.locator("rect.lit").count() > 0


def test_management_oversight_came_up_at_four_inspections(medway: Page) -> None:
    """2013, 2015, 2019 and 2023, with what is known and not held."""
    medway.goto("/recurred?q=management+oversight")
    headings = medway.locator(".record h3").all_inner_texts()
    for year in ("2013", "2015", "2019", "2023"):
        assert any(year in heading and "Ofsted" in heading for heading in headings)
    expect(medway.get_by_role("heading", name="What we do not hold")).to_be_visible()
