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
from corpus.records import (
    Ask,
)
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
    db: Connection, authority: str = "", kinds: Iterable[str] = (), ask_id: str = ""
) -> Iterator[HeldAsk]:
    """The asks held, by authority, then publication, then place in the document.

    Empty arguments do not narrow. Documents without a date come first.
    """
    names = columns_of(Ask)
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
        ask = from_columns(Ask, dict(zip(names, row, strict=False)))
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
