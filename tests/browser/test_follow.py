"""Following a subject and asking many questions, in a real browser."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from playwright.sync_api import Browser, Page, expect

from api.adding.intake import Counts
from api.auth.rights import Access
from corpus.store.people.accounts import open_accounts
from index.library import Library

pytestmark = pytest.mark.slow
Violations = Callable[[Page], list[str]]
SUBJECTS = (
    *("management oversight", "caseloads", "supervision", "care plans", "assessments"),
    *("care leavers", "placement stability", "a", "volcanic ash", "neglect"),
)


@pytest.fixture
def page(
    copy_sample: Callable[[Path], Library],
    serve_library: Callable[..., AbstractContextManager[str]],
    browser: Browser,
    tmp_path: Path,
) -> Iterator[tuple[Page, Library]]:
    """A page of somebody who sits at the machine that serves itself alone, and the library."""
    with (
        copy_sample(tmp_path) as library,
        open_accounts(tmp_path) as accounts,
        serve_library(library, Access(accounts, open_keeping=True)) as site,
        browser.new_context(base_url=site, viewport={"width": 390, "height": 844}) as context,
    ):
        yield context.new_page(), library


def test_a_subject_is_followed_and_a_new_paper_is_told(
    take_in_here: Callable[..., Counts],
    page: tuple[Page, Library],
    new_paper: Path,
    violations: Violations,
) -> None:
    """From the record to the start page and to the feed, with the place of the words."""
    shown, library = page
    shown.goto("/follow/new?what=subject&q=management+oversight&council=Wexmere")
    assert violations(shown) == []
    shown.get_by_role("button", name="Follow this").click()
    expect(shown.locator("h1")).to_have_text("Subject: management oversight (Wexmere)")
    expect(shown.locator(".verdict")).to_contain_text("Nothing new since")
    take_in_here(library, [new_paper])
    shown.goto("/")
    expect(shown.locator("[aria-labelledby=news]")).to_contain_text("1 new document")
    assert violations(shown) == []
    shown.get_by_role("link", name="Subject: management oversight (Wexmere)").click()
    expect(shown.locator("blockquote")).to_contain_text(["team managers record a decision"])
    expect(shown.locator("h3").first).to_contain_text("paragraph 2.1")
    assert violations(shown) == []
    feed = shown.request.get(str(shown.locator("a[href$='.atom']").get_attribute("href")))
    assert feed.headers["content-type"].startswith("application/atom+xml")
    [entry] = Xml.fromstring(feed.text()).findall("{*}entry")
    for name in ("id", "title", "updated", "author/{*}name", "content"):
        assert entry.findtext(f"{{*}}{name}")
    shown.locator("h3 a").first.click()
    expect(shown.locator("main")).to_contain_text("team managers record a decision")
    shown.goto("/follow")
    assert violations(shown) == []
    shown.locator("th a").click()
    shown.get_by_role("button", name="I have seen these").click()
    expect(shown.locator(".verdict")).to_contain_text("Nothing new since")


def test_ten_subjects_become_a_table(page: tuple[Page, Library], violations: Violations) -> None:
    """A row for each, stacked on a phone, and the same as a CSV file."""
    shown, _ = page
    shown.goto("/questions")
    assert violations(shown) == []
    shown.get_by_label("Subjects or recommendations, one a line").fill("\n".join(SUBJECTS))
    shown.get_by_role("button", name="Make the table").click()
    expect(shown.locator("h1")).to_have_text("10 subjects in Wexmere")
    expect(shown.locator("tbody tr")).to_have_count(10)
    expect(shown.locator("tbody tr").nth(7)).to_contain_text("names no subject")
    assert violations(shown) == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390
    with shown.expect_download() as downloading:
        shown.get_by_role("link", name="as CSV").click()
    rows = list(csv.DictReader(io.StringIO(downloading.value.path().read_text("utf-8-sig"))))
    assert [row["subject"] for row in rows] == list(SUBJECTS)
    shown.set_viewport_size({"width": 1280, "height": 900})
    assert violations(shown) == []
