"""The statements of one authority's documents: what was asked, planned and found, with vectors.

A statement is an ask, a row of an action plan or an evaluative sentence, with the facts of
its document and what it says of its subject (`stance`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

import numpy as np
from numpy.typing import NDArray

from corpus.kinds import kind_of
from corpus.records import TRACED_KINDS
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

_SELECT = (
    "select r.id, '{table}', {said}, r.start,"
    " substr(d.text, r.start + 1, r.stop - r.start), r.page, d.published, d.id, d.title, d.kind,"
    " coalesce(p.id, ''), {sure}, coalesce(k.heading, '')"
    " from {table} r join document d on d.id = r.document"
    " left join passage p on p.document = d.id and p.start <= r.start and r.start < p.stop"
    " left join keywords k on k.rowid = p.number"
    " where d.authority = ? and d.published <= ?"
)
_SURE = {"finding": "r.confidence"}
_SAID = {"ask": "r.kind", "action": "'planned_action'", "finding": "r.stance"}


def load_statements(db: Connection, authority: str, until: date | None = None) -> list[Statement]:
    """The dated statements of an authority's documents, oldest first, in their order.

    Decisions and sentences that judge nothing are left out, and what was published after
    the day `until`.
    """
    last = (until or date.max).isoformat()
    found = [one for table in _SAID for one in _load(db, table, authority, last)]
    return sorted(found, key=lambda one: (one.published, one.document, one.start, one.id))


def _select(table: str) -> str:
    return _SELECT.format(table=table, said=_SAID[table], sure=_SURE.get(table, "1.0"))


def _load(db: Connection, table: str, authority: str, last: str) -> Iterator[Statement]:
    rows = db.execute(_select(table), (authority, last))
    for id_, kind, said, start, text, page, published, *facts in rows:
        if stance := _stance(kind, said, document_kind=facts[2]):
            day = date.fromisoformat(published)
            yield Statement(id_, kind, stance, start, text, page, day, *facts)


def _stance(kind: str, said: str, document_kind: str) -> Stance | None:
    """What a statement says of its subject; what a council says itself is its report."""
    stance = _STANCES.get(said)
    if kind == "finding" and stance and not kind_of(document_kind).outside:
        return "council reported"
    return stance


# --- vectors ---------------------------------------------------------------


def encode_statements(library: Library, statements: Sequence[Statement]) -> Vectors:
    """A unit row for each statement, from the library's where it is a sentence there."""
    held = _sentence_rows(library, {one.document for one in statements})
    missing = [one.text for one in statements if (one.document, one.text) not in held]
    fresh = dict(zip(missing, library.encoder.encode(missing) if missing else (), strict=True))
    rows = [held.get((one.document, one.text), fresh.get(one.text)) for one in statements]
    return np.array(rows, dtype=np.float32)


def _sentence_rows(
    library: Library, documents: set[str]
) -> dict[tuple[str, str], NDArray[np.float16]]:
    """The library's row of each sentence of the documents, by document and words."""
    found: dict[tuple[str, str], NDArray[np.float16]] = {}
    for document in sorted(documents):
        counts, rows = _embedding(library, document)
        passages = [split_sentences(text) for text in _passages(library.db, document)]
        if [len(one) for one in passages] == counts:
            sentences = [sentence for one in passages for sentence in one]
            found.update(zip(((document, one) for one in sentences), rows, strict=True))
    return found


def _embedding(library: Library, document: str) -> tuple[list[int], NDArray[np.float16]]:
    query = "select counts, vectors from embedding where document = ?"
    row = library.db.execute(query, (document,)).fetchone()
    counts, vectors = row or ("[]", b"")
    rows = np.frombuffer(vectors, dtype=np.float16)
    return json.loads(counts), rows.reshape(-1, library.encoder.dimensions)


def _passages(db: Connection, document: str) -> Iterator[str]:
    rows = db.execute(
        "select substr(d.text, p.start + 1, p.stop - p.start) from passage p"
        " join document d on d.id = p.document where d.id = ? order by p.number",
        (document,),
    )
    return (text for (text,) in rows)
