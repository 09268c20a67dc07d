"""The first page: the three things to do, and the themes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.shared.frame import Held, render
from corpus.store.holdings import load_size
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
    size = load_size(library.db)
    themes = tuple(sorted(load_themes(), key=lambda theme: theme.label))
    return StartView(size.documents, size.councils, size.first, size.last, themes)
