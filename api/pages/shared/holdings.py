"""Documents and statements as pages show them: who speaks, what they are called, where they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from api.pages.shared import words
from corpus.citation import Citation, name_body
from corpus.errors import NotFound
from corpus.plain import values_of
from corpus.store import documents as store
from corpus.store.citations import find_records
from corpus.store.connection import Connection
from corpus.store.documents import HeldDocument
from corpus.store.filters import Filters


@dataclass(frozen=True, slots=True)
class DocumentFacts(HeldDocument):
    """A document without its text, who speaks in it, and where its file can be opened."""

    @property
    def body(self) -> str:
        """Who speaks in it."""
        return name_body(self.author, self.kind, self.authority)

    @property
    def is_kept(self) -> bool:
        """True where the file that was read is still where it was."""
        return bool(self.path) and Path(self.path).is_file()

    def address_of_original(self, page: int) -> str:
        """Where to open the file itself at a page: our copy, else its publisher's; or nothing."""
        if self.is_kept:
            return f"/documents/{self.id}/original#page={page}"
        return f"{self.url}#page={page}" if self.url else ""


def list_documents(db: Connection, filters: Filters) -> list[DocumentFacts]:
    """The documents that pass, by council, then newest first."""
    return [_to_facts(document) for document in store.iter_documents(db, filters)]


def find_document(db: Connection, document_id: str) -> DocumentFacts:
    """One document's facts; NotFound where it is not held."""
    document = store.find_document(db, document_id)
    if document is None:
        raise NotFound(f"No document at this address is held ({document_id}).")
    return _to_facts(document)


def _to_facts(document: HeldDocument) -> DocumentFacts:
    return DocumentFacts(*values_of(document))


# --- statements ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Statement:
    """Something found in a document: what it is called, where it stands, the document's facts."""

    id: str
    table: str
    name: str
    citation: Citation
    document: DocumentFacts

    @property
    def text(self) -> str:
        """Its words as they are shown."""
        return self.citation.shown


_NAMES: Mapping[str, str] = {
    "ask": "Recommendation",
    "finding": "Finding",
    "action": "Planned action",
    "question": "Question by members",
    "observation": "Measure",
    "risk": "Risk",
    "timeline_event": "Event",
    "mention": "Document named",
}


def find_statement(db: Connection, statement_id: str) -> Statement:
    """A statement by its id, of whatever kind; NotFound where none is held."""
    record = find_records(db, [statement_id]).get(statement_id)
    if record is None:
        raise NotFound(f"No statement at this address is held ({statement_id}).")
    return Statement(
        record.id,
        record.table,
        name_statement(record.table, record.detail),
        record.citation,
        find_document(db, record.citation.document),
    )


def name_statement(table: str, detail: str = "") -> str:
    """What a kind of statement is called; `detail` is an ask's kind or a finding's stance."""
    if table == "ask" and detail:
        return words.say_ask_kind(detail)
    if table == "finding" and detail:
        return words.say_stance(detail)
    return _NAMES[table]
