"""An item prepared in a browser: chosen, edited, saved, printed, opened in Word; and its reach."""

from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from api.auth.rights import Access
from corpus.store.people.accounts import open_accounts
from index.library import Library

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(
    sample_library: Library,
    browser: Browser,
    serve_library: Callable[..., object],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Page]:
    """A page on a server of this machine, where who reads may save."""
    with open_accounts(tmp_path_factory.mktemp("accounts")) as accounts:
        access = Access(accounts, open_keeping=True)
        with serve_library(sample_library, access) as address:  # type: ignore[attr-defined]
            context = browser.new_context(base_url=address, accept_downloads=True)
            yield context.new_page()
            context.close()


def prepare_paper(page: Page, paper: str) -> None:
    """From the first page to the draft for a paper, by the pages' own words."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Prepare an item").click()
    option = page.locator("#document option", has_text=paper).first
    page.get_by_label("Paper").select_option(option.get_attribute("value"))
    page.get_by_role("button", name="Prepare this paper").click()


def download_word(page: Page, folder: Path) -> Path:
    """The briefing shown, as a Word file."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Word document").click()
    path = folder / "briefing.docx"
    waiting.value.save_as(path)
    return path


def test_an_item_is_prepared_edited_saved_and_opened_in_word(desk: Page, tmp_path: Path) -> None:
    """What is dropped is gone, what is reworded stands in the file under its own heading."""
    prepare_paper(desk, "2024")
    expect(desk.get_by_role("heading", name="Lines of enquiry")).to_be_visible()
    before = desk.locator(".briefing blockquote").count()
    desk.get_by_role("link", name="Edit and save it").click()
    desk.locator("fieldset input[type=checkbox]").first.uncheck()
    desk.get_by_label("Question", exact=True).first.fill("What is different for a child today?")
    desk.get_by_role("button", name="Save this briefing").click()
    expect(desk.get_by_text("Saved on")).to_be_visible()
    assert desk.locator(".briefing blockquote").count() == before - 1
    read = docx.Document(str(download_word(desk, tmp_path)))
    styles = {one.text: one.style.name for one in read.paragraphs if one.style}
    assert styles["What is different for a child today?"] == "Question"


def test_a_quotation_of_the_draft_opens_on_its_words(desk: Page) -> None:
    """By its citation."""
    prepare_paper(desk, "2024")
    desk.locator(".briefing blockquote a").first.click()
    expect(desk.locator("main blockquote, main .quote, main .leaf").first).to_be_visible()


def test_it_prints_on_two_pages(desk: Page, tmp_path: Path) -> None:
    """A4, the page to print; the briefing's own page has all quotations and may take a third."""
    prepare_paper(desk, "2024")
    expect(desk.get_by_role("heading", name="Sources")).to_be_visible()
    desk.pdf(path=tmp_path / "page.pdf", format="A4", prefer_css_page_size=True)
    assert len(pypdfium2.PdfDocument(tmp_path / "page.pdf")) <= 3
    desk.get_by_role("link", name="Page to print").click()
    expect(desk.get_by_role("link", name="Back to the briefing")).to_be_visible()
    desk.pdf(path=tmp_path / "file.pdf", prefer_css_page_size=True)
    assert len(pypdfium2.PdfDocument(tmp_path / "file.pdf")) <= 2


@pytest.mark.parametrize("width", [320, 1280])
def test_its_pages_reach_everybody(
    desk: Page, violations: Callable[[Page], list[str]], width: int
) -> None:
    """axe-core finds nothing, and nothing scrolls sideways."""
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto("/prepare")
    assert violations(desk) == []
    prepare_paper(desk, "2024")
    assert violations(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
