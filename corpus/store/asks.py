"""The asks held, each with the facts of its document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection
from typing import Any

from corpus.document import Event
from corpus.errors import NotFound
from corpus.plain import from_plain
from corpus.records import Ask
from corpus.store.filters import Filters
from corpus.store.reports import columns_of, from_columns


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


_HELD_ASK_COLUMNS = (
    "substr(d.text, a.start + 1, a.stop - a.start), a.page, d.id, d.title, d.kind, d.framework,"
    " d.authority, d.published, d.event_kind, d.event_start, d.event_end"
)


def iter_asks(
    db: Connection,
    authority: str = "",
    kinds: Iterable[str] = (),
    ask_id: str = "",
    document: str = "",
) -> Iterator[HeldAsk]:
    """The asks held, by authority, then publication, then place in the document.

    Empty arguments do not narrow. Documents without a date come first.
    """
    wanted = tuple(kinds)
    return _select(
        db,
        "(? = '' or d.authority = ?) and (? = '' or a.id = ?) and (? = '' or d.id = ?)"
        f" and (? or a.kind in ({', '.join('?' * len(wanted))}))",
        (authority, authority, ask_id, ask_id, document, document, not wanted, *wanted),
    )


def find_asks(db: Connection, filters: Filters, addressee: str = "") -> list[HeldAsk]:
    """The asks of the documents that pass, by council and date; `addressee` may be part of one."""
    part = addressee.casefold()
    asks = _select(db, *filters.where("d"))
    return [held for held in asks if part in held.ask.addressee.casefold()]


def load_ask(db: Connection, ask_id: str) -> HeldAsk:
    """One ask by its id; NotFound where it is not held."""
    for held in iter_asks(db, ask_id=ask_id):
        return held
    raise NotFound(f"{ask_id}: no ask of that id in this library. `throughline asks` lists them.")


def asks_by_passage(db: Connection) -> dict[str, list[str]]:
    """The ids of the asks that stand in each passage, wholly or in part, by the passage's id."""
    rows = db.execute(
        "select p.id, a.id from ask a join passage p on p.document = a.document"
        " and p.start < a.stop and p.stop > a.start"
    )
    asks: dict[str, list[str]] = {}
    for passage, ask in rows:
        asks.setdefault(passage, []).append(ask)
    return asks


def _select(db: Connection, where: str, values: Sequence[object]) -> Iterator[HeldAsk]:
    """The asks for which a condition on the tables `a` and `d` holds."""
    names = columns_of(Ask)
    columns = ", ".join(f'a."{name}"' for name in names)
    rows = db.execute(
        f"select {columns}, {_HELD_ASK_COLUMNS} from ask a join document d on d.id = a.document"
        f" where {where} order by d.authority, d.published, d.number, a.number",
        values,
    )
    for row in rows:
        ask = from_columns(Ask, dict(zip(names, row, strict=False)))
        yield _to_held_ask(ask, row[len(names) :])


def _to_held_ask(ask: Ask, row: Sequence[Any]) -> HeldAsk:
    *facts, published, kind, start, end = row
    event = None if kind is None else from_plain(Event, [kind, start, end])
    return HeldAsk(ask, from_plain(date | None, published), event, *facts)
