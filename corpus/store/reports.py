"""The library's store: reports in one SQLite file, saved whole and loaded as they were.

A report's document becomes a row with its text and a compressed layout; each record
found in it (ask, judgement, finding, passage) a row of that kind's table. To add a kind:
a dataclass with a `span`, a field of `Report`, a table of the same columns in a new
migration, and a line in `RECORDS`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_origin

from corpus.account import Account, ReadingNote
from corpus.document import Block, Document, Event, Line, Page, Section, Source, Span
from corpus.errors import NotFound
from corpus.plain import field_names, field_types, from_plain, names_of, to_plain
from corpus.records import (
    Action,
    Ask,
    Crosswalk,
    Finding,
    Judgement,
    Mention,
    Observation,
    Passage,
    Question,
    Report,
    Risk,
    Term,
    TimelineEvent,
)
from corpus.store.connection import Connection, damaged, marks_of, transaction
from corpus.store.library import note_arrival, raise_generation


@dataclass(frozen=True, slots=True)
class Record:
    """One kind of record: its type, its table, the field of `Report` that holds it."""

    type: type
    table: str
    field: str


RECORDS = (
    Record(Ask, "ask", "asks"),
    Record(Judgement, "judgement", "judgements"),
    Record(Finding, "finding", "findings"),
    Record(Passage, "passage", "passages"),
    Record(Action, "action", "actions"),
    Record(Crosswalk, "crosswalk", "crosswalk"),
    Record(Observation, "observation", "measures"),
    Record(Question, "question", "questions"),
    Record(TimelineEvent, "timeline_event", "events"),
    Record(Mention, "mention", "mentions"),
    Record(Risk, "risk", "risks"),
    Record(Term, "term", "terms"),
)
_LAYOUT: Mapping[str, Any] = {
    "pages": tuple[Page, ...],
    "blocks": tuple[Block, ...],
    "lines": tuple[Line, ...],
    "sections": tuple[Section, ...],
}
_TABLE = field_names(Block).index("table")
_DOCUMENT_COLUMNS = (
    "id", "source", "part", "title", "kind", "framework", "authority",
    "event_kind", "event_start", "event_end",
    "published", "published_from", "reader", "notes", "text", "layout", "author", "status",
    "kind_doubt",
)  # fmt: skip


def save_report(db: Connection, report: Report) -> None:
    """Keep a report. Call it inside `transaction`, after `save_source`."""
    document = report.document
    _insert(db, "document", _document_row(document))
    _insert(db, "account", _account_row(report))
    for record in RECORDS:
        for value in getattr(report, record.field):
            _insert(db, record.table, _record_row(document, value))


def save_source(db: Connection, source: Source, reading: str = "") -> None:
    """Keep a source, in place of all that was held of it; `reading` is the rules' version."""
    remove_source(db, source.id)
    row = {name: to_plain(getattr(source, name)) for name in field_names(Source)}
    _insert(db, "source", {**row, "reading": reading})
    note_arrival(db, source.id)


def move_source(db: Connection, source_id: str, path: str) -> None:
    """Say where a source's file is now; nothing happens where it is not held."""
    db.execute("update source set path = ? where id = ?", (path, source_id))


def remove_source(db: Connection, source_id: str) -> None:
    """Forget a source, its documents and everything found in them."""
    with transaction(db):
        db.execute("delete from source where id = ?", (source_id,))
        raise_generation(db)


def _insert(db: Connection, table: str, row: Mapping[str, Any]) -> None:
    columns = ", ".join(f'"{name}"' for name in row)
    db.execute(f"insert into {table} ({columns}) values ({marks_of(row)})", tuple(row.values()))


def _document_row(document: Document) -> dict[str, Any]:
    event = document.event
    return {
        **{name: getattr(document, name, None) for name in _DOCUMENT_COLUMNS},
        "source": document.source.id,
        "event_kind": event.kind if event else None,
        "event_start": to_plain(event.start) if event else None,
        "event_end": to_plain(event.end) if event else None,
        "published": to_plain(document.published),
        "notes": json.dumps(to_plain(document.notes)),
        "layout": _pack_layout(document),
    }


def _account_row(report: Report) -> dict[str, str]:
    account = report.account
    return {
        "document": report.document.id,
        "looked_for": json.dumps(to_plain(account.looked_for)),
        "missing": json.dumps(to_plain(account.missing)),
    }


def _pack_layout(document: Document) -> bytes:
    layout = [to_plain(getattr(document, name)) for name in _LAYOUT]
    return zlib.compress(json.dumps(layout, separators=(",", ":")).encode(), level=6)


def _unpack_layout(document_id: str, packed: bytes) -> list[Any]:
    try:
        layout: list[Any] = json.loads(zlib.decompress(packed))
    except (zlib.error, ValueError, TypeError) as error:
        raise damaged(f"{document_id}: the layout of this document is") from error
    return layout


def _record_row(document: Document, value: Any) -> dict[str, Any]:
    return {
        "document": document.id,
        "start": value.span.start,
        "stop": value.span.end,
        "page": document.page_of(value.span),
        **{name: _to_column(getattr(value, name)) for name in names_of(value) if name != "span"},
    }


def _to_column(value: Any) -> Any:
    plain = to_plain(value)
    return json.dumps(plain, separators=(",", ":")) if isinstance(plain, list) else plain


def load_report(db: Connection, document_id: str) -> Report:
    """The report of a document, as it was saved; NotFound where it is not held."""
    document = load_document(db, document_id)
    records = {record.field: tuple(_load_records(db, record, document_id)) for record in RECORDS}
    return Report(document, **records, account=_load_account(db, document_id))


def _load_account(db: Connection, document_id: str) -> Account:
    """The account of a document's reading; empty of one read before there were any."""
    row = db.execute(
        "select looked_for, missing from account where document = ?", (document_id,)
    ).fetchone()
    if row is None:
        return Account()
    try:
        return from_plain(Account, [json.loads(each) for each in row])  # type: ignore[no-any-return]
    except (ValueError, TypeError) as error:
        raise damaged(f"{document_id}: the account of its reading is") from error


def load_document(db: Connection, document_id: str) -> Document:
    """A document as it was saved; NotFound where it is not held."""
    columns = ", ".join(_DOCUMENT_COLUMNS)
    row = db.execute(f"select {columns} from document where id = ?", (document_id,)).fetchone()
    if row is None:
        raise NotFound(f"{document_id}: no document of that id in this library.")
    return _to_document(db, dict(zip(_DOCUMENT_COLUMNS, row, strict=True)))


def load_cells(db: Connection, document_id: str) -> tuple[str, tuple[Block, ...]]:
    """A document's text, and those of its blocks that are cells of tables, in their order.

    NotFound where it is not held.
    """
    query = "select text, layout from document where id = ?"
    row = db.execute(query, (document_id,)).fetchone()
    if row is None:
        raise NotFound(f"{document_id}: no document of that id in this library.")
    blocks = _unpack_layout(document_id, row[1])[list(_LAYOUT).index("blocks")]
    cells = [block for block in blocks if block[_TABLE] is not None]
    return row[0], from_plain(tuple[Block, ...], cells)


def load_source(db: Connection, source_id: str) -> Source:
    """A source as it was saved; NotFound where it is not held."""
    columns = ", ".join(field_names(Source))
    row = db.execute(f"select {columns} from source where id = ?", (source_id,)).fetchone()
    if row is None:
        raise NotFound(f"{source_id}: no source of that id in this library.")
    source: Source = from_columns(Source, dict(zip(field_names(Source), row, strict=True)))
    return source


def held_sources(db: Connection, reading: str) -> set[str]:
    """The ids of the sources read by this version of the rules."""
    rows = db.execute("select id from source where reading = ?", (reading,))
    return {source for (source,) in rows}


def _to_document(db: Connection, row: dict[str, Any]) -> Document:
    event = tuple(row.pop(f"event_{name}") for name in ("kind", "start", "end"))
    layout = _unpack_layout(row["id"], row.pop("layout"))
    parts = {
        name: from_plain(hint, part)
        for (name, hint), part in zip(_LAYOUT.items(), layout, strict=True)
    }
    row["source"] = load_source(db, row["source"])
    row["event"] = None if event[0] is None else from_plain(Event, event)
    row["published"] = from_plain(date | None, row["published"])
    row["notes"] = from_plain(tuple[ReadingNote, ...], json.loads(row["notes"]))
    return Document(**row, **parts)


def load_records(db: Connection, cls: type, document_id: str) -> tuple[Any, ...]:
    """A document's records of one type, in their order; none where it is not held."""
    record = next(record for record in RECORDS if record.type is cls)
    return tuple(_load_records(db, record, document_id))


def _load_records(db: Connection, record: Record, document_id: str) -> Iterator[Any]:
    names = columns_of(record.type)
    quoted = ", ".join(f'"{name}"' for name in names)
    rows = db.execute(
        f"select {quoted} from {record.table} where document = ? order by number", (document_id,)
    )
    return (from_columns(record.type, dict(zip(names, row, strict=True))) for row in rows)


def columns_of(cls: type) -> tuple[str, ...]:
    """The columns of a record's table that hold the record: its span, then its other fields."""
    return ("start", "stop", *(name for name in field_names(cls) if name != "span"))


def from_columns(cls: Any, row: dict[str, Any]) -> Any:
    """A record of a class from its columns by name, as `columns_of` lists them.

    LibraryError where they are no record.
    """
    if "stop" in row:
        row["span"] = Span(row.pop("start"), row.pop("stop"))
    try:
        for name, hint in field_types(cls).items():
            if name != "span":
                row[name] = from_plain(hint, _from_column(hint, row[name]))
    except (ValueError, TypeError) as error:
        raise damaged(f"{row.get('id', '')}: this {cls.__name__.lower()} is") from error
    return cls(**row)


def _from_column(hint: Any, held: Any) -> Any:
    """The plain value in a column: lists are kept as JSON, truth as 0 or 1."""
    if held is None:
        return None
    if hint in (bool, bool | None):
        return bool(held)
    structured = get_origin(hint) is tuple or hint == Span | None
    return json.loads(held) if structured else held


def load_page_labels(db: Connection, document_id: str) -> dict[int, str]:
    """What is printed as each page's number, by the file's own; only pages that print one."""
    query = "select layout from document where id = ?"
    (layout,) = db.execute(query, (document_id,)).fetchone()
    pages = from_plain(_LAYOUT["pages"], _unpack_layout(document_id, layout)[0])
    return {page.number: page.label for page in pages if page.label}
