"""Compounds in any spelling, learned from what a library prints."""

import sqlite3
from collections.abc import Callable, Sequence

import pytest

from corpus.store.keywords import (
    Joined,
    Term,
    find_matching,
)
from index.search.keywords import KeywordIndex
from index.search.matching.compounds import unify_compounds, widen
from index.search.query import parse_query

IndexPassages = Callable[[Sequence[tuple[int, str, str]]], sqlite3.Connection]
ROWS = [
    (1, "Multi-agency meetings were held each month.", ""),
    (2, "The multi agency hub moved to the town hall.", ""),
    (3, "A multiagency audit of twenty files.", ""),
    (4, "A decision-maker from each agency must be there.", ""),
    (5, "Childcare is dear. Childcare places are few.", ""),
    (6, "Places in child care are few.", ""),
    (7, "Children in care fully understand their plans.", ""),
    *((number, f"Staff carefully read file {number}.", "") for number in range(20, 40)),
    (50, "They were not able to come; a notable loss.", ""),
    (51, "Sent by e-mail to every in-house team, by email to others.", ""),
    (52, "They live in house shares.", ""),
    (53, "A lifelong wish. Lifelong links. Lifelong friends.", ""),
    (54, "Life-long links of children.", ""),
    (60, "Leaders keep oversight of it.", ""),
]


@pytest.fixture
def db(index_passages: IndexPassages) -> sqlite3.Connection:
    """The passages in an index of their own."""
    return index_passages(ROWS)


def found(db: sqlite3.Connection, typed: str) -> list[int]:
    """The passages that have every word of a query, in any of its forms."""
    keywords = KeywordIndex(db)
    query = unify_compounds(db, keywords, parse_query(typed))
    held = [set(keywords.postings(db, *query.forms(word)).numbers.tolist()) for word in query.words]
    return sorted(set.intersection(*held))


@pytest.mark.parametrize("typed", ["multi-agency", "multi agency", "multiagency", "Multiagency"])
def test_however_it_is_typed_the_passages_are_the_same(db: sqlite3.Connection, typed: str) -> None:
    """Joined, hyphened or apart."""
    assert found(db, typed) == [1, 2, 3]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("decisionmaker", [4]),
        ("decision maker", [4]),
        ("childcare", [5, 6]),
        ("child care", [5, 6]),
        ("email", [51]),
        ("e-mail", [51]),
        ("inhouse", [51, 52]),  # what is left of it is "house"
        ("lifelong links", [53, 54]),
        ("life-long links", [53, 54]),
        ("over sight", [60]),  # "over" alone says nothing
        ("over-sight", [60]),
    ],
)
def test_the_kind_is_learned_from_the_library(
    db: sqlite3.Connection, typed: str, numbers: list[int]
) -> None:
    """A hyphen proves it; so do both spellings, where neither is an accident."""
    assert found(db, typed) == numbers


@pytest.mark.parametrize("typed", ["carefully", "notable", "children", "house shares"])
def test_words_that_stand_side_by_side_by_accident_are_none(
    db: sqlite3.Connection, typed: str
) -> None:
    """ "in care fully informed" is not "carefully", "not able" not "notable"."""
    assert not unify_compounds(db, KeywordIndex(db), parse_query(typed)).compounds


def test_a_phrase_is_found_in_every_spelling(db: sqlite3.Connection) -> None:
    """In conditions too; a prefix stays as it is."""
    keywords = KeywordIndex(db)
    assert find_matching(db, widen(db, keywords, Term("multiagency"))) == {1, 2, 3}
    assert find_matching(db, widen(db, keywords, Term("multi-agency audit"))) == {3}
    both = Joined("NOT", (Term("agency"), Term("multiagency")))
    assert find_matching(db, widen(db, keywords, both)) == {4}
    assert widen(db, keywords, Term("multiag", prefix=True)) == Term("multiag", prefix=True)


def test_a_pasted_text_stays_as_it_is(db: sqlite3.Connection) -> None:
    """Word by word."""
    query = parse_query(" ".join(f"multiagency word{number}" for number in range(30)))
    assert unify_compounds(db, KeywordIndex(db), query) == query
