"""A library moved to Milvus (its stand-in, through the same client), kept in step, moved back."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import EngineError
from corpus.store.connection import transaction
from corpus.store.documents import list_scopes
from corpus.store.file.engine import (
    EnginePlace,
    end_move,
    load_engine,
    load_moving,
    load_unsent,
    note_unsent,
)
from corpus.store.filters import EVERYTHING, Filters
from corpus.store.reports import load_document
from index.library import Library, remove_reports, renew_vectors
from index.search.engines import sending
from index.search.engines.collection import Collection
from index.search.engines.moving import move_to, read_engine
from index.search.engines.sending import send_changes
from index.search.search import search

QUESTIONS = (
    "caseloads",
    "homes for children in care",
    '"social workers" AND supervision',
    "what did inspectors say about care leavers",
    "2022 visits",
)
NARROWED = Filters(since=date(2019, 1, 1), statement=("ask", "finding"))
FILTERS = (EVERYTHING, Filters(since=date(2019, 1, 1), years=(2021, 2023)), NARROWED)


def answers(library: Library) -> list[Any]:
    """The hits of each question, how many passages match, and what is said of it."""
    results = [search(library, words, filters) for words in QUESTIONS for filters in FILTERS]
    return [
        ([(hit.passage.id, hit.score) for hit in result.hits], result.matches, result.remarks)
        for result in results
    ]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A new file for the stand-in."""
    return f"milvus://{tmp_path_factory.mktemp('milvus') / 'engine.db'}"


@pytest.fixture(scope="module")
def moved(
    copy_sample: Callable[[Path], Library], tmp_path_factory: pytest.TempPathFactory, address: str
) -> Iterator[Library]:
    """A copy of the sample, moved."""
    with copy_sample(tmp_path_factory.mktemp("moved")) as library:
        state = move_to(library, address)
        assert state.in_step
        assert state.engine.startswith(address)
        yield library


def test_both_engines_answer_the_same_and_rows_are_not_loaded(
    moved: Library, sample_library: Library
) -> None:
    """Each question with and without filters, with Boolean syntax, with a year in it."""
    moved.close()
    with Library(moved.path.parent, lambda name: sample_library.encoder) as library:
        assert answers(library) == answers(sample_library)
        assert not library.engine.trouble
        assert library._vectors is None
