"""Values of measures judged by reading, by place: what each is of, whose and for when.

The labels (`measure_values.json` of `eval/training/labels`) quote nothing: a row has the page,
a digest of the letters of the sentence, which of the equal values in it is meant, the value,
and what a reader says of it.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Document
from corpus.records import Observation
from eval.material.labels import council_of, key_of
from models.text.sentences import find_sentences

OWN_VALUES = Path(__file__).parents[1] / "training" / "labels" / "measure_values.json"
COUNCIL = "council"  # the owner of what is the authority's own

Place = tuple[str, int, str]  # a sentence's key, which of its equal values, the value


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a value: its measure ("" for none by name), owner and last day."""

    measure: str
    who: str
    last_day: str


@dataclass(frozen=True, slots=True)
class ValueLabel:
    """A value at a place, the facts of it, and whether it was shown rightly before.

    `before` is "right" or "wrong" of a value that had a measure's name when only patterns gave
    it one, "" of one that had none; `drawn` from those named "before" or from those shown
    "now".
    """

    file: str
    page: int
    place: Place
    facts: Facts
    before: str
    drawn: str

    @property
    def council(self) -> str:
        """The council whose report it stands in."""
        return council_of(self.file)


def load_value_labels(path: Path = OWN_VALUES) -> list[ValueLabel]:
    """Every labelled value, by file in the order of the labels."""
    data = json.loads(path.read_text("utf-8"))
    return [
        ValueLabel(file, page, (key, nth, value), Facts(measure, who, last_day), *drawn)
        for file, rows in data["files"].items()
        for page, key, nth, value, measure, who, last_day, *drawn in rows
    ]


def load_named_before(path: Path = OWN_VALUES) -> int:
    """How many values of the labelled files had a measure's name when patterns gave it."""
    return int(json.loads(path.read_text("utf-8"))["named_before"])


def place_values(
    document: Document, measures: Iterable[Observation]
) -> Iterator[tuple[Place, Facts]]:
    """The place of each value that is shown, with what is said of it."""
    sentences = _Sentences(document)
    for value in measures:
        key, nth = sentences.locate(value)
        who = COUNCIL if value.who == document.authority else value.who
        yield (key, nth, value.value), Facts(value.measure, who, str(value.period_end or ""))


class _Sentences:
    """The sentences of a document's paragraphs and items, by where they begin."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._spans = [
            (block.span.start + part.start, block.span.start + part.end)
            for block in document.blocks
            for part in find_sentences(document.quote(block.span))
        ]
        self._starts = [start for start, _ in self._spans]

    def locate(self, value: Observation) -> tuple[str, int]:
        """The key of the value's sentence, and how many equal ones stand before it there."""
        start, end = self._spans[bisect_right(self._starts, value.span.start) - 1]
        before = self._text[start : value.span.start]
        return key_of(self._text[start:end]), before.count(value.value)


def group_by_file(labels: Iterable[ValueLabel]) -> Mapping[str, list[ValueLabel]]:
    """The labels of each file, in their order."""
    files: dict[str, list[ValueLabel]] = {}
    for label in labels:
        files.setdefault(label.file, []).append(label)
    return files
