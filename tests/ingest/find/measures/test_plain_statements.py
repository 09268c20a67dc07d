"""Values whose measure the sentence itself names, in papers that report figures."""

from dataclasses import replace

import pytest

from corpus.document import RawDocument, Source
from ingest.document.assemble import assemble
from ingest.find.measures.values import find_measures
from ingest.read.text import text_to_pages


def values_of(text: str, kind: str = "committee_report") -> list[tuple[str, str, str, str]]:
    """Name, value, time and role of each."""
    raw = RawDocument(text_to_pages(f"# Report\n\n{text}\n"), reader="text")
    document = replace(assemble(Source("a" * 64), raw), kind=kind, authority="Wexmere")
    return [(m.measure, m.value, m.period, m.role) for m in find_measures(document)]


def test_the_subject_names_the_measure() -> None:
    """Its target follows, and what it was before."""
    assert values_of("Enquiries from carers fell from 52 to 34 in 2023/24. The target was 60.") == [
        ("Enquiries from carers", "52", "2023/24", "value"),
        ("Enquiries from carers", "34", "2023/24", "value"),
        ("Enquiries from carers", "60", "2023/24", "target"),
    ]


def test_what_is_counted_names_the_measure() -> None:
    """Where the sentence tells a year."""
    assert values_of("In 2023/24 the hub worked with 1,204 families.") == [
        ("Families", "1,204", "2023/24", "value")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The hub cost £820,000 in 2023/24.",
        "It was 12 in 2024.",
        "Members made eleven visits in 2024.",
        "Recommendation 12 was agreed in 2024.",
    ],
)
def test_other_numbers_are_no_measures(sentence: str) -> None:
    """Money, what has no name, what is small."""
    assert values_of(sentence) == []


def test_inspectors_sentences_are_left_to_the_vocabulary() -> None:
    """There a number beside a noun is seldom a measure."""
    assert values_of("Enquiries rose to 340 in 2023/24.", "inspection_report") == []
