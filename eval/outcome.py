"""What an evaluation gives: figures with intervals, and every case with right or wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.document import digest
from eval.metrics import Counts, Interval, add_counts, bootstrap, split_words

LOCATING_WORDS = 5  # enough to find an item on its page, too few to be a copy of it


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, its interval by council, and over how many cases it is counted.

    `guarded` figures may not drop below the baseline; those of plain methods shown
    for comparison are not. `lower_is_better` is true of errors. A name that begins with spaces
    is that of a plain method under the figure before it, for those who compare methods.
    """

    name: str
    value: float
    interval: Interval | None = None
    of: int = 0
    guarded: bool = True
    lower_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One gold case, or (`in_gold` false) something found that the gold does not have.

    `id` stays the same from run to run; `label` has at most a place and five words.
    """

    id: str
    label: str
    right: bool
    note: str = ""
    in_gold: bool = True


@dataclass(frozen=True)
class Outcome:
    """What one evaluation found. `about` says in a line what was measured on what."""

    name: str
    about: str
    figures: tuple[Figure, ...]
    cases: tuple[Case, ...]

    @property
    def gold_cases(self) -> tuple[Case, ...]:
        """The cases that the gold asks about."""
        return tuple(case for case in self.cases if case.in_gold)


def number_repeats(outcome: Outcome) -> Outcome:
    """The outcome with an id of its own for each case: of equal ids the second ends in "~2".

    Two values of one measure can stand in one sentence; without this one of them right and
    the other wrong would count as a case lost in every run.
    """
    seen: Counter[str] = Counter()
    cases = []
    for case in outcome.cases:
        seen[case.id] += 1
        number = f"~{seen[case.id]}" if seen[case.id] > 1 else ""
        cases.append(replace(case, id=f"{case.id}{number}"))
    return replace(outcome, cases=tuple(cases))


def case_id(place: str, text: str) -> str:
    """The stable id of a text at a place: white space, case and glyphs do not change it."""
    return f"{place}#{digest(*split_words(text))[:8]}"


def locating_words(text: str) -> str:
    """The first few words of a text.

    >>> locating_words("Ensure that plans are clear, timely and shared.")
    'Ensure that plans are clear,'
    """
    return " ".join(text.split()[:LOCATING_WORDS])


def count_figure(
    name: str,
    by_council: Mapping[str, Counts],
    ratio: Callable[[Counts], float],
) -> Figure:
    """A ratio of counts added over councils, with its interval."""
    return Figure(
        name,
        ratio(add_counts(by_council.values())),
        bootstrap(by_council, lambda drawn: ratio(add_counts(drawn))),
        of=add_counts(by_council.values()).gold,
    )


def share_figure(name: str, by_council: Mapping[str, Counts]) -> Figure:
    """The share of gold cases that are right."""
    return count_figure(name, by_council, lambda counts: counts.recall)


def item_figures(by_council: Mapping[str, Counts]) -> tuple[Figure, ...]:
    """F1, precision and recall of items."""
    return (
        count_figure("items, F1", by_council, lambda counts: counts.f1),
        count_figure("items, precision", by_council, lambda counts: counts.precision),
        count_figure("items, recall", by_council, lambda counts: counts.recall),
    )


def add_by_council(
    counted: Sequence[tuple[str, Counts]],
) -> dict[str, Counts]:
    """Counts of (council, counts) added up for each council."""
    total: dict[str, Counts] = {}
    for council, counts in counted:
        total[council] = total.get(council, Counts()) + counts
    return total
