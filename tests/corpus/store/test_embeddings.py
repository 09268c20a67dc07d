"""The vectors of one passage are found in its document's matrix."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.document import Document, Page, Source, Span
from corpus.records import Passage, Report
from corpus.store.connection import Connection, open_store
from corpus.store.embeddings import load_passage_vectors, save_vectors
from corpus.store.reports import save_report, save_source

SOURCE = Source("ab" * 32, name="report.pdf")
ROWS = np.eye(3, dtype=np.float32)


@pytest.fixture
def db() -> Iterator[Connection]:
    """A store with two documents of two passages each, of one and two rows."""
    opened = open_store(Path(":memory:"), create=True)
    save_source(opened, SOURCE)
    for id_ in ("one", "two"):
        page = Page(1, Span(0, 4))
        passages = tuple(Passage(f"{id_} {place}", Span(place, 2)) for place in (0, 1))
        document = Document(id_, SOURCE, "abcd", pages=(page,), blocks=())
        save_report(opened, Report(document, passages=passages))
        save_vectors(opened, id_, ROWS, [1, 2])
    yield opened
    opened.close()


def test_each_passage_has_its_own_rows(db: Connection) -> None:
    """Whatever documents were saved before."""
    for number, rows in [(3, ROWS[:1]), (4, ROWS[1:])]:
        assert load_passage_vectors(db, "two", number, 3).tolist() == rows.tolist()


def test_what_is_not_held_has_no_rows(db: Connection) -> None:
    """A document not held, and a passage past its last."""
    for id_, number in [("three", 1), ("two", 9)]:
        assert load_passage_vectors(db, id_, number, 3).shape == (0, 3)
