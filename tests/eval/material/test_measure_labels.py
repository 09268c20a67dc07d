"""Labels of values, by place."""

import json

from corpus.document import RawDocument, Source, Span
from corpus.records import Observation
from eval.material.measure_labels import (
    COUNCIL,
    Facts,
    group_by_file,
    load_named_before,
    load_value_labels,
    place_values,
)
from ingest.document.assemble import assemble
from ingest.read.text import text_to_pages

FILE = "corpus/england/wexmere/2021.pdf"


def test_a_row_says_where_and_what(tmp_path) -> None:
    """With the council of its file, and what it was before."""
    row = [3, "abc", 0, "21%", "Staff turnover", COUNCIL, "2020-03-31", "wrong", "before"]
    path = tmp_path / "labels.json"
    path.write_text(json.dumps({"named_before": 7, "files": {FILE: [row]}}), "utf-8")
    (label,) = load_value_labels(path)
    assert (label.council, label.page, label.place) == ("wexmere", 3, ("abc", 0, "21%"))
    assert label.facts == Facts("Staff turnover", COUNCIL, "2020-03-31")
    assert (label.before, label.drawn) == ("wrong", "before")
    assert load_named_before(path) == 7
    assert group_by_file([label]) == {FILE: [label]}


def test_equal_values_of_a_sentence_are_told_apart() -> None:
    """By how many stand before; the authority's own is the council's."""
    text = "Turnover is 12% where England has 12% and all is well."
    document = assemble(Source("a" * 64), RawDocument(text_to_pages(text), "text"))
    start = document.text.index("12%")
    second = document.text.rindex("12%")
    shown = [
        Observation("a", Span(start, start + 3), "Staff turnover", "12%", who=document.authority),
        Observation("b", Span(second, second + 3), "Staff turnover", "12%", who="England"),
    ]
    (first, own), (other, englands) = place_values(document, shown)
    assert first[0] == other[0]
    assert (first[1:], other[1:]) == ((0, "12%"), (1, "12%"))
    assert (own.who, englands.who) == (COUNCIL, "England")


def test_the_labels_quote_nothing() -> None:
    """Three hundred values of ten councils and more; a value is at most a few words."""
    labels = load_value_labels()
    assert len(labels) >= 300
    assert len({label.council for label in labels}) >= 10
    assert all(len(label.place[2].split()) <= 3 for label in labels)
    assert {label.before for label in labels} <= {"", "right", "wrong"}
    assert {label.drawn for label in labels} == {"before", "now"}
