"""How well probabilities tell the grades of judged pairs, with intervals by council."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.metrics import bootstrap
from eval.rankings import average_precision, best_f1, calibration_error
from eval.training.links.pair_table import Grades, Mask, PairTable
from models.links.ensemble import Floats


@dataclass(frozen=True)
class Figures:
    """How well probabilities tell the grades: `same` with grade 1 left out, `related` with all."""

    same_precision: float  # average precision, grade 2
    same_f1: float  # at the best threshold
    related_precision: float  # average precision, grade 1 or 2
    calibration_error: float  # of `same`, ten bins of equal width


@dataclass(frozen=True)
class _Judged:
    """The grades of some pairs with both probabilities of each."""

    grades: Grades
    same: Floats
    related: Floats


def measure(grades: Grades, same: Floats, related: Floats) -> Figures:
    """The figures over all given pairs together; not a number where no pair is of grade 2."""
    clear = grades != 1
    truth, probabilities = grades[clear] == 2, same[clear]
    return Figures(
        average_precision(probabilities, truth),
        best_f1(probabilities, truth),
        average_precision(related, grades > 0),
        calibration_error(probabilities, truth),
    )


def print_figures(title: str, table: PairTable, same: Floats, related: Floats, kept: Mask) -> None:
    """One line a figure over the pairs that a mask keeps, with its interval by council."""
    names = np.unique(table.councils[kept])
    by_council = {
        name: _Judged(table.grades[own], same[own], related[own])
        for name in names.tolist()
        for own in [kept & (table.councils == name)]
    }
    print(f"{title}: {len(names)} councils, {int(kept.sum())} pairs")
    for name in Figures.__annotations__:
        statistic = _figure_of(name)
        value, interval = statistic(list(by_council.values())), bootstrap(by_council, statistic)
        ends = f"  ({interval.low:.3f} to {interval.high:.3f})" if interval else ""
        print(f"  {name:20s}{value:.3f}{ends}")


def _figure_of(name: str) -> Callable[[Sequence[_Judged]], float]:
    def statistic(councils: Sequence[_Judged]) -> float:
        figures = measure(
            np.concatenate([council.grades for council in councils]),
            np.concatenate([council.same for council in councils]),
            np.concatenate([council.related for council in councils]),
        )
        return float(getattr(figures, name))

    return statistic
