"""A statement: its words, where from, and for an ask its record before and since."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.inputs import Id
from api.pages.record.details import list_details
from api.pages.record.record import RecordView, view_record
from api.pages.review.judged import Desk, Judged, desk_of, view_judged
from api.pages.shared.frame import Held, render
from api.pages.shared.holdings import Statement, find_statement
from corpus.citation import say_place
from corpus.records import TRACED_KINDS
from corpus.store.asks import load_ask
from corpus.store.documents import list_authorities
from index.answers.issues import find_threads_of
from index.answers.judged import find_judged
from index.answers.not_held import NotHeld, find_all_not_held
from index.answers.records.record import answer_ask
from index.issues.threads import Thread
from index.library import Library
from index.recurrence.wording import say_day
from index.tables.labelled import with_cells

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Beside:
    """Another statement, of whatever kind, and what a person statement of it and this one."""

    statement: Statement
    judged: Judged


@dataclass(frozen=True, slots=True)
class StatementView:
    """What the page shows; `record` where it is an ask, `desk` for a reviewer.

    `is_traced` is true of an ask that others are compared with: dated, and an outside body's.
    `beside` are the statements that people judged and the record does not show.
    """

    statement: Statement
    details: tuple[tuple[str, str], ...]
    citation: str
    section: str
    record: RecordView | None
    is_traced: bool
    threads: tuple[Thread, ...]  # the issues over time that it is part of, the likeliest first
    not_held: tuple[NotHeld, ...]
    has_others: bool  # councils, of which the same may have been asked
    beside: tuple[Beside, ...] = ()
    desk: Desk | None = None


@router.get("/statements/{statement_id}")
def show_statement(request: Request, library: Held, statement_id: Id) -> Response:
    """The page of a statement."""
    view = view_statement(library, statement_id, desk_of(request, request.url.path))
    return render(request, "statement.html", view)


def view_statement(library: Library, statement_id: str, desk: Desk | None = None) -> StatementView:
    """A statement with its record. NotFound where it is not held."""
    statement = _with_row(library, find_statement(library.db, statement_id))
    ask = load_ask(library.db, statement_id).ask if statement.table == "ask" else None
    record = answer_ask(library, statement_id) if ask else None
    beside = record.beside if record else find_judged(library, statement_id)
    council = statement.document.authority
    return StatementView(
        statement,
        list_details(library.db, statement.table, statement_id),
        cite(statement),
        ask.section.split(" > ")[-1] if ask else "",
        view_record(record) if record else None,
        bool(ask and ask.kind in TRACED_KINDS and statement.document.published),
        tuple(find_threads_of(library, statement_id, council)),
        find_all_not_held(library, council),
        len(list_authorities(library.db)) > 1,
        tuple(
            Beside(
                _with_row(library, find_statement(library.db, judged.id)),
                view_judged(judged.verdict),
            )
            for judged in beside
        ),
        desk,
    )


def _with_row(library: Library, statement: Statement) -> Statement:
    return replace(statement, citation=with_cells(library, statement.citation))


def cite(statement: Statement) -> str:
    """A statement as a citation: body, title, date, place, words, address.

    The quotation is whole and character for character.
    """
    document = statement.document
    day = say_day(document.published)
    where = ", ".join(
        filter(None, (document.body, document.title, day, say_place(statement.citation)))
    )
    link = f" {document.url}#page={statement.citation.file_page}" if document.url else ""
    return f"{where}: “{statement.text}”{link}"
