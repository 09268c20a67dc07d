"""What the library holds, as pages list it: documents with their sources, and statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from sqlite3 import Connection

from api.pages.shared import words
from corpus.errors import NotFound
from corpus.plain import field_names
from corpus.privacy import hide_contacts
from corpus.store.filters import Filters
from corpus.store.reports import RECORDS


@dataclass(frozen=True, slots=True)
class DocumentFacts:
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
    def body(self) -> str:
        """Who speaks in it."""
        name = self.author or words.say_body(self.kind, self.authority)
        return name[:1].upper() + name[1:]

    @property
    def is_kept(self) -> bool:
        """True where the file that was read is still where it was."""
        return bool(self.path) and Path(self.path).is_file()

    @property
    def is_pdf(self) -> bool:
        """True where the file has pages that can be drawn."""
        return self.file.lower().endswith(".pdf")

    def address_of_original(self, page: int) -> str:
        """Where to open the file itself at a page: our copy, else its publisher's; or nothing."""
        if self.is_kept:
            return f"/documents/{self.id}/original#page={page}"
        return f"{self.url}#page={page}" if self.url else ""


_COLUMNS = (
    "d.id, d.title, d.kind, d.framework, d.authority, d.published, d.published_from, d.author,"
    " d.status, d.reader, d.event_kind, d.event_start, d.event_end, s.id, s.name, s.path, s.url,"
    " s.licence, s.publisher"
)
_DAYS = ("published", "event_start", "event_end")


def list_documents(db: Connection, filters: Filters) -> list[DocumentFacts]:
    """The documents that pass, by council, then newest first."""
    where, values = filters.where("d")
    rows = db.execute(
        f"select {_COLUMNS} from document d join source s on s.id = d.source where {where}"
        " order by d.authority, d.published desc, d.number",
        values,
    )
    return [_to_facts(row) for row in rows]


def find_document(db: Connection, document_id: str) -> DocumentFacts:
    """One document's facts; NotFound where it is not held."""
    row = db.execute(
        f"select {_COLUMNS} from document d join source s on s.id = d.source where d.id = ?",
        (document_id,),
    ).fetchone()
    if row is None:
        raise NotFound(f"No document at this address is held ({document_id}).")
    return _to_facts(row)


def _to_facts(row: Sequence[str | None]) -> DocumentFacts:
    held = dict(zip(field_names(DocumentFacts), row, strict=True))
    days = {name: date.fromisoformat(day) if (day := held[name]) else None for name in _DAYS}
    return DocumentFacts(**{**{name: value or "" for name, value in held.items()}, **days})  # type: ignore[arg-type]


def list_councils(db: Connection) -> list[str]:
    """The councils that documents are about, by name."""
    rows = db.execute("select distinct authority from document where authority <> ''")
    return sorted(name for (name,) in rows)


def count_records(db: Connection, table: str) -> dict[str, int]:
    """How many records of a table each document has, by the document's id."""
    return dict(db.execute(f"select document, count(*) from {table} group by document"))


# --- statements ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Statement:
    """Something found in a document: what it is called, its words, where they stand."""

    id: str
    table: str
    name: str
    text: str
    start: int
    end: int
    page: int
    document: DocumentFacts

    @property
    def address(self) -> str:
        """Its place in the document's readable text."""
        return address_of_words(self.document.id, self.start, self.end)


_NAMES = {
    "ask": "Recommendation",
    "finding": "Finding",
    "action": "Planned action",
    "question": "Question by members",
    "observation": "Measure",
    "risk": "Risk",
    "timeline_event": "Event",
    "mention": "Document named",
}
STATED = tuple(record for record in RECORDS if record.table in _NAMES)


def find_statement(db: Connection, statement_id: str) -> Statement:
    """A statement by its id, of whatever kind; NotFound where none is held."""
    for record in STATED:
        detail = {"ask": "r.kind", "finding": "r.stance"}.get(record.table, "''")
        row = db.execute(
            f"select r.start, r.stop, r.page, r.document, {detail},"
            " substr(d.text, r.start + 1, r.stop - r.start)"
            f" from {record.table} r join document d on d.id = r.document where r.id = ?",
            (statement_id,),
        ).fetchone()
        if row:
            start, stop, page, document, said, text = row
            return Statement(
                statement_id,
                record.table,
                name_statement(record.table, said),
                hide_contacts(text),
                start,
                stop,
                page,
                find_document(db, document),
            )
    raise NotFound(f"No statement at this address is held ({statement_id}).")


def name_statement(table: str, detail: str = "") -> str:
    """What a kind of statement is called; `detail` is an ask's kind or a finding's stance."""
    if table == "ask" and detail:
        return words.say_ask_kind(detail)
    if table == "finding" and detail:
        return words.say_stance(detail)
    return _NAMES[table]


def address_of_words(document_id: str, start: int, end: int) -> str:
    """The address at which a stretch of a document's text is shown and marked."""
    return f"/documents/{document_id}?start={start}&end={end}#words"


def marks_of(values: Iterable[object]) -> str:
    """As many question marks as values, for a list in SQL."""
    return ", ".join("?" for _ in values)
