"""Queries over the reports of all councils, judged for this project, and a library of them.

`labels/search_across.json` of `eval/training` says how they were judged. A passage is known
by its document, the page on which it starts and its first words.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.citation import Citation
from corpus.document import digest
from corpus.errors import GoldError, LibraryError
from corpus.store.documents import load_document_ids
from eval.material.gold import beside
from eval.material.reading import take_in
from eval.metrics import split_words
from index.library import Library, create_library, open_library

LABELS = Path(__file__).parents[1] / "training" / "labels" / "search_across.json"
NOTHING = "nothing"  # the class of queries that nothing held answers
_FIRST_WORDS = 8
_DIGITS = 10  # of a digest: enough to know a passage of one page by
_LOST = 0.02  # of the judged documents: what a library may lack and still be measured on
_LIBRARY = "THROUGHLINE_LIBRARY"

Place = tuple[str, int, str]  # document, page of the file, digest of the first words


@dataclass(frozen=True)
class JudgedQuery:
    """A query, what kind of query it is, and the grade of every passage judged for it."""

    id: str
    kind: str
    text: str
    grades: Mapping[Place, int]


def load_judged_queries(path: Path = LABELS) -> list[JudgedQuery]:
    """The queries, in the order in which they were written."""
    return [
        JudgedQuery(
            row["id"],
            row["class"],
            row["query"],
            {
                (document, page, key): grade
                for document, passages in row["judged"].items()
                for page, key, grade in passages
            },
        )
        for row in json.loads(path.read_text("utf-8"))["queries"]
    ]


def load_judged_files(path: Path = LABELS) -> dict[str, str]:
    """The file of each document judged, by its id; files lie beside the gold folder."""
    files: dict[str, str] = json.loads(path.read_text("utf-8"))["files"]
    return files


def place_of(citation: Citation) -> Place:
    """Where a passage stands, as its label says it."""
    first = split_words(citation.quote)[:_FIRST_WORDS]
    return citation.document, citation.file_page, digest(*first)[:_DIGITS]


@contextmanager
def library_across(gold: Path) -> Iterator[Library]:
    """A library of all judged documents: $THROUGHLINE_LIBRARY where it holds them, else one
    made of their files, which takes a quarter of an hour.

    GoldError where their files are not the ones judged.
    """
    held = _open_given()
    if held is not None:
        with held:
            yield held
        return
    print(f"reading the reports of all councils; ${_LIBRARY} may name them", file=sys.stderr)
    files = sorted(set(load_judged_files().values()))
    with TemporaryDirectory() as folder, create_library(Path(folder)) as made:
        take_in(made, [beside(gold, file) for file in files])
        if not _holds_all(made):
            raise GoldError(f"{gold}: the corpus beside it is not the one that was judged")
        yield made


def _open_given() -> Library | None:
    """The library that the environment names, if it holds what was judged."""
    folder = os.environ.get(_LIBRARY)
    if not folder:
        return None
    try:
        library = open_library(Path(folder))
    except LibraryError:
        return None
    if _holds_all(library):
        return library
    library.close()
    return None


def _holds_all(library: Library) -> bool:
    judged = set(load_judged_files())
    return len(judged - load_document_ids(library.db)) <= _LOST * len(judged)
