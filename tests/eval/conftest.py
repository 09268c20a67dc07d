"""Tiny reports, made of the words they hold."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.document import Document, Page, Source, Span, digest
from corpus.records import Ask, Report

MakeReport = Callable[..., Report]


@pytest.fixture
def make_report() -> MakeReport:
    """A report whose text is the given asks, a page each."""

    def make(*texts: str, **more: str) -> Report:
        text = "\n".join(texts)
        starts = [0]
        for part in texts:
            starts.append(starts[-1] + len(part) + 1)
        spans = [Span(start, end - 1) for start, end in pairwise(starts)]
        pages = tuple(
            Page(number, Span(span.start, min(span.end + 1, len(text))))
            for number, span in enumerate(spans, start=1)
        )
        document = Document(digest(text), Source(digest(text)), text, pages, blocks=())
        asks = [Ask(digest(text, span), span, "recommendation") for span in spans]
        return Report(document, tuple(replace(ask, **more) for ask in asks))

    return make


@pytest.fixture
def nowhere() -> Path:
    """The path of a file that is never opened."""
    return Path("england") / "ambleford" / "2015.pdf"
