"""Documents as lists and facts."""

from collections.abc import Callable
from datetime import date
from sqlite3 import Connection

import pytest

from corpus.document import Event, Span, digest
from corpus.errors import NotFound
from corpus.records import Report
from corpus.store.documents import (
    document_kinds,
    find_documents,
    held_documents,
    list_authorities,
    list_dates,
    list_scopes,
    load_held_document,
    newest_day,
    newest_publication,
    published_documents,
    quote_span,
)
from corpus.store.filters import Filters

Keep = Callable[..., Report]
NEW, OLD = date(2021, 3, 9), date(2013, 5, 1)


@pytest.fixture
def db(empty: Connection, keep: Keep) -> Connection:
    """Four documents: two of Ambleford, one of Barrow, one of nobody known."""
    keep("new", published=NEW, event=Event("inspection", date(2021, 1, 4), None))
    keep("old", published=OLD, kind="committee_report")
    keep("of-barrow", authority="Barrow")
    keep("undated", authority="", published=None)
    return empty


def ids(documents: list) -> list[str]:
    """The ids of documents, in order."""
    return [document.id for document in documents]


def test_documents_come_oldest_first_with_their_facts(db: Connection) -> None:
    """Those without a day before all others."""
    documents = held_documents(db)
    assert ids(documents) == ["undated", "old", "of-barrow", "new"]
    assert (documents[1].published, documents[1].asks) == (OLD, 1)
    assert documents[1].url == "https://old.example"
    assert ids(held_documents(db, Filters(authority="Ambleford", since=NEW))) == ["new"]


def test_published_documents_are_of_exactly_that_authority(db: Connection) -> None:
    """The day counts; what has none is not published."""
    assert ids(published_documents(db, "Ambleford", NEW)) == ["old", "new"]
    assert ids(published_documents(db, "Ambleford", date(2021, 3, 8))) == ["old"]
    assert published_documents(db, "", NEW) == []


@pytest.mark.parametrize(
    "reference", ["of-barrow", "of-b", "of-barrow-paper.pdf", "of-barrow-paper"]
)
def test_a_document_is_found_by_its_id_or_file(db: Connection, reference: str) -> None:
    """Either from its start, or without its ending."""
    assert ids(find_documents(db, reference)) == ["of-barrow"]


def test_a_reference_may_mean_several_documents_or_none(db: Connection) -> None:
    """All are given."""
    assert ids(find_documents(db, "o")) == ["old", "of-barrow"]
    assert find_documents(db, "paper.pdf") == []


def test_facts_are_those_of_the_document(db: Connection) -> None:
    """Kind, dates, authority and words."""
    assert load_held_document(db, "old").kind == "committee_report"
    assert document_kinds(db)["old"] == "committee_report"
    assert list_authorities(db) == ["Ambleford", "Barrow"]
    new, old = list_dates(db, "Ambleford")
    assert new.event == Event("inspection", date(2021, 1, 4), None)
    assert (old.event, old.published, old.source) == (None, OLD, digest("old") * 4)
    assert quote_span(db, "old", Span(0, 6)) == "Visits"


def test_a_document_is_of_the_years_of_its_event_and_publication(db: Connection) -> None:
    """In the order of saving; one without a day is of none."""
    new, old, barrow, undated = list_scopes(db)
    assert (new.id, new.authority, new.years) == ("new", "Ambleford", {2021})
    assert (old.kind, old.years) == ("committee_report", {2013})
    assert undated.years == frozenset()
    assert list_scopes(db, Filters(authority="Barrow")) == [barrow]


def test_the_newest_day_is_of_an_authority_or_of_all(db: Connection) -> None:
    """None where no document has one."""
    assert newest_publication(db) == newest_day(db, "Ambleford") == NEW
    assert newest_day(db, "Ambleford", until=date(2020, 1, 1)) == OLD
    assert newest_day(db, "") is None


def test_what_is_not_held_is_not_found(empty: Connection) -> None:
    """The id is told back; an empty library has no newest day."""
    with pytest.raises(NotFound, match="nothing-here"):
        load_held_document(empty, "nothing-here")
    with pytest.raises(NotFound, match="nothing-here"):
        quote_span(empty, "nothing-here", Span(0, 1))
    assert newest_publication(empty) is None
