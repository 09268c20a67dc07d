"""How well recommendation lists are read: items, and what is printed with each.

A found ask is a gold item when their words agree to 0.9 (Indel similarity); each
is used once. Number, time band, addressee and page are then judged on the items
that were found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.material.gold import GoldReport, ListedAsk, load_extraction, load_recurrence
from eval.material.reading import Read, listed_asks, read_files
from eval.metrics import Counts, compare_items, match_items, split_words
from eval.outcome import (
    Case,
    Figure,
    Outcome,
    add_by_council,
    case_id,
    item_figures,
    locating_words,
    share_figure,
)

Same = Callable[[ListedAsk, ListedAsk], bool]
_ALSO_CALLED = {
    "la": "local authority",
    "lscb": "local safeguarding children board",
}


@dataclass(frozen=True)
class Reading:
    """One report: its gold, what was found, and which is which (places in gold to found)."""

    gold: GoldReport
    found: tuple[ListedAsk, ...]
    matched: Mapping[int, int]

    @property
    def counts(self) -> Counts:
        """Items right, found, and in the gold."""
        return Counts(len(self.matched), len(self.found), len(self.gold.asks))

    @property
    def pairs(self) -> tuple[tuple[ListedAsk, ListedAsk], ...]:
        """The gold items that were found, each with what was found."""
        return tuple(
            (self.gold.asks[place], self.found[other])
            for place, other in sorted(self.matched.items())
        )


def evaluate_extraction(gold: Path) -> Outcome:
    """Items of every report in `extraction`, with number, time band, addressee and page."""
    readings = read_lists(load_extraction(gold))
    return list_outcome("extraction", readings, list_figures(readings))


def evaluate_wider(gold: Path) -> Outcome:
    """Items and pages of the lists that `recurrence` and `recurrence-train` hold."""
    folders = ("recurrence", "recurrence-train")
    councils = [council for folder in folders for council in load_recurrence(gold, folder)]
    readings = read_lists([report for council in councils for report in council.reports])
    page = _share("page right", readings, _same_page)
    return list_outcome("wider", readings, (*_items(readings), page))


def read_lists(reports: Sequence[GoldReport], read: Read = read_files) -> tuple[Reading, ...]:
    """Each report read and matched with its gold."""
    found = read([report.path for report in reports])
    return tuple(
        match_reading(gold, listed_asks(each)) for gold, each in zip(reports, found, strict=True)
    )


def match_reading(gold: GoldReport, found: Sequence[ListedAsk]) -> Reading:
    """What was found in a report, matched with its gold."""
    matched = match_items([ask.text for ask in found], [ask.text for ask in gold.asks])
    return Reading(gold, tuple(found), matched)


def list_outcome(name: str, readings: Sequence[Reading], figures: tuple[Figure, ...]) -> Outcome:
    """Figures with a case for every gold item, and for every found one that is none."""
    items = sum(len(reading.gold.asks) for reading in readings)
    about = f"{items} items of {len(readings)} recommendation lists"
    cases = tuple(case for reading in readings for case in _cases(reading))
    return Outcome(name, about, figures, cases)


def _items(readings: Sequence[Reading]) -> tuple[Figure, ...]:
    return item_figures(
        add_by_council([(reading.gold.council, reading.counts) for reading in readings])
    )


def list_figures(readings: Sequence[Reading]) -> tuple[Figure, ...]:
    """Items, then what is printed with those that were found."""
    return (
        *_items(readings),
        _share("printed number right", readings, _same_number),
        _share("time band right", readings, _same_timescale),
        _share("addressee right, where named", readings, _same_addressee, _names_addressee),
        _share("page right", readings, _same_page),
    )


def _share(
    name: str,
    readings: Sequence[Reading],
    same: Same,
    judged: Callable[[ListedAsk], bool] = lambda gold: True,
) -> Figure:
    """The share of the found gold items for which `same` holds, among those `judged`."""
    counted = []
    for reading in readings:
        pairs = [pair for pair in reading.pairs if judged(pair[0])]
        right = sum(same(gold, found) for gold, found in pairs)
        counted.append((reading.gold.council, Counts(right, len(pairs), len(pairs))))
    return share_figure(name, add_by_council(counted))


def _same_number(gold: ListedAsk, found: ListedAsk) -> bool:
    return split_words(gold.number) == split_words(found.number)


def _same_timescale(gold: ListedAsk, found: ListedAsk) -> bool:
    return split_words(gold.timescale) == split_words(found.timescale)


def _same_page(gold: ListedAsk, found: ListedAsk) -> bool:
    return gold.page == found.page


def _names_addressee(gold: ListedAsk) -> bool:
    return bool(gold.addressee)


def _same_addressee(gold: ListedAsk, found: ListedAsk) -> bool:
    return _body(gold.addressee) == _body(found.addressee)


def _body(addressee: str) -> str:
    """A body's name in full, lower case, without its article."""
    name = " ".join(split_words(addressee)).removeprefix("the ")
    return _ALSO_CALLED.get(name, name)


def _cases(reading: Reading) -> Iterator[Case]:
    """Each gold item, right or wrong, then each found item that the gold does not have."""
    for place, ask in enumerate(reading.gold.asks):
        right = place in reading.matched
        note = "" if right else _nearest(ask, reading)
        yield Case(case_id(reading.gold.name, ask.text), _label(ask), right, note)
    used = set(reading.matched.values())
    for place, ask in enumerate(reading.found):
        if place not in used:
            identity = case_id(f"{reading.gold.name}#found", ask.text)
            yield Case(identity, _label(ask), False, "found, not in the gold", in_gold=False)


def _label(ask: ListedAsk) -> str:
    number = f"{ask.number}. " if ask.number else ""
    return f"p. {ask.page}: {number}{locating_words(ask.text)}"


def _nearest(ask: ListedAsk, reading: Reading) -> str:
    """How near the most similar found item comes."""
    scores = [compare_items(found.text, ask.text) for found in reading.found]
    return f"not found; the nearest agrees to {max(scores, default=0):.2f}"
