"""How good is this? Figures of hand-checked answers in plain sentences; help; plain duties."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.shared.frame import Held, render
from corpus.store.holdings import LibrarySize, load_size
from eval.compare import BASELINES

router = APIRouter()

# What figures mean for a reader: a heading, and under it the evaluation, the figure, and words
# with its number of a hundred in them.
_IN_WORDS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Search",
        (
            (
                "search",
                "answered by the first three",
                "Of 100 questions about one council, {} have an answer among the first three "
                "results.",
            ),
        ),
    ),
    (
        "Has this come up before?",
        (
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
                "verdicts",
                "told plainly, right",
                "Of 100 reports of which a record says plainly what they found on a subject, {} "
                "say that to a careful reader, too.",
            ),
            (
                "verdicts",
                "shown first as a reader would, F1",
                "Of 100 sentences that a record shows first, {} are those that a careful reader of "
                "all of them would show. Two careful readers agree on 85.",
            ),
            (
                "recurrence",
                "same issue, one of the first three: the same from PDFs",
                "Of 100 recommendations that came back, {} have a true later one among the first "
                "three shown.",
            ),
            (
                "narrative",
                "sentences found among ten",
                "Of 100 later sentences that tell what became of a recommendation, {} are shown "
                "with it.",
            ),
        ),
    ),
    (
        "Issues over time",
        (
            (
                "grid",
                "cells told that are right",
                "Of 100 boxes filled in the table of issues, {} say what a careful reader of the "
                "whole report says. Two careful readers agree on 93.",
            ),
            (
                "grid",
                "states told that are right",
                "Of 100 issues with words for where they stand, such as “good when last judged”, "
                "{} follow from what a careful reader found.",
            ),
        ),
    ),
    (
        "Reading the documents",
        (
            ("wider", "items, recall", "Of 100 recommendations in reports, {} are found."),
            (
                "scanned-light",
                "items, recall",
                "Of 100 recommendations in reports that are only pictures of pages, {} are found.",
            ),
            ("judgements", "area found", "Of 100 grades that inspectors gave, {} are read."),
            (
                "themes",
                "themes, precision, gold",
                "Of 100 themes named for a statement, {} are the ones that a reader names.",
            ),
            (
                "measures",
                "values found",
                "Of 100 figures that papers print for a measure, {} are found.",
            ),
            (
                "quotes",
                "all quotations",
                "Of 100 quotations, {} stand on their page, word for word.",
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences about one use, under its heading."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AboutView:
    """What the page shows."""

    groups: tuple[Group, ...]
    size: LibrarySize


@router.get("/about")
def show_about(request: Request, library: Held) -> Response:
    """The figures of this build, what is held and what is not."""
    view = AboutView(_say_figures(), load_size(library.db))
    return render(request, "about.html", view)


def _say_figures() -> tuple[Group, ...]:
    """What the figures mean, each of a hundred, rounded down."""
    return tuple(Group(heading, tuple(map(_say, told))) for heading, told in _IN_WORDS)


def _say(told: tuple[str, str, str]) -> str:
    name, figure, sentence = told
    return sentence.format(int(100 * _load_figures(name)[figure] + 1e-9))


@cache
def _load_figures(name: str) -> dict[str, float]:
    """The figures of an evaluation by their names."""
    path = BASELINES / f"{name}.json"
    figures: dict[str, float] = json.loads(path.read_text("utf-8"))["figures"]
    return figures


@router.get("/help")
def show_help(request: Request) -> Response:
    """One short task after another."""
    return render(request, "help.html")


@router.get("/accessibility")
def show_accessibility(request: Request) -> Response:
    """The accessibility statement."""
    return render(request, "accessibility.html")


@router.get("/privacy")
def show_privacy(request: Request) -> Response:
    """What is kept of people, and how to report a problem."""
    return render(request, "privacy.html")
