"""What was asked: a table of every ask, sorted and narrowed, as a page, CSV or XLSX."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from api.export.tables import Row, to_csv, to_xlsx
from api.pages.shared import words
from api.pages.shared.frame import Held, address, render
from api.pages.shared.holdings import Cited
from api.pages.shared.paging import Pages, to_pages
from corpus.citation import Citation
from corpus.manifest import council_name
from corpus.records import TRACED_KINDS
from corpus.store.asks import HeldAsk
from corpus.store.documents import list_authorities
from index.answers.asks import CitedAsk, every_ask
from index.library import Library

router = APIRouter()

ROWS_A_PAGE = 50
ALL_KINDS = "all"  # with decisions, and with asks that repeat those of an earlier document
_ORDERS: dict[str, Callable[[HeldAsk], Any]] = {
    "date": lambda held: held.published or date.min,
    "council": lambda held: held.authority,
    "addressee": lambda held: held.ask.addressee.casefold() or "\uffff",
    "kind": lambda held: words.say_ask_kind(held.ask.kind),
}
_SORTS = (
    ("date", "Newest first"),
    ("council", "Council"),
    ("addressee", "Who it is for"),
    ("kind", "Kind"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address of the table asks for; empty fields do not narrow."""

    council: str = ""
    year: str = ""
    addressee: str = ""
    kind: str = ""
    has: str = ""  # words that stand in the ask
    sort: str = "date"
    page: int = 1

    def to(self, path: str = "/asks", **changes: object) -> str:
        """The address of this with some things changed, from its first page."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        usual = {"sort": "date", "page": 1}
        asked = {**said, "page": 1, **changes}
        return address(path, **{k: v for k, v in asked.items() if usual.get(k) != v})


def read_wanted(
    council: str = "",
    year: str = "",
    addressee: str = "",
    kind: str = "",
    has: str = "",
    sort: str = "date",
    page: int = 1,
) -> Wanted:
    """What is asked for, from the address; an unknown order is by date."""
    order = sort if sort in _ORDERS else "date"
    return Wanted(council_name(council), year, addressee, kind, has.strip(), order, max(1, page))


@dataclass(frozen=True, slots=True)
class AskRow(Cited):
    """An ask in the table: where it stands, and what is asked in words."""

    id: str
    citation: Citation
    authority: str
    number: str
    kind: str
    addressee: str
    timescale: str


@dataclass(frozen=True, slots=True)
class AsksView:
    """What the page shows: a page of rows, and what can be chosen."""

    wanted: Wanted
    total: int
    rows: tuple[AskRow, ...]
    pages: Pages
    councils: tuple[str, ...]
    years: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    sorts: tuple[tuple[str, str, str], ...]  # name, label, address


AsWanted = Annotated[Wanted, Depends(read_wanted)]


@router.get("/asks")
def show_asks(request: Request, library: Held, wanted: AsWanted) -> Response:
    """The table as a page."""
    return render(request, "asks.html", view_asks(library, wanted))


@router.get("/asks.csv")
def send_csv(library: Held, wanted: AsWanted) -> Response:
    """The whole table as CSV."""
    return to_csv("asks", [_to_cells(ask) for ask in _select(library, wanted)])


@router.get("/asks.xlsx")
def send_xlsx(library: Held, wanted: AsWanted) -> Response:
    """The whole table as a workbook."""
    return to_xlsx("asks", [_to_cells(ask) for ask in _select(library, wanted)])


def view_asks(library: Library, wanted: Wanted) -> AsksView:
    """A page of the table."""
    asks = _select(library, wanted)
    first = (wanted.page - 1) * ROWS_A_PAGE
    everything = [ask.held for ask in every_ask(library)]
    years = {str(held.published.year) for held in everything if held.published}
    kinds = {held.ask.kind: words.say_ask_kind(held.ask.kind) for held in everything}
    return AsksView(
        wanted,
        len(asks),
        tuple(to_row(ask) for ask in asks[first : first + ROWS_A_PAGE]),
        to_pages(len(asks), ROWS_A_PAGE, wanted.page, lambda page: wanted.to(page=page)),
        tuple(list_authorities(library.db)),
        tuple(sorted(years, reverse=True)),
        ((ALL_KINDS, "All kinds"), *sorted(kinds.items(), key=lambda kind: kind[1])),
        tuple((name, label, wanted.to(sort=name)) for name, label in _SORTS),
    )


def _select(library: Library, wanted: Wanted) -> list[CitedAsk]:
    """The asks that pass, in the order wanted; within it newest first."""
    passing = [ask for ask in every_ask(library) if _passes(ask.held, wanted)]
    newest_first = sorted(passing, key=lambda ask: _ORDERS["date"](ask.held), reverse=True)
    if wanted.sort == "date":
        return newest_first
    return sorted(newest_first, key=lambda ask: _ORDERS[wanted.sort](ask.held))


def _passes(held: HeldAsk, wanted: Wanted) -> bool:
    year = str(held.published.year) if held.published else ""
    return (
        wanted.council in ("", held.authority)
        and wanted.year in ("", year)
        and _is_of_kind(held.ask.kind, wanted.kind)
        and wanted.addressee.casefold() in held.ask.addressee.casefold()
        and wanted.has.casefold() in held.text.casefold()
    )


def _is_of_kind(kind: str, wanted: str) -> bool:
    """True for the kind wanted; where none is, for those that ask something of somebody."""
    return kind == wanted if wanted not in ("", ALL_KINDS) else bool(wanted) or kind in TRACED_KINDS


def to_row(ask: CitedAsk) -> AskRow:
    """An ask as a row."""
    held = ask.held
    return AskRow(
        id=ask.id,
        citation=ask.citation,
        authority=held.authority,
        number=held.ask.printed_number or held.ask.assigned_number,
        kind=words.say_ask_kind(held.ask.kind),
        addressee=held.ask.addressee,
        timescale=held.ask.timescale,
    )


def _to_cells(ask: CitedAsk) -> Row:
    row, citation = to_row(ask), ask.citation
    return {
        "Reference": row.id,
        "Council": row.authority,
        "Asked by": citation.body,
        "Date": citation.published,
        "Document": citation.title,
        "Page": citation.page,
        "Number": row.number,
        "Kind": row.kind,
        "Exact words": citation.shown,
        "Addressed to": row.addressee,
        "When": row.timescale,
        "Place": row.place,
        "Section": citation.section,
    }
