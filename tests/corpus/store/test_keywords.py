"""The keyword index: what matches a condition, where words stand, what is spelt how."""

import sqlite3
from collections.abc import Callable, Sequence

import pytest

from corpus.store.keywords import (
    Condition,
    Joined,
    Term,
    find_matching,
    load_indexed,
    load_lengths,
    load_postings,
    load_spellings,
    rank_by_fts5,
    remove_keywords,
    stem,
)

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


def joined(operator: str, *parts: str | Condition) -> Joined:
    """A condition of words and conditions."""
    terms = (Term(part) if isinstance(part, str) else part for part in parts)
    return Joined(operator, tuple(terms))


@pytest.mark.parametrize(
    ("condition", "numbers"),
    [
        (Term("social worker"), {3, 7}),
        (Term("worker social"), set()),
        (joined("AND", "social", "supervision"), {7}),
        (joined("OR", "permanence", "supervision"), {4, 7}),
        (joined("NOT", "workers", "drift"), {3}),
        (joined("NOT", joined("OR", "permanence", "drift"), "children"), {7}),
        (Term("permanen", prefix=True), {4}),
        (Term("zzz", prefix=True), set()),
        (Term("cafe"), {9}),
        (Term("children's rights"), {9}),
        (Term("caseloads"), set()),
    ],
)
def test_conditions_hold_in_the_text(
    db: sqlite3.Connection, condition: Condition, numbers: set[int]
) -> None:
    """Words are stemmed, accents dropped, prefixes whole; headings do not count."""
    assert find_matching(db, condition) == numbers


@pytest.mark.parametrize(
    "condition",
    [
        Term("text: heading"),
        Term('drift" OR "social'),
        joined("AND", "a:b", "c^d"),
        joined("OR", "a{}", "b+c"),
        Term("x' --", prefix=True),
    ],
)
def test_no_character_is_syntax_to_the_database(
    db: sqlite3.Connection, condition: Condition
) -> None:
    """Quotes, colons, carets and brackets in words neither break nor inject."""
    assert find_matching(db, condition) == set()


def test_postings_count_a_word_in_any_form(db: sqlite3.Connection) -> None:
    """Headings included; a phrase once a passage; an unknown word stands nowhere."""
    children = load_postings(db, "child's children")
    assert (children.numbers.tolist(), children.counts.tolist()) == ([], [])
    children = load_postings(db, "children")
    assert dict(zip(children.numbers.tolist(), children.counts.tolist(), strict=True)) == {
        4: 2,
        9: 2,
    }
    workers = load_postings(db, "social workers")
    assert (sorted(workers.numbers.tolist()), workers.counts.tolist()) == ([3, 7], [1, 1])


def test_lengths_count_words_with_their_headings(db: sqlite3.Connection) -> None:
    """By passage, in order."""
    numbers, lengths = load_lengths(db)
    assert numbers.tolist() == [3, 4, 7, 9]
    assert lengths.tolist() == [7, 10, 8, 13]


def test_a_passage_taken_out_is_gone_but_for_its_spellings(db: sqlite3.Connection) -> None:
    """Which do no harm."""
    remove_keywords(db, [7])
    assert find_matching(db, Term("social worker")) == {3}
    assert 7 not in load_lengths(db)[0]
    assert load_postings(db, "drift").numbers.tolist() == []
    assert "drift" in load_spellings(db)


def test_what_is_indexed_of_a_passage_is_its_headings_and_its_words(db: sqlite3.Connection) -> None:
    """In stems as another engine may have them: small letters, no accents, no signs."""
    assert load_indexed(db, [3, 8]) == {3: f"Caseloads {ROWS[0][1]}"}
    assert stem(db, "Café visits, planned") == ["cafe", "visit", "plan"]


def test_fts5_itself_ranks_what_has_any_of_the_words(db: sqlite3.Connection) -> None:
    """The way that the search is timed against."""
    assert set(rank_by_fts5(db, ["visits", 'case"loads', "plans"], 9)) == {4, 7, 9}
    assert len(rank_by_fts5(db, ["children", "workers"], 1)) == 1
