"""Typed subjects of ten councils and the asks about each, as a reader of their reports gave them.

`typed.json` of `eval/training/labels` has the subjects; an ask is named by its file and a
digest of its words, which are those of `grid/COUNCIL.json` of the gold folder.
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
_DIGITS = 10  # of a digest: enough to know an ask of one file by


@dataclass(frozen=True, slots=True)
class GoldSubject:
    """Words as a member would type them, and the asks about them: 2 about them, 1 in passing."""

    words: str
    grades: Mapping[int, int]  # by the ask's place in its council's list

    @property
    def about(self) -> frozenset[int]:
        """The asks that are about the words."""
        return frozenset(ask for ask, grade in self.grades.items() if grade == 2)


@dataclass(frozen=True, slots=True)
class SubjectCouncil:
    """A council's asks, in the order of its reports, and the subjects typed."""

    name: str
    asks: tuple[str, ...]
    subjects: tuple[GoldSubject, ...]


def load_subjects(gold: Path) -> list[SubjectCouncil]:
    """The councils of `typed.json`. GoldError where their reports or an ask are not in the gold."""
    labels = json.loads(LABELS.read_text("utf-8"))
    return [_load_council(gold, council, subjects) for council, subjects in labels.items()]


def key_of(text: str) -> str:
    """A digest of an ask's words, which white space and case do not change."""
    return digest(*split_words(text))[:_DIGITS]


def _load_council(gold: Path, council: str, subjects: list[dict[str, Any]]) -> SubjectCouncil:
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
                subject["words"], {places[key]: grade for key, grade in subject["asks"].items()}
            )
            for subject in subjects
        )
    except KeyError as error:
        raise GoldError(f"{file}: has no ask {error}, which a subject is about") from error
    return SubjectCouncil(council, tuple(text for _, text in asks), golden)
