"""What an authority's documents say: records with their words and their documents' facts.

A statement is an ask, a planned action or an evaluative sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection
from typing import Generic, TypeVar

from corpus.plain import from_plain
from corpus.store.reports import RECORDS, columns_of, from_columns

RecordT = TypeVar("RecordT")


@dataclass(frozen=True, slots=True)
class HeldStatement:
    """An ask, a planned action or a finding; `kind` is the table it is held in.

    `said` is the kind of an ask, the stance of a finding, or "planned_action". `passage` is
    the id of the passage that it begins in, `heading` the headings over that, outermost
    first; `confidence` how sure its stance is.
    """

    id: str
    kind: str
    said: str
    start: int  # where it begins in its document
    text: str
    page: int
    published: date
    document: str
    title: str
    document_kind: str
    passage: str
    confidence: float
    heading: str


@dataclass(frozen=True, slots=True)
class SourcedRecord(Generic[RecordT]):
    """A record of any kind, its words, and the document and page that they stand in."""

    record: RecordT
    published: date | None
    text: str
    page: int
    document: str
    title: str
    document_kind: str


# --- asks, actions and findings --------------------------------------------

_STATEMENT = (
    "select r.id, '{table}', {said}, r.start,"
    " substr(d.text, r.start + 1, r.stop - r.start), r.page, d.published, d.id, d.title, d.kind,"
    " coalesce(p.id, ''), {confidence}, coalesce(k.heading, '')"
    " from {table} r join document d on d.id = r.document"
    " left join passage p on p.document = d.id and p.start <= r.start and r.start < p.stop"
    " left join keywords k on k.rowid = p.number"
    " where d.authority = ? and d.published <= ?"
)
_STATEMENTS = (
    _STATEMENT.format(table="ask", said="r.kind", confidence="1.0"),
    _STATEMENT.format(table="action", said="'planned_action'", confidence="1.0"),
    _STATEMENT.format(table="finding", said="r.stance", confidence="r.confidence"),
)


def iter_statements(db: Connection, authority: str, until: date) -> Iterator[HeldStatement]:
    """Every statement of an authority's documents dated to `until`: asks, actions, findings."""
    for query in _STATEMENTS:
        for row in db.execute(query, (authority, until.isoformat())):
            id_, kind, said, start, text, page, published, *facts = row
            day = date.fromisoformat(published)
            yield HeldStatement(id_, kind, said, start, text, page, day, *facts)


def find_themed(db: Connection, theme: str) -> set[str]:
    """The ids of the asks and findings of a theme."""
    query = (
        "select id from ask where themes like :theme"
        " union select id from finding where themes like :theme"
    )
    return {id_ for (id_,) in db.execute(query, {"theme": f'%"{theme}"%'})}


def finding_confidences(db: Connection) -> dict[str, float]:
    """How sure the stance of each finding held is, by its id."""
    return dict(db.execute("select id, confidence from finding"))


# --- records of any kind ---------------------------------------------------


def iter_records(
    db: Connection, kind: type[RecordT], authority: str, until: date | None = None
) -> Iterator[SourcedRecord[RecordT]]:
    """The records of one kind in the documents of exactly that authority.

    By publication, then as saved. With `until` only those of documents dated to that day;
    without it documents that have no date come first.
    """
    names = columns_of(kind)
    columns = ", ".join(f'r."{name}"' for name in names)
    rows = db.execute(
        f"select {columns}, d.published, substr(d.text, r.start + 1, r.stop - r.start), r.page,"
        f" d.id, d.title, d.kind from {_table_of(kind)} r join document d on d.id = r.document"
        " where d.authority = :authority and (:last is null or d.published <= :last)"
        " order by d.published, d.number, r.number",
        {"authority": authority, "last": until and until.isoformat()},
    )
    for row in rows:
        record: RecordT = from_columns(kind, dict(zip(names, row, strict=False)))
        published, *facts = row[len(names) :]
        yield SourcedRecord(record, from_plain(date | None, published), *facts)


def _table_of(kind: type) -> str:
    return next(record.table for record in RECORDS if record.type is kind)
