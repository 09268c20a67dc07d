"""What was asked: a table of every ask, sorted and narrowed, as a page, CSV or XLSX.

FastAPI reads the types of `Wanted` as they stand, so annotations are not postponed here.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from api.export.links import link_publisher, link_statement, load_publishers
from api.export.tables import Row, to_csv, to_xlsx
from api.http.inputs import Name, Names, PageNumber, Words
from api.pages.shared import words
from api.pages.shared.days import Between, read_between
from api.pages.shared.frame import Held, address_with, render
from api.pages.shared.paging import Pages, to_pages
from corpus.citation import say_place
from corpus.manifest import council_name
from corpus.records import TRACED_KINDS
from corpus.store.asks import HeldAsk
from corpus.store.documents import list_authorities
from index.answers.asks import every_ask
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
class Fields:
    """The fields of an address of the table, but for its days; empty ones do not narrow.

    Of several values of one, any will do.
    """

    council: Names = ()
    year: Names = ()
    addressee: Names = ()
    kind: Names = ()
    has: Words = ""  # words that stand in the ask
    sort: Name = "date"
    page: PageNumber = 1


@dataclass(frozen=True, slots=True)
class Wanted(Fields):
    """What an address of the table asks for."""

    days: Between = field(default_factory=Between)

    def to(self, path: str = "/asks", **changes: object) -> str:
        """The address of this with some things changed, from its first page."""
        return address_with(self, path, **{"days": "", **self.days.typed, **changes})


def read_wanted(request: Request, typed: Annotated[Fields, Depends(Fields)]) -> Wanted:
    """What is asked for, from the address; an unknown order is by date."""
    clean = replace(
        typed,
        council=tuple(map(council_name, typed.council)),
        has=typed.has.strip(),
        sort=typed.sort if typed.sort in _ORDERS else "date",
    )
    return Wanted(**asdict(clean), days=read_between(request.query_params))


@dataclass(frozen=True, slots=True)
class AsksView:
    """What the page shows: a page of asks, and what can be chosen."""

    wanted: Wanted
    total: int
    asks: tuple[HeldAsk, ...]
    pages: Pages
    councils: tuple[str, ...]
    years: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    sorts: tuple[tuple[str, str, str], ...]  # name, label, address


AsWanted = Annotated[Wanted, Depends(read_wanted)]


@router.get("/asks")
def show_asks(request: Request, library: Held, wanted: AsWanted) -> Response:
    """The table as a page."""
    status = 422 if wanted.days.is_faulty else 200
    return render(request, "asks.html", view_asks(library, wanted), status)


@router.get("/asks.csv")
def send_csv(request: Request, library: Held, wanted: AsWanted) -> Response:
    """The whole table as CSV."""
    return to_csv("asks", _list_rows(request, library, wanted))


@router.get("/asks.xlsx")
def send_xlsx(request: Request, library: Held, wanted: AsWanted) -> Response:
    """The whole table as a workbook."""
    return to_xlsx("asks", _list_rows(request, library, wanted))


def _list_rows(request: Request, library: Library, wanted: Wanted) -> list[Row]:
    """The asks wanted as cells, each with addresses that last."""
    base, publishers = str(request.base_url), load_publishers(library.db)
    return [
        {
            **_to_cells(held),
            "Link": link_statement(base, held.id),
            "Publisher's copy": link_publisher(held.citation, publishers),
        }
        for held in _select(library, wanted)
    ]


def view_asks(library: Library, wanted: Wanted) -> AsksView:
    """A page of the table."""
    asks = _select(library, wanted)
    first = (wanted.page - 1) * ROWS_A_PAGE
    everything = every_ask(library)
    years = {str(held.published.year) for held in everything if held.published}
    kinds = {held.ask.kind: words.say_ask_kind(held.ask.kind) for held in everything}
    return AsksView(
        wanted,
        len(asks),
        tuple(asks[first : first + ROWS_A_PAGE]),
        to_pages(len(asks), ROWS_A_PAGE, wanted.page, lambda page: wanted.to(page=page)),
        tuple(list_authorities(library.db)),
        tuple(sorted(years, reverse=True)),
        ((ALL_KINDS, "All kinds"), *sorted(kinds.items(), key=lambda kind: kind[1])),
        tuple((name, label, wanted.to(sort=name)) for name, label in _SORTS),
    )


def _select(library: Library, wanted: Wanted) -> list[HeldAsk]:
    """The asks that pass, in the order wanted; within it newest first."""
    passing = [held for held in every_ask(library) if _passes(held, wanted)]
    newest_first = sorted(passing, key=_ORDERS["date"], reverse=True)
    if wanted.sort == "date":
        return newest_first
    return sorted(newest_first, key=_ORDERS[wanted.sort])


def _passes(held: HeldAsk, wanted: Wanted) -> bool:
    year = str(held.published.year) if held.published else ""
    addressee = held.ask.addressee.casefold()
    return (
        (not wanted.council or held.authority in wanted.council)
        and (not wanted.year or year in wanted.year)
        and wanted.days.holds(held.published)
        and _is_of_kind(held.ask.kind, wanted.kind)
        and (not wanted.addressee or any(name.casefold() in addressee for name in wanted.addressee))
        and wanted.has.casefold() in held.text.casefold()
    )


def _is_of_kind(kind: str, wanted: Sequence[str]) -> bool:
    """True for the kinds wanted; where none is, for those that ask something of somebody."""
    return ALL_KINDS in wanted or (kind in wanted if wanted else kind in TRACED_KINDS)


def _to_cells(held: HeldAsk) -> Row:
    ask, citation = held.ask, held.citation
    return {
        "Reference": ask.id,
        "Council": held.authority,
        "Asked by": citation.body,
        "Date": citation.published,
        "Document": citation.title,
        "Page": citation.page,
        "Number": ask.printed_number or ask.assigned_number,
        "Kind": words.say_ask_kind(ask.kind),
        "Exact words": citation.shown,
        "Addressed to": ask.addressee,
        "When": ask.timescale,
        "Place": say_place(citation),
        "Section": citation.section,
    }
