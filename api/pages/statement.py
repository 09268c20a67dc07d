"""A statement: its words, where from, and for an ask its record before and since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.details import list_details
from api.pages.frame import Held, address, render
from api.pages.holdings import Statement, find_statement, list_councils
from api.pages.issues import list_threads
from api.pages.record import RecordView, view_record
from api.pages.words import say_day
from corpus.manifest import Listing
from corpus.records import TRACED_KINDS
from corpus.store import load_ask
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
class StatementView:
    """What the page shows; `record` where it is an ask that is traced."""

    said: Statement
    details: tuple[tuple[str, str], ...]
    citation: str
    section: str
    record: RecordView | None
    issue: Issue | None
    not_held: Sequence[Listing]
    has_others: bool  # councils, of which the same may have been asked


@router.get("/statements/{statement_id}")
def show_statement(request: Request, library: Held, statement_id: str) -> Response:
    """The page of a statement."""
    return render(request, "statement.html", view_statement(library, statement_id))


def view_statement(library: Library, statement_id: str) -> StatementView:
    """A statement with its record. NotFound where it is not held."""
    said = find_statement(library.db, statement_id)
    ask = load_ask(library.db, statement_id).ask if said.table == "ask" else None
    is_traced = ask is not None and ask.kind in TRACED_KINDS and said.document.published
    return StatementView(
        said,
        list_details(library.db, said.table, statement_id),
        cite(said),
        ask.section.split(" > ")[-1] if ask else "",
        view_record(trace_ask(library, library.weigher, statement_id)) if is_traced else None,
        find_issue(library, said),
        find_not_held(library.db, said.document.authority),
        len(list_councils(library.db)) > 1,
    )


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
