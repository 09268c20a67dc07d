"""What the library holds in all: its size, what the line of time shows, its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.plain import from_plain
from corpus.store.connection import Connection

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
