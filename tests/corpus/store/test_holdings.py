"""What a library holds in all: its size, the line of time, its words."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Document, Event, Page, Source, Span
from corpus.records import Ask, Finding, Judgement, Passage, Rejected, Report, TimelineEvent
from corpus.store.connection import Connection, open_store, transaction
from corpus.store.documents import list_authorities
from corpus.store.holdings import (
    LibrarySize,
    is_quoted,
    list_events,
    list_largest_councils,
    load_size,
)
from corpus.store.keywords import create_keyword_index
from corpus.store.library import save_refused
from corpus.store.reports import save_report, save_source

WORDS = "Improve plans. Plans are weak. Good. Visited in May."
REPORT = Source("ab" * 32, name="report.PDF", url="https://example.org/r", licence="OGL")
PAPERS = Source("cd" * 32, name="papers.docx")


def document(id_: str, source: Source, council: str, day: date | None, kind: str = "") -> Document:
    """A document of one page with the same words."""
    return Document(
        id_,
        source,
        WORDS,
        pages=(Page(1, Span(0, len(WORDS))),),
        blocks=(),
        kind=kind,
        authority=council,
        published=day,
    )


REPORTS = (
    Report(
        Document(
            "inspected",
            REPORT,
            WORDS,
            pages=(Page(1, Span(0, len(WORDS))),),
            blocks=(),
            title="An inspection",
            authority="Wexmere",
            published=date(2019, 10, 25),
            event=Event("inspection", date(2019, 9, 2), date(2019, 9, 6)),
        ),
        asks=(Ask("plans", Span(0, 14), "recommendation"),),
        findings=(Finding("weak", Span(15, 30), "weakness"),),
        judgements=(Judgement(Span(31, 36), "overall", "good", "Good", "ilacs"),),
        passages=(Passage("first", Span(0, 14)), Passage("second", Span(15, 30))),
        events=(
            TimelineEvent("visit", Span(37, 52), "visit", "a visit", begin="2018-05"),
            TimelineEvent("undated", Span(37, 52), "visit", "a visit"),
        ),
    ),
    Report(document("later", PAPERS, "Wexmere", date(2020, 1, 9), "minutes")),
    Report(document("undated", PAPERS, "Wexmere", None, "minutes")),
    Report(document("stray", PAPERS, "", date(2021, 1, 1), "minutes")),
    Report(document("other", PAPERS, "Ashford", date(2018, 1, 1), "minutes")),
)


@pytest.fixture
def db() -> Iterator[Connection]:
    """A store in memory of two files, five documents and two councils."""
    opened = open_store(Path(":memory:"), create=True)
    create_keyword_index(opened)
    with transaction(opened):
        save_source(opened, REPORT)
        save_source(opened, PAPERS)
        for report in REPORTS:
            save_report(opened, report)
        save_refused(opened, Rejected("scan.pdf", "no text"))
    yield opened
    opened.close()


def test_the_size_counts_documents_councils_and_refusals(db: Connection) -> None:
    """With the first and last day; an empty library has no days."""
    assert load_size(db) == LibrarySize(5, 2, 1, 1, date(2018, 1, 1), date(2021, 1, 1))
    empty = open_store(Path(":memory:"), create=True)
    assert load_size(empty) == LibrarySize(0, 0, 0, 0, None, None)
    empty.close()


def test_councils_come_by_name_or_by_size(db: Connection) -> None:
    """A document about no council counts for none."""
    assert list_authorities(db) == ["Ashford", "Wexmere"]
    assert list_largest_councils(db, 5) == ["Wexmere", "Ashford"]
    assert list_largest_councils(db, 1) == ["Wexmere"]


def test_dated_events_have_their_words(db: Connection) -> None:
    """An event without a day is left out."""
    [event] = list_events(db, "Wexmere")
    assert (event.record.begin, event.text) == ("2018-05", "Visited in May.")
    assert event.citation.title == "An inspection"
    assert list_events(db, "Ashford") == []


def test_words_are_quoted_where_they_stand_in_time(db: Connection) -> None:
    """Not of another document, of a later day, or of a document without a day."""
    day = date(2019, 10, 25)
    assert is_quoted(db, "inspected", "Plans are weak", day)
    assert not is_quoted(db, "inspected", "Plans are strong", day)
    assert not is_quoted(db, "inspected", "Plans are weak", date(2019, 10, 24))
    assert not is_quoted(db, "undated", "Plans are weak", day)
    assert not is_quoted(db, "nothing", "Plans are weak", day)
