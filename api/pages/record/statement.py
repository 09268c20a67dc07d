"""A statement: its words, where from, and for an ask its record before and since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.issues.issues import list_threads
from api.pages.record.details import list_details
from api.pages.record.record import RecordView, view_record
from api.pages.review.judged import Desk, Judged, desk_of, view_judged
from api.pages.shared.cache import keep
from api.pages.shared.frame import Held, address, render
from api.pages.shared.holdings import Statement, address_of_words, find_statement
from api.pages.shared.words import say_day
from corpus.errors import NotFound
from corpus.manifest import Listing
from corpus.privacy import hide_contacts
from corpus.records import TRACED_KINDS
from corpus.store.asks import load_ask
from corpus.store.holdings import list_councils
from corpus.store.verdicts import holding_verdicts
from index.held import find_not_held
from index.issues.statements import load_statements
from index.library import Library
from index.recurrence.corrections import Verdicts
from index.recurrence.follow_up import Later, hear, trace_later
from index.recurrence.trace import trace_ask

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
class LaterView:
    """What a later document says: `says` is the system's reading of it."""

    id: str
    address: str
    title: str
    published: date
    page: int
    says: str
    text: str


@dataclass(frozen=True, slots=True)
class Became:
    """What became of an ask: what can be said, the later statements likely about it, others."""

    verdict: tuple[str, ...]
    likely: tuple[LaterView, ...]
    other: tuple[LaterView, ...]


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
    became: Became | None = None
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
        find_became(library, said) if is_traced else None,
        tuple(_find_beside(library, statement_id, verdicts, record)),
        desk,
    )


def find_became(library: Library, said: Statement) -> Became:
    """What later documents say of an ask, the council's statements heard once for all asks."""
    council = said.document.authority
    heard = keep(
        library,
        f"statements of {council}",
        lambda: hear(library, load_statements(library.db, council)),
    )
    record = keep(
        library, f"later than {said.id}", lambda: trace_later(library, said.id, heard=heard)
    )
    views = [(one.is_likely, _view_later(one)) for one in record.later]
    likely, other = (
        tuple(view for is_so, view in views if is_so == want) for want in (True, False)
    )
    return Became(record.verdict, likely, other)


def _view_later(one: Later) -> LaterView:
    said = one.statement
    return LaterView(
        said.id,
        address_of_words(said.document, said.start, said.start + len(said.text)),
        said.title,
        said.published,
        said.page,
        one.says,
        hide_contacts(said.text),
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
