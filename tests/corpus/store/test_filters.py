"""Filters narrow documents, and passages by what was found in them."""

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest

from corpus.document import Block, Document, Page, Source, Span
from corpus.errors import QueryError
from corpus.records import Ask, Finding, Passage, Report
from corpus.store.connection import open_store, transaction
from corpus.store.filters import STATEMENTS, Filters
from corpus.store.passages import find_passages
from corpus.store.reports import save_report, save_source

FIRST, SECOND = Span(0, 20), Span(21, 40)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    """A store of two passages: an ask about health, and a weakness in visits."""
    source = Source("a" * 64)
    document = Document(
        "a",
        source,
        "x" * 20 + "\n" + "y" * 19,
        (Page(1, Span(0, 40)),),
        (Block("item", FIRST), Block("paragraph", SECOND)),
    )
    report = Report(
        document,
        asks=(Ask("ask", FIRST, "duty", themes=("health",)),),
        findings=(Finding("finding", Span(25, 30), "weakness", ("visits",)),),
        passages=(Passage("one", FIRST), Passage("two", SECOND)),
    )
    opened = open_store(tmp_path / "library.db", create=True)
    with transaction(opened):
        save_source(opened, source)
        save_report(opened, report)
    yield opened
    opened.close()


def passed(db: Connection, filters: Filters) -> set[str]:
    """The passages that pass."""
    return {*find_passages(db, filters).values()}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {"one", "two"}),
        (Filters(statement="ask"), {"one"}),
        (Filters(statement="duty"), {"one"}),
        (Filters(statement="recommendation"), set()),
        (Filters(statement="finding"), {"two"}),
        (Filters(stance="weakness"), {"two"}),
        (Filters(stance="strength"), set()),
        (Filters(theme="health"), {"one"}),
        (Filters(theme="visits"), {"two"}),
        (Filters(theme="visit"), set()),
        (Filters(theme="visits", statement="ask"), set()),
    ],
)
def test_passages_pass_by_what_they_hold(
    db: Connection, filters: Filters, expected: set[str]
) -> None:
    """A passage passes where it holds such a statement, or a part of one."""
    assert passed(db, filters) == expected


@pytest.mark.parametrize("statement", STATEMENTS)
def test_every_kind_of_statement_can_be_asked_for(db: Connection, statement: str) -> None:
    """Each names a table and columns that there are."""
    assert passed(db, Filters(statement=statement)) <= {"one", "two"}


def test_an_unknown_kind_of_statement_is_told() -> None:
    """With the kinds that there are."""
    with pytest.raises(QueryError, match="finding"):
        Filters(statement="rumour")
