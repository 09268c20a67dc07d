"""What the library holds of an authority, and what it is known not to hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from corpus.manifest import Listing, load_manifest
from corpus.store.asks import HeldAsk, iter_asks
from corpus.store.filters import Filters

EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document in a list: its facts, and how many pages and asks it has."""

    published: date | None
    id: str
    title: str
    kind: str
    framework: str
    authority: str
    url: str
    asks: int


def held_documents(db: Connection, filters: Filters = EVERYTHING) -> list[HeldDocument]:
    """The documents held, oldest first; those without a date come first."""
    where, values = filters.where("d")
    rows = db.execute(
        "select d.published, d.id, d.title, d.kind, d.framework, d.authority, s.url,"
        " (select count(*) from ask a where a.document = d.id)"
        " from document d join source s on s.id = d.source"
        f" where {where} order by d.published, d.number",
        values,
    )
    return [HeldDocument(date.fromisoformat(day) if day else None, *facts) for day, *facts in rows]


def newest_day(db: Connection, authority: str, until: date | None = None) -> date | None:
    """The day of the newest document held of an authority, of those published to `until`.

    None where none has a day.
    """
    query = "select max(published) from document where authority = ? and published <= ?"
    last = (until or date.max).isoformat()
    day = db.execute(query, (authority, last)).fetchone()[0]
    return date.fromisoformat(day) if day else None


def find_asks(db: Connection, filters: Filters, addressee: str = "") -> list[HeldAsk]:
    """The asks of the documents that pass, by council and date; `addressee` may be part of one."""
    where, values = filters.where("d")
    rows = db.execute(f"select d.id from document d where {where}", values)
    documents = {document for (document,) in rows}
    return [
        held
        for held in iter_asks(db, authority=filters.authority)
        if held.document in documents and addressee.casefold() in held.ask.addressee.casefold()
    ]


def find_not_held(db: Connection, authority: str) -> list[Listing]:
    """The known public reports of an authority that the library does not hold, oldest first.

    A report is held where the library has its bytes, or a document of that authority
    and day (the publisher's copy may have changed since it was listed).
    """
    held = db.execute(
        "select s.id, d.published from document d join source s on s.id = d.source"
        " where d.authority = ?",
        (authority,),
    ).fetchall()
    seen = {source for source, _ in held} | {day for _, day in held}
    return [
        listing
        for listing in load_manifest().of_authority(authority)
        if listing.sha256 not in seen and listing.published.isoformat() not in seen
    ]
