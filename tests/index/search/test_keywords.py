"""Ranking by words: what is covered, what is misspelt."""

import sqlite3
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from corpus.store.keywords import add_keywords, create_keyword_index, remove_keywords
from index.search import keywords
from index.search.keywords import KeywordIndex
from index.search.weights import Weights

WEIGHTS = Weights(words=0.4, phrases=0.5, added=0.9, feedback=0.25, praise=0.2)

IndexPassages = Callable[[Sequence[tuple[int, str, str]]], sqlite3.Connection]
ROWS = [
    (3, "Social workers carry too many cases.", "Caseloads"),
    (4, "Permanence is planned early for most children.", "Children in care"),
    (7, "Supervision of social workers is regular; plans drift.", ""),
    (9, "Café visits by the Children's Rights Service, and the wishes of children.", ""),
]


@pytest.fixture
def db(index_passages: IndexPassages) -> sqlite3.Connection:
    """Four passages in an index of their own."""
    return index_passages(ROWS)


def test_coverage_is_greater_with_more_of_the_query(db: sqlite3.Connection) -> None:
    """Both words beat one, one beats none; a passage not held has none."""
    scores = KeywordIndex(db).coverage(db, ["supervision", "workers"], [], [], WEIGHTS)
    assert scores[7] > scores[3] > scores[4] == scores[5] == 0


def test_headings_count_in_coverage(db: sqlite3.Connection) -> None:
    """A passage under the heading asked for is found."""
    assert KeywordIndex(db).coverage(db, ["caseloads"], [], [], WEIGHTS).argmax() == 3


def test_added_phrases_count_less_than_words_typed(db: sqlite3.Connection) -> None:
    """The same word weighs less when it was added, and a phrase must stand whole."""
    index = KeywordIndex(db)
    typed = index.coverage(db, ["drift", "permanence"], [], [], WEIGHTS)
    added = index.coverage(db, ["drift"], ["permanence", "early children"], [], WEIGHTS)
    assert 0 < added[4] / added[7] < typed[4] / typed[7]
    assert index.coverage(db, ["drift"], ["early children"], [], WEIGHTS)[4] == 0


def test_neighbouring_words_count_once_more_together(db: sqlite3.Connection) -> None:
    """Of two passages with both words, the one where they are neighbours is first."""
    add_keywords(db, [(11, "Workers of the social committee.", "")])
    index = KeywordIndex(db)
    words = ["social", "workers"]
    apart = index.coverage(db, words, [], [], WEIGHTS)
    assert apart[11] > apart[3]
    together = index.coverage(db, words, [], ["social workers"], WEIGHTS)
    assert together[11] < together[3]


def test_a_word_that_stands_nowhere_lowers_coverage(db: sqlite3.Connection) -> None:
    """Half of a query unknown is half of it not covered; an unknown phrase says nothing."""
    index = KeywordIndex(db)
    known = index.coverage(db, ["drift"], [], [], WEIGHTS)[7]
    assert index.coverage(db, ["drift", "xyzzy"], [], [], WEIGHTS)[7] < known
    assert index.coverage(db, ["drift"], [], ["drift xyzzy"], WEIGHTS)[7] == known


def test_a_removed_passage_covers_nothing(db: sqlite3.Connection) -> None:
    """It has no coverage; the others stay."""
    remove_keywords(db, [7])
    scores = KeywordIndex(db).coverage(db, ["supervision", "social"], [], [], WEIGHTS)
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
    assert KeywordIndex(db).correct_spelling(db, typed) == meant


def test_spellings_are_read_once(db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """For any number of slips; a word too short to tell of any reads none."""
    read: list[int] = []
    load = keywords.load_spellings
    monkeypatch.setattr(keywords, "load_spellings", lambda db: read.append(1) or load(db))
    index = KeywordIndex(db)
    assert index.correct_spelling(db, "drit") == ""
    assert read == []
    slips = ("supervison", "permanance", "supervison", "xyzzy")
    assert [index.correct_spelling(db, word) for word in slips][2:] == ["supervision", ""]
    assert read == [1]


def test_forms_of_a_word_stand_where_any_does(db: sqlite3.Connection) -> None:
    """In order, as often as they do together; of forms that stand nowhere nothing is said."""
    postings = KeywordIndex(db).postings(db, "children", "plans", "xyzzy")
    assert postings.numbers.tolist() == [4, 7, 9]
    assert postings.counts.tolist() == [3, 1, 2]
    assert KeywordIndex(db).postings(db, "xyzzy", "zyxxy").numbers.tolist() == []


def test_postings_kept_take_no_more_than_their_room(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked for longest ago goes; what alone would take it all is not kept."""
    monkeypatch.setattr(keywords, "_MOST_KEPT", 1200)
    index = KeywordIndex(db)
    for word in ("supervision", "workers", "drift"):
        assert len(index.postings(db, word).numbers)
    assert len(index._kept) == 2
    monkeypatch.setattr(keywords, "_MOST_KEPT", 8)
    assert len(index.postings(db, "permanence").numbers) == 1
    assert len(index._kept) == 2


def test_an_empty_index_covers_nothing() -> None:
    """No passages, no scores, no corrections."""
    with sqlite3.connect(":memory:", isolation_level=None) as db:
        create_keyword_index(db)
        assert not KeywordIndex(db).coverage(db, ["drift"], ["delay"], [], WEIGHTS).any()
        assert KeywordIndex(db).correct_spelling(db, "drift") == ""
    db.close()
