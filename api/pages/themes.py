"""A theme: what it covers, and every ask that has its words, by council, newest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.asks import AskRow, to_row
from api.pages.frame import Held, render
from corpus.errors import NotFound
from corpus.themes import Theme, load_themes
from index.filters import Filters
from index.held import find_asks
from index.library import Library

router = APIRouter()

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ThemeView:
    """What the page shows."""

    theme: Theme
    rows: tuple[AskRow, ...]
    total: int


@router.get("/themes/{theme_id}")
def show_theme(request: Request, library: Held, theme_id: str) -> Response:
    """The page of a theme."""
    return render(request, "theme.html", view_theme(library, theme_id))


def view_theme(library: Library, theme_id: str) -> ThemeView:
    """A theme with the asks that have its words. NotFound for no theme of ours."""
    theme = next((one for one in load_themes() if one.id == theme_id), None)
    if theme is None:
        raise NotFound(f"No theme is called {theme_id}.")
    cues = _cues(theme_id)
    found = [held for held in find_asks(library.db, Filters()) if cues.search(held.text)]
    newest_first = sorted(found, key=lambda one: str(one.published or ""), reverse=True)
    return ThemeView(theme, tuple(map(to_row, newest_first[:_SHOWN])), len(found))


@cache
def _cues(theme_id: str) -> re.Pattern[str]:
    """Matches a theme's phrases from a word's start in any case, its acronyms as they stand."""
    theme = next(one for one in load_themes() if one.id == theme_id)
    phrases = "|".join(map(re.escape, theme.phrases))
    acronyms = "|".join(map(re.escape, theme.acronyms))
    said = rf"\b(?i:{phrases})" if phrases else r"(?!)"
    return re.compile(rf"{said}|\b(?:{acronyms})\b" if acronyms else said)
