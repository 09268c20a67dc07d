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
    "typed": "A subject typed in, against the recommendations of ten councils",
    "narrative": "Later sentences that tell what became of a recommendation",
    "briefing": "The pack for one meeting, against an officer’s questions",
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


# What figures mean for a reader: evaluation, figure, and words with the number of 100 in them.
_IN_WORDS = (
    (
        "grid",
        "cells told that are right",
        "Of 100 cells filled in the table of issues, {} say what a careful reader of the whole "
        "report says. Two careful readers agree on 93.",
    ),
    (
        "grid",
        "states told that are right",
        "Of 100 states shown, such as “persisting” or “good at last look”, {} follow from what "
        "a careful reader found.",
    ),
    (
        "typed",
        "asks about a subject, recall",
        "Of 100 recommendations about a subject that somebody types in, {} are shown.",
    ),
    (
        "typed",
        "asks about a subject, precision",
        "Of 100 recommendations shown for a subject, {} are about it.",
    ),
    (
        "recurrence",
        "same issue, one of the first three: the same from PDFs",
        "Of 100 recommendations that came back, {} have a true later one among the first three "
        "shown.",
    ),
    (
        "narrative",
        "sentences found among ten",
        "Of 100 later sentences that tell what became of a recommendation, {} are shown with it.",
    ),
    ("quotes", "all quotations", "Of 100 quotations, {} stand on their page, word for word."),
)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation: what it measures, the command that gives it, its figures."""

    title: str
    command: str
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AboutView:
    """What the page shows."""

    in_words: tuple[str, ...]
    evaluations: tuple[Evaluation, ...]
    size: LibrarySize


@router.get("/about")
def show_about(request: Request, library: Held) -> Response:
    """The figures of this build, what is held and what is not."""
    view = AboutView(_say_figures(), _evaluations(), load_size(library.db))
    return render(request, "about.html", view)


def _evaluations() -> tuple[Evaluation, ...]:
    return tuple(_to_evaluation(name, figures) for name, figures in _load_figures().items())


def _say_figures() -> tuple[str, ...]:
    """What the figures mean, each of a hundred, rounded down."""
    figures = _load_figures()
    return tuple(
        words.format(int(100 * figures[name][figure] + 1e-9)) for name, figure, words in _IN_WORDS
    )


@cache
def _load_figures() -> dict[str, dict[str, float]]:
    """The figures of each evaluation by their names.

    What a reader asks about first comes first; an evaluation without a name here, last.
    """
    paths = sorted(BASELINES.glob("*.json"), key=_place_of)
    return {path.stem: json.loads(path.read_text("utf-8"))["figures"] for path in paths}


def _place_of(path: Path) -> tuple[int, str]:
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
