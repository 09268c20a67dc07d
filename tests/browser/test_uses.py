"""The uses walked from the first page: search, has this come up before, what was asked."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow


def test_a_search_lands_on_the_words(page: Page) -> None:
    """Caseloads: the first hit opens with the words in sight, lit on the page beside them."""
    page.goto("/")
    page.get_by_label("Words or a question").fill("caseloads")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".hits mark").first).to_contain_text("aseload")
    page.locator(".hits h3 a").first.click()
    expect(page.locator("#words")).to_be_in_viewport()
    leaf = page.locator(".leaf", has=page.locator("#words"))
    picture = leaf.locator("img")
    expect(picture).to_be_visible()
    page.wait_for_function(
        "image => image.complete && image.naturalWidth > 900", arg=picture.element_handle()
    )
    lit = leaf.locator("rect.lit").first.bounding_box()
    sheet = leaf.locator(".sheet").bounding_box()
    assert lit is not None
    assert sheet is not None
    assert sheet["y"] <= lit["y"] < sheet["y"] + sheet["height"]


def test_management_oversight_came_up_at_four_inspections(page: Page) -> None:
    """Each named with its date; one of them opened shows the record of it on both sides."""
    page.goto("/")
    page.get_by_label("A subject, or the words").fill("management oversight")
    page.get_by_role("button", name="See the record").click()
    headings = page.locator(".record h3").all_inner_texts()
    for year in ("2013", "2015", "2019", "2023"):
        assert any(year in heading for heading in headings)
    asked = page.locator(".record > li", has=page.get_by_role("heading", name="25 October 2019"))
    asked.get_by_role("link", name="see the record of this one").first.click()
    expect(page.get_by_role("heading", name="Asked for since", exact=True)).to_be_visible()
    expect(page.locator(".sides").first).to_contain_text("This statement")


def test_an_item_is_prepared_from_what_was_asked(page: Page) -> None:
    """From the first page to what was asked of health, its record, and a citation to copy."""
    page.goto("/")
    page.get_by_role("link", name="all that was asked for").click()
    page.get_by_label("Has the words").fill("health")
    page.get_by_role("button", name="Show these").click()
    page.locator("tbody th a").first.click()
    page.get_by_text("Copy as a citation").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert "“" in page.evaluate("navigator.clipboard.readText()")


def test_narrowing_keeps_a_lasting_address(page: Page) -> None:
    """A filter stands in the address; opened again it gives the same hits."""
    page.goto("/search?q=supervision")
    page.get_by_label("2019").check()
    page.get_by_role("button", name="Show these").click()
    address = page.url
    titles = page.locator(".hits h3").all_inner_texts()
    assert "year=2019" in address
    page.goto("/")
    page.goto(address)
    assert page.locator(".hits h3").all_inner_texts() == titles
    page.get_by_role("link", name="Take away the filter 2019").click()
    assert "year" not in page.url
