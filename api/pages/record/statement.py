"""A statement: its words, where from, and for an ask its record before and since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.record.details import list_details
from api.pages.record.record import RecordView, view_record
from api.pages.review.judged import Desk, Judged, desk_of, view_judged
from api.pages.shared.frame import Held, address, render
from api.pages.shared.holdings import Statement, find_statement
from api.pages.shared.words import say_day
from corpus.records import TRACED_KINDS
from corpus.store.asks import load_ask
from corpus.store.documents import list_authorities
from index.answers.issues import find_thread_of
from index.answers.judged import find_judged
from index.answers.not_held import NotHeld, find_all_not_held
from index.answers.record import answer_ask
from index.library import Library

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
    """What the page shows; `record` where it is an ask, `desk` for a reviewer.

    `is_traced` is true of an ask that others are compared with: dated, and an outside body's.
    `beside` are the statements that people judged and the record does not show.
    """

    said: Statement
    details: tuple[tuple[str, str], ...]
    citation: str
    section: str
    record: RecordView | None
    is_traced: bool
    issue: Issue | None
    not_held: tuple[NotHeld, ...]
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
    record = view_record(answer_ask(library, statement_id)) if ask else None
    return StatementView(
        said,
        list_details(library.db, said.table, statement_id),
        cite(said),
        ask.section.split(" > ")[-1] if ask else "",
        record,
        bool(ask and ask.kind in TRACED_KINDS and said.document.published),
        find_issue(library, said),
        find_all_not_held(library.db, said.document.authority),
        len(list_authorities(library.db)) > 1,
        tuple(_find_beside(library, statement_id, record)),
        desk,
    )


def _find_beside(library: Library, own: str, record: RecordView | None) -> Iterator[Beside]:
    """What people said of this statement and others, those of its record left out."""
    shown = {occurrence.id for occurrence in record.all} if record else set[str]()
    for judged in find_judged(library, own, shown):
        yield Beside(find_statement(library.db, judged.id), view_judged(judged.verdict))


def find_issue(library: Library, said: Statement) -> Issue | None:
    """The issue that a statement is part of; None for none."""
    council = said.document.authority
    thread = find_thread_of(library, said.id, council)
    if thread is None:
        return None
    return Issue(thread.label, thread.state, address(f"/threads/{thread.id}", council=council))


def cite(said: Statement) -> str:
    """A statement as a citation: body, title, date, place, words, address.

    The quotation is whole and character for character.
    """
    document = said.document
    day = say_day(document.published)
    where = ", ".join(filter(None, (document.body, document.title, day, said.place)))
    link = f" {document.url}#page={said.citation.file_page}" if document.url else ""
    return f"{where}: “{said.text}”{link}"
