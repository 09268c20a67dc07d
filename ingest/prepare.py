"""One file, all that is done of it before it is kept: read, found, judged, encoded.

Done in another process, of this machine or of one elsewhere; whoever writes the library takes
what comes back.

    for source, outcome in prepare_sources(plan.sources, encoder_name, hire_processes(2)):
        ...                       # `Prepared`, or why there is nothing to keep
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Source
from corpus.errors import ModelError, Throughline
from corpus.records import Rejected, Report
from ingest.limits import Limit, limit_reading
from ingest.workers import Broken, Crew, Processes, to_rejected, work_in_order
from models.text.caching import KnownVectors
from models.text.encoder import open_encoder
from models.text.sentences import split_sentences

if TYPE_CHECKING:  # readers and models are opened where the work is done
    from ingest.find.findings import Judges

# Of memory for each process, at most: the encoder, the models and the longest reports took 770 MB.
_EACH_NEEDS = 1 << 30


@dataclass(frozen=True, slots=True)
class Task:
    """A file to prepare, where it lies, and with what encoder, run on so many cores."""

    source: Source
    path: Path
    encoder: str
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Prepared:
    """The reports of one file, judged, with the vectors of the sentences of their passages."""

    reports: tuple[Report, ...]
    vectors: KnownVectors


Outcome = Prepared | Rejected
# An error is given back, and raised by who takes it: it is no fault of the file.
PreparingCrew = Crew[Task, Outcome | Throughline]


def prepare_sources(
    sources: Iterable[Source], encoder: str, crew: PreparingCrew, threads: int = 1
) -> Iterator[tuple[Source, Outcome]]:
    """Each source with what is to be kept of it, or why there is nothing, in the order given.

    ModelError where the encoder or a model cannot be opened where the work is done; other
    errors as the crew's own.
    """
    tasks = (Task(source, Path(source.path), encoder, threads) for source in sources)
    for task, outcome in work_in_order(crew, tasks):
        if isinstance(outcome, Throughline):
            raise outcome
        yield (
            task.source,
            to_rejected(task.source, outcome) if isinstance(outcome, Broken) else outcome,
        )


def hire_processes(count: int) -> PreparingCrew:
    """So many processes of this machine."""
    return Processes(prepare, limit_preparing, count)


def most_processes() -> int:
    """How many processes this machine has cores and memory for."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(1, min(os.cpu_count() or 1, memory // _EACH_NEEDS))


def processes_for(files: int) -> int:
    """How many processes to have for so many files: to start one takes as long as to read two."""
    return max(1, min(most_processes(), files // 2))


def limit_preparing(task: Task) -> Limit:
    """How long a file may take to be prepared."""
    return limit_reading(task.path)


def prepare(task: Task) -> Outcome | ModelError:
    """What is to be kept of a file, prepared in this process; its models stay open."""
    from ingest.judge import judge_reports
    from ingest.pipeline import read_or_reject

    read = read_or_reject(task.source, task.path)
    if isinstance(read, Rejected):
        return read
    try:
        judges = _open_judges(task.encoder, task.threads)
    except ModelError as error:
        return error
    reports = judge_reports(read, judges)
    return Prepared(reports, encode_reports(reports, judges))


def encode_reports(reports: Iterable[Report], judges: Judges) -> KnownVectors:
    """The vectors of every sentence of the passages of reports."""
    sentences = {
        sentence: None
        for report in reports
        for passage in report.passages
        for sentence in split_sentences(report.document.quote(passage.span))
    }
    return KnownVectors(tuple(sentences), judges.encoder.encode(list(sentences)))


@lru_cache(maxsize=1)
def _open_judges(encoder: str, threads: int) -> Judges:
    from ingest.judge import open_judges

    return open_judges(open_encoder(encoder, threads=threads))
