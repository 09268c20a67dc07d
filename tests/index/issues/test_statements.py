"""The statements of an authority, with what each says and the library's vectors."""

from collections import Counter
from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from corpus.kinds import kinds_where
from corpus.store.connection import Connection
from corpus.store.passages import load_texts
from corpus.store.statements import Statement
from index.issues import statements as module
from index.issues.statements import encode_statements, find_preceding, load_statements
from index.library import Library

COUNCIL = "Wexmere"


@pytest.fixture(scope="module")
def statements(sample_library: Library) -> list[Statement]:
    """The sample's."""
    return load_statements(sample_library.db, COUNCIL)


def test_statements_stand_in_date_order_with_their_facts(statements: list[Statement]) -> None:
    """Each with its page, its document's title, and the passage that it begins in."""
    days = [one.published for one in statements]
    assert statements
    assert days == sorted(days)
    assert all(one.citation.page and one.citation.title and one.document_kind for one in statements)
    assert sum(bool(one.passage) for one in statements) > 0.9 * len(statements)
    assert max(Counter(one.id for one in statements).values()) == 1


def test_a_finding_knows_the_headings_over_it(statements: list[Statement]) -> None:
    """Of its passage, outermost first; some stand under none."""
    headed = [one.heading for one in statements if one.kind == "finding" and one.heading]
    assert len(headed) > 100
    assert any(" > " in heading for heading in headed)


def test_nothing_later_than_a_day_is_loaded(
    sample_library: Library, statements: list[Statement]
) -> None:
    """The day itself counts."""
    day = statements[len(statements) // 2].published
    then = load_statements(sample_library.db, COUNCIL, until=day)
    assert then == [one for one in statements if one.published <= day]
    assert 0 < len(then) < len(statements)


def test_what_a_council_finds_of_itself_is_its_report(sample_library: Library) -> None:
    """The same sentence judged by an inspector keeps its stance."""
    found = load_statements(sample_library.db, COUNCIL)
    by_author = {True: set(), False: set()}  # type: dict[bool, set[str]]
    for one in found:
        if one.kind == "finding":
            by_author[one.is_outside].add(one.stance)
    assert "council reported" not in by_author[True]
    assert by_author[False] <= {"council reported"}


def test_asks_of_outside_bodies_are_asked(statements: list[Statement]) -> None:
    """Decisions that a report asks its committee for are none."""
    asked = [one for one in statements if one.stance == "asked" and one.is_outside]
    assert len(asked) > 20
    assert {one.document_kind for one in asked} <= kinds_where(outside=True)


def test_vectors_are_those_of_the_words(
    sample_library: Library, statements: list[Statement]
) -> None:
    """Whether the library held them or not, within half precision."""
    some = statements[::15]
    rows = encode_statements(sample_library, some)
    fresh = sample_library.encoder.encode([one.text for one in some])
    assert rows.shape == fresh.shape
    assert float(np.min(np.sum(rows * fresh, axis=1))) > 0.98


def test_a_sentence_that_leads_to_a_list_judges_nothing(
    statements: list[Statement], sample_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it was read: what follows it judges."""
    finding = next(each for each in statements if each.kind == "finding")
    text = f"{finding.text.rstrip('.')}:"
    leading = replace(finding, citation=replace(finding.citation, quote=text))
    monkeypatch.setattr("index.issues.statements.iter_statements", lambda *_: [finding, leading])
    assert load_statements(sample_library.db, COUNCIL) == [finding]


def test_nobody_has_no_statements(sample_library: Library) -> None:
    """An unknown council has none, and none have no vectors."""
    assert load_statements(sample_library.db, "Nowhere") == []
    assert len(encode_statements(sample_library, [])) == 0


def test_the_sentence_before_is_that_of_the_passage(
    sample_library: Library, statements: list[Statement]
) -> None:
    """Of the first of a passage there is none; both stand in one passage."""
    before = find_preceding(sample_library, statements)
    assert len(before) == len(statements)
    assert "" in before
    texts = {each.document: load_texts(sample_library.db, each.document) for each in statements}
    pairs = [pair for pair in zip(before, statements, strict=True) if pair[0]]
    assert len(pairs) > 20
    for sentence, statement in pairs:
        holding = [text for text in texts[statement.document] if statement.text in text]
        assert any(text.find(sentence) < text.find(statement.text) for text in holding)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("What is the quality of the training given to new staff.", False),
        ("How well do the partners share what they know.", False),
        ("Planning is weak in:", False),
        ("What works is shared with all teams.", True),
        ("Where there is a risk, managers act at once.", True),
    ],
)
def test_a_question_says_nothing(
    statements: list[Statement], monkeypatch: pytest.MonkeyPatch, text: str, is_told: bool
) -> None:
    """Nor does what leads to a list; a list of questions may have lost its question marks."""
    finding = next(one for one in statements if one.kind == "finding")
    quoted = replace(finding, citation=replace(finding.citation, quote=text))
    monkeypatch.setattr(module, "iter_statements", lambda *given: [quoted])
    assert bool(load_statements(cast("Connection", None), COUNCIL)) == is_told
