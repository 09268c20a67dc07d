"""The statements of one authority's documents: what was asked, planned and found, with vectors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.store.connection import Connection
from corpus.store.embeddings import Vectors, load_document_vectors
from corpus.store.passages import load_texts
from corpus.store.statements import Statement, iter_statements
from index.library import Library
from models.text.sentences import split_sentences

# --- loading ---------------------------------------------------------------


def load_statements(db: Connection, authority: str, until: date | None = None) -> list[Statement]:
    """The dated statements of an authority's documents, oldest first, in their order.

    What was published after the day `until` is left out.
    """
    statements = iter_statements(db, authority, until or date.max)
    return sorted(statements, key=_place_in_time)


def _place_in_time(statement: Statement) -> tuple[date, str, int, str]:
    citation = statement.citation
    return statement.published, citation.document, citation.span.start, statement.id


# --- vectors ---------------------------------------------------------------


def encode_statements(library: Library, statements: Sequence[Statement]) -> Vectors:
    """A unit row for each statement, from the library's where it is a sentence there."""
    held = _sentence_rows(library, {statement.document for statement in statements})
    keys = [(statement.document, statement.text) for statement in statements]
    missing = [text for document, text in keys if (document, text) not in held]
    fresh = library.encode_once(missing)
    rows = [held.get(key, fresh.get(key[1])) for key in keys]
    return np.array(rows, dtype=np.float32)


def _sentence_rows(
    library: Library, documents: set[str]
) -> dict[tuple[str, str], NDArray[np.float16]]:
    """The library's row of each sentence of the documents, by document and words."""
    by_sentence: dict[tuple[str, str], NDArray[np.float16]] = {}
    for document in sorted(documents):
        counts, rows = load_document_vectors(library.db, document, library.encoder.dimensions)
        passages = _split_passages(library, document)
        if [len(passage) for passage in passages] == counts:
            keys = ((document, sentence) for passage in passages for sentence in passage)
            by_sentence.update(zip(keys, rows, strict=True))
    return by_sentence


def _split_passages(library: Library, document: str) -> list[list[str]]:
    """The sentences of each passage of a document, in order."""
    return [split_sentences(text) for text in load_texts(library.db, document)]


# --- what stands before them -------------------------------------------------


def find_preceding(library: Library, statements: Sequence[Statement]) -> list[str]:
    """The sentence before each statement in its passage, empty where there is none."""
    documents = sorted({statement.document for statement in statements})
    before = {
        (document, sentence): previous
        for document in documents
        for sentences in _split_passages(library, document)
        for previous, sentence in pairwise(sentences)
    }
    return [before.get((statement.document, statement.text), "") for statement in statements]
