"""Queries as typed: what is plain, what is Boolean, what is broken and where."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QueryError
from corpus.store.keywords import Joined, Term
from index.search.query import Query, content_words, parse_query

A, B, C = Term("alpha"), Term("beta"), Term("gamma")


@pytest.mark.parametrize(
    "typed",
    [
        "What did inspectors say about caseloads?",
        "children's homes (in 2019)",
        "and or not",
        "rock 'n' roll; drift & delay!",
        "drift :) (delay",
    ],
)
def test_a_plain_question_has_no_condition(typed: str) -> None:
    """Brackets, small-letter operators and apostrophes are no syntax."""
    assert parse_query(typed).condition is None


@pytest.mark.parametrize(
    ("typed", "condition"),
    [
        ("alpha AND beta", Joined("AND", (A, B))),
        ("alpha beta OR gamma", Joined("OR", (Joined("AND", (A, B)), C))),
        ("alpha AND (beta OR gamma)", Joined("AND", (A, Joined("OR", (B, C))))),
        ("alpha NOT beta", Joined("NOT", (A, B))),
        ("alpha AND NOT beta", Joined("NOT", (A, B))),
        ('"alpha beta" NOT gamma', Joined("NOT", (Term("alpha beta"), C))),
        ("“alpha beta” gamma", Term("alpha beta")),
        ("alph* beta", Term("alph", prefix=True)),
        ('"alpha" bet*', Joined("AND", (A, Term("bet", prefix=True)))),
    ],
)
def test_syntax_becomes_a_condition(typed: str, condition: Joined | Term) -> None:
    """NOT binds more than AND, AND more than OR; beside a phrase, words are free."""
    assert parse_query(typed).condition == condition


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("alpha AND", "nothing follows AND at character 7"),
        ("OR beta", "nothing stands before OR at character 1"),
        ("(alpha AND beta", "the bracket at character 1 is not closed"),
        ("alpha AND beta)", "a bracket at character 15 closes nothing"),
        ("alpha AND ()", r"nothing follows \( at character 11"),
        ("alpha AND (", r"nothing follows \( at character 11"),
        ("alpha AND ) beta", "nothing follows AND at character 7"),
        ('say "what', "quotation mark at character 5 has no partner"),
        ('alpha AND "', "quotation mark at character 11 has no partner"),
        ('""', "nothing to look for at character 1"),
        ("a*", r"\* at character 2 needs at least 2 letters"),
        ("???", "no words"),
        ("", "no words"),
    ],
)
def test_a_broken_query_says_where(typed: str, said: str) -> None:
    """The message has the place, counted from 1."""
    with pytest.raises(QueryError, match=said):
        parse_query(typed)


def test_words_that_must_not_stand_do_not_rank() -> None:
    """What follows NOT is neither a word of the query nor part of its meaning."""
    query = parse_query("supervision NOT agency")
    assert (query.words, query.text) == (("supervision",), "supervision")


def test_words_of_the_question_are_left_out() -> None:
    """Question words go, unless nothing else is left."""
    assert content_words("What do we know about the children's homes?") == (
        "know",
        "children",
        "homes",
    )
    assert content_words("what is it") == ("what", "is", "it")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(typed: str) -> None:
    """Nothing that can be typed gives anything but a query or a QueryError."""
    with suppress(QueryError):
        assert isinstance(parse_query(typed), Query)


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("county lines", ("county lines",)),
        ("use of Signs of Safety", ("use of Signs", "Signs of Safety")),
        ("children's homes", ("children homes",)),
        ("neglect, supervision", ()),
        ("PLO", ()),
    ],
)
def test_phrases_are_neighbouring_words(typed: str, phrases: tuple[str, ...]) -> None:
    """With the small words between them, not over a comma."""
    assert parse_query(typed).phrases == phrases


def test_brackets_within_brackets_have_an_end() -> None:
    """Twenty are read; of more it is said where they begin."""
    assert parse_query("(" * 20 + "care AND plans" + ")" * 20).condition
    with pytest.raises(QueryError, match="bracket at character 21 stands inside 20 others"):
        parse_query("(" * 900 + "care AND plans" + ")" * 900)
