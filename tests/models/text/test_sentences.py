"""Sentences of a passage, and where they stand."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from models.text.sentences import find_sentences, split_sentences


@given(st.text(alphabet="Ab. ;\n•", max_size=120))
def test_spans_quote_the_sentences_in_order(text: str) -> None:
    """What is pointed at is what is searched; sentences do not overlap."""
    spans = find_sentences(text)
    assert [span.of(text) for span in spans] == split_sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert spans
