"""The keyword index: what matches, what is covered, what is misspelt."""

import sqlite3
from collections.abc import Iterator

import numpy as np
import pytest

from corpus.store.keywords import (
    add_keywords,
    create_keyword_index,
    find_matching,
    remove_keywords,
)
from index.search.keywords import KeywordIndex, correct_spelling
from index.search.query import parse_query

ROWS = [
    (3, "Social workers carry too many cases.", "Caseloads"),
    (4, "Permanence is planned early for most children.", "Children in care"),
    (7, "Supervision of social workers is regular; plans drift.", ""),
    (9, "Café visits by the Children's Rights Service, and the wishes of children.", ""),
]


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    """Four passages in an index of their own."""
    with sqlite3.connect(":memory:", isolation_level=None) as made:
        create_keyword_index(made)
        add_keywords(made, ROWS)
        yield made
    made.close()


def matching(db: sqlite3.Connection, typed: str) -> set[int]:
    """The passages in which the condition of a query holds."""
    condition = parse_query(typed).condition
    assert condition is not None
    return find_matching(db, condition)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ('"social worker"', {3, 7}),
        ('"worker social"', set()),
        ("social AND supervision", {7}),
        ("permanence OR supervision", {4, 7}),
        ("workers NOT drift", {3}),
        ("(permanence OR drift) AND NOT children", {7}),
        ("permanen*", {4}),
        ("zzz*", set()),
        ('"cafe"', {9}),
        ('"children\'s rights"', {9}),
        ('"caseloads"', set()),
    ],
)
def test_conditions_hold_in_the_text(db: sqlite3.Connection, typed: str, numbers: set[int]) -> None:
    """Words are stemmed, accents dropped, prefixes whole; headings do not count."""
    assert matching(db, typed) == numbers


def test_no_character_is_syntax_to_the_database(db: sqlite3.Connection) -> None:
    """Quotes, colons, carets and brackets in words neither break nor inject."""
    for typed in ('"text: heading"', "a:b AND c^d", '"a{}" OR "b+c"', "x' AND y"):
        assert matching(db, typed) == set()


def test_coverage_is_greater_with_more_of_the_query(db: sqlite3.Connection) -> None:
    """Both words beat one, one beats none; a passage not held has none."""
    scores = KeywordIndex(db).coverage(db, ["supervision", "workers"], [])
    assert scores[7] > scores[3] > scores[4] == scores[5] == 0


def test_headings_count_in_coverage(db: sqlite3.Connection) -> None:
    """A passage under the heading asked for is found."""
    assert KeywordIndex(db).coverage(db, ["caseloads"], []).argmax() == 3


def test_added_phrases_count_less_than_words_typed(db: sqlite3.Connection) -> None:
    """The same word weighs less when it was added, and a phrase must stand whole."""
    index = KeywordIndex(db)
    typed = index.coverage(db, ["drift", "permanence"], [])
    added = index.coverage(db, ["drift"], ["permanence", "early children"])
    assert 0 < added[4] / added[7] < typed[4] / typed[7]
    assert index.coverage(db, ["drift"], ["early children"])[4] == 0


def test_a_removed_passage_is_not_found(db: sqlite3.Connection) -> None:
    """Neither matched nor covered; the others stay."""
    remove_keywords(db, [7])
    assert matching(db, '"social worker"') == {3}
    scores = KeywordIndex(db).coverage(db, ["supervision", "social"], [])
    assert np.flatnonzero(scores).tolist() == [3]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("supervison", "supervision"),
        ("permanance", "permanence"),
        ("scoial", "social"),
        ("xyzzy", ""),
        ("drit", ""),
        ("DRIT", "drift"),
    ],
)
def test_a_misspelt_word_is_known_by_its_neighbour(
    db: sqlite3.Connection, typed: str, meant: str
) -> None:
    """One slip is bridged, not in a short word of small letters."""
    assert correct_spelling(db, typed) == meant


def test_an_empty_index_covers_nothing() -> None:
    """No passages, no scores, no corrections."""
    with sqlite3.connect(":memory:", isolation_level=None) as db:
        create_keyword_index(db)
        assert not KeywordIndex(db).coverage(db, ["drift"], ["delay"]).any()
        assert correct_spelling(db, "drift") == ""
    db.close()
