"""How well the asks of councils' and government's papers are read, on Medway's.

A gold ask is found where an ask of the same document holds its words (nine tenths of them,
in order; the gold may quote a sentence of a longer item), each once. Kinds are judged as
groups: what is asked, ordered, decided, and repeated from an earlier document; in a
commissioner's report what is listed as a recommendation is told from what the text demands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from corpus.document import Document
from corpus.records import Report
from eval.material.gold import beside, load_files, load_medway
from eval.material.reading import read_files
from eval.metrics import Counts, split_words
from eval.outcome import Case, Figure, Outcome, case_id, locating_words, share_figure

# Actions of plans are measured by `actions`.
_GROUPS: Mapping[str, frozenset[str]] = {
    "recommendation": frozenset(
        {"recommendation", "area_for_improvement", "recommendation_to_executive"}
    ),
    "area_for_improvement": frozenset({"recommendation", "area_for_improvement"}),
    "direction_requirement": frozenset({"duty", "restated"}),
    "decision_asked": frozenset({"decision_asked", "decision", "recommendation_to_executive"}),
    "earlier_recommendation_quoted": frozenset({"restated"}),
}
# What a commissioner asks outside her numbered recommendations.
_DEMANDED = frozenset({"demand"})
_IN_TEXT = re.compile(r"commissioner/[IM]\d+$")
_LIKE = 90.0  # of 100, by rapidfuzz's partial ratio over the words
_PACK = "cabinet-2020-01"
_KINDS: Mapping[str, frozenset[str]] = {
    "commissioner": frozenset({"commissioner_report"}),
    "direction": frozenset({"direction"}),
    "action-plan": frozenset({"action_plan"}),
    "cabinet-report": frozenset({"cabinet_report", "minutes"}),
    "addendum-oldvicarage": frozenset({"minutes"}),
    "addendum-raa": frozenset({"minutes"}),
}


@dataclass(frozen=True)
class _Found:
    words: str
    kind: str
    number: str


def evaluate_paper_asks(gold: Path) -> Outcome:
    """The asks in `gold/medway/recommendations.json` of councils' and government's papers."""
    listed = [row for row in _load(gold) if row["kind"] in _GROUPS and _is_paper(row["doc"])]
    files = load_files(gold)
    names = sorted({row["doc"].split("/")[0] for row in listed})
    reports = dict(zip(names, read_files([beside(gold, files[n]) for n in names]), strict=True))
    judged = [case for name in names for case in _cases(name, listed, reports[name])]
    return Outcome(
        "papers", f"{len(judged)} asks of {len(names)} papers", _figures(judged), tuple(judged)
    )


def _load(gold: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = load_medway(gold, "recommendations")
    return found


def _is_paper(document: str) -> bool:
    return document.startswith(("cttee", _PACK))


def _figures(cases: Sequence[Case]) -> tuple[Figure, ...]:
    groups = {
        "duties of the direction": "direction#",
        "the commissioner's numbered recommendations": "commissioner#recommendation#R",
        "the commissioner's other demands": "commissioner#",
        "decisions asked and taken": "#decision_asked#",
        "asks repeated from earlier documents": "#earlier_recommendation_quoted#",
    }
    found = {name: [case for case in cases if part in case.id] for name, part in groups.items()}
    return tuple(_figure(name, held) for name, held in {**found, "all": list(cases)}.items())


def _figure(name: str, cases: Sequence[Case]) -> Figure:
    right = sum(case.right for case in cases)
    return share_figure(name, {"medway": Counts(right, len(cases), len(cases))})


def _cases(name: str, listed: Sequence[Mapping[str, Any]], reports: Sequence[Report]) -> list[Case]:
    """Each gold ask of a file, right where an unused ask of its part holds its words."""
    used: set[int] = set()
    found = [
        (report.document, _Found(_words(report.document, ask.span), ask.kind, ask.printed_number))
        for report in reports
        for ask in report.asks
    ]
    mine = [row for row in listed if row["doc"].split("/")[0] == name]
    return [_case(row, found, used) for row in mine]


def _words(document: Document, span: Any) -> str:
    return " ".join(split_words(document.quote(span)))


def _case(
    gold: Mapping[str, Any], found: Sequence[tuple[Document, _Found]], used: set[int]
) -> Case:
    part = gold["doc"].split("/")[-1]
    words = " ".join(split_words(gold["text"]))
    kinds = _DEMANDED if _IN_TEXT.search(gold["id"]) else _GROUPS[gold["kind"]]
    fitting = [
        index
        for index, (document, ask) in enumerate(found)
        if index not in used
        and document.kind in _KINDS.get(part, frozenset({document.kind}))
        and ask.kind in kinds
        and _holds(ask.words, words)
    ]
    used.update(fitting[:1])
    identity = f"{part}#{gold['kind']}#{gold['id'].split('/')[-1]}"
    label = f"{gold['locator']}: {locating_words(gold['text'])}"
    return Case(
        case_id(identity, gold["text"]), label, bool(fitting), "" if fitting else "not found"
    )


def _holds(found: str, gold: str) -> bool:
    """True where the longer of the two holds the shorter, but for a tenth."""
    return len(found) * 4 > len(gold) and fuzz.partial_ratio(found, gold) >= _LIKE
