"""The uses walked on the real papers of one council."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import docx
import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from api.adding.intake import take_in
from api.auth.rights import Access
from corpus.store.people.accounts import open_accounts
from index.library import Library, create_library

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def medway(
    shared: Path,
    browser: Browser,
    serve_library: Callable[[Library, Access], AbstractContextManager[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Page]:
    """A page at the start of a site over Medway's papers, where who reads may save."""
    folder = tmp_path_factory.mktemp("medway")
    with create_library(folder) as library, open_accounts(folder) as accounts:
        take_in(library, [shared / "corpus" / "medway"])
        with serve_library(library, Access(accounts, open_keeping=True)) as address:
            context = browser.new_context(base_url=address, accept_downloads=True)
            yield context.new_page()
            context.close()


def test_caseloads_land_on_their_words(medway: Page) -> None:
    """A hit of an inspection opens on its words, lit on the page as printed."""
    medway.goto("/")
    medway.get_by_label("Words or a question").fill("caseloads")
    medway.get_by_role("button", name="Search").click()
    medway.get_by_label("Inspection report").check()
    medway.get_by_role("button", name="Show these").click()
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


def test_the_item_of_march_2024_is_prepared_and_opened_in_word(
    medway: Page, tmp_path: Path
) -> None:
    """From the first page; what inspectors asked in 2023, and nothing of the report of April."""
    medway.goto("/")
    medway.get_by_role("main").get_by_role("link", name="Prepare an item").click()
    paper = medway.locator("#document option", has_text="7 March 2024").first
    medway.get_by_label("Paper").select_option(paper.get_attribute("value"))
    medway.get_by_role("button", name="Prepare this paper").click()
    medway.get_by_role("button", name="Save this briefing").click()
    expect(medway.get_by_text("Saved on")).to_be_visible()
    with medway.expect_download() as waiting:
        medway.get_by_role("link", name="Word document").click()
    waiting.value.save_as(tmp_path / "briefing.docx")
    pages = print_pages(tmp_path / "briefing.docx")
    words = " ".join(" ".join(pages).split())
    assert len(pages) == 2
    assert "Ofsted, September 2023, page 2" in words
    assert "2 April 2024" not in words
    for paragraph in docx.Document(str(tmp_path / "briefing.docx")).paragraphs:
        if paragraph.style and paragraph.style.name == "Heading 1":
            assert paragraph.text in words
    for section in ("Why now", "Lines of enquiry", "What is not held", "Sources"):
        assert section in words


def print_pages(word: Path) -> list[str]:
    """The text of each page that LibreOffice makes of a Word file."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice: apt-get install libreoffice-writer")
    profile = f"-env:UserInstallation={(word.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(word.parent), str(word)], check=True, capture_output=True)
    document = pypdfium2.PdfDocument(word.with_suffix(".pdf"))
    return [page.get_textpage().get_text_range() for page in document]
