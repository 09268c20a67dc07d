"""One click from a subject to its whole record, what is folded in print, and the keyboard."""

import re
from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from api.pages.shared.frame import Visitor, environment

pytestmark = pytest.mark.slow

_TWICE = """{% extends "base.html" %}{% block main %}<h1>Words</h1>
<blockquote>The IRO saw the plan.</blockquote>
<blockquote>The IRO wrote.</blockquote>{% endblock %}"""
_HEADS = ("Asked for", "Inspectors found", "The council said", "The latest word", "Not held")


def test_a_subject_has_its_whole_record_in_one_click(page: Page) -> None:
    """Five answers in sight on a small desk, in this order; every date opens its page."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/")
    page.get_by_label("A subject, or the words").fill("management oversight")
    page.get_by_role("button", name="See the record").click()
    heads = page.locator(".glance h2")
    for head, name in zip(heads.all_inner_texts(), _HEADS, strict=True):
        assert head.startswith(name)
    for place in range(5):
        expect(heads.nth(place)).to_be_in_viewport()
    page.locator(".glance .from a").first.click()
    expect(page.locator("#words").first).to_be_visible()


def test_an_issue_prints_on_two_sheets(page: Page, addresses: dict[str, str]) -> None:
    """Three statements a year; of the others only how many they are."""
    page.goto(addresses["thread"])
    shown = page.locator("main .record > li:visible").count()
    assert 0 < shown < page.locator("main .record > li").count()
    assert len(pypdfium2.PdfDocument(page.pdf(format="A4"))) <= 2


def test_letters_are_explained_without_scripts(browser: Browser) -> None:
    """By the keyboard: Enter opens what they mean, Escape closes it."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    nobody = Visitor(None, (), "", False, False)
    page.set_content(environment().from_string(_TWICE).render(path="/", visitor=nobody))
    button = page.locator("button.term:visible").first
    button.focus()
    page.keyboard.press("Enter")
    meaning = page.locator(".meaning:popover-open")
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning).to_have_count(0)
    context.close()


def test_an_item_is_prepared_by_the_keyboard(
    page: Page, tab_to: Callable[[Page, str], None]
) -> None:
    """The paper is chosen, the pack made, and its Word file reached."""
    page.goto("/prepare")
    tab_to(page, "select#document")
    page.keyboard.press("ArrowDown")
    tab_to(page, "main button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/prepare/**")
    tab_to(page, "main a[href*='briefing.docx']")


def test_a_cell_of_the_grid_makes_sense_by_itself(page: Page) -> None:
    """A row header, a column header, and in each cell the issue, the year and what was said."""
    page.goto("/issues?state=all")
    row = page.locator(".grid tbody tr").first
    issue = row.locator("th[scope=row]").inner_text()
    names = [cell.text_content() or "" for cell in row.locator("td.sign").all()]
    assert names
    assert all(issue in name and ": " in name for name in names)
    assert page.locator(".grid thead th:not([scope=col])").count() == 0
    assert page.locator(".grid caption").count() == 1


def test_the_grid_is_read_in_its_order(page: Page) -> None:
    """As a screen reader has it, on a desk and on a tablet, which hides the oldest columns: each
    row begins with its issue, and has a cell under every heading that is there."""
    for width in (1280, 820):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/issues?state=all")
        tree = page.locator(".grid").aria_snapshot()
        [head, *rows] = re.split(r"\n\s*- row ", tree)[1:]
        assert head.count("- columnheader") > 3
        for row in rows:
            parts = re.findall(r"- (rowheader|cell)\b", row)
            assert parts == ["rowheader", *["cell"] * (head.count("- columnheader") - 1)]
