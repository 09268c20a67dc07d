"""Words near each other: in a sentence, a paragraph, within so many words."""

import sqlite3
from collections.abc import Callable, Sequence

import pytest

from corpus.errors import QueryError
from index.search.matching.proximity import find_holding, find_spans
from index.search.query import parse_query

TOGETHER = "Supervision took place each month, and the recording of supervision had improved."
APART = "Supervision was late in the teams. Files had no recordings of it for two months."
CAFE = "Café visits were recorded: domestic abuse was seen by the police at once."
IndexPassages = Callable[[Sequence[tuple[int, str, str]]], sqlite3.Connection]
ROWS = [(1, TOGETHER, ""), (2, APART, "Recording"), (3, CAFE, "")]


@pytest.fixture
def db(index_passages: IndexPassages) -> sqlite3.Connection:
    """Three passages in an index of their own."""
    return index_passages(ROWS)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("supervision /s recording", {1}),
        ("supervision w/s recording", {1}),
        ("supervision /p recording", {1, 2}),
        ("supervision w/2 recording", {1}),
        ("supervision /1 recording", set()),
        ("supervision NEAR recording", {1, 2}),
        ("supervision near/30 recording", {1, 2}),
        ("recording pre/2 supervision", {1}),
        ("supervision pre/2 recording", set()),
        ("supervision /p recording AND NOT improved", {2}),
        ("months NOT (supervision /s recording)", {2}),
        ("(late OR month) /s supervision", {1, 2}),
        ("superv* /s improv*", {1}),
        ("domestic abuse /s police", {3}),
        ('"domestic abuse" w/5 police', {3}),
        ("police w/5 domestic abuse", {3}),
        ("abuse domestic /s police", set()),  # side by side they are a phrase
        ("cafe w/1 visit", {3}),
        ("supervision /s month /s improved", {1}),
        ("late /s teams /s months", set()),
        ("recording w/2 supervision w/2 improved", {1}),
        ("caseloads /s supervision", set()),
    ],
)
def test_what_stands_near_is_found(db: sqlite3.Connection, typed: str, numbers: set[int]) -> None:
    """In every form of a word, headings apart."""
    condition = parse_query(typed).condition
    assert condition is not None
    assert find_holding(db, condition) == numbers


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("supervision /s", "nothing follows /s at character 13"),
        ("/s supervision", "nothing stands before /s at character 1"),
        ("supervision w/0 late", "write a number from 1 up"),
        ("(late AND month) /s supervision", "only words, phrases and words joined by OR"),
        ("supervision /s AND late", "nothing follows /s at character 13"),
    ],
)
def test_a_broken_one_says_where(typed: str, said: str) -> None:
    """And what to write."""
    with pytest.raises(QueryError, match=said):
        parse_query(typed)


@pytest.mark.parametrize("typed", ["24/7 care", "and/or", "w/o consent", "2019/20 plans", "s/he"])
def test_a_stroke_inside_a_word_is_no_operator(typed: str) -> None:
    """Nor what only looks like one."""
    assert parse_query(typed).condition is None


def test_only_words_that_are_near_are_marked() -> None:
    """The first "supervision" is too far from "recording"."""
    condition = parse_query("recording w/2 supervision").condition
    assert condition is not None
    starts = sorted({span.start for span in find_spans(TOGETHER, condition)})
    assert starts == [TOGETHER.index("recording"), TOGETHER.rindex("supervision")]
