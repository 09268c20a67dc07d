"""Every evaluation by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from corpus.errors import QueryError
from eval.outcome import Outcome
from eval.tasks.answers.briefing import evaluate_briefing
from eval.tasks.answers.engines import evaluate_engines
from eval.tasks.answers.narrative import evaluate_narrative
from eval.tasks.answers.recurrence import evaluate_recurrence
from eval.tasks.answers.search import evaluate_search
from eval.tasks.answers.search_across import evaluate_search_across
from eval.tasks.answers.typed import evaluate_typed
from eval.tasks.answers.verdicts import evaluate_verdicts
from eval.tasks.issues.issue_grid import evaluate_grid
from eval.tasks.issues.threads import evaluate_threads
from eval.tasks.papers.actions import evaluate_actions
from eval.tasks.papers.council_papers import evaluate_council_papers
from eval.tasks.papers.paper_asks import evaluate_paper_asks
from eval.tasks.papers.parts import evaluate_parts
from eval.tasks.reading.asks import evaluate_extraction, evaluate_wider
from eval.tasks.reading.dates import evaluate_dates
from eval.tasks.reading.judgements import evaluate_judgements
from eval.tasks.reading.kinds import evaluate_kinds
from eval.tasks.reading.measures import evaluate_measures
from eval.tasks.reading.quotes import evaluate_quotes
from eval.tasks.reading.stance import evaluate_stance
from eval.tasks.reading.themes import evaluate_themes
from eval.tasks.reading.twin_asks import (
    evaluate_scanned,
    evaluate_scanned_light,
    evaluate_untagged,
    evaluate_web,
    evaluate_word,
)

EVALUATIONS: Mapping[str, Callable[[Path], Outcome]] = {
    "extraction": evaluate_extraction,
    "wider": evaluate_wider,
    "untagged": evaluate_untagged,
    "word": evaluate_word,
    "web": evaluate_web,
    "scanned": evaluate_scanned,
    "scanned-light": evaluate_scanned_light,
    "judgements": evaluate_judgements,
    "dates": evaluate_dates,
    "kinds": evaluate_kinds,
    "parts": evaluate_parts,
    "papers": evaluate_paper_asks,
    "council-papers": evaluate_council_papers,
    "actions": evaluate_actions,
    "measures": evaluate_measures,
    "recurrence": evaluate_recurrence,
    "narrative": evaluate_narrative,
    "grid": evaluate_grid,
    "threads": evaluate_threads,
    "typed": evaluate_typed,
    "verdicts": evaluate_verdicts,
    "briefing": evaluate_briefing,
    "search": evaluate_search,
    "search-across": evaluate_search_across,
    "engines": evaluate_engines,
    "stance": evaluate_stance,
    "themes": evaluate_themes,
    "quotes": evaluate_quotes,
}
# Left out of `all`: OCR reads a page in seconds, where the rest read a hundred a second, and
# a library of all councils' reports takes a quarter of an hour to make. `engines` needs the
# stand-in for Milvus, which comes with what tests need: CI runs it by itself.
SLOW = frozenset({"scanned", "search-across", "engines"})
# What is found by rules alone: no vector takes part.
WITHOUT_VECTORS = frozenset(
    {"extraction", "wider", "untagged", "word", "web", "scanned", "scanned-light"}
    | {"judgements", "dates", "kinds", "parts", "papers", "council-papers"}
    | {"actions", "measures"}
)
ALL = "all"


def evaluate(name: str, gold: Path) -> Outcome:
    """One evaluation on a gold folder. QueryError where there is none of that name."""
    return EVALUATIONS[_known(name)](gold)


def names_of(name: str) -> tuple[str, ...]:
    """The evaluations that a name stands for: itself, or all but the slow ones."""
    if name == ALL:
        return tuple(known for known in EVALUATIONS if known not in SLOW)
    return (_known(name),)


def _known(name: str) -> str:
    if name not in EVALUATIONS:
        raise QueryError(
            f"{name}: no such evaluation. Give one of: {', '.join(EVALUATIONS)}, {ALL}"
        )
    return name
