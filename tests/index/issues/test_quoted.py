"""What a council's paper quotes of an inspector or a minister is not the council's own word."""

from collections.abc import Mapping
from datetime import date

import pytest

from corpus.citation import Citation
from corpus.document import Span
from corpus.store.connection import Connection
from corpus.store.documents import documents_of
from corpus.store.passages import PassageSpan, load_paragraphs, load_spans
from corpus.store.statements import Statement
from index.issues import quoted
from index.issues.quoted import attribute_quotes, is_quoted
from index.library import Library

DB = Connection.__new__(Connection)


def attribute(
    monkeypatch: pytest.MonkeyPatch, passages: Mapping[str, str], text: str, kind: str
) -> bool:
    """Whether a sentence of one of a document's passages, by printed number, is quoted."""
    texts, spans, start = [*passages.values()], [], 0
    for passage in texts:
        spans.append(quoted_span(start, passage))
        start += len(passage) + 1
    whole = "\n".join(texts)
    at = whole.index(text)
    number = next(key for key, passage in passages.items() if text in passage)
    monkeypatch.setattr(quoted, "load_texts", lambda db, document: texts)
    monkeypatch.setattr(quoted, "load_spans", lambda db, document: spans)
    monkeypatch.setattr(quoted, "load_paragraphs", lambda db, document: [*passages])
    span = Span(at, at + len(text))
    citation = Citation("d", "T", "Council", date(2031, 5, 1), None, "", number, "", text, span)
    said = Statement("f1", "finding", "council reported", citation, kind)
    (told,) = attribute_quotes(DB, [said])
    assert told.stance == ("restated" if is_quoted(told) else "council reported")
    return is_quoted(told)


def quoted_span(start: int, text: str) -> PassageSpan:
    """A passage's place."""
    return PassageSpan(0, Span(start, start + len(text)))


OWN = "Visits are now made on time."
PAPER = {
    "3": "Our progress since spring:",
    "3.1": OWN,
    "4.1": "After reading it the Minister for Families replied that:",
    "4.1.1": "The service has taken good steps. New workers are a good step.",
    "4.2": "Plans are better.",
}


@pytest.mark.parametrize(
    ("text", "is_theirs"),
    [
        (OWN, False),
        ("The service has taken good steps.", True),
        ("New workers are a good step.", True),
        ("Plans are better.", False),
    ],
)
def test_what_is_numbered_below_a_speakers_words_is_the_speakers(
    monkeypatch: pytest.MonkeyPatch, text: str, is_theirs: bool
) -> None:
    """Every sentence of it, and nothing after."""
    assert attribute(monkeypatch, PAPER, text, "committee_report") == is_theirs


@pytest.mark.parametrize(
    ("lead", "is_theirs"),
    [
        ("The areas identified by Ofsted are:", True),
        ("Ofsted has found that:", True),
        ("After Ofsted came we identified that:", False),
        ("We have:", False),
    ],
)
def test_a_list_in_a_passage_is_whose_it_is_said_to_be(
    monkeypatch: pytest.MonkeyPatch, lead: str, is_theirs: bool
) -> None:
    """By the last words with a colon before it."""
    paper = {"2": f"{lead}\nSlow plans.\nThin records."}
    assert attribute(monkeypatch, paper, "Thin records.", "committee_report") == is_theirs


@pytest.mark.parametrize(
    ("text", "is_theirs"),
    [
        ("In May inspectors found that visits were late.", True),
        ("The recent inspection noted good work but the service knows it must do more.", False),
        ("We found that visits were late.", False),
    ],
)
def test_a_sentence_that_says_who_found_it_is_theirs(
    monkeypatch: pytest.MonkeyPatch, text: str, is_theirs: bool
) -> None:
    """Unless the council says something for itself too."""
    assert attribute(monkeypatch, {"1": text}, text, "committee_report") == is_theirs


def test_an_outside_bodys_report_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """It speaks for itself."""
    text = "In May inspectors found that visits were late."
    assert not attribute(monkeypatch, {"1": text}, text, "inspection_report")


def test_a_passage_has_its_printed_number(sample_library: Library) -> None:
    """In the order of the passages; some have none."""
    documents = documents_of(sample_library.db, "Wexmere")
    numbers = [load_paragraphs(sample_library.db, each.id) for each in documents]
    spans = [load_spans(sample_library.db, each.id) for each in documents]
    assert [*map(len, numbers)] == [*map(len, spans)]
    assert any("3.3" in of_document for of_document in numbers)
    assert any("" in of_document for of_document in numbers)
