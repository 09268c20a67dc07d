"""Documents of invented sentences."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from corpus.document import Event, RawDocument, Source
from corpus.records import Observation
from ingest.document.assemble import assemble
from ingest.find.measures.values import find_measures
from ingest.read.text import text_to_pages

DAY = date(2021, 6, 30)


@pytest.fixture
def find() -> Callable[..., tuple[Observation, ...]]:
    """The values of measures in a text about Wexmere, of an inspection on 30 June 2021."""

    def find_in(text: str, authority: str = "Wexmere") -> tuple[Observation, ...]:
        document = assemble(Source("a" * 64), RawDocument(text_to_pages(text), "text"))
        inspected = Event("x", DAY, DAY)
        document = replace(document, kind="inspection_report", authority=authority, event=inspected)
        values = find_measures(document)
        assert all(document.quote(value.span).strip() == value.value for value in values)
        return values

    return find_in
