"""Files into a library: where reading and keeping meet. Many with progress, or one alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from tqdm import tqdm

from corpus.account import say_missing
from corpus.document import Source
from corpus.errors import (
    EngineError,
    IngestError,
    LibraryError,
    ModelError,
    NotFound,
    Throughline,
)
from corpus.records import Rejected, Report
from corpus.store.connection import Connection, transaction, translated_errors
from corpus.store.documents import iter_documents_of_source
from corpus.store.library import load_refusals
from corpus.store.reports import held_sources, load_source, move_source
from index.briefing.beforehand import work_out_councils, work_out_reports
from index.library import (
    Library,
    add_refused,
    add_reports,
    open_library,
    renew_vectors,
    stale_vectors,
)
from index.search.engines.sending import send_changes
from ingest.planning import Duplicate, Plan, plan_reading
from ingest.prepare import (
    Outcome,
    Prepared,
    PreparingCrew,
    Task,
    hire_processes,
    prepare,
    prepare_sources,
    processes_for,
)
from ingest.sources import digest_file, facts_path
from ingest.version import reading_version


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the files given: read + refused + duplicate = given.

    `refused_before` are those of the refused that were not read again; `to_check` those read now
    or held already in whose reading something is missing or not certain.
    """

    given: int
    read: int
    refused: int
    duplicate: int
    ignored: int
    refused_before: int = 0
    to_check: int = 0

    @property
    def whole(self) -> bool:
        """True where nothing that was given is refused, and nothing is missing of any."""
        return not (self.refused or self.to_check)

    def say(self) -> str:
        """The counts in a line."""
        before = f" ({self.refused_before} of them before)" if self.refused_before else ""
        line = (
            f"{self.given} given: {self.read} read, {self.refused} refused{before},"
            f" {self.duplicate} held already or given twice."
        )
        line += f" {self.ignored} hidden, or a library's own, left alone." if self.ignored else ""
        check = f" {self.to_check} of them to check: `throughline doctor` says what is missing."
        return line + check if self.to_check else line

    def as_json(self) -> dict[str, int]:
        """The counts by name."""
        return asdict(self)


# Who prepares files: of how many there are, with which encoder.
Hire = Callable[[int, str], PreparingCrew]


def hire_here(files: int, encoder: str) -> PreparingCrew:
    """Processes of this machine."""
    return hire_processes(processes_for(files))


def take_in(
    library: Library,
    paths: Iterable[Path],
    authority: str = "",
    again: bool = False,
    hire: Hire = hire_here,
) -> Counts:
    """Read what is new of the given files and keep it; each refused file is told in a line.

    Each file is kept as soon as it is read, so stopping loses at most those in hand. What
    was refused before is read again only where that is asked for, or another version reads.
    Others read, find, judge and encode; this process alone writes.
    """
    reading = reading_version()
    refusals = {} if again else load_refusals(library.db, reading)
    plan = plan_reading(paths, held_sources(library.db, reading), authority, refusals)
    _tell_planned(library, plan, reading)
    read = refused = 0
    councils: set[str] = set()
    to_check = sum(map(partial(_is_to_check, library.db), plan.duplicates))
    with closing(_prepare(plan.sources, library.encoder_name, hire)) as outcomes:
        for outcome in outcomes:
            if isinstance(outcome, Rejected):
                refused += 1
                add_refused(library, outcome, reading)
                _tell(f"refused: {outcome.reason}")
            else:
                read += 1
                _keep(library, outcome, reading)
                councils |= {report.document.authority for report in outcome.reports}
                to_check += _tell_missing(outcome.reports)
    _renew_vectors(library)
    work_out_councils(library, sorted(councils))
    _send_changes(library)
    before = len(plan.refused_before)
    return Counts(
        plan.given,
        read,
        refused + len(plan.refused) + before,
        len(plan.duplicates),
        len(plan.ignored),
        before,
        to_check,
    )


def _send_changes(library: Library) -> None:
    """Bring the library's engine in step; where that is away, searches go on without it."""
    try:
        send_changes(library)
    except EngineError as error:
        _tell(f"kept in the library, which is searched by itself until it is sent on: {error}")


def _keep(library: Library, prepared: Prepared, reading: str) -> None:
    """Add a file's reports, then what packs will take from them: a stop in between costs the
    first pack some seconds, and nothing else."""
    add_reports(library, prepared.reports, reading, prepared.vectors)
    work_out_reports(library, prepared.reports)


def _renew_vectors(library: Library) -> None:
    """Make the vectors anew of documents that were not given again, where they are of old kind."""
    stale = stale_vectors(library)
    if stale:
        _tell(f"making vectors anew for {len(stale)} documents that an earlier version encoded")
    for document_id in stale:
        renew_vectors(library, document_id)


# --- one file ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Given:
    """A file to take into the library of a folder; `authority` where somebody said whose it is."""

    library: Path
    file: Path
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file. `source` is the digest of its bytes, where they are held now.

    "waiting" where it was the library that could not take it, and the file is to be given again.
    """

    status: Literal["read", "held", "refused", "waiting"]
    reason: str = ""
    source: str = ""


def take_in_file(given: Given) -> Taken:
    """Read one file in this process and keep what it says; a refusal is an answer.

    A refused file is not noted in the library: who gave it is told, nobody else.
    """
    try:
        with open_library(given.library) as library, translated_errors(library.path):
            return _take_in_one(library, given)
    except (LibraryError, ModelError) as error:
        return Taken("waiting", str(error))
    except Throughline as error:
        return Taken("refused", str(error))


def _take_in_one(library: Library, given: Given) -> Taken:
    reading = reading_version()
    held = held_sources(library.db, reading)
    plan = plan_reading([given.file], held, given.authority)
    for rejected in plan.refused:
        return Taken("refused", rejected.reason)
    for source in plan.sources:
        cores = os.cpu_count() or 1
        outcome = prepare(Task(source, given.file, library.encoder_name, cores))
        if isinstance(outcome, ModelError):
            raise outcome
        if isinstance(outcome, Rejected):
            return Taken("refused", outcome.reason)
        _keep(library, outcome, reading)
        work_out_councils(library, {report.document.authority for report in outcome.reports})
        _send_changes(library)
        return Taken("read", source=source.id)
    return Taken("held", source=digest_file(given.file))


# --- originals ---------------------------------------------------------------


def find_held(library: Path, file: Path) -> Taken | None:
    """What the library has of a file: `read` where its original is this very file, `held` where
    that is another; None where it holds no such bytes.

    A file whose original is gone or changed becomes the original. LibraryError where the
    library cannot be read.
    """
    with open_library(library) as opened, translated_errors(opened.path):
        return _find_held(opened.db, file)


def _find_held(db: Connection, file: Path) -> Taken | None:
    try:
        digest = digest_file(file)
        with transaction(db):
            original = Path(load_source(db, digest).path)
            if not _has_bytes(original, digest):
                move_source(db, digest, str(file.absolute()))
            elif not original.samefile(file):
                return Taken("held", source=digest)
    except (IngestError, NotFound):
        return None
    return Taken("read", source=digest)


def _has_bytes(path: Path, digest: str) -> bool:
    try:
        return digest_file(path) == digest
    except IngestError:
        return False


def delete_unless_held(library: Path, file: Path) -> None:
    """Delete a file, and the facts beside it, unless it is the library's original.

    LibraryError where the library cannot tell: the file stays.
    """
    if not file.is_file():
        return
    with open_library(library) as opened, translated_errors(opened.path), transaction(opened.db):
        held = _find_held(opened.db, file)
        if held is None or held.status == "held":
            file.unlink(missing_ok=True)
            facts_path(file).unlink(missing_ok=True)


# --- telling -----------------------------------------------------------------


def _tell_planned(library: Library, plan: Plan, reading: str) -> None:
    for rejected in plan.refused:
        add_refused(library, rejected)
        _tell(f"refused: {rejected.reason}")
    for rejected in plan.refused_before:
        add_refused(library, rejected, reading)  # it may have another name now
        _tell(f"refused before, not read again (--again reads it): {rejected.reason}")
    for duplicate in plan.duplicates:
        if duplicate.reason != "already in the library":
            _tell(f"duplicate: {duplicate.path}: {duplicate.reason}")


def _tell_missing(reports: Iterable[Report]) -> bool:
    """A line for each document of a file in whose reading something is missing; whether any is."""
    short = [report for report in reports if report.account.missing]
    for report in short:
        document = report.document
        title = f", {document.title}" if document.part else ""
        said = say_missing(report.account.missing)
        _tell(f"to check: {document.source.name}{title}: {said}")
    return bool(short)


def _is_to_check(db: Connection, duplicate: Duplicate) -> bool:
    """True of a file held already in whose reading something is missing."""
    held = iter_documents_of_source(db, duplicate.source) if duplicate.source else ()
    return any(document.missing for document in held)


def _prepare(
    sources: tuple[Source, ...], encoder: str, hire: Hire
) -> Generator[Outcome, None, None]:
    """What is to be kept of each source, told on standard error as it comes."""
    if not sources:
        return
    crew = hire(len(sources), encoder)
    threads = max(1, (os.cpu_count() or 1) // crew.size)
    yield from _with_progress(len(sources), prepare_sources(sources, encoder, crew, threads))


def _with_progress(count: int, outcomes: Iterator[tuple[Source, Outcome]]) -> Iterator[Outcome]:
    """Under a bar on a terminal, else a line each, on standard error."""
    if sys.stderr.isatty():
        bar = tqdm(outcomes, total=count, unit="file", file=sys.stderr)
        yield from (outcome for _, outcome in bar)
        return
    for number, (source, outcome) in enumerate(outcomes, start=1):
        if isinstance(outcome, Prepared):
            _tell(f"{number}/{count} {source.name}")
        yield outcome


def _tell(line: str) -> None:
    tqdm.write(line, file=sys.stderr)
