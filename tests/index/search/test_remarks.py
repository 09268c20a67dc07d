"""What of a query is not looked for is said."""

import pytest

from index.search.query import parse_query


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("80% of plans", "not: %"),
        ("£1.2m & more 🙂", "not: £ & 🙂"),
        ("the plan (of 2019)", "Brackets are not looked at"),
        ("caseloads -agency", "“-agency” was looked for as “agency”: write NOT agency"),
        ("+caseloads teams", "write AND caseloads"),
        ("super*sion", "a star stands for letters only at a word’s end"),
        ("*load", "a star stands"),
        ("wom?n", "a star stands"),
        ("kind:letter", "choose a filter"),
        ('"early help" caseloads', "Words beside a phrase or a star may be missing"),
    ],
)
def test_what_is_not_looked_for_is_said(typed: str, said: str) -> None:
    """With what to write instead."""
    assert any(said in remark for remark in parse_query(typed).remarks)


@pytest.mark.parametrize(
    "typed",
    [
        "What did inspectors say about children's homes?",
        "multi-agency working, and/or early help - is it good?",
        "(late OR early) AND help",
        "supervis*",
        "supervision /s recording",
        "s.47 enquiries in 2019/20",
    ],
)
def test_nothing_is_said_of_a_query_that_is_looked_for_as_it_stands(typed: str) -> None:
    """Usual punctuation and syntax."""
    assert parse_query(typed).remarks == ()
