"""The pages put together: each page's module has a router, and a line here."""

from __future__ import annotations

from importlib.resources import as_file, files

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from api.pages import about, prepare, start
from api.pages.documents import documents, pictures
from api.pages.follow import feeds, follow
from api.pages.issues import asks, issues, measures, themes, timeline
from api.pages.questions import questions
from api.pages.record import elsewhere, recurred, statement
from api.pages.search import search

_PAGES = (
    start,
    search,
    recurred,
    questions,
    follow,
    feeds,
    prepare,
    asks,
    statement,
    elsewhere,
    issues,
    measures,
    timeline,
    pictures,  # before the pages whose addresses have the same beginning
    documents,
    themes,
    about,
)


def add_pages(app: FastAPI) -> None:
    """Put the pages into an application whose `state.library` is open."""
    with as_file(files("api.pages").joinpath("static")) as static:
        app.mount("/static", StaticFiles(directory=static), name="static")
    for page in _PAGES:
        app.include_router(page.router, include_in_schema=False)
