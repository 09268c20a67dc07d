"""Documents as lists and facts."""

from collections.abc import Callable
from datetime import date
from sqlite3 import Connection

import pytest

from corpus.document import Event, Span, digest
from corpus.errors import NotFound
from corpus.records import Report
from corpus.store.documents import (
    documents_of,
    find_document,
    find_documents,
    held_documents,
    iter_dated_documents,
    iter_documents,
    iter_documents_of_source,
    list_authorities,
    list_scopes,
    load_document_ids,
    newest_day,
    newest_publication,
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


def test_meetings_of_one_day_come_by_the_hour_of_their_title(empty: Connection, keep: Keep) -> None:
    """In whatever order they were read; newest first turns that round."""
    keep("evening", published=NEW, title="Homes, Ambleford, 2021, 18:00")
    keep("morning", published=NEW, title="Homes, Ambleford, 2021, 09:30")
    assert ids(held_documents(empty)) == ["morning", "evening"]
    assert ids(list(iter_documents(empty, Filters()))) == ["evening", "morning"]


def test_documents_of_an_authority_are_of_exactly_that(db: Connection) -> None:
    """To a day, which counts, those that have one; without it all."""
    assert ids(documents_of(db, "Ambleford", NEW)) == ["old", "new"]
    assert ids(documents_of(db, "Ambleford", date(2021, 3, 8))) == ["old"]
    assert documents_of(db, "", NEW) == []
    assert ids(documents_of(db, "")) == ["undated"]


def test_documents_come_by_council_newest_first(db: Connection) -> None:
    """One of no council before all others."""
    assert ids(list(iter_documents(db, Filters()))) == ["undated", "new", "old", "of-barrow"]
    assert ids(list(iter_documents(db, Filters(authority="Barrow")))) == ["of-barrow"]
    assert load_document_ids(db) == {"undated", "new", "old", "of-barrow"}


def test_a_document_has_its_facts_and_those_of_its_file(db: Connection) -> None:
    """With days as days, and empty words where nothing is known; None where it is not held."""
    held = find_document(db, "new")
    assert held
    assert (held.event_kind, held.event_start, held.event_end) == (
        "inspection",
        date(2021, 1, 4),
        None,
    )
    assert (held.source, held.file) == (digest("new") * 4, "new-paper.pdf")
    assert (held.is_pdf, held.author, held.asks) == (True, "", 1)
    assert find_document(db, "nothing") is None


def test_a_document_without_an_event_has_no_kind_of_one(db: Connection) -> None:
    """And no days of it."""
    held = find_document(db, "old")
    assert held
    assert (held.event_kind, held.event_start, held.published) == ("", None, OLD)


def test_the_documents_of_a_file_are_those_read_from_it(db: Connection) -> None:
    """Of a file that is not held there are none."""
    assert ids(list(iter_documents_of_source(db, digest("old") * 4))) == ["old"]
    assert list(iter_documents_of_source(db, "nothing")) == []


def test_dated_documents_are_of_the_council_and_kinds_alone(db: Connection) -> None:
    """Without kinds there are none."""
    kinds = ["inspection_report", "letter"]
    assert ids(list(iter_dated_documents(db, "Ambleford", kinds))) == ["new"]
    assert list(iter_dated_documents(db, "", kinds)) == []
    assert list(iter_dated_documents(db, "Ambleford", [])) == []


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
    """Authority and words."""
    assert list_authorities(db) == ["Ambleford", "Barrow"]
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
        quote_span(empty, "nothing-here", Span(0, 1))
    assert newest_publication(empty) is None
