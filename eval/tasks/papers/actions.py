"""How well the rows of an action plan are read, on Medway's plan of November 2019."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from corpus.document import Document
from corpus.records import Action, Crosswalk
from eval.material.gold import beside, load_files, load_medway
from eval.material.reading import read_files
from eval.metrics import Counts, split_words
from eval.outcome import Case, Figure, Outcome, locating_words, share_figure

_PACK, _PLAN = "cabinet-2020-01", "cabinet-2020-01/action-plan"
_LIKE = 85.0  # of 100: the gold joins what a page break parted
Pair = tuple[Mapping[str, Any], Action | None]


def evaluate_actions(gold: Path) -> Outcome:
    """The 62 rows of the plan: found by ref and words; ref, serves, due and target all right."""
    listed = load_medway(gold, "recommendations")
    rows = [row for row in listed if row["doc"] == _PLAN and row["kind"] == "action"]
    reports = read_files([beside(gold, load_files(gold)[_PACK])])[0]
    found = [(report.document, action) for report in reports for action in report.actions]
    pairs = _pair(rows, found)
    lines = [line for report in reports for line in report.crosswalk]
    figures = (
        _figure("rows found", pairs, lambda gold, action: True),
        _figure("serves right", pairs, _same_serves),
        _figure("due right", pairs, lambda gold, action: _same(gold.get("due"), action.due)),
        _figure(
            "target right", pairs, lambda gold, action: _same(gold.get("target"), action.target)
        ),
        _figure("ref, serves, due and target right", pairs, _all_right),
        _crosswalk_figure(lines),
    )
    return Outcome("actions", f"{len(rows)} rows of one plan", figures, tuple(map(_case, pairs)))


def _pair(
    rows: Sequence[Mapping[str, Any]], found: Sequence[tuple[Document, Action]]
) -> list[Pair]:
    """Each gold row with the unused action of its ref whose words are like its own."""
    left = list(found)
    pairs: list[Pair] = []
    for row in rows:
        fitting = [
            candidate
            for candidate in left
            if candidate[1].ref == row["ref"] and _like(row, candidate)
        ]
        pairs.append((row, fitting[0][1] if fitting else None))
        if fitting:
            left.remove(fitting[0])
    return pairs


def _like(row: Mapping[str, Any], found: tuple[Document, Action]) -> bool:
    document, action = found
    ours, other = (
        " ".join(split_words(text)) for text in (row["text"], document.quote(action.span))
    )
    return fuzz.partial_ratio(ours, other) >= _LIKE


def _figure(name: str, pairs: Sequence[Pair], right: Callable[[Any, Action], bool]) -> Figure:
    count = sum(action is not None and right(row, action) for row, action in pairs)
    return share_figure(name, {"medway": Counts(count, len(pairs), len(pairs))})


def _same_serves(row: Mapping[str, Any], action: Action) -> bool:
    return [str(number) for number in row["serves_ofsted_2019"]] == list(action.serves)


def _same_target(row: Mapping[str, Any], action: Action) -> bool:
    return _same(row.get("target"), action.target)


def _same(gold: str | None, found: str) -> bool:
    """The same letters and digits: the gold is free in spaces and signs."""
    return _signs(gold or "") == _signs(found)


def _signs(text: str) -> str:
    return re.sub(r"[^a-z0-9%+-]", "", text.lower())


def _all_right(row: Mapping[str, Any], action: Action) -> bool:
    return (
        _same_serves(row, action)
        and _same(row.get("due"), action.due)
        and _same_target(row, action)
    )


def _case(pair: Pair) -> Case:
    row, action = pair
    label = f"row {row['ref']}: {locating_words(row['text'])}"
    if action is None:
        return Case(row["id"], label, False, "not found")
    wrong = [
        name
        for name, right in {
            "serves": _same_serves(row, action),
            "due": _same(row.get("due"), action.due),
            "target": _same_target(row, action),
        }.items()
        if not right
    ]
    return Case(row["id"], label, not wrong, f"wrong: {', '.join(wrong)}" if wrong else "")


def _crosswalk_figure(lines: Sequence[Crosswalk]) -> Figure:
    """The share of the ten areas of Appendix B that are read."""
    read = len({line.area for line in lines if line.actions})
    return share_figure("areas of the crosswalk read", {"medway": Counts(min(read, 10), 10, 10)})
