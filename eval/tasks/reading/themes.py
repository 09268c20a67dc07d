"""Accuracy of themes: micro-F1 over labelled sentences of councils left out.

A theme that stands within a wider one counts as the wider one, as the gold's own map has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from eval.material.apart import answer_apart
from eval.material.labels import load_labelled
from eval.metrics import Counts
from eval.outcome import Case, Figure, Outcome, add_by_council, count_figure, locating_words
from eval.training.stance import Labelled
from eval.training.themes import fit_theme_model
from models.statements.themes import widen

Pairs = Sequence[tuple[Labelled, frozenset[str]]]


def evaluate_themes(gold: Path) -> Outcome:
    """Themes of labelled sentences, each by a model fitted without its council."""
    labelled = load_labelled(gold)
    found = answer_apart(labelled, lambda *given: fit_theme_model(*given).find)
    pairs = [(label, _wide(themes)) for label, themes in zip(labelled, found, strict=True)]
    of_gold = [pair for pair in pairs if pair[0].gold]
    own = [pair for pair in pairs if not pair[0].gold]
    figures = (*_measure(of_gold, "gold"), *_measure(own, "own labels")[:1])
    about = f"{len(of_gold)} gold and {len(own)} own sentences, each council left out"
    return Outcome("themes", about, figures, tuple(_case(*pair) for pair in of_gold))


def _measure(pairs: Pairs, of: str) -> list[Figure]:
    counts = add_by_council([(label.council, _count(label, found)) for label, found in pairs])
    return [
        count_figure(f"themes, micro-F1, {of}", counts, lambda total: total.f1),
        count_figure(f"themes, precision, {of}", counts, lambda total: total.precision),
        count_figure(f"themes, recall, {of}", counts, lambda total: total.recall),
    ]


def _count(label: Labelled, found: frozenset[str]) -> Counts:
    given = _wide(label.themes)
    return Counts(right=len(given & found), found=len(found), gold=len(given))


def _wide(themes: Sequence[str]) -> frozenset[str]:
    return frozenset(map(widen, themes))


def _case(label: Labelled, found: frozenset[str]) -> Case:
    given = _wide(label.themes)
    note = f"{', '.join(sorted(given)) or 'none'}; found {', '.join(sorted(found)) or 'none'}"
    words = locating_words(label.sentence.text)
    return Case(label.id, f"{label.council}: {words}", found == given, note)
