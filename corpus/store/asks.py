"""The asks held, each with where it stands and the facts of its document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.citation import Citation, Quoted
from corpus.errors import NotFound
from corpus.records import Ask, AskPart
from corpus.store.citations import select_records
from corpus.store.connection import Connection, marks_of
from corpus.store.filters import Filters
from corpus.store.reports import columns_of, from_columns


@dataclass(frozen=True, slots=True)
class HeldAsk(Quoted):
    """An ask as the library holds it, where it stands, and the facts of its document."""

    ask: Ask
    citation: Citation
    kind: str  # of the document
    framework: str
    authority: str

    @property
    def id(self) -> str:
        """The ask's id."""
        return self.ask.id

    def quote_part(self, part: AskPart) -> str:
        """The words of one of its parts, character for character."""
        start = part.span.start - self.ask.span.start
        return self.text[start : start + part.span.end - part.span.start]


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
        "(? = '' or d.authority = ?) and (? = '' or r.id = ?) and (? = '' or d.id = ?)"
        f" and (? or r.kind in ({marks_of(wanted)}))",
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
    """The asks `r` of documents `d` for which a condition holds."""
    names = columns_of(Ask)
    own = ", ".join(f'r."{name}"' for name in names)
    rows = select_records(
        db,
        "ask",
        f"{own}, d.kind, d.framework, d.authority",
        f"{where} order by d.authority, d.published, d.number, r.number",
        values,
    )
    for (*columns, kind, framework, authority), citation in rows:
        ask = from_columns(Ask, dict(zip(names, columns, strict=True)))
        yield HeldAsk(ask, citation, kind, framework, authority)
