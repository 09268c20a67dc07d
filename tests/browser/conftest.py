"""A real browser on a running server over the sample library."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from api.adding.queue import Intake
from api.auth.rights import Access
from api.http.app import create_app
from api.pages.issues.issues import list_threads
from index.library import Library

Serve = Callable[..., AbstractContextManager[str]]  # as `serve`

_RULES = {
    "runOnly": {
        "type": "tag",
        "values": [
            *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
            "best-practice",
        ],
    },
    "resultTypes": ["violations"],  # what is in order is not listed: most of the time goes there
    "preload": False,
}
# Said is what a label shows and hides beside it; seen is what it shows. Signs have no name.
_NAMES_APART = """() => {
  const text = (element, without) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(without).forEach(part => part.remove());
    return copy.textContent.toLowerCase().replace(/\\s+/g, " ").trim();
  };
  return [...document.querySelectorAll("a[href], button, summary")].filter(element => {
    const said = element.ariaLabel?.toLowerCase() ?? text(element, "[aria-hidden=true]");
    return !said || !said.includes(text(element, "[aria-hidden=true], .unseen"));
  }).map(element => element.outerHTML.slice(0, 120));
}"""
_STARTS_WITHIN_S = 20.0


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's Chromium; absent on a user's machine, needed in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("chromium is missing: CI must have it (apt-get install chromium)")
    pytest.skip("needs a browser: apt-get install chromium")


@contextmanager
def serve(
    library: Library, access: Access | None = None, intake: Intake | None = None
) -> Iterator[str]:
    """The address of the application over a library, on a free port of this machine."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    config = uvicorn.Config(
        create_app(library, access, intake), port=port, log_level="error", ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + _STARTS_WITHIN_S
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def site(sample_library: Library) -> Iterator[str]:
    """The address of the application over the sample."""
    with serve(sample_library) as address:
        yield address


@pytest.fixture(scope="session")
def serve_library() -> Serve:
    """What serves any library: see `serve`."""
    return serve


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def asked_elsewhere() -> list[str]:
    """The addresses of other hosts that pages asked for; to be empty."""
    return []


@pytest.fixture
def context(browser: Browser, site: str, asked_elsewhere: list[str]) -> Iterator[BrowserContext]:
    """A fresh browser at 1280 by 900 that notes every request to another host."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=site)
    opened.on(
        "request",
        lambda request: request.url.startswith(site) or asked_elsewhere.append(request.url),
    )
    yield opened
    opened.close()
    assert asked_elsewhere == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page whose errors fail the test."""
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    return opened


@pytest.fixture(scope="session")
def violations() -> Callable[[Page], list[str]]:
    """What finds all that axe-core holds against a page: WCAG 2.2 A, AA and best practice."""

    def find(page: Page) -> list[str]:
        found = Axe().run(page, options=_RULES).response["violations"]
        return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]

    return find


@pytest.fixture(scope="session")
def names_apart() -> Callable[[Page], list[str]]:
    """What finds links and buttons whose name does not hold the label that is seen (WCAG 2.5.3)."""

    def find(page: Page) -> list[str]:
        found: list[str] = page.evaluate(_NAMES_APART)
        return found

    return find


@pytest.fixture(scope="session")
def tab_to() -> Callable[[Page, str], None]:
    """What presses Tab until that which a selector names has the focus."""

    def tab(page: Page, selector: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("chosen => document.activeElement.matches(chosen)", selector):
                return
        pytest.fail(f"Tab does not reach {selector}")

    return tab


@pytest.fixture(scope="session")
def addresses(sample_library: Library) -> dict[str, str]:
    """Every kind of page, by name."""
    db = sample_library.db
    [ask] = db.execute(
        "select a.id from ask a join document d on d.id = a.document where d.published ="
        " '2019-10-25' and instr(substr(d.text, a.start + 1, a.stop - a.start), 'oversight')"
    ).fetchone()
    [inspection] = db.execute("select id from document where published = '2019-10-25'").fetchone()
    [pack] = db.execute("select id from document where kind = 'agenda_pack'").fetchone()
    return {
        "start": "/",
        "search": "/search",
        "hits": "/search?q=management+oversight",
        "nothing close": "/search?q=volcanic+ash+over+Iceland",
        "broken query": "/search?q=care+AND+%28plans",
        "recurred": "/recurred",
        "record": "/recurred?q=management+oversight",
        "statement": f"/statements/{ask}",
        "issues": "/issues",
        "thread": f"/threads/{list_threads(sample_library, 'Wexmere')[0].id}",
        "timeline": "/timeline",
        "measures": "/measures",
        "asks": "/asks",
        "documents": "/documents",
        "document": f"/documents/{inspection}?start=100&end=400",
        "pack": f"/documents/{pack}",
        "page": f"/documents/{inspection}/pages/2",
        "theme": "/themes/management_oversight",
        "about": "/about",
        "help": "/help",
        "accessibility": "/accessibility",
        "privacy": "/privacy",
        "not found": "/nothing",
    }
