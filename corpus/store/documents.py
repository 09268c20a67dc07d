"""The documents held, as lists and facts; `reports` loads and saves them whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from corpus.document import Event, Span
from corpus.errors import NotFound
from corpus.plain import from_plain
from corpus.store.filters import EVERYTHING, Filters


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document in a list: its facts, and how many asks it has."""

    published: date | None
    id: str
    title: str
    kind: str
    framework: str
    authority: str
    url: str
    asks: int


@dataclass(frozen=True, slots=True)
class DocumentDates:
    """When a document was published and what it tells of happened; `source` is its file's id."""

    source: str
    kind: str
    published: date | None
    event: Event | None


@dataclass(frozen=True, slots=True)
class DocumentScope:
    """What words may ask of a document: whose it is, its kind, and the years it is of, those
    of its event and of its publication."""

    id: str
    authority: str
    kind: str
    years: frozenset[int]


# --- lists -----------------------------------------------------------------


def held_documents(db: Connection, filters: Filters = EVERYTHING) -> list[HeldDocument]:
    """The documents held, oldest first; those without a date come first."""
    where, values = filters.where("d")
    return _select(db, where, values)


def published_documents(db: Connection, authority: str, until: date) -> list[HeldDocument]:
    """The dated documents of exactly that authority up to a day, oldest first.

    An empty authority is that of documents whose authority is not known.
    """
    return _select(db, "d.authority = ? and d.published <= ?", (authority, until.isoformat()))


def find_documents(db: Connection, reference: str) -> list[HeldDocument]:
    """The documents that a reader may mean: by an id or the start of one, or by a file's name."""
    return _select(
        db,
        "d.id like :reference || '%' or s.name = :reference or s.name like :reference || '.%'",
        {"reference": reference},
    )


def load_held_document(db: Connection, document_id: str) -> HeldDocument:
    """A document's facts; NotFound where it is not held."""
    for document in _select(db, "d.id = ?", (document_id,)):
        return document
    raise NotFound(f"{document_id}: no document of that id in this library.")


def _select(
    db: Connection, where: str, values: Sequence[str] | Mapping[str, str]
) -> list[HeldDocument]:
    rows = db.execute(
        "select d.published, d.id, d.title, d.kind, d.framework, d.authority, s.url,"
        " (select count(*) from ask a where a.document = d.id)"
        " from document d join source s on s.id = d.source"
        f" where {where} order by d.published, d.number",
        values,
    )
    return [HeldDocument(from_plain(date | None, day), *facts) for day, *facts in rows]


# --- facts -----------------------------------------------------------------


def list_authorities(db: Connection) -> list[str]:
    """The authorities that documents held are known to be about, by name."""
    rows = db.execute("select distinct authority from document where authority <> ''")
    return sorted(authority for (authority,) in rows)


def list_scopes(db: Connection, filters: Filters = EVERYTHING) -> list[DocumentScope]:
    """What words may ask of each document held that passes, in the order of saving."""
    where, values = filters.where("d")
    rows = db.execute(
        "select id, authority, kind, published, event_start, event_end from document d"
        f" where {where} order by number",
        values,
    )
    return [
        DocumentScope(id_, authority, kind, frozenset(int(day[:4]) for day in days if day))
        for id_, authority, kind, *days in rows
    ]


def document_kinds(db: Connection) -> dict[str, str]:
    """The kind of each document held, by its id."""
    return dict(db.execute("select id, kind from document"))


def list_dates(db: Connection, authority: str) -> list[DocumentDates]:
    """The dates of an authority's documents, in the order of saving."""
    rows = db.execute(
        "select source, kind, published, event_kind, event_start, event_end from document"
        " where authority = ? order by number",
        (authority,),
    )
    return [
        DocumentDates(source, kind, from_plain(date | None, published), _to_event(event))
        for source, kind, published, *event in rows
    ]


def _to_event(columns: Sequence[str | None]) -> Event | None:
    event: Event | None = from_plain(Event | None, None if columns[0] is None else columns)
    return event


def newest_day(db: Connection, authority: str, until: date | None = None) -> date | None:
    """The day of the newest document held of an authority, of those published to `until`.

    None where none has a day.
    """
    query = "select max(published) from document where authority = ? and published <= ?"
    last = (until or date.max).isoformat()
    return _to_day(db.execute(query, (authority, last)).fetchone())


def newest_publication(db: Connection) -> date | None:
    """The day of the newest document held, whoever it is about; None where none has a day."""
    return _to_day(db.execute("select max(published) from document").fetchone())


def _to_day(row: Sequence[str | None]) -> date | None:
    day: date | None = from_plain(date | None, row[0])
    return day


def quote_span(db: Connection, document_id: str, span: Span) -> str:
    """The words of a span of a document; NotFound where it is not held."""
    row = db.execute(
        "select substr(text, ?, ?) from document where id = ?",
        (span.start + 1, span.end - span.start, document_id),
    ).fetchone()
    if row is None:
        raise NotFound(f"{document_id}: no document of that id in this library.")
    return str(row[0])
