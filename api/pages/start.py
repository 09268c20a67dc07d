"""The first page: the three things to do, and the themes."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.shared.frame import Held, render
from corpus.store.documents import list_authorities
from corpus.store.holdings import LibrarySize, load_size
from corpus.vocabulary.themes import Theme, load_themes

router = APIRouter()


@dataclass(frozen=True, slots=True)
class StartView:
    """What the first page shows: the size of the library, its councils, the themes by name."""

    size: LibrarySize
    councils: tuple[str, ...]
    themes: tuple[Theme, ...]


@router.get("/")
def show_start(request: Request, library: Held) -> Response:
    """The first page."""
    themes = tuple(sorted(load_themes(), key=lambda theme: theme.label))
    councils = tuple(list_authorities(library.db))
    return render(request, "start.html", StartView(load_size(library.db), councils, themes))
