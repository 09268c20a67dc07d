"""Takes the pictures in this folder: `make pictures`.

It needs the `dev` extra and chromium. The pages are those of the embedded sample, a
fictional council.
"""

from __future__ import annotations

import io
import re
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from api.adding.queue import Intake
from api.auth.accounts import add_person
from api.auth.rights import Access
from api.cli.demo import SAMPLE, take_in_sample
from api.http.app import create_app
from corpus.store.people.accounts import open_accounts
from index.library import create_library

HERE = Path(__file__).parent
_COLOURS = 48  # keeps letters smooth and a picture under 150 KB
_TALLEST = 1600
_CLERK, _PASSWORD = "scrutiny officer", "three random words"


def take_all() -> None:
    """Every picture, written anew."""
    chromium = shutil.which("chromium") or sys.exit("apt-get install chromium first")
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_sample(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        take_wide(browser, address)
        take_phone(browser, address)
        take_desk(browser, address)
        browser.close()


def take_wide(browser: Browser, address: str) -> None:
    """What a tablet or desk shows; the record also in dark colours and as printed."""
    page = browser.new_page(base_url=address, viewport={"width": 1100, "height": 900})
    page.goto("/")
    save(page, "start")
    page.goto("/search?q=caseloads")
    save(page, "search")
    page.locator(".hits h3 a").first.click()
    page.wait_for_timeout(1500)  # the page's own picture, and the way down to the words
    save(page, "words-on-the-page", whole=False)
    page.goto("/recurred?q=management+oversight")
    save(page, "record")
    page.emulate_media(color_scheme="dark")
    page.locator(".record > li", has=page.get_by_role("heading", name="2019")).first.get_by_role(
        "link", name="record of this one"
    ).click()
    save(page, "statement-dark")
    page.emulate_media(color_scheme="light", media="print")
    save(page, "statement-print")
    page.emulate_media(media="screen")
    for name in ("issues", "asks", "documents", "timeline", "measures", "about"):
        page.goto(f"/{name}")
        save(page, name)
    page.goto("/prepare")
    save(page, "prepare")
    page.get_by_role("button", name="Prepare this paper").click()
    save(page, "briefing")
    page.goto("/measures/care-leavers-in-suitable-accommodation?council=Wexmere")
    save(page, "measure")
    page.close()


def take_phone(browser: Browser, address: str) -> None:
    """The same on a phone."""
    page = browser.new_page(base_url=address, viewport={"width": 390, "height": 844})
    for name, path in (("search", "/search?q=caseloads"), ("issues", "/issues")):
        page.goto(path)
        save(page, f"{name}-phone")
    page.close()


def take_desk(browser: Browser, address: str) -> None:
    """What somebody who reviews links and adds papers sees."""
    page = browser.new_page(base_url=address, viewport={"width": 1100, "height": 900})
    page.goto("/login?back=/review")
    page.get_by_label("Name").fill(_CLERK)
    page.get_by_label("Password").fill(_PASSWORD)
    page.get_by_role("button", name="Log in").click()
    save(page, "review")
    page.goto("/add")
    save(page, "add")
    held = min(SAMPLE.glob("*.pdf"))
    page.get_by_label("Papers", exact=True).set_input_files(
        [
            {"name": "minutes.pdf", "mimeType": "application/pdf", "buffer": b"<html><body>"},
            {"name": held.name, "mimeType": "application/pdf", "buffer": held.read_bytes()},
        ]
    )
    page.get_by_label("These papers are public").check()
    page.get_by_role("button", name="Add them").click()
    page.get_by_role("heading", name=re.compile("^2 papers")).wait_for(timeout=120_000)
    save(page, "added")
    page.close()


def save(page: Page, name: str, whole: bool = True) -> None:
    """The page as a small PNG, cut where it grows tall."""
    picture = Image.open(io.BytesIO(page.screenshot(full_page=whole))).convert("RGB")
    cut = picture.crop((0, 0, picture.width, min(_TALLEST, picture.height)))
    cut.quantize(_COLOURS).save(HERE / f"{name}.png", optimize=True)


@contextmanager
def serve_sample(folder: Path) -> Iterator[str]:
    """The application over the sample, at the address given."""
    with (
        create_library(folder) as library,
        open_accounts(folder) as accounts,
        Intake(folder) as intake,
    ):
        take_in_sample(library)
        add_person(accounts, _CLERK, "administrator", _PASSWORD)
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
        app = create_app(library, Access(accounts), intake)
        server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    take_all()
