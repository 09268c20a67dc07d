"""The statements of one authority's documents: what was asked, planned and found, with vectors."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import accumulate, pairwise

import numpy as np

from corpus.citation import Citation
from corpus.store.connection import Connection
from corpus.store.embeddings import Halves, Vectors, load_document_vectors
from corpus.store.passages import load_spans, load_texts
from corpus.store.statements import Statement, iter_statements
from index.issues.quoted import attribute_quotes
from index.library import Library
from models.text.sentences import split_sentences

Key = tuple[str, str]  # the id of a document, and words of it

# --- loading ---------------------------------------------------------------


def load_statements(db: Connection, authority: str, until: date | None = None) -> list[Statement]:
    """The dated statements of an authority's documents, oldest first, in their order.

    What was published after the day `until` is left out, and a sentence that leads to a list.
    What a council's paper only quotes of an outside body is restated, no report of the council.
    """
    statements = iter_statements(db, authority, until or date.max)
    said = sorted(filter(_says_something, statements), key=_place_in_time)
    return attribute_quotes(db, said)


# "What is the quality of the supervision given to staff." A list of questions for members has
# lost some of its question marks; "What is clear is that" begins no question.
_ASKS_A_QUESTION = re.compile(
    r"\W*(?:what|which|who|how|to what extent)(?:\s+\w+)?\s+"
    r"(?:is|are|was|were|do|does|did|has|have|can|will|would|should)\s+"
    r"(?:the|a|an|you|your|we|our|they|their|there|it|this|these|those|children|staff|leaders)\b",
    re.I,
)


def _says_something(statement: Statement) -> bool:
    """True but of a finding that ends with a colon, or asks: it judges nothing.

    Of a colon what judges is what follows it: of the sentences in `gold/grid` that end so,
    readers called none a judgement.
    """
    text = statement.text
    is_open = text.rstrip().endswith(":") or _ASKS_A_QUESTION.match(text)
    return statement.kind != "finding" or not is_open


def _place_in_time(statement: Statement) -> tuple[date, str, int, str]:
    citation = statement.citation
    return statement.published, citation.document, citation.span.start, statement.id


# --- vectors ---------------------------------------------------------------


def encode_statements(library: Library, statements: Sequence[Statement]) -> Vectors:
    """A unit row for each statement."""
    return encode_citations(library, [statement.citation for statement in statements])


def encode_citations(library: Library, citations: Sequence[Citation]) -> Vectors:
    """A unit row for the words of each citation: the library's where they are a sentence there,
    else one that is made once and kept with the document."""
    rows: dict[Key, Halves] = {}
    for document, of_document in _by_document(citations).items():
        rows |= _sentence_rows(library, document, of_document)
    keys = [(citation.document, citation.quote) for citation in citations]
    rows |= _other_rows(library, [key for key in keys if key not in rows])
    return np.array([rows[key] for key in keys], dtype=np.float32)


def _by_document(citations: Sequence[Citation]) -> dict[str, list[Citation]]:
    by_document: dict[str, list[Citation]] = {}
    for citation in citations:
        by_document.setdefault(citation.document, []).append(citation)
    return by_document


def _sentence_rows(
    library: Library, document: str, citations: Sequence[Citation]
) -> dict[Key, Halves]:
    """The library's rows of the words that are whole sentences of a document's passages."""
    counts, rows = load_document_vectors(library.db, document, library.encoder.dimensions)
    passages = load_spans(library.db, document)
    starts = [passage.span.start for passage in passages]
    firsts = [0, *accumulate(counts)]
    texts = dict(enumerate(load_texts(library.db, document)))
    split = cache(lambda at: split_sentences(texts[at]))
    found: dict[Key, Halves] = {}
    for citation in citations:
        at = bisect_right(starts, citation.span.start) - 1
        if 0 <= at < len(counts) and citation.quote in split(at) and len(split(at)) == counts[at]:
            row = firsts[at] + split(at).index(citation.quote)
            found[document, citation.quote] = rows[row]
    return found


def _other_rows(library: Library, keys: Sequence[Key]) -> dict[Key, Halves]:
    """The rows of words that are no sentence, by document and words."""
    found = library.other_vectors.find(
        keys, lambda missing: _encode(library, [text for _, text in missing]), lambda key: key[0]
    )
    return {key: np.frombuffer(row, np.float16) for key, row in found.items()}


def _encode(library: Library, texts: Sequence[str]) -> list[bytes]:
    """The rows of texts, in half precision as those of sentences are kept."""
    if not texts:  # the encoder need not be opened
        return []
    return [row.astype(np.float16).tobytes() for row in library.encoder.encode(texts)]


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
