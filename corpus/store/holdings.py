"""What the library holds in all: its size, what the line of time shows, its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.plain import from_plain
from corpus.records import TimelineEvent
from corpus.store.connection import Connection
from corpus.store.statements import SourcedRecord, iter_records

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


# --- the line of time ------------------------------------------------------


def list_events(db: Connection, authority: str) -> list[SourcedRecord[TimelineEvent]]:
    """The dated events that a council's documents tell of, by begin, then publication.

    An event is given once for each document that tells of it.
    """
    events = iter_records(db, TimelineEvent, authority)
    dated = (event for event in events if event.record.begin)
    return sorted(dated, key=lambda event: event.record.begin)


# --- words -----------------------------------------------------------------


def is_quoted(db: Connection, document_id: str, words: str, until: date) -> bool:
    """True where the words stand in a document held that was published by a day."""
    row = db.execute(
        "select instr(text, ?) and published <= ? from document where id = ?",
        (words, until.isoformat(), document_id),
    ).fetchone()
    return bool(row and row[0])
