"""Accuracy of the link weigher, beside plain methods, on councils never trained on.

The weigher is scored twice: on the asks as the gold gives them, and end to end, on
what is linked in a library made of the PDFs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from eval.material.gold import GoldCouncil, GoldPair, load_recurrence
from eval.material.pairs import ask_texts
from eval.outcome import Case, Figure, Outcome
from eval.tasks.answers.linked import score_linked
from eval.tasks.answers.naive import NAIVE
from eval.tasks.answers.scored import Scored, measure_calibration, measure_method
from models.links.ask_text import Pair
from models.links.weigher import open_weigher
from models.text.encoder import open_encoder

LIKELY = 0.5  # from here the weigher says that it is so
WEIGHER, LINKED = "the weigher", "the same from PDFs"


def evaluate_recurrence(gold: Path) -> Outcome:
    """Links of `recurrence` by the weigher, from texts and from PDFs, and by plain ways."""
    councils = load_recurrence(gold)
    weighed = score_texts(councils)
    ours = {WEIGHER: weighed, LINKED: score_linked(councils)}
    methods = {**ours, **{name: score_plainly(councils, name) for name in NAIVE}}
    about = f"{sum(len(council.asks) for council in councils)} asks of {len(councils)} councils"
    figures = (*_by_measure(methods), *(measure_calibration(*method) for method in ours.items()))
    cases = tuple(case for name, scored in weighed.items() for case in _cases(name, scored))
    return Outcome("recurrence", about, figures, cases)


def score_texts(councils: Sequence[GoldCouncil]) -> dict[str, Scored]:
    """Every pair weighed as the gold gives its two asks."""
    weigher = open_weigher(open_encoder())
    scored = {}
    for council in councils:
        texts = ask_texts(council)
        pairs = tuple(council.pairs())
        weights = weigher.weigh(
            [Pair(texts[pair.earlier.id], texts[pair.later.id]) for pair in pairs]
        )
        scored[council.name] = Scored(
            pairs,
            same=np.array([weight.same for weight in weights]),
            related=np.array([weight.related for weight in weights]),
        )
    return scored


def score_plainly(councils: Sequence[GoldCouncil], name: str) -> dict[str, Scored]:
    """Every pair scored by a plain way; one score serves for both questions."""
    pairs = {council.name: tuple(council.pairs()) for council in councils}
    scores = NAIVE[name]([pair for each in pairs.values() for pair in each])
    parts = np.split(scores, np.cumsum([len(each) for each in pairs.values()])[:-1])
    return {
        council: Scored(each, part, part)
        for (council, each), part in zip(pairs.items(), parts, strict=True)
    }


def _by_measure(methods: Mapping[str, Mapping[str, Scored]]) -> Iterator[Figure]:
    """The figures of all methods, those of one measure side by side."""
    rows = [
        measure_method(name, scored, guarded=name not in NAIVE) for name, scored in methods.items()
    ]
    return (figure for measure in zip(*rows, strict=True) for figure in measure)


def _cases(council: str, scored: Scored) -> Iterator[Case]:
    """Each linked pair, right where the weigher finds it likely; then the likely that are not."""
    for pair, same, related in zip(scored.pairs, scored.same, scored.related, strict=True):
        chance = same if pair.grade == 2 else related
        likely = bool(chance >= LIKELY)
        if pair.grade or same >= LIKELY:
            yield _case(council, pair, right=likely and pair.grade > 0, chance=float(chance))


def _case(council: str, pair: GoldPair, right: bool, chance: float) -> Case:
    place = f"{pair.earlier.id} > {pair.later.id}"
    meant = ("neither", "related", "same")[pair.grade]
    return Case(f"{council}#{place}", meant, right, f"weighed {chance:.2f}", in_gold=pair.grade > 0)
