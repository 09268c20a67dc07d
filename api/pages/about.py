"""How good is this? The figures measured on hand-checked answers; and two pages of plain duty."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.shared.frame import Held, render
from corpus.store.holdings import LibrarySize, load_size
from eval.compare import BASELINES

router = APIRouter()

# What each evaluation measures, in our words; one that is not named here is shown by its name.
_MEASURED = {
    "search": "Search: 30 questions about one council",
    "search-across": "Search: 91 questions about all councils",
    "recurrence": "Has it come up before? Pairs of six councils that the system did not learn from",
    "threads": "Issues over time, against one council’s years as read by hand",
    "grid": "What each statement is about and says, on two councils not learned from",
    "extraction": "Recommendations found in 16 reports read in full by hand",
    "wider": "Recommendations found in 154 reports of 45 councils",
    "untagged": "The same from PDFs without their structure",
    "scanned": "The same from pictures of pages",
    "scanned-light": "The same from pictures of the two shortest reports’ pages",
    "word": "The same from Word files",
    "web": "The same from web pages",
    "papers": "Duties, demands and decisions in directions and council papers",
    "stance": "What inspectors found: good, weak or improving",
    "themes": "Which theme a statement is about",
    "actions": "Rows of an action plan",
    "measures": "Values of measures with their period and whose they are",
    "judgements": "Grades read from 16 reports",
    "dates": "Days of 16 inspections",
    "parts": "Agenda packs split into their documents",
    "quotes": "Quotations that stand on their page, character for character",
}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation: what it measures, the command that gives it, its figures."""

    title: str
    command: str
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AboutView:
    """What the page shows."""

    evaluations: tuple[Evaluation, ...]
    size: LibrarySize


@router.get("/about")
def show_about(request: Request, library: Held) -> Response:
    """The figures of this build, what is held and what is not."""
    view = AboutView(_evaluations(), load_size(library.db))
    return render(request, "about.html", view)


@cache
def _evaluations() -> tuple[Evaluation, ...]:
    return tuple(
        _to_evaluation(path.stem, json.loads(path.read_text("utf-8"))["figures"])
        for path in sorted(BASELINES.glob("*.json"), key=_place_of)
    )


def _place_of(path: Path) -> tuple[int, str]:
    """What a reader asks about first comes first; an evaluation without a name here, last."""
    names = list(_MEASURED)
    return (names.index(path.stem) if path.stem in names else len(names), path.stem)


def _to_evaluation(name: str, figures: dict[str, float]) -> Evaluation:
    return Evaluation(
        _MEASURED.get(name, name.replace("_", " ").capitalize()),
        f"throughline eval {name} --gold ../shared/gold",
        tuple(
            (figure, f"{value:.3f}")
            for figure, value in figures.items()
            if not figure.startswith(" ")  # one for those who compare methods
        ),
    )


@router.get("/accessibility")
def show_accessibility(request: Request) -> Response:
    """The accessibility statement."""
    return render(request, "accessibility.html")


@router.get("/privacy")
def show_privacy(request: Request) -> Response:
    """What is kept of people, and how to report a problem."""
    return render(request, "privacy.html")
