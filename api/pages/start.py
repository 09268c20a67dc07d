"""The first page: what is new of what somebody follows, the things to do, and the themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.follow.shown import FollowView, list_followed
from api.pages.shared.frame import Held, render
from corpus.store.documents import list_authorities
from corpus.store.holdings import LibrarySize, load_size
from corpus.vocabulary.themes import Theme, load_themes

router = APIRouter()


@dataclass(frozen=True, slots=True)
class StartView:
    """What the first page shows: the library's size, councils, themes by name, what is followed."""

    size: LibrarySize
    councils: tuple[str, ...]
    themes: tuple[Theme, ...]
    follows: Sequence[FollowView]


@router.get("/")
def show_start(request: Request, library: Held) -> Response:
    """The first page."""
    themes = tuple(sorted(load_themes(), key=lambda theme: theme.label))
    councils = tuple(list_authorities(library.db))
    view = StartView(load_size(library.db), councils, themes, list_followed(request, library))
    return render(request, "start.html", view)
