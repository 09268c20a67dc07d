"""Asks with the facts of their documents."""

from collections.abc import Callable, Iterable
from datetime import date
from sqlite3 import Connection

import pytest

from corpus.document import Span
from corpus.records import Ask, AskPart, Passage, Report
from corpus.store.asks import HeldAsk, asks_by_passage, find_asks, iter_asks, load_ask
from corpus.store.filters import Filters

Keep = Callable[..., Report]


@pytest.fixture
def db(empty: Connection, keep: Keep) -> Connection:
    """An ask in each of three documents."""
    keep("c", authority="Barrow", published=date(2013, 7, 1))
    keep("b", published=date(2021, 7, 1))
    keep("a")
    return empty


def documents(asks: Iterable[HeldAsk]) -> list[str]:
    """The documents of asks, in order."""
    return [held.document for held in asks]


def test_asks_come_by_authority_and_date_with_their_documents_facts(db: Connection) -> None:
    """Narrowed by authority, kind, id or document; not narrowed, all of them."""
    assert documents(iter_asks(db)) == ["a", "b", "c"]
    assert documents(iter_asks(db, authority="Barrow")) == ["c"]
    assert documents(iter_asks(db, document="b")) == ["b"]
    assert list(iter_asks(db, kinds=["duty"])) == []
    held = load_ask(db, "b-ask")
    assert (held.published, held.citation.page, held.authority) == (
        date(2021, 7, 1),
        2,
        "Ambleford",
    )
    assert held.text.startswith("The council should")


def test_asks_are_found_by_their_document_and_addressee(db: Connection) -> None:
    """Of the addressee a part is enough, in letters of any size."""
    assert documents(find_asks(db, Filters(until=date(2019, 7, 1)))) == ["a", "c"]
    assert documents(find_asks(db, Filters(authority="Ambleford"), "COUNCIL")) == ["a", "b"]
    assert find_asks(db, Filters(), "ofsted") == []


def test_an_ask_stands_in_each_passage_that_has_a_part_of_it(empty: Connection, keep: Keep) -> None:
    """Others are left out."""
    passages = (Passage("p", Span(0, 22)), Passage("q", Span(23, 40)), Passage("r", Span(40, 63)))
    keep("a", records={"passages": passages})
    assert asks_by_passage(empty) == {"q": ["a-ask"], "r": ["a-ask"]}


def test_an_ask_keeps_its_parts_and_can_quote_them(empty: Connection, keep: Keep) -> None:
    """Where each stands in the document's text, and on which page."""
    parts = (AskPart(Span(23, 34), 1), AskPart(Span(35, 45), 2))
    keep("a", records={"asks": (Ask("compound", Span(23, 45), "demand", parts=parts),)})
    held = load_ask(empty, "compound")
    assert held.ask.parts == parts
    assert [held.quote_part(part) for part in parts] == [held.text[:11], held.text[12:]]
