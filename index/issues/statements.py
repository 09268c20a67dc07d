"""The statements of one authority's documents: what was asked, planned and found, with vectors.

A statement is an ask, a row of an action plan or an evaluative sentence, with the facts of
its document and what it says of its subject (`stance`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from corpus.kinds import kind_of
from corpus.records import TRACED_KINDS
from corpus.store.connection import Connection
from corpus.store.embeddings import load_document_vectors
from corpus.store.passages import load_texts
from corpus.store.statements import HeldStatement, iter_statements
from index.issues.status import Stance
from index.library import Library
from models.text.sentences import split_sentences

Vectors = NDArray[np.float32]

_STANCES: Mapping[str, Stance] = {
    **dict.fromkeys(TRACED_KINDS, "asked"),
    "restated": "restated",
    "planned_action": "planned",
    "weakness": "found weak",
    "declining": "found weak",
    "improving": "improving",
    "strength": "good",
    "mixed": "mixed",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """An ask, a planned action or a finding; `kind` is the table it is held in."""

    id: str
    kind: str
    stance: Stance
    start: int  # where it begins in its document
    text: str
    page: int
    published: date
    document: str
    title: str
    document_kind: str
    passage: str = ""  # the id of the passage that it begins in
    confidence: float = 1.0  # in its stance
    heading: str = ""  # the headings over that passage, outermost first

    @property
    def is_outside(self) -> bool:
        """True where a body outside the council says it."""
        return kind_of(self.document_kind).outside


# --- loading ---------------------------------------------------------------


def load_statements(db: Connection, authority: str, until: date | None = None) -> list[Statement]:
    """The dated statements of an authority's documents, oldest first, in their order.

    Decisions and sentences that judge nothing are left out, and what was published after
    the day `until`.
    """
    held = iter_statements(db, authority, until or date.max)
    statements = [_to_statement(row, stance) for row in held if (stance := _stance_of(row))]
    return sorted(statements, key=lambda row: (row.published, row.document, row.start, row.id))


def _stance_of(held: HeldStatement) -> Stance | None:
    """What a statement says of its subject; what a council says itself is its report."""
    stance = _STANCES.get(held.said)
    if held.kind == "finding" and stance and not kind_of(held.document_kind).outside:
        return "council reported"
    return stance


def _to_statement(held: HeldStatement, stance: Stance) -> Statement:
    return Statement(
        id=held.id,
        kind=held.kind,
        stance=stance,
        start=held.start,
        text=held.text,
        page=held.page,
        published=held.published,
        document=held.document,
        title=held.title,
        document_kind=held.document_kind,
        passage=held.passage,
        confidence=held.confidence,
        heading=held.heading,
    )


# --- vectors ---------------------------------------------------------------


def encode_statements(library: Library, statements: Sequence[Statement]) -> Vectors:
    """A unit row for each statement, from the library's where it is a sentence there."""
    held = _sentence_rows(library, {statement.document for statement in statements})
    keys = [(statement.document, statement.text) for statement in statements]
    missing = [text for document, text in keys if (document, text) not in held]
    fresh = dict(zip(missing, library.encoder.encode(missing) if missing else (), strict=True))
    rows = [held.get(key, fresh.get(key[1])) for key in keys]
    return np.array(rows, dtype=np.float32)


def _sentence_rows(
    library: Library, documents: set[str]
) -> dict[tuple[str, str], NDArray[np.float16]]:
    """The library's row of each sentence of the documents, by document and words."""
    by_sentence: dict[tuple[str, str], NDArray[np.float16]] = {}
    for document in sorted(documents):
        counts, rows = load_document_vectors(library.db, document, library.encoder.dimensions)
        passages = [split_sentences(text) for text in load_texts(library.db, document)]
        if [len(passage) for passage in passages] == counts:
            keys = ((document, sentence) for passage in passages for sentence in passage)
            by_sentence.update(zip(keys, rows, strict=True))
    return by_sentence
