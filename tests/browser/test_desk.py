"""The places for people with a role, in a real browser: reviewing links and adding papers."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.adding.queue import Intake
from api.auth.accounts import add_person
from api.auth.rights import Access
from corpus.store.people.accounts import open_accounts
from index.library import Library
from index.recurrence.trace import link_asks

pytestmark = pytest.mark.slow

PASSWORD = "three random words"
_READ_WITHIN_MS = 180_000
_WORDS = " ".join(f"Members heard how team {number} holds supervision." for number in range(30))
_PAPER = (
    "<!doctype html><html><head><title>Lanterns</title></head><body><h1>Report on lanterns</h1>"
    f"<p>Social workers carry lanterns at night.</p><p>{_WORDS}</p></body></html>"
)

LogIn = Callable[..., Page]
FindViolations = Callable[[Page], list[str]]


@pytest.fixture(scope="module")
def own_library(
    copy_sample: Callable[[Path], Library], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Library]:
    """A copy of the sample library, to be written to."""
    with copy_sample(tmp_path_factory.mktemp("desk")) as library:
        yield library


@pytest.fixture(scope="module")
def desk(
    own_library: Library, serve_library: Callable[..., AbstractContextManager[str]]
) -> Iterator[str]:
    """The address of a site with a reviewer and an administrator."""
    folder = own_library.path.parent
    with open_accounts(folder) as accounts, Intake(folder) as intake:
        for role in ("reviewer", "administrator"):
            add_person(accounts, role, role, PASSWORD)
        with serve_library(own_library, Access(accounts), intake) as address:
            yield address


@pytest.fixture
def log_in(browser: Browser, desk: str) -> Iterator[LogIn]:
    """What opens a browser in which somebody has logged in, from the foot of the first page."""
    opened = []

    def log_in(name: str, scripts: bool = True) -> Page:
        context = browser.new_context(base_url=desk, java_script_enabled=scripts)
        opened.append(context)
        page = context.new_page()
        page.goto("/asks")
        page.get_by_role("link", name="Log in").click()
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        assert page.url == f"{desk}/asks"
        return page

    yield log_in
    for context in opened:
        context.close()


@pytest.fixture(scope="module")
def pair(own_library: Library) -> tuple[str, str]:
    """The ids of the likeliest link."""
    first = link_asks(own_library, own_library.weigher, "Wexmere")[0]
    return first.earlier.ask.id, first.later.ask.id


def test_a_reviewer_confirms_a_link_and_undoes_it(log_in: LogIn, pair: tuple[str, str]) -> None:
    """On the page of a statement, without scripts; the verdict is in sight afterwards."""
    page = log_in("reviewer", scripts=False)
    page.goto(f"/statements/{pair[0]}")
    link = page.locator(f"#pair-{pair[1]}")
    chance = link.locator(".tag").inner_text()
    link.get_by_text("Is it the same issue?").click()
    link.get_by_label("Because").fill("both ask for the same plan")
    link.get_by_role("button", name="Confirm").click()
    expect(link).to_contain_text(
        re.compile(r"Said by reviewer on .*: the same issue, because both")
    )
    expect(link).to_be_in_viewport()
    link.get_by_role("button", name="Undo").click()
    expect(link.locator(".tag")).to_have_text(chance)


def test_a_reviewer_works_through_the_queue(log_in: LogIn) -> None:
    """By the keyboard alone: the first pair is judged, the next one comes, and all is logged."""
    page = log_in("reviewer")
    page.get_by_role("link", name="Review links").click()
    first = page.locator(".record > li").first.inner_text()
    page.get_by_label("Because").first.focus()
    page.keyboard.type("not the same children")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("You last said: not the same issue")
    assert page.locator(".record > li").first.inner_text() != first
    page.get_by_role("link", name="See everything that was said").click()
    expect(page.locator("tbody tr").first).to_contain_text("not the same children")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator("tbody tr").first).to_contain_text("Undone by reviewer")


def test_an_administrator_adds_a_paper(
    log_in: LogIn, tmp_path: Path, tab_to: Callable[[Page, str], None]
) -> None:
    """By the keyboard, but for the browser's own window that chooses the file, without scripts:
    the page shows by itself when the paper is read, and a search finds it."""
    (tmp_path / "lanterns.html").write_text(_PAPER, "utf-8")
    page = log_in("administrator", scripts=False)
    tab_to(page, "a[href='/add']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/add")
    tab_to(page, "#papers")
    page.get_by_label("Papers", exact=True).set_input_files(tmp_path / "lanterns.html")
    tab_to(page, "#council")
    page.keyboard.type("Wexmere")
    tab_to(page, "#public")
    page.keyboard.press("Space")
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "1 paper: 1 read, 0 refused", timeout=_READ_WITHIN_MS
    )
    tab_to(page, "tbody a")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("carry lanterns at night")
    page.goto("/search?q=lanterns")
    expect(page.locator(".hits").first).to_contain_text("carry lanterns at night")


def addresses_of(pair: tuple[str, str], page: Page) -> dict[str, str]:
    """Every kind of page for people with a role, one verdict given and one paper refused."""
    page.goto(f"/review/pair?one={pair[0]}&other={pair[1]}")
    page.get_by_role("button", name="Reject").click()
    page.goto("/add")
    page.get_by_label("Papers", exact=True).set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"not a PDF"}
    )
    page.get_by_label("These papers are public").check()
    page.get_by_role("button", name="Add them").click()
    return {
        "statement": f"/statements/{pair[0]}",
        "queue": "/review",
        "second page": "/review?page=2",
        "log": "/review/log",
        "pair": f"/review/pair?one={pair[0]}&other={pair[1]}",
        "no pair": f"/review/pair?one={pair[0]}&other=nothing",
        "add": "/add",
        "job": page.url,
        "logged in": "/login",
        "account": "/account",
        "password changed": "/account?changed=true",
        "refused": "/review/pair",
    }


def test_the_pages_keep_the_standard(
    log_in: LogIn,
    pair: tuple[str, str],
    violations: FindViolations,
    names_apart: Callable[[Page], list[str]],
) -> None:
    """axe-core finds nothing, wide or narrow, light or dark; nothing scrolls sideways, and names
    hold what is seen."""
    page = log_in("administrator")
    addresses = addresses_of(pair, page)
    found = {}
    for width, scheme in ((1280, "light"), (320, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        for name, address in addresses.items():
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            if against := violations(page) + names_apart(page):
                found[name, scheme] = against
            if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                found[name, width] = [f"{wide} pixels wide"]
    assert found == {}


def test_a_password_is_changed_by_the_keyboard(
    log_in: LogIn, desk: str, own_library: Library
) -> None:
    """Without scripts, from the foot of a page: what was wrong is told at its field, then done."""
    with open_accounts(own_library.path.parent) as accounts:
        add_person(accounts, "member", "reader", PASSWORD)
    page = log_in("member", scripts=False)
    page.get_by_role("link", name="Your account").click()
    type_passwords(page, "short")
    expect(page.get_by_role("alert")).to_contain_text("12 to 200")
    assert page.title().startswith("Error: ")
    type_passwords(page, "kettle orbit plum")
    expect(page.get_by_role("status")).to_contain_text("Your password is changed")
    assert page.url == f"{desk}/account?changed=true"


def type_passwords(page: Page, new: str) -> None:
    """The password until now and a new one, typed twice, and sent, by the keyboard."""
    page.get_by_label("Password until now").focus()
    for typed in (PASSWORD, new, new):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_a_form_of_passwords_that_failed_keeps_the_standard(
    log_in: LogIn, browser: Browser, desk: str, violations: FindViolations
) -> None:
    """Of the login, where the name stays, and of the account."""
    context = browser.new_context(base_url=desk)
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("Name").fill("nobody")
    page.get_by_label("Password").fill("guess")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("is not right")
    expect(page.get_by_label("Name")).to_have_value("nobody")
    assert violations(page) == []
    context.close()
    page = log_in("reviewer")
    page.goto("/account")
    type_passwords(page, "short")
    expect(page.get_by_role("alert")).to_contain_text("12 to 200")
    assert violations(page) == []


def test_somebody_who_was_quicker_is_shown(
    log_in: LogIn, pair: tuple[str, str], violations: FindViolations
) -> None:
    """Two open the same page; the second is told, and the page keeps the standard too."""
    first, second = log_in("reviewer"), log_in("administrator")
    address = f"/review/pair?one={pair[0]}&other={pair[1]}"
    for page in (first, second):
        page.goto(address)
    first.get_by_role("button", name="Related").click()
    second.get_by_role("button", name="Confirm").click()
    expect(second.get_by_role("alert")).to_contain_text("What you said was not kept")
    expect(second.locator(".judged")).to_contain_text("Said by reviewer")
    assert violations(second) == []
    second.get_by_role("button", name="Confirm").click()
    expect(second.locator(f"#pair-{pair[1]}")).to_contain_text("Said by administrator")
