"""Typed subjects of ten councils and what is about each, as a reader of their reports gave it.

`typed.json` of `eval/training/labels` has the subjects and the asks about each,
`typed_findings.json` some thirty findings a subject. An ask or a finding is named by its file
and a digest of its words, which are those of `grid/COUNCIL.json` of the gold folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.document import digest
from corpus.errors import GoldError
from eval.metrics import split_words

LABELS = Path(__file__).parents[1] / "training" / "labels" / "typed.json"
FINDINGS = LABELS.with_name("typed_findings.json")
_DIGITS = 10  # of a digest: enough to know an ask of one file by
ABOUT, IN_PASSING = 2, 1  # grades


@dataclass(frozen=True, slots=True)
class GoldSubject:
    """Words as a member would type them, and what is about them: 2 about them, 1 in passing.

    `grades` are of asks by their place in their council's list, and 0 where not there;
    `findings` of some findings by `FILE#DIGEST`, of the others nothing is known.
    """

    words: str
    grades: Mapping[int, int]
    findings: Mapping[str, int]

    @property
    def about(self) -> frozenset[int]:
        """The asks that are about the words."""
        return frozenset(ask for ask, grade in self.grades.items() if grade == ABOUT)


@dataclass(frozen=True, slots=True)
class SubjectCouncil:
    """A council's asks, in the order of its reports, and the subjects typed."""

    name: str
    asks: tuple[str, ...]
    subjects: tuple[GoldSubject, ...]


def load_subjects(gold: Path) -> list[SubjectCouncil]:
    """The councils of `typed.json`. GoldError where their reports or an ask are not in the gold."""
    labels = json.loads(LABELS.read_text("utf-8"))
    findings = json.loads(FINDINGS.read_text("utf-8"))["councils"]
    return [
        _load_council(gold, council, subjects, _by_words(findings.get(council, ())))
        for council, subjects in labels.items()
    ]


def _by_words(subjects: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    return {subject["words"]: subject["findings"] for subject in subjects}


def key_of(text: str) -> str:
    """A digest of an ask's words, which white space and case do not change."""
    return digest(*split_words(text))[:_DIGITS]


def _load_council(
    gold: Path,
    council: str,
    subjects: list[dict[str, Any]],
    findings: Mapping[str, Mapping[str, int]],
) -> SubjectCouncil:
    file = gold / "grid" / f"{council}.json"
    try:
        reports = json.loads(file.read_text("utf-8"))["reports"]
    except (OSError, KeyError, ValueError) as error:
        raise GoldError(f"{file}: not the reading of a council's reports ({error})") from error
    asks = [
        (f"{report['file']}#{key_of(statement['text'])}", statement["text"])
        for report in reports
        for statement in report["statements"]
        if statement["kind"] == "ask"
    ]
    places = {key: place for place, (key, _) in enumerate(asks)}
    try:
        golden = tuple(
            GoldSubject(
                subject["words"],
                {places[key]: grade for key, grade in subject["asks"].items()},
                findings.get(subject["words"], {}),
            )
            for subject in subjects
        )
    except KeyError as error:
        raise GoldError(f"{file}: has no ask {error}, which a subject is about") from error
    return SubjectCouncil(council, tuple(text for _, text in asks), golden)
