"""Series of measures: each value with where it is printed."""

import pytest

from corpus.citation import say_place
from corpus.errors import NotFound
from corpus.store.documents import quote_span
from index.briefing.measure_series import find_series, list_series
from index.library import Library


def test_a_value_stands_where_it_is_cited(sample_library: Library) -> None:
    """In its document, character for character, on a page."""
    values = [
        value for series in list_series(sample_library.db, "Wexmere") for value in series.values
    ]
    assert values
    for value in values:
        citation = value.citation
        assert citation.quote == quote_span(sample_library.db, citation.document, citation.span)
        assert value.value in citation.quote
        assert say_place(citation).startswith("page ")


def test_values_are_oldest_first(sample_library: Library) -> None:
    """By the end of their period, else by their document's day."""
    for series in list_series(sample_library.db, "Wexmere"):
        days = [value.period_end or value.citation.published for value in series.values]
        assert days == sorted(days)


def test_an_unknown_measure_is_not_found(sample_library: Library) -> None:
    """The message names the council."""
    with pytest.raises(NotFound, match="Wexmere"):
        find_series(sample_library.db, "Wexmere", "nothing")
