"""What stands round the statements of a document."""

from collections.abc import Callable

import pytest

from corpus.document import Document, Span
from corpus.records import Passage
from models.statements.contexts import Contexts

Build = Callable[..., Document]


@pytest.fixture
def document(build_document: Build) -> Document:
    """Two headings, three paragraphs, and an ask."""
    return build_document(
        ("heading", "Care leavers", {"level": 1}),
        ("paragraph", "Advisers know young people. Their plans are late. Few are read."),
        ("paragraph", "Homes are safe."),
        ("heading", "Leaders", {"level": 1}),
        ("paragraph", "Leaders visit. Managers should write plans."),
    )


def place(document: Document, words: str, asked: str = "") -> tuple[str, ...]:
    """The headings, then the sentences before, then the one after, of a sentence."""
    passages = [
        Passage(str(number), block.span)
        for number, block in enumerate(document.blocks)
        if block.kind == "paragraph"
    ]
    asks = [_span(document, asked)] if asked else []
    placed = Contexts(document, passages, asks).place(_span(document, words))
    assert placed.text == words
    return *placed.headings, *placed.before, placed.after


def test_a_sentence_has_its_headings_and_those_before_and_after(document: Document) -> None:
    """In reading order, the one after of its own passage."""
    assert place(document, "Their plans are late.") == (
        "Care leavers",
        "Advisers know young people.",
        "Few are read.",
    )
    assert place(document, "Homes are safe.")[-2:] == ("Few are read.", "")


def test_nothing_of_another_heading_is_before_a_sentence(document: Document) -> None:
    """What is asked is passed over, too."""
    first = place(document, "Leaders visit.", asked="Managers should write plans.")
    assert first == ("Leaders", "")


def test_what_is_no_sentence_of_a_passage_is_read_by_itself(document: Document) -> None:
    """A part of a sentence has no context."""
    assert place(document, "plans are late.") == ("",)


def _span(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))
