"""What stands round a sentence, as the reader of statements is given it."""

from collections.abc import Callable

import pytest

from corpus.document import Document, Span
from ingest.document.passages import find_passages
from models.statements.contexts import Contexts
from models.statements.reader import Placed

Build = Callable[..., Document]


@pytest.fixture
def report(build_document: Build) -> Document:
    """Two headings, one under the other, and an ask."""
    return build_document(
        ("heading", "Care leavers", {"level": 1}),
        ("paragraph", "Visits are regular. Plans are clear. Workers stay long."),
        ("paragraph", "They know young people well. Homes are safe now."),
        ("heading", "Health", {"level": 2}),
        ("paragraph", "Advice is prompt."),
        ("item", "Make plans clear.", {"marker": "1."}),
        ("paragraph", "Dentists are few."),
        kind="inspection_report",
    )


def place(report: Document, words: str) -> Placed:
    """The sentence of these words, the item being asked."""
    asked = report.text.index("Make plans clear.")
    contexts = Contexts(
        report, find_passages(report), [Span(asked, asked + len("Make plans clear."))]
    )
    start = report.text.index(words)
    return contexts.place(Span(start, start + len(words)))


def test_a_sentence_has_its_headings_and_neighbours(report: Document) -> None:
    """The three before it and the one after it in its passage, in reading order."""
    assert place(report, "They know young people well.") == Placed(
        "They know young people well.",
        headings=("Care leavers",),
        before=("Visits are regular.", "Plans are clear.", "Workers stay long."),
        after="Homes are safe now.",
    )


def test_nothing_is_taken_across_a_heading_or_from_the_next_passage(report: Document) -> None:
    """Neither before nor after."""
    assert place(report, "Advice is prompt.") == Placed(
        "Advice is prompt.", headings=("Care leavers", "Health")
    )
    assert place(report, "Workers stay long.").after == ""


def test_what_is_asked_is_left_out(report: Document) -> None:
    """It is no neighbour, and is not placed itself."""
    assert place(report, "Dentists are few.").before == ("Advice is prompt.",)
    assert place(report, "Make plans clear.") == Placed("Make plans clear.")


def test_spans_are_the_sentences_in_reading_order(report: Document) -> None:
    """Without what is asked."""
    spans = Contexts(report, find_passages(report), ()).spans
    assert list(spans) == sorted(spans, key=lambda span: span.start)
    assert report.quote(spans[1]) == "Plans are clear."
    assert len(Contexts(report, find_passages(report), spans[:2]).spans) == len(spans) - 2
