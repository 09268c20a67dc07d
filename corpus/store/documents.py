"""The documents held, as lists and facts; `reports` loads and saves them whole."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.account import Shortfall
from corpus.document import Span
from corpus.errors import NotFound, QueryError
from corpus.plain import field_names, from_plain
from corpus.store.connection import Connection, marks_of
from corpus.store.filters import EVERYTHING, Filters


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document without its text, where its file came from, and how many asks it has."""

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
    asks: int
    missing: tuple[Shortfall, ...] = ()  # what was expected of its reading

    @property
    def is_pdf(self) -> bool:
        """True where the file has pages that can be drawn."""
        return self.file.lower().endswith(".pdf")


@dataclass(frozen=True, slots=True)
class DocumentScope:
    """What words may ask of a document: whose it is, its kind, and the years it is of, those
    of its event and of its publication."""

    id: str
    authority: str
    kind: str
    years: frozenset[int]


_COLUMNS = (
    "d.id, d.title, d.kind, d.framework, d.authority, d.published, d.published_from, d.author,"
    " d.status, d.reader, coalesce(d.event_kind, ''), d.event_start, d.event_end, s.id, s.name,"
    " s.path, s.url, s.licence, s.publisher,"
    " (select count(*) from ask a where a.document = d.id),"
    " (select missing from account c where c.document = d.id)"
)
_DAYS = ("published", "event_start", "event_end")
_DRAFT = re.compile(r"\b(?:draft|unconfirmed|unapproved)\b", re.IGNORECASE)
# Two meetings of one day: the title of a meeting's paper ends in its hour, as "10:00".
_HOUR = "iif(d.title glob '*, [0-9][0-9]:[0-9][0-9]', substr(d.title, -5), '')"
_OLDEST_FIRST = f"d.published, {_HOUR}, d.number"


# --- lists -----------------------------------------------------------------


def held_documents(db: Connection, filters: Filters = EVERYTHING) -> list[HeldDocument]:
    """The documents held, oldest first; those without a date come first."""
    where, values = filters.where("d")
    return list(_select(db, where, values))


def documents_of(db: Connection, authority: str, until: date | None = None) -> list[HeldDocument]:
    """The documents of exactly that authority, oldest first; with `until` the dated ones to it.

    An empty authority is that of documents whose authority is not known.
    """
    last = until.isoformat() if until else None
    where = "d.authority = ? and (? is null or d.published <= ?)"
    return list(_select(db, where, (authority, last, last)))


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


def list_passing(db: Connection, filters: Filters) -> set[str]:
    """The ids of the documents held that pass."""
    where, values = filters.where("d")
    rows = db.execute(f"select id from document d where {where}", values)
    return {id_ for (id_,) in rows}


def find_overtaken(db: Connection) -> dict[str, str]:
    """The drafts of which the approved paper is held too, each with that paper, by ids.

    They are of one kind, council, day and title, but for the words that mark the draft.
    """
    rows = db.execute(
        "select d.id, d.title, a.id, a.title from document d indexed by document_draft"
        " join document a on a.authority = d.authority and a.kind = d.kind"
        " and a.event_start = d.event_start"
        " where d.status = 'draft' and a.status <> 'draft' order by d.number, a.number"
    )
    return {
        draft: approved
        for draft, its_title, approved, title in rows
        if _bare_title(its_title) == _bare_title(title)
    }


def _bare_title(title: str) -> str:
    """A title without what says that it is a draft: its letters and digits in small ones."""
    return "".join(re.findall(r"[^\W_]+", _DRAFT.sub("", title).lower()))


def find_documents(db: Connection, reference: str) -> list[HeldDocument]:
    """The documents that a reader may mean: by an id or the start of one, or by a file's name."""
    where = "d.id like :reference || '%' or s.name = :reference or s.name like :reference || '.%'"
    return list(_select(db, where, {"reference": reference}))


def find_document(db: Connection, document_id: str) -> HeldDocument | None:
    """One document by its id; None where it is not held."""
    return next(_select(db, "d.id = ?", [document_id]), None)


def iter_documents(db: Connection, filters: Filters) -> Iterator[HeldDocument]:
    """The documents that pass, by council, then newest first."""
    where, values = filters.where("d")
    return _select(db, where, values, f"d.authority, d.published desc, {_HOUR} desc, d.number")


def iter_documents_of_source(db: Connection, source_id: str) -> Iterator[HeldDocument]:
    """The documents read from one file, in their order in it; none where it is not held."""
    return _select(db, "s.id = ?", [source_id], "d.number")


def iter_dated_documents(
    db: Connection, authority: str, kinds: Collection[str]
) -> Iterator[HeldDocument]:
    """The documents of the given kinds with a day of publication, newest first.

    An empty authority stands for the documents of none.
    """
    where = f"d.authority = ? and d.published is not null and d.kind in ({marks_of(kinds)})"
    return _select(db, where, [authority, *kinds], "d.published desc, d.number")


def _select(
    db: Connection,
    where: str,
    values: Sequence[str | None] | Mapping[str, str],
    order: str = _OLDEST_FIRST,
) -> Iterator[HeldDocument]:
    """The documents `d`, of sources `s`, for which a condition holds."""
    rows = db.execute(
        f"select {_COLUMNS} from document d join source s on s.id = d.source"
        f" where {where} order by {order}",
        values,
    )
    return map(_to_document, rows)


def _to_document(row: Sequence[Any]) -> HeldDocument:
    columns = dict(zip(field_names(HeldDocument), row, strict=True))
    for name in _DAYS:
        columns[name] = _to_day(columns[name])
    columns["missing"] = from_plain(tuple[Shortfall, ...], json.loads(columns["missing"] or "[]"))
    return HeldDocument(**columns)


def find_source_of(db: Connection, document_id: str) -> tuple[str, str] | None:
    """The id and the file name of a document's source; None where it is not held."""
    row = db.execute(
        "select s.id, s.name from source s join document d on d.source = s.id where d.id = ?",
        (document_id,),
    ).fetchone()
    return (row[0], row[1]) if row else None


def find_empty_sources(db: Connection) -> list[str]:
    """The names of the files of which no document is held: damage alone makes such."""
    rows = db.execute(
        "select name from source where id not in (select source from document) order by name"
    )
    return [name for (name,) in rows]


def load_document_ids(db: Connection) -> set[str]:
    """The ids of all documents held."""
    return {document_id for (document_id,) in db.execute("select id from document")}


# --- facts -----------------------------------------------------------------


def list_authorities(db: Connection) -> list[str]:
    """The authorities that documents held are known to be about, by name."""
    rows = db.execute("select distinct authority from document where authority <> ''")
    return sorted(authority for (authority,) in rows)


def only_authority(db: Connection) -> str:
    """The council held, where it is one. NotFound where none is, QueryError where several are."""
    names = list_authorities(db)
    if len(names) == 1:
        return names[0]
    if not names:
        raise NotFound("the library holds no document whose council is known.")
    held = ", ".join(names[:5]) + (" ..." if len(names) > 5 else "")
    raise QueryError(f"this library holds {len(names)} councils ({held}); name one: --authority")


def newest_day(db: Connection, authority: str, until: date | None = None) -> date | None:
    """The day of the newest document held of an authority, of those published to `until`.

    None where none has a day.
    """
    query = "select max(published) from document where authority = ? and published <= ?"
    last = (until or date.max).isoformat()
    return _to_day(db.execute(query, (authority, last)).fetchone()[0])


def newest_publication(db: Connection) -> date | None:
    """The day of the newest document held, whoever it is about; None where none has a day."""
    return _to_day(db.execute("select max(published) from document").fetchone()[0])


def _to_day(held: str | None) -> date | None:
    day: date | None = from_plain(date | None, held)
    return day


def load_text(db: Connection, document_id: str) -> str:
    """A document's text alone; NotFound where it is not held."""
    row = db.execute("select text from document where id = ?", (document_id,)).fetchone()
    if row is None:
        raise NotFound(f"{document_id}: no document of that id in this library.")
    return str(row[0])


def find_texts_with(db: Connection, words: str, filters: Filters) -> Iterator[tuple[str, str]]:
    """The ids and texts of the documents that pass and hold words next to each other, newest
    first; capitals and the ends of lines make no difference."""
    where, values = filters.where("d")
    rows = db.execute(
        f"select id from document d where {where}"
        " and instr(replace(lower(text), char(10), ' '), ?) order by published desc, number",
        (*values, words.lower()),
    )
    for (id_,) in rows:
        yield id_, load_text(db, id_)


def quote_span(db: Connection, document_id: str, span: Span) -> str:
    """The words of a span of a document; NotFound where it is not held."""
    row = db.execute(
        "select substr(text, ?, ?) from document where id = ?",
        (span.start + 1, span.end - span.start, document_id),
    ).fetchone()
    if row is None:
        raise NotFound(f"{document_id}: no document of that id in this library.")
    return str(row[0])
