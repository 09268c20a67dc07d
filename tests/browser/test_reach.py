"""Every page in a real browser: axe-core, 320 pixels, dark colours, keyboard, no scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.slow

FindViolations = Callable[[Page], list[str]]


def test_axe_sees_a_fault(page: Page, violations: FindViolations) -> None:
    """Pale grey letters on white: so silence elsewhere means something."""
    page.goto("/")
    page.evaluate("document.querySelector('h1').style.setProperty('color', '#bbb')")
    assert any("color-contrast" in one for one in violations(page))


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_every_page_keeps_the_standard(
    context: BrowserContext,
    addresses: dict[str, str],
    width: int,
    violations: FindViolations,
    names_apart: FindViolations,
) -> None:
    """axe-core finds nothing, names hold what is seen (WCAG 2.5.3) and targets are large enough:
    on a desk in light colours, a tablet and a phone in dark ones. On a phone of 320 pixels, which
    is 1280 zoomed to 400 per cent, nothing scrolls sideways.
    """
    page = context.new_page()
    page.emulate_media(color_scheme="light" if width == 1280 else "dark")
    found = {}
    for name, address in addresses.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        against = violations(page) + names_apart(page)
        against += find_small_targets(page) if width == 1280 else []
        against += find_sideways(page) if width == 390 else []
        if against:
            found[name] = against
    assert found == {}


def find_sideways(page: Page) -> list[str]:
    """How wide a page is at 320 pixels, if it is wider."""
    page.set_viewport_size({"width": 320, "height": 640})
    width = page.evaluate("document.documentElement.scrollWidth")
    return [f"{width} pixels wide"] if width > 320 else []


def find_small_targets(page: Page) -> list[str]:
    """Links and buttons outside running text that are less than 24 pixels high."""
    found: list[str] = page.eval_on_selector_all(
        "nav a, button, summary, input, select, .button, .margin a, .chosen a, .links a,"
        " .steps a, .foot a, .hits h3 a",
        "found => found.filter(e => e.checkVisibility() && e.getBoundingClientRect().height"
        " < 24).map(e => e.outerHTML.slice(0, 90))",
    )
    return found


def test_the_first_search_needs_no_mouse(page: Page) -> None:
    """Skip link, box, Enter, the first hit, and the words are there."""
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("caseloads")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=caseloads")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.hits h3')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")
    assert page.locator("#words").is_visible()


def test_focus_is_always_seen(page: Page) -> None:
    """Everything that Tab reaches on the results has an outline."""
    page.goto("/search?q=caseloads")
    for _ in range(30):
        page.keyboard.press("Tab")
        width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert float(width.removesuffix("px")) >= 2


def test_it_works_without_scripts(browser: Browser, site: str) -> None:
    """A search, its hit, a record: all by forms and links."""
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Words or a question").fill("caseloads")
    page.get_by_role("button", name="Search").click()
    page.locator(".hits h3 a").first.click()
    assert page.locator("#words").count() == 1
    page.goto("/")
    page.get_by_label("A subject, or the words").fill("management oversight")
    page.get_by_role("button", name="See the record").click()
    assert page.locator(".record > li").count() >= 4
    context.close()


def test_markup_in_an_address_never_runs(page: Page) -> None:
    """A dialog would hang the page; none comes."""
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    page.goto("/search?q=%3Cscript%3Ealert(1)%3C/script%3E+caseloads")
    page.goto('/recurred?q="><img src=x onerror=alert(1)>')
    assert page.locator("main img").count() == 0
