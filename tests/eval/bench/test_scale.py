"""Facts of `eval.bench.scale`, its invented papers and its picture. No speed is asserted."""

from itertools import islice
from pathlib import Path

import faiss
import numpy as np
import pytest

from corpus.store.embeddings import load_vectors
from eval.bench.invented import InventedEncoder, Inventor, list_words
from eval.bench.scale import WAYS, ask, fill, write_flat_index
from eval.bench.scale_picture import draw
from index.library import create_library, open_library


def test_the_same_papers_every_time() -> None:
    """Of made sentences that differ; a council, a day and a kind each."""
    first, again = (list(islice(Inventor().make_reports(), 3)) for _ in range(2))
    assert first == again
    texts = [report.document.quote(passage.span) for report in first for passage in report.passages]
    assert len(set(texts)) == len(texts)
    assert all(report.document.authority and report.document.published for report in first)
    assert len(set(list_words())) == 60_000


def test_sentences_that_share_words_are_near_each_other() -> None:
    """Each row has unit length, and the same text the same row."""
    encoder = InventedEncoder()
    rows = encoder.encode(["children with plans", "plans of children", "visits", "visits"])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[1] > 0.5 > rows[0] @ rows[2]
    assert (rows[2] == rows[3]).all()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library of some invented papers, with the index of the plain way."""
    folder = tmp_path_factory.mktemp("invented")
    encoder = InventedEncoder()
    with create_library(folder, open_encoder=lambda name: encoder) as library:
        assert fill(library, encoder, Inventor().make_reports(), 100).passages >= 100
        assert write_flat_index(library, folder / "flat.faiss") == len(
            load_vectors(library.db, 384).rows
        )
    return folder


def test_the_plain_way_has_the_mean_row_of_each_passage(filled: Path) -> None:
    """In the order of the library."""
    index = faiss.read_index(str(filled / "flat.faiss"))
    with open_library(filled) as library:
        ids = library.vectors.ids
        assert index.ntotal == len(ids)
        for place in (0, 57, len(ids) - 1):
            mean = library.vectors.direction([ids[place]])
            assert np.allclose(index.reconstruct(place), mean, atol=1e-3)


@pytest.mark.parametrize("way", WAYS)
def test_each_way_answers(filled: Path, way: str) -> None:
    """From a library that is there."""
    asked = ask(way, filled, 3)
    assert 0 < asked.p50_ms <= asked.p95_ms <= asked.p99_ms
    assert asked.memory_mib > 0


def test_the_picture_names_each_way() -> None:
    """And the machine; a figure without it says nothing."""
    asked = {"processor_ms": 1.0, "p50_ms": 1.0, "p95_ms": 2.0, "p99_ms": 3.0, "memory_mib": 9.0}
    sizes = [{"passages": size, "ways": dict.fromkeys(WAYS, asked)} for size in (10, 100)]
    machine = {"cores": 2, "memory": "24 GiB", "load at the start": 1.5}
    svg = draw({"machine": machine, "sizes": sizes})
    assert svg.startswith("<svg")
    assert all(text in svg for text in (*WAYS, "2 cores, 24 GiB"))
