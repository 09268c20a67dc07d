"""A statement: its words, where from, and for an ask its record before and since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.details import list_details
from api.pages.frame import Held, address, render
from api.pages.holdings import Statement, find_statement, list_councils
from api.pages.issues import list_threads
from api.pages.judged import Desk, Judged, desk_of, view_judged
from api.pages.record import RecordView, view_record
from api.pages.words import say_day
from corpus.errors import NotFound
from corpus.manifest import Listing
from corpus.records import TRACED_KINDS
from corpus.store import load_ask
from corpus.verdicts import holding_verdicts
from index.corrections import Verdicts
from index.held import find_not_held
from index.library import Library
from index.recurrence import trace_ask

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Issue:
    """The issue over time that a statement is part of."""

    label: str
    state: str
    address: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Another statement, of whatever kind, and what a person said of it and this one."""

    said: Statement
    judged: Judged


@dataclass(frozen=True, slots=True)
class StatementView:
    """What the page shows; `record` where it is an ask that is traced, `desk` for a reviewer.

    `beside` are the statements that people judged and the record does not show.
    """

    said: Statement
    details: tuple[tuple[str, str], ...]
    citation: str
    section: str
    record: RecordView | None
    issue: Issue | None
    not_held: Sequence[Listing]
    has_others: bool  # councils, of which the same may have been asked
    beside: tuple[Beside, ...] = ()
    desk: Desk | None = None


@router.get("/statements/{statement_id}")
def show_statement(request: Request, library: Held, statement_id: str) -> Response:
    """The page of a statement."""
    view = view_statement(library, statement_id, desk_of(request, request.url.path))
    return render(request, "statement.html", view)


def view_statement(library: Library, statement_id: str, desk: Desk | None = None) -> StatementView:
    """A statement with its record. NotFound where it is not held."""
    said = find_statement(library.db, statement_id)
    ask = load_ask(library.db, statement_id).ask if said.table == "ask" else None
    is_traced = ask is not None and ask.kind in TRACED_KINDS and said.document.published
    verdicts = holding_verdicts(library.db)
    traced = trace_ask(library, library.weigher, statement_id) if is_traced else None
    record = view_record(traced, verdicts) if traced else None
    return StatementView(
        said,
        list_details(library.db, said.table, statement_id),
        cite(said),
        ask.section.split(" > ")[-1] if ask else "",
        record,
        find_issue(library, said),
        find_not_held(library.db, said.document.authority),
        len(list_councils(library.db)) > 1,
        tuple(_find_beside(library, statement_id, verdicts, record)),
        desk,
    )


def _find_beside(
    library: Library, own: str, verdicts: Verdicts, record: RecordView | None
) -> Iterator[Beside]:
    """What people said of this statement and others, those of its record left out."""
    shown = {one.id for one in record.all} if record else set()
    for verdict in verdicts.values():
        for other in verdict.pair - {own} if own in verdict.pair else ():
            if other not in shown:
                with suppress(NotFound):  # taken out of the library since
                    yield Beside(find_statement(library.db, other), view_judged(verdict))


def find_issue(library: Library, said: Statement) -> Issue | None:
    """The issue that a statement is part of, the likeliest of several; None for none."""
    council = said.document.authority
    threads = list_threads(library, council) if council else ()
    sure = {
        member.probability: thread
        for thread in reversed(threads)
        for member in thread.members
        if member.id == said.id
    }
    if not sure:
        return None
    thread = sure[max(sure)]
    return Issue(thread.label, thread.state, address(f"/threads/{thread.id}", council=council))


def cite(said: Statement) -> str:
    """A statement as a citation: body, title, date, page, words, address.

    The quotation is whole and character for character.
    """
    document = said.document
    where = f"{document.body}, {document.title}, {say_day(document.published)}, page {said.page}"
    link = f" {document.url}#page={said.page}" if document.url else ""
    return f"{where}: “{said.text}”{link}"
