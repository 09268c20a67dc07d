"""Whether a paper answers a question elsewhere."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.citation import Citation
from corpus.document import Span
from index.briefing.contents import Quotation
from index.briefing.lines.answered import NO_ANSWERS, Answers, ask_next
from index.briefing.paper import Paper, Sentence


def sentence(words: str, has_figure: bool = True) -> Sentence:
    """A sentence of prose in paragraph 4.2."""
    span = Span(0, len(words))
    day = date(2024, 3, 7)
    cited = Citation("d", "Update", "Wexmere Council", day, None, "", "4.2", "", words, span)
    return Sentence(Quotation(cited), "paragraph 4.2", {}, has_figure=has_figure)


def told(*words: str) -> Answers:
    """The answers of a paper of such sentences."""
    return Answers(Paper(account=tuple(map(sentence, words))))


@pytest.mark.parametrize(
    ("question", "is_answered"),
    [
        ("How many audits were graded inadequate in the past year?", True),
        ("How many foster homes were graded inadequate?", False),
        ("Who graded the audits inadequate?", False),
    ],
)
def test_a_question_for_a_number_is_answered_by_one_on_the_same(
    question: str, is_answered: bool
) -> None:
    """Other questions are not; nor is one on something else."""
    answers = told("Two new posts were filled.", "Of 90 audits 13% were graded inadequate.")
    assert (answers.find(question) is not None) is is_answered
    assert NO_ANSWERS.find(question) is None


def test_the_answer_is_quoted_with_its_place() -> None:
    """Then what it leaves open is asked."""
    answer = told("Of 90 audits 13% were graded inadequate.").find(
        "How many audits were graded inadequate?"
    )
    assert answer is not None
    assert ask_next(answer) == (
        "The paper says “Of 90 audits 13% were graded inadequate” (paragraph 4.2): how was that"
        " checked?"
    )


def test_how_many_a_service_is_for_is_told_by_its_places() -> None:
    """Not by a risk, nor by a sum."""
    words = "The contract would open 12 places by June."
    answers = told("It costs £3,000.", words)
    found = answers.find_places()
    assert found is not None
    assert found.text == words
    risk = replace(sentence(words), is_risk=True)
    assert Answers(Paper(account=(risk,))).find_places() is None


def test_a_number_of_fewer_is_no_answer() -> None:
    """Where a question is on "three or more"."""
    question = "How many children have had three or more social workers?"
    assert told("Three hubs hold 12 early help workers and social workers.").find(question) is None
    answers = told("In all 41 children had three or more social workers.")
    assert answers.find(question) is not None
