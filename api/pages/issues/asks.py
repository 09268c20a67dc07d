"""What was asked: a table of every ask, sorted and narrowed, as a page, CSV or XLSX."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from api.export.tables import Row, to_csv, to_xlsx
from api.pages.record.record import address_of_ask
from api.pages.shared import words
from api.pages.shared.cache import keep
from api.pages.shared.frame import Held, address, render
from api.pages.shared.paging import Pages, to_pages
from corpus.manifest import council_name
from corpus.privacy import hide_contacts
from corpus.records import TRACED_KINDS
from corpus.store.asks import HeldAsk, find_asks
from corpus.store.filters import Filters
from corpus.store.holdings import list_councils
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
        said = {one.name: getattr(self, one.name) for one in fields(self)}
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
class AskRow:
    """An ask in the table."""

    id: str
    text: str
    address: str
    title: str
    body: str
    authority: str
    published: date | None
    page: int
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
    return to_csv("asks", [_to_cells(held) for held in _select(library, wanted)])


@router.get("/asks.xlsx")
def send_xlsx(library: Held, wanted: AsWanted) -> Response:
    """The whole table as a workbook."""
    return to_xlsx("asks", [_to_cells(held) for held in _select(library, wanted)])


def view_asks(library: Library, wanted: Wanted) -> AsksView:
    """A page of the table."""
    held = _select(library, wanted)
    first = (wanted.page - 1) * ROWS_A_PAGE
    everything = all_asks(library)
    years = {str(one.published.year) for one in everything if one.published}
    kinds = {one.ask.kind: words.say_ask_kind(one.ask.kind) for one in everything}
    return AsksView(
        wanted,
        len(held),
        tuple(to_row(one) for one in held[first : first + ROWS_A_PAGE]),
        to_pages(len(held), ROWS_A_PAGE, wanted.page, lambda page: wanted.to(page=page)),
        tuple(list_councils(library.db)),
        tuple(sorted(years, reverse=True)),
        ((ALL_KINDS, "All kinds"), *sorted(kinds.items(), key=lambda one: one[1])),
        tuple((name, label, wanted.to(sort=name)) for name, label in _SORTS),
    )


def all_asks(library: Library) -> list[HeldAsk]:
    """Every ask held, read once."""
    return keep(library, "asks", lambda: find_asks(library.db, Filters()))


def _select(library: Library, wanted: Wanted) -> list[HeldAsk]:
    """The asks that pass, in the order wanted; within it newest first."""
    passing = [held for held in all_asks(library) if _passes(held, wanted)]
    newest_first = sorted(passing, key=_ORDERS["date"], reverse=True)
    return newest_first if wanted.sort == "date" else sorted(newest_first, key=_ORDERS[wanted.sort])


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


def to_row(held: HeldAsk) -> AskRow:
    """An ask as a row, its contact details hidden."""
    return AskRow(
        id=held.ask.id,
        text=hide_contacts(held.text),
        address=address_of_ask(held),
        title=held.title,
        body=words.say_body(held.kind, held.authority),
        authority=held.authority,
        published=held.published,
        page=held.page,
        number=held.ask.printed_number or held.ask.assigned_number,
        kind=words.say_ask_kind(held.ask.kind),
        addressee=held.ask.addressee,
        timescale=held.ask.timescale,
    )


def _to_cells(held: HeldAsk) -> Row:
    row = to_row(held)
    return {
        "Reference": row.id,
        "Council": row.authority,
        "Asked by": row.body,
        "Date": row.published,
        "Document": row.title,
        "Page": row.page,
        "Number": row.number,
        "Kind": row.kind,
        "Exact words": row.text,
        "Addressed to": row.addressee,
        "When": row.timescale,
    }
