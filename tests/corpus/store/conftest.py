"""A store, and small reports to keep in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest

from corpus.document import Block, Document, Page, Source, Span, digest
from corpus.records import Ask, Finding, Passage, Report
from corpus.store.connection import open_store, transaction
from corpus.store.keywords import add_keywords, create_keyword_index
from corpus.store.passages import load_spans
from corpus.store.reports import save_report, save_source

TEXT = "Visits are often late.\nThe council should widen its early help."
FIRST, SECOND = Span(0, 22), Span(23, len(TEXT))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Connection]:
    """A new store with its keyword index."""
    opened = open_store(tmp_path / "library.db", create=True)
    create_keyword_index(opened)
    yield opened
    opened.close()


@pytest.fixture
def keep(empty: Connection) -> Callable[..., Report]:
    """What saves a report of a finding and an ask, and returns it.

    Give its name, the facts of its document that differ, and as `records` further records.
    """

    def save(name: str, records: dict[str, Any] | None = None, **facts: Any) -> Report:
        report = replace(_a_report(name, facts), **(records or {}))
        document = report.document
        with transaction(empty):
            save_source(empty, document.source)
            save_report(empty, report)
            for passage in load_spans(empty, document.id):
                row = (passage.number, document.quote(passage.span), "Heading")
                add_keywords(empty, [row])
        return report

    return save


def _a_report(name: str, facts: dict[str, Any]) -> Report:
    document = Document(
        id=name,
        source=Source(digest(name) * 4, f"{name}-paper.pdf", url=f"https://{name}.example"),
        text=TEXT,
        pages=(Page(1, FIRST), Page(2, SECOND)),
        blocks=(Block("paragraph", FIRST), Block("item", SECOND)),
    )
    known = {"kind": "inspection_report", "authority": "Ambleford", "published": date(2019, 7, 1)}
    return Report(
        replace(document, **{**known, **facts}),
        asks=(Ask(f"{name}-ask", SECOND, "recommendation", addressee="The Council"),),
        findings=(Finding(f"{name}-finding", FIRST, "weakness", ("visits",), confidence=0.8),),
        passages=(Passage(f"{name}-first", FIRST), Passage(f"{name}-second", SECOND)),
    )
