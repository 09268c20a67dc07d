"""The first question to a library: answered as all others are, and nothing is loaded for it."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.store.filters import EVERYTHING, Filters
from corpus.store.passages import to_mask
from index.library import Library
from index.search.engines.first import FirstQuestion
from index.search.engines.scope import Choice, Scope
from index.search.search import SearchResult, search
from index.search.vectors import VectorIndex, Vectors

QUESTION = "management oversight of care plans"


@pytest.fixture
def asked_before(sample_library: Library) -> Iterator[Library]:
    """A library whose rows are loaded."""
    with Library(sample_library.path.parent) as library:
        search(library, "caseloads")
        search(library, "supervision")
        assert library._vectors is not None
        yield library


@pytest.mark.parametrize(
    ("words", "filters"),
    [
        (QUESTION, EVERYTHING),
        ("caseloads", Filters(since=date(2020, 1, 1))),
        ("multi-agency work of partners", Filters(statement=("finding",))),
        ("visits to children in 2022", EVERYTHING),
        ('"social workers" AND supervision', EVERYTHING),
    ],
)
def test_the_first_question_is_answered_as_later_ones(
    asked_before: Library, words: str, filters: Filters
) -> None:
    """The same hits, scores and matches, and the rows are not loaded."""
    with Library(asked_before.path.parent) as fresh:
        assert _told(search(fresh, words, filters)) == _told(search(asked_before, words, filters))
        assert fresh._vectors is None


def _told(result: SearchResult) -> object:
    hits = [(hit.passage.id, hit.score, hit.why) for hit in result.hits]
    return hits, result.matches, result.nothing_close, result.remarks


def test_rows_are_ranked_as_when_loaded(asked_before: Library) -> None:
    """Of all passages, of some, of all but some: best first, to any depth."""
    vectors, db = asked_before.vectors, asked_before.db
    query = vectors.direction(vectors.ids[5:7])
    numbers = dict(db.execute("select number, id from passage where number % 3 = 0"))
    may = to_mask(np.array(list(numbers)), asked_before.engine.shelves.size)
    others = [id_ for id_ in vectors.ids if id_ not in numbers.values()]
    for choice, allowed in (
        (asked_before.engine.choose(Scope()), None),
        (Choice(may), list(numbers.values())),
        (Choice(~may), others),
    ):
        first = _first(asked_before)
        assert first.rank(query, 10, choice, 50) == vectors.rank(query, 10, allowed)
        assert vectors.rank(query, 10, allowed) == vectors.rank(query, 10, choice.may)
        ranked, loaded = first.rank(query, 50, choice), vectors.rank(query, 50, allowed)
        assert ranked is not None
        best = [_best_rows(vectors, query, each) for each in (ranked, loaded)]
        assert best[0] == pytest.approx(best[1], abs=1e-5)  # the same sentence may stand twice
        assert first.rank(query, 51, choice) is None
        assert first.rank(-query, 20, choice) is None


def _first(library: Library) -> FirstQuestion:
    shelves = library.engine.shelves
    return FirstQuestion(library.db, library.encoder.dimensions, lambda: shelves)


def _best_rows(vectors: VectorIndex, query: Vectors, ids: Sequence[str]) -> list[float]:
    """How near the nearest row of each passage is."""
    return [float((vectors._rows_of([id_])[0] @ query).max()) for id_ in ids]


def test_rows_of_passages_are_read_a_few_times(asked_before: Library) -> None:
    """Then all are loaded. Those read last are not read again."""
    ids = asked_before.vectors.ids
    first = _first(asked_before)
    for start in range(4):
        read = first.rows(ids[start : start + 3])
        assert read is not None
        assert len(read) == 3
        assert first.rows(ids[start + 1 : start + 2]) is read
    assert first.rows(ids[7:9]) is None


def test_a_command_that_asks_once_imports_little(sample_library: Library) -> None:
    """No faiss, nothing of Milvus, no stemmers of sixty languages: 0.2 s and 40 MB."""
    heavy = {"faiss", "pymilvus", "snowballstemmer", "torch", "fastapi", "scipy", "spacy"}
    asked = ["search", "caseloads", "--json", "--library", str(sample_library.path.parent)]
    command = (
        f"import sys; from api.cli.main import main; main({asked!r});"
        f" print(sorted({heavy!r} & set(sys.modules)), file=sys.stderr)"
    )
    root = Path(__file__).parents[4]
    done = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stderr.strip() == "[]"
