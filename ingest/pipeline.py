"""From files to reports: what is given, what of it is new, and the reading of that.

    plan = plan_reading(paths, held=held_sources(db, reading_version()))
    for source, outcome in read_sources(plan.sources):
        ...                       # a tuple of reports to save, or why there is none

Every file given ends in exactly one of `plan.sources`, `plan.refused`, `plan.refused_before`
and `plan.duplicates`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from corpus.document import Document, Source
from corpus.errors import IngestError, NoText, Unready
from corpus.manifest import find_licence
from corpus.records import Rejected, Report
from ingest.document.assemble import assemble
from ingest.document.packs import split_parts
from ingest.document.passages import find_passages
from ingest.find.actions.find import find_actions
from ingest.find.asks.by_kind import find_asks
from ingest.find.crosswalk import find_crosswalk
from ingest.find.events import find_events, find_mentions
from ingest.find.judgements import find_judgements
from ingest.find.measures.values import find_measures
from ingest.find.minutes.questions import find_questions
from ingest.find.risks import find_risks
from ingest.find.terms import find_terms
from ingest.limits import Limit, limit_reading
from ingest.read.detect import read_file
from ingest.sources import Ignored, digest_file, find_files, find_source, printable
from ingest.workers import Broken, work_apart


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file whose bytes are held already, or were given under another name.

    `source` is their digest, where they are held.
    """

    path: str
    reason: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with the files given, in the order given."""

    sources: tuple[Source, ...]  # to read
    refused: tuple[Rejected, ...]
    refused_before: tuple[Rejected, ...]  # with the reason of then; not to be read again
    duplicates: tuple[Duplicate, ...]
    ignored: tuple[Ignored, ...]  # hidden files and the like; not counted as given

    @property
    def given(self) -> int:
        """How many files were given: those to read, refused, and duplicates together."""
        refused = len(self.refused) + len(self.refused_before)
        return len(self.sources) + refused + len(self.duplicates)


def plan_reading(
    paths: Iterable[Path],
    held: Container[str] = frozenset(),
    authority: str = "",
    refused: Mapping[str, str] = MappingProxyType({}),
) -> Plan:
    """What to read of the given files and folders; `held` are ids of sources not to read again.

    `authority` is that of all the files, where the user says so. `refused` are ids of sources
    that gave no report when they were read as they would be now, with the reasons.
    """
    names: dict[str, str] = {}
    outcomes = [
        _plan_file(file, held, names, authority, refused) if isinstance(file, Path) else file
        for file in find_files(paths)
    ]
    rejected = [each for each in outcomes if isinstance(each, Rejected)]
    return Plan(
        sources=tuple(each for each in outcomes if isinstance(each, Source)),
        refused=tuple(each for each in rejected if each.source not in refused),
        refused_before=tuple(each for each in rejected if each.source in refused),
        duplicates=tuple(each for each in outcomes if isinstance(each, Duplicate)),
        ignored=tuple(each for each in outcomes if isinstance(each, Ignored)),
    )


def _plan_file(
    path: Path,
    held: Container[str],
    names: dict[str, str],
    authority: str,
    refused: Mapping[str, str],
) -> Source | Rejected | Duplicate:
    """What becomes of one file; `names` has the files seen so far by their digest."""
    try:
        digest = digest_file(path)
        if digest in names:
            return Duplicate(str(path), f"same bytes as {names[digest]}")
        names[digest] = str(path)
        if digest in held:
            return Duplicate(str(path), "already in the library", digest)
        if digest in refused:
            return Rejected(str(path), refused[digest], digest)
        return find_source(path, digest, authority)
    except IngestError as error:
        return Rejected(printable(path), str(error))


def read_sources(
    sources: Iterable[Source], workers: int = 2
) -> Iterator[tuple[Source, tuple[Report, ...] | Rejected]]:
    """Each source with its reports, or why there are none, in the order given.

    Read by `workers` processes, each file in one; with none, in this process, where a
    file that crashes its reader crashes us.
    """
    if not workers:
        yield from ((source, _read(source)) for source in sources)
        return
    for source, outcome in work_apart(_read, sources, workers, _limit):
        yield source, to_rejected(source, outcome) if isinstance(outcome, Broken) else outcome


def _read(source: Source) -> tuple[Report, ...] | Rejected:
    return read_or_reject(source, Path(source.path))


def read_or_reject(source: Source, path: Path) -> tuple[Report, ...] | Rejected:
    """The reports in a source's file, which lies at a path; or why there are none."""
    try:
        return read_report(source, path)
    except Unready as error:
        return Rejected(source.path, str(error))
    except IngestError as error:
        return Rejected(source.path, str(error), source.id)
    except MemoryError:
        return Rejected(
            source.path, f"{source.name}: too large for memory. Split it and try again.", source.id
        )


def _limit(source: Source) -> Limit:
    return limit_reading(Path(source.path))


def to_rejected(source: Source, broken: Broken) -> Rejected:
    """A source whose file broke what read it."""
    return Rejected(
        source.path,
        f"{source.name}: {broken.reason}. Print it to a new PDF, or report it with the file.",
        "" if broken.killed else source.id,
    )


def read_report(source: Source, path: Path) -> tuple[Report, ...]:
    """The reports in one file, a pack's in its order. IngestError where it cannot be used."""
    document = assemble(source, read_file(path))
    if not document.text.strip():
        raise NoText(f"{path.name}: no words in it. If it is a scan, it needs OCR first.")
    return tuple(find_all(_with_licence(part)) for part in split_parts(document))


def _with_licence(document: Document) -> Document:
    """The document under the licence that its own notice gives, if it has one."""
    licence = find_licence(document.text) or document.source.licence
    return replace(document, source=replace(document.source, licence=licence))


def find_all(document: Document) -> Report:
    """A document with everything found in it by rules; `ingest.judge` adds what models find."""
    actions = find_actions(document)
    return Report(
        document=document,
        asks=find_asks(document),
        judgements=find_judgements(document),
        passages=find_passages(document),
        actions=actions,
        crosswalk=find_crosswalk(document, actions),
        measures=find_measures(document),
        questions=find_questions(document),
        events=find_events(document),
        mentions=find_mentions(document),
        risks=find_risks(document),
        terms=find_terms(document),
    )
