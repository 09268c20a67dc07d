"""What a sentence leans on, or what takes it back, is quoted with it."""

from dataclasses import replace

import pytest

from corpus.store.statements import Statement
from index.answers.records.around import add_around
from index.answers.records.said import SaidOfSubject, by_document
from index.issues.statements import load_statements
from index.library import Library


@pytest.fixture(scope="module")
def findings(sample_library: Library) -> list[Statement]:
    """What outside bodies found in the sample."""
    held = load_statements(sample_library.db, "Wexmere")
    return [each for each in held if each.kind == "finding" and each.is_outside]


def tell(library: Library, findings: list[Statement], *starts: str) -> list[SaidOfSubject]:
    """The sentences that so begin, with what stands round them."""
    told = [each for each in findings if each.text.startswith(starts)]
    assert len(told) == len(starts)
    said = (SaidOfSubject(each, "found good", 0.95) for each in told)
    return add_around(library, "Wexmere", [*said])


def test_a_sentence_that_points_back_comes_with_the_one_before(
    sample_library: Library, findings: list[Statement]
) -> None:
    """Whose plans are the weakest stands before; the whole is one run of the page's words."""
    (said,) = tell(sample_library, findings, "Their plans, though")
    assert said.citation.quote.startswith("Disabled children are visited")
    assert said.citation.quote.endswith(said.statement.text)
    assert said.citation.span.end - said.citation.span.start == len(said.citation.quote)
    assert said.citation.page == said.statement.citation.page


def test_praise_that_is_taken_back_comes_with_what_does(
    sample_library: Library, findings: list[Statement]
) -> None:
    """Nobody reads out the half of it."""
    (said,) = tell(sample_library, findings, "Workers build good relationships")
    assert "However, safety plans are often generic" in said.citation.quote
    assert said.citation.quote.startswith(said.statement.text)


def test_a_sentence_that_stands_alone_is_quoted_alone(
    sample_library: Library, findings: list[Statement]
) -> None:
    """As is a row of a plan."""
    (said,) = tell(sample_library, findings, "Pathway plans are often begun late")
    assert said.citation == said.statement.citation
    leaning = next(each for each in findings if each.text.startswith("Their plans, though"))
    action = SaidOfSubject(replace(leaning, kind="action"), "planned by the council", 0.9)
    (planned,) = add_around(sample_library, "Wexmere", [action])
    assert planned.before is None


def test_what_stands_beside_it_anyway_is_not_told_twice(
    sample_library: Library, findings: list[Statement]
) -> None:
    """Each of two neighbours by itself, where both are told."""
    both = tell(
        sample_library,
        findings,
        "Disabled children are visited by social workers",
        "Their plans, though",
    )
    (document,) = by_document(both)
    assert [each.citation.quote for each in document.all] == [
        each.statement.text for each in document.all
    ]
