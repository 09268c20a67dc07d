"""The library's store: reports in one SQLite file, saved whole and loaded as they were.

A report's document becomes a row with its text and a compressed layout; each record
found in it (ask, judgement, finding, passage) a row of that kind's table. To add a kind:
a dataclass with a `span`, a field of `Report`, a table of the same columns in a new
migration, and a line in `RECORDS`.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from typing import Any, get_origin

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LibraryError, NotFound
from corpus.plain import field_names, field_types, from_plain, names_of, to_plain
from corpus.records import (
    Action,
    Ask,
    Block,
    Crosswalk,
    Document,
    Event,
    Finding,
    Judgement,
    Line,
    Mention,
    Observation,
    Page,
    Passage,
    Question,
    Rejected,
    Report,
    Risk,
    Section,
    Source,
    Span,
    Term,
    TimelineEvent,
)

Vectors = NDArray[np.float32]
Halves = NDArray[np.float16]

_MIGRATIONS = Path(__file__).parent / "migrations"
# A save takes milliseconds; a writer that waits longer than this has met a stuck program.
_LOCK_WAIT_S = 20.0


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
_DOCUMENT_COLUMNS = (
    "id", "source", "part", "title", "kind", "framework", "authority",
    "event_kind", "event_start", "event_end",
    "published", "published_from", "reader", "notes", "text", "layout", "author", "status",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeldAsk:
    """An ask as the library holds it: its words, and the facts of its document."""

    ask: Ask
    published: date | None
    event: Event | None
    text: str
    page: int
    document: str
    title: str
    kind: str  # of the document
    framework: str
    authority: str


# --- opening ---------------------------------------------------------------


def open_store(path: Path, create: bool = False) -> Connection:
    """The store at `path`, brought up to date; the caller closes it.

    The connection is in autocommit mode: write inside `transaction`. It may be handed
    to another thread, not used by two at once. LibraryError where the file is missing
    (unless `create`), is not ours, is broken, locked, or made by a newer version.
    """
    with translated_errors(path):
        if not create and not path.is_file():
            raise LibraryError(
                f"{path.parent}: no library here. Make one with"
                f" `throughline ingest PATH --library {path.parent}`."
            )
        db = _connect(path)
        try:
            _migrate(db, path)
        except BaseException:
            db.close()
            raise
    return db


def _connect(path: Path) -> Connection:
    if path != Path(":memory:"):
        path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=_LOCK_WAIT_S, isolation_level=None, check_same_thread=False)
    # Vectors come in long blobs: from pages of 4096 bytes a library of 228 reports took
    # 140 ms to load, from these 60. Fixed when the file is made.
    db.execute("pragma page_size = 16384")
    db.execute("pragma journal_mode = wal")
    # In WAL mode this keeps the file whole after a crash; the last commit may be lost.
    db.execute("pragma synchronous = normal")
    db.execute("pragma foreign_keys = on")
    return db


def _migrate(db: Connection, path: Path) -> None:
    steps = sorted(_MIGRATIONS.glob("*.sql"))
    if _version(db) > len(steps):
        raise LibraryError(
            f"{path}: made by a newer Throughline (schema {_version(db)}, this one knows"
            f" {len(steps)}). Update Throughline, or ingest into another folder."
        )
    if _version(db) < len(steps):
        _run_migrations(db, steps)


def _run_migrations(db: Connection, steps: Sequence[Path]) -> None:
    with transaction(db):  # so that of two programs opening at once, one does it
        for step in steps[_version(db) :]:
            for statement in _statements(step.read_text("utf-8")):
                db.execute(statement)
        db.execute(f"pragma user_version = {len(steps)}")


def _version(db: Connection) -> int:
    return int(db.execute("pragma user_version").fetchone()[0])


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script; `executescript` would commit halfway."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def transaction(db: Connection) -> Iterator[None]:
    """All that is written inside is kept, or nothing.

    Inside another transaction it is part of that one.
    """
    if db.in_transaction:
        yield
        return
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


@contextmanager
def snapshot(db: Connection) -> Iterator[None]:
    """All that is read inside is of one moment, whatever another program saves meanwhile.

    Inside another snapshot or transaction it is part of that one.
    """
    if db.in_transaction:
        yield
        return
    db.execute("begin")
    try:
        yield
    finally:
        db.execute("commit")


@contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """SQLite's and the file system's errors as LibraryError, with what to do next."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        message = (isinstance(error, OSError) and error.strerror) or str(error)
        raise LibraryError(f"{path}: {message}. {_advice(error)}") from error


def _advice(error: sqlite3.Error | OSError) -> str:
    message = str(error)
    if "locked" in message:
        return "Another program is writing to this library; wait for it or stop it."
    if "not a database" in message or "malformed" in message:
        return "Move the file away and ingest again; documents are only read, never changed."
    if isinstance(error, OSError) or "readonly" in message or "unable to open" in message:
        return "Check that the folder exists and that you may write to it."
    if "full" in message:
        return "Make room on the disk and run it again; what was saved is kept."
    return "Run `throughline doctor`."


# --- saving ----------------------------------------------------------------


def save_report(db: Connection, report: Report) -> None:
    """Keep a report. Call it inside `transaction`, after `save_source`."""
    document = report.document
    _insert(db, "document", _document_row(document))
    for record in RECORDS:
        for value in getattr(report, record.field):
            _insert(db, record.table, _record_row(document, value))


def save_source(db: Connection, source: Source, reading: str = "") -> None:
    """Keep a source, in place of all that was held of it; `reading` is the rules' version."""
    remove_source(db, source.id)
    row = {name: to_plain(getattr(source, name)) for name in field_names(Source)}
    _insert(db, "source", {**row, "reading": reading})


def remove_source(db: Connection, source_id: str) -> None:
    """Forget a source, its documents and everything found in them."""
    with transaction(db):
        db.execute("delete from source where id = ?", (source_id,))
        raise_generation(db)


def _insert(db: Connection, table: str, row: Mapping[str, Any]) -> None:
    columns = ", ".join(f'"{name}"' for name in row)
    places = ", ".join("?" * len(row))
    db.execute(f"insert into {table} ({columns}) values ({places})", tuple(row.values()))


def _document_row(document: Document) -> dict[str, Any]:
    event = document.event
    return {
        **{name: getattr(document, name, None) for name in _DOCUMENT_COLUMNS},
        "source": document.source.id,
        "event_kind": event.kind if event else None,
        "event_start": to_plain(event.start) if event else None,
        "event_end": to_plain(event.end) if event else None,
        "published": to_plain(document.published),
        "notes": json.dumps(document.notes),
        "layout": _pack_layout(document),
    }


def _pack_layout(document: Document) -> bytes:
    layout = [to_plain(getattr(document, name)) for name in _LAYOUT]
    return zlib.compress(json.dumps(layout, separators=(",", ":")).encode(), level=6)


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
    return json.dumps(plain) if isinstance(plain, list) else plain


# --- loading ---------------------------------------------------------------


def load_report(db: Connection, document_id: str) -> Report:
    """The report of a document, as it was saved; NotFound where it is not held."""
    document = load_document(db, document_id)
    found = {record.field: tuple(_load_records(db, record, document_id)) for record in RECORDS}
    return Report(document, **found)


def load_document(db: Connection, document_id: str) -> Document:
    """A document as it was saved; NotFound where it is not held."""
    columns = ", ".join(_DOCUMENT_COLUMNS)
    row = db.execute(f"select {columns} from document where id = ?", (document_id,)).fetchone()
    if row is None:
        raise NotFound(f"{document_id}: no document of that id in this library.")
    return _to_document(db, dict(zip(_DOCUMENT_COLUMNS, row, strict=True)))


def load_source(db: Connection, source_id: str) -> Source:
    """A source as it was saved; NotFound where it is not held."""
    columns = ", ".join(field_names(Source))
    row = db.execute(f"select {columns} from source where id = ?", (source_id,)).fetchone()
    if row is None:
        raise NotFound(f"{source_id}: no source of that id in this library.")
    source: Source = _from_columns(Source, dict(zip(field_names(Source), row, strict=True)))
    return source


def held_sources(db: Connection, reading: str) -> set[str]:
    """The ids of the sources read by this version of the rules."""
    rows = db.execute("select id from source where reading = ?", (reading,))
    return {source for (source,) in rows}


def _to_document(db: Connection, row: dict[str, Any]) -> Document:
    event = tuple(row.pop(f"event_{name}") for name in ("kind", "start", "end"))
    layout = json.loads(zlib.decompress(row.pop("layout")))
    parts = {
        name: from_plain(hint, part)
        for (name, hint), part in zip(_LAYOUT.items(), layout, strict=True)
    }
    row["source"] = load_source(db, row["source"])
    row["event"] = None if event[0] is None else from_plain(Event, event)
    row["published"] = from_plain(date | None, row["published"])
    row["notes"] = tuple(json.loads(row["notes"]))
    return Document(**row, **parts)


def _load_records(db: Connection, record: Record, document_id: str) -> Iterator[Any]:
    names = _columns_of(record.type)
    quoted = ", ".join(f'"{name}"' for name in names)
    rows = db.execute(
        f"select {quoted} from {record.table} where document = ? order by number", (document_id,)
    )
    return (_from_columns(record.type, dict(zip(names, row, strict=True))) for row in rows)


def _columns_of(cls: type) -> tuple[str, ...]:
    return ("start", "stop", *(name for name in field_names(cls) if name != "span"))


def _from_columns(cls: Any, row: dict[str, Any]) -> Any:
    if "stop" in row:
        row["span"] = Span(row.pop("start"), row.pop("stop"))
    for name, hint in field_types(cls).items():
        if name != "span":
            row[name] = from_plain(hint, _from_column(hint, row[name]))
    return cls(**row)


def _from_column(hint: Any, held: Any) -> Any:
    """The plain value in a column: lists are kept as JSON, truth as 0 or 1."""
    if held is None:
        return None
    if hint in (bool, bool | None):
        return bool(held)
    structured = get_origin(hint) is tuple or hint == Span | None
    return json.loads(held) if structured else held


# --- asks ------------------------------------------------------------------

_HELD_ASK_COLUMNS = (
    "substr(d.text, a.start + 1, a.stop - a.start), a.page, d.id, d.title, d.kind, d.framework,"
    " d.authority, d.published, d.event_kind, d.event_start, d.event_end"
)


def iter_asks(
    db: Connection, authority: str = "", kinds: Iterable[str] = (), ask_id: str = ""
) -> Iterator[HeldAsk]:
    """The asks held, by authority, then publication, then place in the document.

    Empty arguments do not narrow. Documents without a date come first.
    """
    names = _columns_of(Ask)
    wanted = tuple(kinds)
    columns = ", ".join(f'a."{name}"' for name in names)
    rows = db.execute(
        f"select {columns}, {_HELD_ASK_COLUMNS} from ask a join document d on d.id = a.document"
        f" where (? = '' or d.authority = ?) and (? = '' or a.id = ?)"
        f" and (? or a.kind in ({', '.join('?' * len(wanted))}))"
        " order by d.authority, d.published, d.number, a.number",
        (authority, authority, ask_id, ask_id, not wanted, *wanted),
    )
    for row in rows:
        ask = _from_columns(Ask, dict(zip(names, row, strict=False)))
        yield _to_held_ask(ask, row[len(names) :])


def load_ask(db: Connection, ask_id: str) -> HeldAsk:
    """One ask by its id; NotFound where it is not held."""
    for held in iter_asks(db, ask_id=ask_id):
        return held
    raise NotFound(f"{ask_id}: no ask of that id in this library. `throughline asks` lists them.")


def _to_held_ask(ask: Ask, row: Sequence[Any]) -> HeldAsk:
    *facts, published, kind, start, end = row
    event = None if kind is None else from_plain(Event, [kind, start, end])
    return HeldAsk(ask, from_plain(date | None, published), event, *facts)


# --- vectors ---------------------------------------------------------------


def save_vectors(
    db: Connection,
    document_id: str,
    vectors: Vectors,
    counts: Sequence[int],
    version: int = 1,
) -> None:
    """Keep the vectors of a document's passages, in their order, as float16, for those held.

    `counts` is how many rows each passage has; `version` says by which rules the vectors were
    made. Half the bytes change a nearness by 0.0001 and let a library of 228 reports open
    half a second sooner.
    """
    db.execute(
        "insert into embedding (document, counts, vectors, version) values (?, ?, ?, ?)"
        " on conflict (document) do update set"
        " counts = excluded.counts, vectors = excluded.vectors, version = excluded.version",
        (
            document_id,
            json.dumps(list(counts)),
            np.ascontiguousarray(vectors, dtype=np.float16).tobytes(),
            version,
        ),
    )


def find_other_vectors(db: Connection, version: int) -> list[str]:
    """The ids of the documents whose vectors are of another version, in the order of saving."""
    rows = db.execute(
        "select document from embedding where version <> ? order by number", [version]
    )
    return [document for (document,) in rows]


def load_vectors(db: Connection, dimensions: int) -> tuple[list[str], Halves]:
    """The vectors of all passages: an id for each row, and the unit rows.

    In the order of saving; the rows of one passage stand together. Every document has
    had its vectors saved.
    """
    with snapshot(db):
        held = db.execute("select counts, vectors from embedding order by number").fetchall()
        ids = db.execute("select id from passage order by number").fetchall()
    counts = (count for counts, _ in held for count in json.loads(counts))
    row_ids = [id_ for (id_,), count in zip(ids, counts, strict=True) for _ in range(count)]
    joined = b"".join(vectors for _, vectors in held)
    return row_ids, np.frombuffer(joined, dtype=np.float16).reshape(-1, dimensions)


# --- the library as a whole ------------------------------------------------


def generation(db: Connection) -> int:
    """A number that grows with every source added or removed, and with vectors made anew."""
    return int(load_meta(db, "generation"))


def raise_generation(db: Connection) -> None:
    """Say that what is held changed: open libraries read their indexes again."""
    db.execute("update meta set value = value + 1 where name = 'generation'")


def load_meta(db: Connection, name: str) -> str:
    """A fact about the library ("generation", "encoder"); empty where none was saved."""
    row = db.execute("select value from meta where name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def save_meta(db: Connection, name: str, value: str) -> None:
    """Keep a fact about the library."""
    db.execute("insert or replace into meta values (?, ?)", (name, value))


def save_refused(db: Connection, rejected: Rejected) -> None:
    """Keep why a file gave no report, in place of what was said of it before."""
    db.execute("insert or replace into refused values (?, ?)", (rejected.path, rejected.reason))


def remove_refused(db: Connection, path: str) -> None:
    """Forget that a file gave no report."""
    db.execute("delete from refused where path = ?", (path,))


def load_refused(db: Connection) -> tuple[Rejected, ...]:
    """The files that gave no report when last given, by path."""
    rows = db.execute("select path, reason from refused order by path")
    return tuple(Rejected(path, reason) for path, reason in rows)
