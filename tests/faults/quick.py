"""The acts in one process without models: a reading that gives one small report a paper."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest

from api.adding import intake, queue
from api.adding.intake import Given, Taken
from corpus.document import Block, Document, Page, Source, Span, digest
from corpus.records import Ask, Passage, Rejected, Report
from index.library import Library, create_library
from ingest.prepare import Outcome, Prepared, PreparingCrew, Task, encode_reports
from ingest.workers import Broken
from tests.faults import acts


@dataclass
class FakeEncoder:
    """Gives each text a unit row of its own."""

    name: str = "fake"
    dimensions: int = 8

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """One unit row a text."""
        rows = np.ones((len(texts), self.dimensions), np.float32)
        for row, text in zip(rows, texts, strict=True):
            row += np.random.default_rng(zlib.crc32(text.encode())).random(self.dimensions)
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


class InlineWorker:
    """Does a task where it is asked for it: what ends the reader ends the server."""

    def __init__(self, work: object, limit: object) -> None:
        self._work = work

    def run(self, task: Given) -> Taken | Broken:
        """The result."""
        return self._work(task)

    def kill(self) -> None:
        """Nothing."""

    close = rest = kill


def be_quick(patch: pytest.MonkeyPatch) -> None:
    """Have adding and ingest read in this process, with the reading below."""

    def open_quick(folder: Path) -> Library:
        return Library(folder, FakeEncoder)

    def create_quick(folder: Path) -> Library:
        return create_library(folder, "fake", FakeEncoder)

    patch.setattr(acts, "create_library", create_quick)
    patch.setattr(queue, "Worker", InlineWorker)
    patch.setattr(intake, "open_library", open_quick)
    patch.setattr(intake, "prepare_sources", prepare_quickly)
    patch.setattr(intake, "prepare", prepare_one)
    patch.setattr(intake, "stale_vectors", lambda library: [])


@dataclass
class Judges:
    """As much of the judges as keeping a report needs."""

    encoder: FakeEncoder


def prepare_quickly(
    sources: Iterable[Source],
    encoder: str,
    crew: PreparingCrew,
    threads: int = 1,
    paragraphs: int = 3,
) -> Iterator[tuple[Source, Outcome]]:
    """A report of so many paragraphs for each paper; the exempt are refused."""
    for source in sources:
        yield source, prepare_one(Task(source, Path(source.path), encoder), paragraphs)


def prepare_one(task: Task, paragraphs: int = 3) -> Outcome:
    """The same of one paper."""
    source = task.source
    if "NOT FOR PUBLICATION" in task.path.read_text("utf-8"):
        return Rejected(source.path, f"{source.name}: marked as not for publication", "")
    reports = (a_report(source, paragraphs),)
    return Prepared(reports, encode_reports(reports, Judges(FakeEncoder())))


def a_report(source: Source, paragraphs: int) -> Report:
    """A report of so many paragraphs, the last of which is an ask."""
    about = f"of {source.name} is about caseloads."
    lines = [f"Paragraph {number} {about}" for number in range(paragraphs)]
    text = "\n".join(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines[:-1])]
    spans = [Span(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
    document_id = digest(source.id)
    return Report(
        Document(
            id=document_id,
            source=source,
            text=text,
            pages=(Page(1, Span(0, len(text))),),
            blocks=tuple(Block("paragraph", span) for span in spans),
        ),
        asks=(Ask(digest(document_id, "ask"), spans[-1], "recommendation"),),
        passages=tuple(Passage(digest(document_id, span.start), span) for span in spans),
    )
