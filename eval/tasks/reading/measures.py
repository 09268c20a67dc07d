"""How well values of measures are read: on Medway's documents, and across councils.

On Medway's, how many of the values that a reader listed are shown. Across councils on which
no rule was written, how many of the values shown are right, on labels of this project's own:
its measure, whose it is and its last day are as a reader says.

A gold value of Medway is found where an observation of the same document has the same number, and
the sentence or row that it stands in holds the gold's quotation (seven tenths of its words).
Its period is right where the years agree, and the months where both name one (a financial
year may go by either of its years; the gold's "benchmark" names none); its owner where both
are the authority's, England's, the neighbours', a region's or a target's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.records import Observation, Report
from eval.material.gold import beside, load_files, load_medway
from eval.material.measure_labels import (
    Facts,
    Place,
    ValueLabel,
    group_by_file,
    load_named_before,
    load_value_labels,
    place_values,
)
from eval.material.reading import read_files
from eval.metrics import Counts, split_words
from eval.outcome import (
    Case,
    Figure,
    Outcome,
    add_by_council,
    case_id,
    count_figure,
    locating_words,
    share_figure,
)

_SHOWN = "other councils: values shown that are right"
_BEFORE = "the same of the values named before"
_ENOUGH = 0.7  # of a quotation's words: its row may be parted by a page
_ROW = 400  # characters to either side of a value that may belong to its row or sentence
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d\d)\b")
_YEARS = re.compile(r"\b(?:20)?(\d\d)\s?[-–/]\s?(?:20)?(\d\d)\b")
_OWNERS: Mapping[str, str] = {"Medway": "authority", "target": "target", "SN": "neighbours"}


@dataclass(frozen=True)
class _Place:
    """A value found, with the words it stands among."""

    found: Observation
    words: frozenset[str]


def evaluate_measures(gold: Path) -> Outcome:
    """The values in `gold/medway/kpis.json`, found with the right period and owner; and the
    labelled values of other councils, shown with the right measure, owner and time."""
    listed = load_medway(gold, "kpis")
    wanted = [(measure["indicator"], value) for measure in listed for value in measure["series"]]
    files = load_files(gold)
    names = sorted({value["doc"].split("/")[0] for _, value in wanted})
    reports = dict(zip(names, read_files([beside(gold, files[n]) for n in names]), strict=True))
    places = {name: _places(reports[name]) for name in names}
    cases = [_case(name, value, places[value["doc"].split("/")[0]]) for name, value in wanted]
    labels = load_value_labels()
    shown = _read_shown(gold, labels)
    judged = judge_labels(labels, shown)
    across = label_figures(labels, judged)
    figures = (
        _figure("values with the right period and owner", [note == "" for _, note in cases]),
        _figure("values found", [note != "not found" for _, note in cases]),
        _figure(
            "of those found, right period and owner",
            [note == "" for _, note in cases if note != "not found"],
        ),
        *across,
    )
    councils = len({label.council for label in labels})
    about = (
        f"{len(wanted)} values of {len(listed)} measures of one council; "
        f"{len(labels)} labelled values of {councils} others, with "
        f"{say_right_ones(across, _count(shown), load_named_before())}"
    )
    placed = tuple(case for case in map(_label_case, labels, judged) if case)
    return Outcome("measures", about, figures, (*(case for case, _ in cases), *placed))


# --- across councils ---------------------------------------------------------


def _read_shown(gold: Path, labels: Sequence[ValueLabel]) -> dict[str, dict[Place, list[Facts]]]:
    """What is shown at each place of each labelled file."""
    files = list(group_by_file(labels))
    read = read_files([beside(gold, file) for file in files])
    shown: dict[str, dict[Place, list[Facts]]] = {file: {} for file in files}
    for file, reports in zip(files, read, strict=True):
        for report in reports:
            for place, facts in place_values(report.document, report.measures):
                shown[file].setdefault(place, []).append(facts)
    return shown


def _count(shown: Mapping[str, Mapping[Place, Sequence[Facts]]]) -> int:
    return sum(len(facts) for places in shown.values() for facts in places.values())


def judge_labels(
    labels: Iterable[ValueLabel], shown: Mapping[str, Mapping[Place, Sequence[Facts]]]
) -> list[str]:
    """For each label "right", "wrong" or, where nothing is shown at its place, ""."""
    return [_judge(label, shown[label.file].get(label.place, ())) for label in labels]


def _judge(label: ValueLabel, shown: Sequence[Facts]) -> str:
    if not shown:
        return ""
    return "right" if label.facts in shown else "wrong"


def label_figures(labels: Sequence[ValueLabel], judged: Sequence[str]) -> tuple[Figure, ...]:
    """The precision of what is shown, beside that of what was named before, by those labels
    that were drawn from it."""
    drawn = [label for label in labels if label.drawn == "before"]
    before = _precision(_BEFORE, drawn, [label.before for label in drawn])
    return (_precision(_SHOWN, labels, judged), replace(before, guarded=False))


def say_right_ones(figures: Sequence[Figure], shown: int, named_before: int) -> str:
    """How many right values the labelled reports show, and had by name before, estimated."""
    now, before = (
        round(figure.value * count)
        for figure, count in zip(figures, (shown, named_before), strict=True)
    )
    return f"about {now} right values shown in their reports, {before} before"


def _precision(name: str, labels: Sequence[ValueLabel], judged: Sequence[str]) -> Figure:
    counted = [
        (label.council, Counts(verdict == "right", 1, 1))
        for label, verdict in zip(labels, judged, strict=True)
        if verdict
    ]
    return count_figure(name, add_by_council(counted), lambda counts: counts.precision)


def _label_case(label: ValueLabel, verdict: str) -> Case | None:
    """The case of a value that is, or should be, shown."""
    if not verdict and not label.facts.measure:
        return None
    key, nth, value = label.place
    name = f"{label.council}/{Path(label.file).stem}"
    return Case(
        f"{name}#{key}-{nth}-{value}",
        f"{name}, page {label.page}: {label.facts.measure or 'no measure'} {value}",
        verdict == "right" if label.facts.measure else not verdict,
        verdict or "not shown",
    )


# --- one council -------------------------------------------------------------


def _figure(name: str, right: Sequence[bool]) -> Figure:
    return share_figure(name, {"medway": Counts(sum(right), len(right), len(right))})


def _places(reports: Iterable[Report]) -> list[_Place]:
    return [
        _Place(measure, _words_around(report.document, measure))
        for report in reports
        for measure in report.measures
    ]


def _words_around(document: Document, observation: Observation) -> frozenset[str]:
    around = document.text[max(0, observation.span.start - _ROW) : observation.span.end + _ROW]
    return frozenset(split_words(around))


def _case(indicator: str, value: Mapping[str, Any], places: list[_Place]) -> tuple[Case, str]:
    """The case and what is wrong with it; a place that serves is used up."""
    quote = frozenset(split_words(value["quote"]))
    near = [
        place
        for place in places
        if _same_number(value["value"], place.found)
        and len(quote & place.words) >= _ENOUGH * len(quote)
    ]
    best = min(near, key=lambda place: len(_fault(value, place.found)), default=None)
    note = "not found" if best is None else _fault(value, best.found)
    if best is not None and not note:
        places.remove(best)
    label = f"{value['doc']}, {value['locator'][:30]}: {locating_words(indicator)}"
    identity = case_id(value["doc"], f"{indicator} {value['period']} {value['who']}")
    return Case(identity, label, note == "", note), note


def _same_number(gold: Any, found: Observation) -> bool:
    numbers = re.findall(r"-?\d+(?:\.\d+)?", str(gold).replace(",", ""))
    return found.amount is not None and any(float(number) == found.amount for number in numbers)


def _fault(value: Mapping[str, Any], found: Observation) -> str:
    faults = []
    if not _same_period(str(value["period"]), found):
        faults.append(f"period {found.period or found.period_end} for {value['period']}")
    if _owner(value["who"]) != _class_of(found):
        faults.append(f"owner {_class_of(found)} for {value['who']}")
    return "; ".join(faults)


def _owner(who: str) -> str:
    return _OWNERS.get(who, "comparator" if who in ("England", "SE") else "named")


def _class_of(found: Observation) -> str:
    if found.role == "target":
        return "target"
    if found.who == "statistical neighbours":
        return "neighbours"
    return "comparator" if found.role == "comparator" else "authority"


def _same_period(gold: str, found: Observation) -> bool:
    """By years, and by months where both name one."""
    years, months = _years(gold), _months(gold)
    if not years:
        return True
    own_years, own_months = _years(found.period), _months(found.period)
    if not own_years and found.period_end:
        own_years = _around(found.period_end)
    return bool(years & own_years) and (not months or not own_months or bool(months & own_months))


def _around(day: date) -> set[int]:
    return {day.year, day.year - 1} if day.month <= len("jan") else {day.year}


def _years(words: str) -> set[int]:
    pairs = [2000 + int(year) for pair in _YEARS.findall(words) for year in pair]
    short = [2000 + int(year) for year in re.findall(r"[A-Za-z]{3}-(\d\d)\b", words)]
    return {*map(int, _YEAR.findall(words)), *pairs, *short}


def _months(words: str) -> set[str]:
    return {month.lower()[:3] for month in _MONTH.findall(words)}
