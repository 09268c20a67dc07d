"""The labelled sentences, found again in the documents that they were read in.

Labels of the gold folder (`stance/findings.jsonl`) quote; this project's own
(`stance_more.json` of `eval/training/labels`) name file, page and a digest of the letters of
the sentence.
Both are looked up among the sentences of the file as it is read today, so that each comes
with the sentence before it and its headings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.document import digest
from corpus.errors import GoldError
from corpus.records import Stance
from eval.material.gold import beside, load_stance_labels, stance_labels_file
from eval.material.reading import read_files
from eval.training.stance import Labelled
from ingest.find.findings import list_sentences
from models.statements.stance import Sentence

OWN_LABELS = Path(__file__).parents[1] / "training" / "labels" / "stance_more.json"
FIRST_LABELS = OWN_LABELS.with_name("salience.json")
_LOST = 0.05  # of the labels: what changes of reading may lose before it is worth knowing
_DIGITS = 10  # of a digest: enough to know a sentence of one file by


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader said of a sentence; `key` finds it in `file`, `quote` where it is given."""

    id: str
    file: str
    key: str
    stance: Stance
    clear: bool
    themes: tuple[str, ...]
    quote: str = ""
    before: str = ""


def load_labelled(gold: Path) -> list[Labelled]:
    """Every labelled sentence, the gold's first. Raises GoldError where a file is missing.

    An own label whose sentence is not found any more is left out, but with many of them
    the corpus is not the one that was labelled: GoldError. One of the gold's then stands
    as the gold quotes it, without headings.
    """
    labels = [*load_gold_labels(gold), *load_own_labels()]
    held = _read_sentences(gold, dict.fromkeys(label.file for label in labels))
    _check_found(labels, held)
    return [
        Labelled(
            label.id,
            sentence,
            council_of(label.file),
            label.stance,
            label.clear,
            label.themes,
            gold=bool(label.quote),
        )
        for label in labels
        if (sentence := held.get((label.file, label.key)) or _as_quoted(label))
    ]


def load_gold_labels(gold: Path) -> list[Label]:
    """The labels of the gold folder, in its order. Raises GoldError."""
    try:
        return [_to_label(row) for row in load_stance_labels(gold)]
    except KeyError as error:
        raise GoldError(f"{stance_labels_file(gold)}: a label lacks {error}") from error


def _to_label(row: dict[str, Any]) -> Label:
    return Label(
        row["id"],
        row["file"],
        key_of(row["sentence"]),
        row["stance"],
        row["clear"],
        tuple(row["themes"]),
        row["sentence"],
        row["before"],
    )


def load_own_labels(path: Path = OWN_LABELS) -> list[Label]:
    """This project's own labels: rows of page, key, first words, stance, clear, themes."""
    data = json.loads(path.read_text("utf-8"))
    return [
        Label(f"{file}#{key}", file, key, stance, clear, tuple(themes))
        for file, rows in data["files"].items()
        for _page, key, _words, stance, clear, themes in rows
    ]


def key_of(text: str) -> str:
    """A digest of a sentence's letters and digits: spaces and glyphs do not change it."""
    return digest("".join(re.findall(r"[^\W_]", text.lower())))[:_DIGITS]


def council_of(file: str) -> str:
    """The council of a corpus file: the folder that it lies in."""
    return Path(file).parent.name


def _read_sentences(gold: Path, names: Iterable[str]) -> Mapping[tuple[str, str], Sentence]:
    """Every sentence of the files by file and key; the first of those with the same words."""
    files = list(names)
    sentences: dict[tuple[str, str], Sentence] = {}
    for file, reports in zip(
        files, read_files([beside(gold, name) for name in files]), strict=True
    ):
        for report in reports:
            for listed in list_sentences(report.document, report.passages):
                sentences.setdefault((file, key_of(listed.sentence.text)), listed.sentence)
    return sentences


def _check_found(labels: Sequence[Label], held: Container[tuple[str, str]]) -> None:
    lost = [label for label in labels if (label.file, label.key) not in held]
    if len(lost) > _LOST * len(labels):
        raise GoldError(
            f"{len(lost)} of {len(labels)} labelled sentences are not in the corpus as it is "
            f"read today, the first of them {lost[0].id}; keep gold beside its corpus"
        )


def _as_quoted(label: Label) -> Sentence | None:
    return Sentence(label.quote, label.before) if label.quote else None


@dataclass(frozen=True, slots=True)
class FirstShown:
    """What a reader of all that a report says on an issue would show of it first.

    `marks` has 1, 2 or 3 by the key of a sentence that is shown, the most important first, 0 of one
    that is not, -1 of one that is not about the issue.
    """

    file: str
    issue: str
    marks: Mapping[str, int]

    @property
    def shown(self) -> frozenset[str]:
        """The keys of what is shown."""
        return frozenset(key for key, mark in self.marks.items() if mark > 0)


def load_first_shown(part: str = "first") -> list[FirstShown]:
    """This project's own labels; of the part "again", what a second reader would show."""
    files = json.loads(FIRST_LABELS.read_text("utf-8"))[part]
    return [
        FirstShown(file, issue, dict(marks))
        for file, issues in files.items()
        for issue, marks in issues.items()
    ]
