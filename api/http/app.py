"""The web application: the members' pages, and the same answers for programs under /api/v1.

Errors of the API are problem+json (RFC 9457), those of the pages are pages. Lists of the
API come in pages: `limit`, `offset`, and in the reply `next`, the address of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeVar

from fastapi import Depends, FastAPI, Query, Request

from api.adding.queue import Intake
from api.assistant.mounting import Endpoint, mount
from api.assistant.server import create_assistant
from api.auth import account, login
from api.auth.perimeter import Perimeter, add_perimeter
from api.auth.rights import Access, add_rights
from api.http.addresses import relative_address
from api.http.answers import (
    to_ask,
    to_document,
    to_line,
    to_link,
    to_recurred,
    to_search,
    to_thread,
)
from api.http.bodies import BodyLimit, NothingKept
from api.http.corrections import add_verdicts
from api.http.described import ANYWHERE, problems
from api.http.errors import LastHandler, add_errors
from api.http.headers import SecurityHeaders
from api.http.inputs import Day, Id, Limit, Name, Names, Offset, Words
from api.http.methods import Methods
from api.http.people.follows import add_follows
from api.http.people.questions import LISTS_ADDRESS, add_questions
from api.http.schemas import (
    AskPage,
    DocumentOut,
    DocumentPage,
    LinkPage,
    Page,
    RecurredOut,
    SearchOut,
    ThreadPage,
)
from api.http.watching import health
from api.http.watching.backups import BackupWatch
from api.http.watching.metrics import Figures, Measured
from api.http.workload import Changes, Lanes, Workload, is_busy, new_lanes
from api.pages.documents import add
from api.pages.documents.drawing import Painters
from api.pages.questions import questions
from api.pages.review import review
from api.pages.shared.ahead import read_ahead_of
from api.pages.site import add_pages
from api.settings import Settings
from corpus.manifest import council_name
from corpus.store.documents import held_documents
from corpus.store.filters import STATEMENTS, Filters
from corpus.store.reports import load_report
from index.answers.asks import answer_asks, answer_links
from index.answers.issues import answer_issues
from index.answers.records.record import answer_record
from index.answers.search import answer_search
from index.library import Library
from index.search.conditions import FIELDS

Row = TypeVar("Row")

Asked = Annotated[
    Words,
    Query(
        description="words, or a question; with a double quote, AND, OR, NOT or a star it is"
        " read as an exact search, and refused where it cannot be",
        json_schema_extra={"format": "query"},
    ),
]
Subject = Annotated[
    Words,
    Query(
        description="an ask's id, or words that name a subject; refused where they are too"
        " general to name one",
        json_schema_extra={"format": "subject"},
    ),
]
Stated = Annotated[
    Names,
    Query(
        description="documents and passages with a statement of this kind",
        json_schema_extra={"items": {"type": "string", "enum": ["", *STATEMENTS]}},
    ),
]
Council = Annotated[Name, Query(description="a council; any usual spelling of its name")]
Councils = Annotated[Names, Query(description="councils; any usual spelling of their names")]


def read_filters(
    authority: Councils = (),
    since: Annotated[Day | None, Query(alias="from")] = None,
    until: Annotated[Day | None, Query(alias="to")] = None,
    kind: Names = (),
    framework: Names = (),
    statement: Stated = (),
    stance: Names = (),
    theme: Names = (),
) -> Filters:
    """The filters in an address; of several values of one, any will do."""
    councils = tuple(map(council_name, authority))
    return Filters(councils, since, until, kind, framework, statement, stance, theme)


Narrowed = Annotated[Filters, Depends(read_filters)]


def create_app(
    library: Library,
    access: Access | None = None,
    intake: Intake | None = None,
    backups: BackupWatch | None = None,
    changes: Changes | None = None,
    perimeter: Perimeter | None = None,
) -> FastAPI:
    """The pages and the API over an open library; whoever opened it closes it.

    `access` says who may read and where people are kept; without it everybody reads, and
    nobody logs in or corrects. `intake` takes papers added through the pages; without it
    nobody adds any. `backups` is told to whoever runs the server, where it makes some.
    `changes` are shared with the other processes of the server, where there are some. Without
    `access` the perimeter is `perimeter`.
    """
    lanes = new_lanes()
    assistant = Endpoint(create_assistant(library, Settings().address))
    app = FastAPI(
        title="Throughline",
        description="Searches the oversight of children's services and tells whether a"
        " recommendation has come up before. Every answer is words on a page.",
        version="1",
        docs_url=None,  # its page loads scripts from another host
        redoc_url=None,
        responses=problems(*ANYWHERE),
        lifespan=assistant.alongside(read_ahead_of(library, lambda: is_busy(lanes))),
    )
    app.state.library = library
    app.state.painters = Painters()
    app.state.backups = backups
    _add_search(app, library)
    _add_lists(app, library)
    add_errors(app)
    mount(app, assistant)
    app.include_router(health.router, include_in_schema=False)
    _add_limits(app, library, lanes, changes or Changes())
    add_pages(app)
    if access:
        app.include_router(login.router, include_in_schema=False)
        app.include_router(account.router, include_in_schema=False)
        app.include_router(review.router, include_in_schema=False)
        app.include_router(health.figures_router, include_in_schema=False)
        add_verdicts(app, library)
        add_follows(app, library)
        add_questions(app, library)
        add_rights(app, access)
        app.state.role_tasks = (review.TASK, add.TASK) if intake else (review.TASK,)
    if access and intake:
        app.state.intake = intake
        app.include_router(add.router, include_in_schema=False)
    app.add_middleware(Methods)
    app.add_middleware(LastHandler)
    app.add_middleware(Measured, figures=app.state.figures)
    add_perimeter(app, access.perimeter if access else perimeter or Perimeter())
    app.add_middleware(SecurityHeaders)  # the last stands outermost
    return app


def create_copy_app(library: Library, perimeter: Perimeter, changes: Changes) -> FastAPI:
    """The application over a copy that may only be read: what would keep something is refused."""
    app = create_app(library, changes=changes, perimeter=perimeter)
    app.add_middleware(NothingKept)
    return app


def _add_limits(app: FastAPI, library: Library, lanes: Lanes, changes: Changes) -> None:
    """Bound what a request may bring, how many are worked on, how long a reader waits."""
    settings = Settings()
    app.state.figures = Figures(lanes, library, app.state.backups)
    app.add_middleware(Workload, lanes=lanes, patience_s=settings.patience_s, changes=changes)
    app.add_middleware(BodyLimit, larger=_larger_bodies(settings))


def _larger_bodies(settings: Settings) -> dict[str, int]:
    """The addresses that take files, each with the most bytes it takes."""
    lists = dict.fromkeys((questions.ADDRESS, LISTS_ADDRESS), questions.MOST_BYTES)
    return {add.ADDRESS: settings.upload_mb * 1_000_000, **lists}


def _add_search(app: FastAPI, library: Library) -> None:
    @app.get("/api/v1/search")
    def search(
        q: Asked,
        filters: Narrowed,
        limit: Limit = 10,
        exact: bool = False,
        everywhere: bool = False,
    ) -> SearchOut:
        """Passages that answer, best first, with the reason for each.

        Councils, years, kinds and bodies named in the words narrow it, unless `everywhere`.
        """
        fields = () if everywhere else FIELDS
        return to_search(answer_search(library, q, filters, limit, not exact, fields))

    @app.get("/api/v1/recurred", responses=problems(404))
    def recurred(q: Subject, authority: Council = "") -> RecurredOut:
        """Whether an ask (by its id) or words came up before and since."""
        return to_recurred(answer_record(library, q, council_name(authority)))


def _add_lists(app: FastAPI, library: Library) -> None:
    @app.get("/api/v1/documents")
    def documents(
        request: Request, filters: Narrowed, limit: Limit = 50, offset: Offset = 0
    ) -> DocumentPage:
        """The documents held, oldest first."""
        rows = held_documents(library.db, filters)
        page, shown = _cut(request, rows, limit, offset)
        return DocumentPage(page=page, documents=[to_line(held) for held in shown])

    @app.get("/api/v1/documents/{document_id}", responses=problems(404))
    def document(document_id: Id) -> DocumentOut:
        """One document and everything found in it."""
        return to_document(load_report(library.db, document_id))

    @app.get("/api/v1/asks")
    def asks(
        request: Request,
        filters: Narrowed,
        addressee: Name = "",
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> AskPage:
        """What was asked, of whom, when and where."""
        rows = answer_asks(library, filters, addressee)
        page, shown = _cut(request, rows, limit, offset)
        return AskPage(page=page, asks=[to_ask(ask) for ask in shown])

    @app.get("/api/v1/links", responses=problems(404))
    def links(
        request: Request, authority: Council, limit: Limit = 50, offset: Offset = 0
    ) -> LinkPage:
        """Every pair of an earlier and a later ask of a council, the likeliest first."""
        rows = answer_links(library, council_name(authority))
        page, shown = _cut(request, rows, limit, offset)
        return LinkPage(page=page, links=[to_link(link) for link in shown])

    @app.get("/api/v1/threads")
    def threads(
        request: Request,
        authority: Council,
        until: Day | None = None,
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> ThreadPage:
        """The issues that run through a council's years, as of a day if one is given."""
        rows = answer_issues(library, council_name(authority), until).issues
        page, shown = _cut(request, rows, limit, offset)
        return ThreadPage(page=page, threads=[to_thread(issue) for issue in shown])


def _cut(
    request: Request, rows: Sequence[Row], limit: int, offset: int
) -> tuple[Page, Sequence[Row]]:
    """One page of a list, and where it stands in the whole."""
    rest = offset + limit
    following = (
        relative_address(request.url.include_query_params(limit=limit, offset=rest))
        if rest < len(rows)
        else None
    )
    page = Page(total=len(rows), limit=limit, offset=offset, next=following)
    return page, rows[offset:rest]
