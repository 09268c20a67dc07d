"""How well reports are known without their title: reworded, removed, or of a renamed council."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Document, RawDocument, Source
from corpus.errors import GoldError
from corpus.manifest import load_manifest
from eval.metrics import Counts
from eval.outcome import Case, Figure, Outcome, add_by_council, share_figure
from eval.retitle import Known, retitled
from ingest.document.assemble import assemble
from ingest.document.packs import split_parts
from ingest.limits import limit_reading
from ingest.read.detect import read_file
from ingest.sources import digest_file
from ingest.workers import Broken, work_apart

_EVERY = 2  # reports, so that the whole takes a minute


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a report: kind, framework, council, first and last day."""

    kind: str
    framework: str
    council: str
    days: tuple[str, ...]
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Tried:
    """A report under one change: what should be told of it, and what is."""

    name: str
    council: str
    change: str
    right: Told
    told: Told

    @property
    def faults(self) -> list[str]:
        """What of it is wrong."""
        facts = ("kind", "framework", "council", "days")
        return [fact for fact in facts if getattr(self.right, fact) != getattr(self.told, fact)]


def evaluate_kinds(gold: Path) -> Outcome:
    """Kind, framework, council and days of half the corpus's reports, under each change.

    A report is read without what the manifest and the file's name say of it. Kind and council are
    right as the manifest has them, framework and days as its own title and pages tell.
    """
    paths = _list_reports(gold)
    outcomes = work_apart(try_report, paths, os.cpu_count() or 1, limit_reading)
    tried = [each for path, outcome in outcomes for each in _or_nothing(path, outcome)]
    changes = list(dict.fromkeys(each.change for each in tried))
    figures = (
        _share("kind, framework, council and days right", tried),
        *(_share(change, [each for each in tried if each.change == change]) for change in changes),
        _figure_of_certain("wrong, and not said to be uncertain", tried),
    )
    about = f"{len(paths)} inspection reports under {len(changes)} changes of their titles"
    return Outcome("kinds", about, figures, tuple(map(_case, tried)))


def _list_reports(gold: Path) -> list[Path]:
    """The reports to try, of the corpus beside a gold folder; GoldError where there are none."""
    paths = sorted((gold.parent / "corpus").rglob("ofsted-*.pdf"))[::_EVERY]
    if not paths:
        raise GoldError(f"{gold}: no inspection reports (ofsted-*.pdf) in ../corpus beside it.")
    return paths


def _or_nothing(path: Path, outcome: list[Tried] | Broken) -> list[Tried]:
    if isinstance(outcome, Broken):
        print(f"not tried: {path.name}: {outcome.reason}", file=sys.stderr)
        return []
    return outcome


def try_report(path: Path) -> list[Tried]:
    """A report of the corpus under every change; none of one that the manifest does not list."""
    listing = load_manifest().find(digest_file(path), path.name)
    if not listing:
        return []
    name = f"{path.parent.name}/{path.stem}"
    return list(_try(name, read_file(path), Known(listing.kind.id, listing.authority)))


def _try(name: str, raw: RawDocument, known: Known) -> Iterator[Tried]:
    own = _tell(raw)
    for changed in retitled(raw, known):
        right = Told(known.kind, own.framework, changed.council, own.days)
        yield Tried(name, known.council, changed.change, right, _tell(changed.raw))


def _tell(raw: RawDocument) -> Told:
    """What a report's own pages tell, nothing being known of its file."""
    document = split_parts(assemble(Source("retitled"), raw))[0]
    certain = not document.kind_doubt
    return Told(document.kind, document.framework, document.authority, _days(document), certain)


def _days(document: Document) -> tuple[str, ...]:
    event = document.event
    return (str(event.start), str(event.end)) if event else ()


def _figure_of_certain(name: str, tried: Sequence[Tried]) -> Figure:
    """How many are of wrong kind or framework and told as certain."""
    wrong = [each for each in tried if {"kind", "framework"} & set(each.faults)]
    certain = sum(each.told.certain for each in wrong)
    return Figure(name, float(certain), of=len(tried), lower_is_better=True)


def _share(name: str, tried: Sequence[Tried]) -> Figure:
    counted = [(each.council, Counts(int(not each.faults), 1, 1)) for each in tried]
    return share_figure(name, add_by_council(counted))


def _case(tried: Tried) -> Case:
    note = ", ".join(f"{fact}: {getattr(tried.told, fact)}" for fact in tried.faults)
    return Case(f"{tried.name}#{tried.change}", tried.change, not tried.faults, note)
