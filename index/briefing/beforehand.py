"""What a pack would wait for, worked out when its documents come into the library."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from corpus.citation import cite_spans
from corpus.kinds import kind_of
from corpus.records import Report
from corpus.store.documents import documents_of
from index.briefing.compared import weigh_lists
from index.briefing.facts import read_exchanges, read_measures
from index.briefing.paper import read_account
from index.issues.statements import encode_citations
from index.issues.threads import find_threads
from index.library import Library


def work_out_reports(library: Library, reports: Iterable[Report]) -> None:
    """Read, encode and keep what packs take from each of the reports held."""
    for report in reports:
        _work_out(library, report)
    library.save_worked_out()


def work_out_councils(library: Library, authorities: Iterable[str]) -> None:
    """Weigh and keep which asks of each council are the same, and which its papers repeat."""
    for authority in authorities:
        find_threads(library, authority)
        for paper in documents_of(library.db, authority, date.max):
            weigh_lists(library, authority, paper.published or date.max, paper.id)
    library.save_worked_out()


def _work_out(library: Library, report: Report) -> None:
    spans = [*(ask.span for ask in report.asks), *(action.span for action in report.actions)]
    encode_citations(library, cite_spans(report, spans))
    read_measures(library, report)
    read_exchanges(library, report)
    if kind_of(report.document.kind).tabled:
        read_account(library, report)
