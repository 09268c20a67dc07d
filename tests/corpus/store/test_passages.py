"""Passages: where they stand and which pass."""

from collections.abc import Callable
from sqlite3 import Connection

import pytest

from corpus.document import Span, digest
from corpus.records import Finding, Report
from corpus.store.filters import Filters
from corpus.store.passages import (
    find_numbers,
    find_passages,
    load_ids,
    load_shelves,
    load_spans,
    load_strengths,
    load_texts,
)

Keep = Callable[..., Report]


def test_spans_and_texts_are_those_of_the_document(empty: Connection, keep: Keep) -> None:
    """In its order; one not held has none."""
    document = keep("a").document
    spans = load_spans(empty, "a")
    assert [document.quote(passage.span) for passage in spans] == load_texts(empty, "a")
    assert load_texts(empty, "a")[0] == "Visits are often late."
    assert (load_spans(empty, "b"), load_texts(empty, "b")) == ([], [])


def test_the_passages_of_a_source_have_numbers(empty: Connection, keep: Keep) -> None:
    """Of that source alone."""
    keep("a")
    keep("b")
    numbers = find_numbers(empty, digest("b") * 4)
    assert numbers == [passage.number for passage in load_spans(empty, "b")]
    assert find_numbers(empty, "nothing") == []


def test_passages_pass_by_their_document_and_what_they_hold(empty: Connection, keep: Keep) -> None:
    """Both must."""
    keep("a")
    keep("b", authority="Barrow")
    assert set(find_passages(empty, Filters()).values()) == {
        "a-first",
        "a-second",
        "b-first",
        "b-second",
    }
    found = find_passages(empty, Filters(authority="Barrow", statement="ask"))
    assert set(found.values()) == {"b-second"}
    assert set(find_passages(empty, Filters(), ["a"]).values()) == {"a-first", "a-second"}
    assert find_passages(empty, Filters(authority="Barrow"), ["a"]) == {}


def test_shelves_have_the_passages_of_each_document(empty: Connection, keep: Keep) -> None:
    """In their order, marked by number for any documents; none of one that is not held."""
    for name in "ba":
        keep(name)
    shelves = load_shelves(empty)
    assert shelves.of("a").tolist() == [passage.number for passage in load_spans(empty, "a")]
    assert shelves.of("c").tolist() == []
    assert shelves.mark(["a", "c"]).nonzero()[0].tolist() == shelves.of("a").tolist()
    assert shelves.size == max(find_passages(empty, Filters())) + 1


def test_an_empty_library_has_empty_shelves(empty: Connection) -> None:
    """Nothing to mark."""
    assert load_shelves(empty).mark(["a"]).tolist() == []


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [(0, 10, 1), (22, 23, 0), (21, 23, 1), (23, 24, 1), (10, 40, 2), (0, 0, 0)],
)
def test_a_passage_holds_what_touches_it(
    empty: Connection, keep: Keep, start: int, end: int, held: int
) -> None:
    """A part is enough; what lies between two is in neither. What
    other documents hold at that place is theirs."""
    keep("a", {"asks": (), "findings": ()})
    keep("b", {"findings": (Finding("f", Span(start, end), "mixed", (), confidence=0.9),)})
    keep("c", {"asks": (), "findings": ()})
    found = find_passages(empty, Filters(stance="mixed"))
    assert len(found) == held
    assert all(id_.startswith("b-") for id_ in found.values())


def test_strengths_are_a_share_of_the_findings_in_a_passage(empty: Connection, keep: Keep) -> None:
    """A passage without findings is left out."""
    span = keep("a").findings[0].span
    praise = Finding("more", span, "strength", (), confidence=0.9)
    keep("b", {"findings": (praise, Finding("weak", span, "weakness", (), confidence=0.9))})
    first, second = (passage.number for passage in load_spans(empty, "a"))
    third, _ = (passage.number for passage in load_spans(empty, "b"))
    assert load_strengths(empty, [first, second, third]) == {first: 0.0, third: 0.5}


def test_passages_named_by_number_or_id_come_once(empty: Connection, keep: Keep) -> None:
    """In order of number; what is not held is left out."""
    keep("a")
    first, second = (passage.number for passage in load_spans(empty, "a"))
    assert list(load_ids(empty, [second, 99], ["a-first", "a-second"]).items()) == [
        (first, "a-first"),
        (second, "a-second"),
    ]
    assert load_ids(empty, [], []) == {}
