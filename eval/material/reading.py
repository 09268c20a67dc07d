"""The documents under test, read by the same functions as a user's."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.records import Rejected, Report
from eval.material.gold import ListedAsk, beside, load_files
from index.library import Library, add_reports
from ingest.find.findings import Judges
from ingest.judge import judge_reports, open_judges
from ingest.pipeline import read_sources
from ingest.sources import digest_file, find_source

Reports = tuple[Report, ...]
Read = Callable[[Sequence[Path]], list[Reports]]

RESTATED = "restated"  # belongs to the list of an earlier document, so not to this one's
_FEW = 4  # files that are read sooner than worker processes start


def read_files(paths: Sequence[Path]) -> list[Reports]:
    """What is found in each file, in the order given; nothing where a file is refused.

    A refusal is told on standard error: it costs whatever the gold has in that file.
    """
    sources = [find_source(path, digest_file(path)) for path in paths]
    workers = (os.cpu_count() or 1) if len(paths) > _FEW else 0
    return [_or_nothing(outcome) for _, outcome in read_sources(sources, workers)]


def take_in(library: Library, paths: Sequence[Path], judges: Judges | None = None) -> list[Reports]:
    """Take files into a library as `throughline ingest` does: what was found in each, in order.

    `judges` are others than the committed ones.
    """
    judges, found = judges or open_judges(library.encoder), read_files(paths)
    for reports in filter(None, found):
        add_reports(library, judge_reports(reports, judges), "", judges.encoder)
    return found


def fill_library(library: Library, gold: Path) -> dict[str, str]:
    """Take the files of `medway` into a library: each document's id to the name that the gold
    gives its file."""
    paths = {name: beside(gold, file) for name, file in load_files(gold).items()}
    found = zip(paths, take_in(library, list(paths.values())), strict=True)
    return {report.document.id: name for name, reports in found for report in reports}


def _or_nothing(outcome: Reports | Rejected) -> Reports:
    if isinstance(outcome, Rejected):
        print(f"refused: {outcome.reason}", file=sys.stderr)
        return ()
    return outcome


def listed_asks(reports: Reports) -> tuple[ListedAsk, ...]:
    """Every ask that a document makes itself, in its order, as the gold writes them."""
    return tuple(
        ListedAsk(
            text=report.document.quote(ask.span),
            page=report.document.page_of(ask.span),
            id=ask.id,
            number=ask.printed_number,
            timescale=ask.timescale,
            addressee=ask.addressee,
        )
        for report in reports
        for ask in report.asks
        if ask.kind != RESTATED
    )
