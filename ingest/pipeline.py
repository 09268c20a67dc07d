"""From files to reports.

plan = plan_reading(paths, held=held_sources(db, reading_version()))
for source, outcome in read_sources(plan.sources):
    ...                       # a tuple of reports to save, or why there is none
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

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
from ingest.workers import Broken, to_rejected, work_apart


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
