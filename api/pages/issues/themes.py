"""A theme: what it covers, and every ask about it, by council, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.inputs import Id
from api.pages.shared.frame import Held, render
from corpus.errors import NotFound
from corpus.store.asks import HeldAsk
from corpus.vocabulary.themes import Theme, load_themes
from index.answers.asks import every_ask
from index.library import Library

router = APIRouter()

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ThemeView:
    """What the page shows."""

    theme: Theme
    asks: tuple[HeldAsk, ...]
    total: int


@router.get("/themes/{theme_id}")
def show_theme(request: Request, library: Held, theme_id: Id) -> Response:
    """The page of a theme."""
    return render(request, "theme.html", view_theme(library, theme_id))


def view_theme(library: Library, theme_id: str) -> ThemeView:
    """A theme with the asks about it. NotFound for no theme of ours."""
    theme = next((theme for theme in load_themes() if theme.id == theme_id), None)
    if theme is None:
        raise NotFound(f"No theme is called {theme_id}.")
    asks = [held for held in every_ask(library) if theme_id in held.ask.themes]
    newest_first = sorted(asks, key=lambda held: str(held.published or ""), reverse=True)
    return ThemeView(theme, tuple(newest_first[:_SHOWN]), len(asks))
