"""Queries that nobody would type, put to the sample: each is answered or refused in words."""

import random
from contextlib import suppress

import pytest

from corpus.errors import QueryError
from corpus.store.filters import EVERYTHING
from index.answers.search import SearchAnswer, answer_search
from index.library import Library

_TYPED = """
caseloads supervision multi agency multiagency multi-agency care leavers not in education no of the
Wexmere BCP LSCB 2019 2019/20 80% £1.2m s.47 [2024] children's “early help” 😀 — - ( ) " AND OR NOT
NEAR /s /p w/5 pre/3 w/0 near/300 supervis* *vision wor*d a* -agency +plans ~ ^2 kind:letter <5 R&R
C++ 1:1 24/7 and/or $100 €5 #tag é ﬁ 中文 ½ ... ??? !!! ; ' \\ | {a} =1+1 Ofsted since 2018
"""
PIECES = (*_TYPED.split(), "\u200b", "\u00ad", "\x0b", "\ufffe")
SIGNS = frozenset("%£[]😀~^<&+$€#|{}=\\")


def ask(library: Library, typed: str) -> SearchAnswer | None:
    """The answer; None where the query is refused in words."""
    with suppress(QueryError):
        return answer_search(library, typed, EVERYTHING, 5)
    return None


@pytest.mark.parametrize("seed", range(4))
def test_any_query_is_answered_or_refused_in_words(sample_library: Library, seed: int) -> None:
    """And each sign that is not looked for is said."""
    draw = random.Random(seed)
    for _ in range(40):
        pieces = (draw.choice(PIECES) for _ in range(draw.randint(1, 9)))
        typed = "".join(piece + draw.choice(["", " ", " ", " "]) for piece in pieces)
        answer = ask(sample_library, typed)
        said = " ".join(answer.remarks) if answer else typed
        assert not [sign for sign in SIGNS if sign in typed and sign not in said], typed
