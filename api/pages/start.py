"""The first page: the three things to do, and the themes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.shared.frame import Held, render
from corpus.vocabulary.themes import Theme, load_themes
from index.library import Library

router = APIRouter()


@dataclass(frozen=True, slots=True)
class StartView:
    """What the first page shows: the size of the library, and the themes by name."""

    documents: int
    councils: int
    first: date | None
    last: date | None
    themes: tuple[Theme, ...]


@router.get("/")
def show_start(request: Request, library: Held) -> Response:
    """The first page."""
    return render(request, "start.html", view_start(library))


def view_start(library: Library) -> StartView:
    """What the library holds, and the themes to begin from."""
    row = library.db.execute(
        "select count(*), count(distinct nullif(authority, '')), min(published), max(published)"
        " from document"
    ).fetchone()
    first, last = (date.fromisoformat(day) if day else None for day in row[2:])
    themes = tuple(sorted(load_themes(), key=lambda one: one.label))
    return StartView(row[0], row[1], first, last, themes)
