"""What stands round the statements of a document."""

import pytest

from corpus.document import Block, Document, Page, Section, Source, Span
from corpus.records import Passage
from models.statements.contexts import Contexts, place_asks

LEAVERS, LEADERS = "Care leavers", "Leaders"
PARAGRAPHS = (
    "Advisers know young people. Their plans are late. Few are read by anyone.",
    "Homes are safe.",
    "Leaders often visit. Managers should write plans.",
)
TEXT = "\n".join((LEAVERS, *PARAGRAPHS[:2], LEADERS, PARAGRAPHS[2]))


@pytest.fixture
def document() -> Document:
    """Two headings, three paragraphs, and an ask."""
    second = TEXT.index(LEADERS)
    return Document(
        id="made-by-hand",
        source=Source("0" * 64),
        text=TEXT,
        pages=(Page(1, Span(0, len(TEXT))),),
        blocks=tuple(Block("paragraph", _span(words)) for words in PARAGRAPHS),
        sections=(
            Section(_span(LEAVERS), Span(0, second), 1, (LEAVERS,)),
            Section(_span(LEADERS), Span(second, len(TEXT)), 1, (LEADERS,)),
        ),
    )


def place(document: Document, words: str, asked: str = "") -> tuple[str, ...]:
    """The headings, then the sentences before, then the one after, of a sentence."""
    passages = [Passage(str(number), block.span) for number, block in enumerate(document.blocks)]
    asks = [_span(asked)] if asked else []
    placed = Contexts(document, passages, asks).place(_span(words))
    assert placed.text == words
    return *placed.headings, *placed.before, placed.after


def test_a_sentence_has_its_headings_and_those_before_and_after(document: Document) -> None:
    """In reading order, the one after of its own passage."""
    assert place(document, "Their plans are late.") == (
        "Care leavers",
        "Advisers know young people.",
        "Few are read by anyone.",
    )
    assert place(document, "Homes are safe.")[-2:] == ("Few are read by anyone.", "")


def test_nothing_of_another_heading_is_before_a_sentence(document: Document) -> None:
    """What is asked is passed over, too."""
    first = place(document, "Leaders often visit.", asked="Managers should write plans.")
    assert first == ("Leaders", "")


def test_what_is_no_sentence_of_a_passage_is_read_by_itself(document: Document) -> None:
    """A part of a sentence has no context."""
    assert place(document, "plans are late.") == ("",)


def test_spans_are_the_sentences_in_reading_order(document: Document) -> None:
    """What is asked is none of them."""
    passages = [Passage(str(number), block.span) for number, block in enumerate(document.blocks)]
    asked = _span("Managers should write plans.")
    spans = Contexts(document, passages, [asked]).spans
    words = [document.quote(span) for span in spans]
    assert words[0] == "Advisers know young people."
    assert "Managers should write plans." not in words
    assert list(spans) == sorted(spans, key=lambda span: span.start)


def test_an_ask_has_the_asks_beside_it(document: Document) -> None:
    """At most three before it and one after, whatever their headings, and its own headings."""
    words = ("Homes are safe.", "Leaders often visit.", "Managers should write plans.")
    first, second, last = place_asks(document, [_span(text) for text in words])
    assert (first.text, first.headings, first.before) == (words[0], (LEAVERS,), ())
    assert (second.headings, second.before, second.after) == ((LEADERS,), words[:1], words[2])
    assert (last.before, last.after, last.asked) == (words[:2], "", True)


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))
