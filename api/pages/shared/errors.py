"""Pages for what cannot be shown: what happened, in plain words, and a way on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.http.addresses import relative_address
from api.http.inputs import LONGEST_WORDS
from api.pages.shared.frame import render

_TITLES: Mapping[int, str] = {
    403: "You may not do this",
    404: "Page not found",
    405: "This page only shows things",
    411: "We could not tell how long that is",
    413: "That is too large",
    422: "We could not read that",
    500: "Something went wrong here",
    503: "This cannot be shown just now",
}


@dataclass(frozen=True, slots=True)
class Amiss:
    """What went wrong: for a query that cannot be read, `typed` in parts round the place."""

    status: int
    title: str
    detail: str
    typed: str = ""
    before: str = ""
    at: str = ""
    after: str = ""
    action: str = "/search"


@dataclass(frozen=True, slots=True)
class Wait:
    """A page that is being worked out: its address, and after how many seconds it is asked for."""

    address: str
    again_s: int


def is_for_browsers(request: Request) -> bool:
    """True for a page, False for an address that programs read."""
    return not request.url.path.startswith(("/api/", "/mcp", "/openapi.json"))


def show_error(request: Request, status: int, detail: str) -> HTMLResponse:
    """The page for an error, with that status."""
    title = _TITLES.get(status, "Something went wrong")
    return render(request, "error.html", Amiss(status, title, detail), status)


def show_wait(request: Request, again_s: int) -> HTMLResponse:
    """The page for one that is being worked out; a header, which can be stopped, loads it again.

    A tag in the page would bar people who read slowly (WCAG 2.2.1).
    """
    page = render(request, "waiting.html", Wait(relative_address(request.url), again_s), 202)
    page.headers["refresh"] = page.headers["retry-after"] = str(again_s)
    page.headers["cache-control"] = "no-store"
    return page


def show_unreadable_query(request: Request, detail: str) -> HTMLResponse:
    """The page for a query whose syntax is broken: what was typed, and where it breaks."""
    typed = request.query_params.get("q", "")[:LONGEST_WORDS]
    match = re.search(r"at character (\d+)", detail)
    index = int(match[1]) - 1 if match else len(typed)
    action = "/recurred" if request.url.path == "/recurred" else "/search"
    view = Amiss(
        422,
        "We could not read your search",
        detail,
        typed,
        before=typed[:index],
        at=typed[index : index + 1],
        after=typed[index + 1 :],
        action=action,
    )
    return render(request, "error.html", view, 422)
