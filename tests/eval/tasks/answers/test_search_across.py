"""Facts of `eval.tasks.answers.search_across` and of the queries that it asks."""

import pytest

from corpus.citation import Citation
from corpus.document import Span
from eval.material.judged_queries import (
    NOTHING,
    JudgedQuery,
    load_judged_files,
    load_judged_queries,
    place_of,
)
from eval.tasks.answers.search_across import AnsweredAcross, grade_across

WORDS = "Caseloads in the duty team are far too high for most."


def cited(quote: str, page: int = 3, document: str = "d") -> Citation:
    """A passage on a page of the file."""
    return Citation(document, "", "", None, page, "", "", "", quote, Span(0, len(quote)))


def test_a_hit_is_known_by_document_page_and_first_words() -> None:
    """Case and punctuation do not matter, nor what follows the eighth word."""
    query = JudgedQuery("q", "subject", "caseloads", {place_of(cited(WORDS)): 2})
    same, other = cited("CASELOADS, in the duty team are far too many"), cited("Far too high")
    hits = (same, other, cited(WORDS, page=4), cited(WORDS, document="e"))
    assert grade_across(query, hits) == (2, 0, 0, 0)


@pytest.mark.parametrize(("grades", "answered"), [((0, 1, 2), True), ((1, 1, 1, 2), False)])
def test_answered_means_the_best_there_is_is_seen_at_once(
    grades: tuple[int, ...], answered: bool
) -> None:
    """A partial answer is not enough where there is a direct one."""
    query = JudgedQuery("q", "subject", "caseloads", {("d", 1, "a"): 2, ("d", 2, "b"): 1})
    assert AnsweredAcross(query, grades, {"words alone": (2, 1)}).is_answered == answered


def test_an_arm_has_a_gain_of_its_own() -> None:
    """By the same judgements."""
    query = JudgedQuery("q", "subject", "caseloads", {("d", 1, "a"): 2, ("d", 2, "b"): 1})
    answer = AnsweredAcross(query, (1, 2), {"words alone": (2, 1)})
    assert answer.gain() < answer.gain("words alone") == 1


def test_the_judged_queries_are_of_many_kinds_and_copy_no_document() -> None:
    """Places are digests; every query but those that nothing answers has an answer."""
    queries = load_judged_queries()
    files = load_judged_files()
    assert len({query.id for query in queries}) == len(queries) >= 60
    assert len({query.kind for query in queries}) == 9
    for query in queries:
        assert all(document in files for document, _, _ in query.grades)
        assert all(len(key) == 10 and " " not in key for _, _, key in query.grades)
        assert any(query.grades.values()) == (query.kind != NOTHING)
