"""What the library holds, as lists show it: documents with their sources, and counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.plain import field_names, from_plain
from corpus.store.connection import Connection, marks_of
from corpus.store.filters import Filters

# --- documents -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourcedDocument:
    """A document without its text, and where its file came from."""

    id: str
    title: str
    kind: str
    framework: str
    authority: str
    published: date | None
    published_from: str
    author: str
    status: str
    reader: str
    event_kind: str
    event_start: date | None
    event_end: date | None
    source: str
    file: str
    path: str
    url: str
    licence: str
    publisher: str

    @property
    def is_pdf(self) -> bool:
        """True where the file has pages that can be drawn."""
        return self.file.lower().endswith(".pdf")


_COLUMNS = (
    "d.id, d.title, d.kind, d.framework, d.authority, d.published, d.published_from, d.author,"
    " d.status, d.reader, coalesce(d.event_kind, ''), d.event_start, d.event_end, s.id, s.name,"
    " s.path, s.url, s.licence, s.publisher"
)
_DAYS = ("published", "event_start", "event_end")


def iter_documents(db: Connection, filters: Filters) -> Iterator[SourcedDocument]:
    """The documents that pass, by council, then newest first."""
    condition, values = filters.where("d")
    order = "d.authority, d.published desc, d.number"
    return _select_documents(db, f"{condition} order by {order}", values)


def iter_documents_of_source(db: Connection, source_id: str) -> Iterator[SourcedDocument]:
    """The documents read from one file, in their order in it; none where it is not held."""
    return _select_documents(db, "s.id = ? order by d.number", [source_id])


def find_document(db: Connection, document_id: str) -> SourcedDocument | None:
    """One document by its id; None where it is not held."""
    return next(_select_documents(db, "d.id = ?", [document_id]), None)


def iter_dated_documents(
    db: Connection, authority: str, kinds: Collection[str]
) -> Iterator[SourcedDocument]:
    """The documents of the given kinds with a day of publication, newest first.

    An empty authority stands for the documents of none.
    """
    return _select_documents(
        db,
        f"d.authority = ? and d.published is not null and d.kind in ({marks_of(kinds)})"
        " order by d.published desc, d.number",
        [authority, *kinds],
    )


def _select_documents(
    db: Connection, condition: str, values: Sequence[str]
) -> Iterator[SourcedDocument]:
    rows = db.execute(
        f"select {_COLUMNS} from document d join source s on s.id = d.source where {condition}",
        values,
    )
    return map(_to_document, rows)


def _to_document(row: Sequence[str | None]) -> SourcedDocument:
    columns: dict[str, Any] = dict(zip(field_names(SourcedDocument), row, strict=True))
    for name in _DAYS:
        columns[name] = from_plain(date | None, columns[name])
    return SourcedDocument(**columns)


def load_document_ids(db: Connection) -> set[str]:
    """The ids of all documents held."""
    return {document_id for (document_id,) in db.execute("select id from document")}


# --- councils and counts ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class LibrarySize:
    """How much a library holds, of how many councils, and the days published first and last."""

    documents: int
    councils: int
    asks: int
    refused: int
    first: date | None
    last: date | None


def load_size(db: Connection) -> LibrarySize:
    """The size of the whole library; days are None where no document has one."""
    *counts, first, last = db.execute(
        "select count(*), count(distinct nullif(authority, '')), (select count(*) from ask),"
        " (select count(*) from refused), min(published), max(published) from document"
    ).fetchone()
    days = (from_plain(date | None, day) for day in (first, last))
    return LibrarySize(*counts, *days)


def list_largest_councils(db: Connection, limit: int) -> list[str]:
    """The councils with most documents, the one with most first, equal ones by name."""
    rows = db.execute(
        "select authority from document where authority <> '' group by authority"
        " order by count(*) desc, authority limit ?",
        (limit,),
    )
    return [name for (name,) in rows]


def count_asks(db: Connection) -> dict[str, int]:
    """How many asks each document has, by the document's id; one without any is left out."""
    return dict(db.execute("select document, count(*) from ask group by document"))


# --- the line of time ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PrintedGrade:
    """A grade that a document gives: of what, as printed, and where in its text."""

    area: str
    grade_as_printed: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event that a document tells of; `begin` is an ISO day, month or year."""

    kind: str
    what: str
    begin: str
    body: str
    document: str
    title: str
    start: int
    end: int
    text: str


def iter_judgements(db: Connection, document_id: str) -> Iterator[PrintedGrade]:
    """The grades that a document gives, in its order."""
    rows = db.execute(
        "select area, grade_as_printed, start, stop from judgement where document = ?"
        " order by number",
        (document_id,),
    )
    return (PrintedGrade(*row) for row in rows)


def iter_events(db: Connection, authority: str) -> Iterator[ToldEvent]:
    """The dated events that a council's documents tell of, by begin, then publication.

    An event is given once for each document that tells of it.
    """
    rows = db.execute(
        "select t.kind, t.what, t.begin, t.body, d.id, d.title, t.start, t.stop,"
        " substr(d.text, t.start + 1, t.stop - t.start)"
        " from timeline_event t join document d on d.id = t.document"
        " where d.authority = ? and t.begin <> '' order by t.begin, d.published, t.number",
        (authority,),
    )
    return (ToldEvent(*row) for row in rows)


# --- words -----------------------------------------------------------------


def iter_passage_texts(db: Connection) -> Iterator[tuple[str, str]]:
    """The council and the words of every passage, by document, in the order of saving."""
    yield from db.execute(
        "select d.authority, substr(d.text, p.start + 1, p.stop - p.start)"
        " from passage p join document d on d.id = p.document order by d.id, p.number"
    )


def is_quoted(db: Connection, document_id: str, words: str, until: date) -> bool:
    """True where the words stand in a document held that was published by a day."""
    row = db.execute(
        "select instr(text, ?) and published <= ? from document where id = ?",
        (words, until.isoformat(), document_id),
    ).fetchone()
    return bool(row and row[0])
