"""The web application: the members' pages, and the same answers for programs under /api/v1.

Errors of the API are problem+json (RFC 9457), those of the pages are pages. Lists of the
API come in pages: `limit`, `offset`, and in the reply `next`, the address of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, TypeVar

from fastapi import Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.datastructures import URL
from starlette.exceptions import HTTPException

from api.adding.queue import Intake
from api.auth import account, login
from api.auth.perimeter import Perimeter, add_perimeter
from api.auth.rights import Access, add_rights
from api.http.answers import (
    to_ask,
    to_document,
    to_line,
    to_link,
    to_recurred,
    to_search,
    to_thread,
)
from api.http.bodies import BodyLimit
from api.http.corrections import add_verdicts
from api.http.schemas import (
    AskPage,
    DocumentOut,
    DocumentPage,
    LinkPage,
    Page,
    Problem,
    RecurredOut,
    SearchOut,
    ThreadPage,
)
from api.pages.documents import add
from api.pages.review import review
from api.pages.shared.ahead import read_ahead_of
from api.pages.shared.errors import is_for_browsers, show_error, show_unreadable_query
from api.pages.site import add_pages
from api.settings import Settings
from corpus.errors import LibraryError, NotFound, Overtaken, QueryError, Throughline
from corpus.manifest import council_name
from corpus.store.documents import held_documents
from corpus.store.filters import Filters
from corpus.store.reports import load_report
from index.answers.asks import answer_asks, answer_links
from index.answers.issues import answer_issues
from index.answers.record import answer_record
from index.answers.search import answer_search
from index.library import Library
from index.search.conditions import FIELDS

Row = TypeVar("Row")

_STATUS: dict[type[Throughline], int] = {
    NotFound: 404,
    Overtaken: 409,
    QueryError: 422,
    LibraryError: 503,
}
_LONGEST_WORDS = 2000  # characters: a page of text, longer than any recommendation

Words = Annotated[str, Query(max_length=_LONGEST_WORDS, description="words, or a question")]
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0)]
Council = Annotated[str, Query(description="a council; any usual spelling of its name")]


def read_filters(
    authority: Council = "",
    since: Annotated[date | None, Query(alias="from")] = None,
    until: Annotated[date | None, Query(alias="to")] = None,
    kind: str = "",
    framework: str = "",
    statement: str = "",
    stance: str = "",
    theme: str = "",
) -> Filters:
    """The filters in an address."""
    return Filters(council_name(authority), since, until, kind, framework, statement, stance, theme)


Narrowed = Annotated[Filters, Depends(read_filters)]


def create_app(
    library: Library, access: Access | None = None, intake: Intake | None = None
) -> FastAPI:
    """The pages and the API over an open library; whoever opened it closes it.

    `access` says who may read and where people are kept; without it everybody reads, and
    nobody logs in or corrects. `intake` takes papers added through the pages; without it
    nobody adds any.
    """
    app = FastAPI(
        title="Throughline",
        description="Searches the oversight of children's services and tells whether a"
        " recommendation has come up before. Every answer is words on a page.",
        version="1",
        docs_url=None,  # its page loads scripts from another host
        redoc_url=None,
        lifespan=read_ahead_of(library),
    )
    app.state.library = library
    _add_search(app, library)
    _add_lists(app, library)
    _add_errors(app)
    app.add_middleware(BodyLimit, larger={add.ADDRESS: Settings().upload_mb * 1_000_000})
    add_pages(app)
    if access:
        app.include_router(login.router, include_in_schema=False)
        app.include_router(account.router, include_in_schema=False)
        app.include_router(review.router, include_in_schema=False)
        add_verdicts(app, library)
        add_rights(app, access)
        app.state.role_tasks = (review.TASK, add.TASK) if intake else (review.TASK,)
    if access and intake:
        app.state.intake = intake
        app.include_router(add.router, include_in_schema=False)
    add_perimeter(app, access.perimeter if access else Perimeter())
    return app


def _add_search(app: FastAPI, library: Library) -> None:
    @app.get("/api/v1/search")
    def search(
        q: Words,
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

    @app.get("/api/v1/recurred")
    def recurred(q: Words, authority: Council = "") -> RecurredOut:
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

    @app.get("/api/v1/documents/{document_id}")
    def document(document_id: str) -> DocumentOut:
        """One document and everything found in it."""
        return to_document(load_report(library.db, document_id))

    @app.get("/api/v1/asks")
    def asks(
        request: Request,
        filters: Narrowed,
        addressee: str = "",
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> AskPage:
        """What was asked, of whom, when and where."""
        rows = answer_asks(library, filters, addressee)
        page, shown = _cut(request, rows, limit, offset)
        return AskPage(page=page, asks=[to_ask(ask) for ask in shown])

    @app.get("/api/v1/links")
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
        until: date | None = None,
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
        _relative(request.url.include_query_params(limit=limit, offset=rest))
        if rest < len(rows)
        else None
    )
    page = Page(total=len(rows), limit=limit, offset=offset, next=following)
    return page, rows[offset:rest]


def _relative(url: URL) -> str:
    """The path and query of an address: what is left of it on whatever host it was asked for."""
    return f"{url.path}?{url.query}"


# --- errors ----------------------------------------------------------------


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(Throughline)
    def ours(request: Request, error: Throughline) -> Response:
        status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
        if is_for_browsers(request) and isinstance(error, QueryError):
            return show_unreadable_query(request, str(error))
        return _reply(request, status, type(error).__name__, str(error))

    @app.exception_handler(RequestValidationError)
    def unreadable(request: Request, error: RequestValidationError) -> Response:
        faults = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
        return _reply(request, 422, "The request cannot be read", faults)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        title = str(error.detail)
        if is_for_browsers(request):
            is_lost = error.status_code in (404, 405)
            return show_error(
                request,
                error.status_code,
                f"{request.url.path}: there is no such page." if is_lost else title,
            )
        return _problem(error.status_code, title, f"{request.url.path}: see /openapi.json")


def _reply(request: Request, status: int, title: str, detail: str) -> Response:
    """An error as a page for a browser, as problem+json for a program."""
    if is_for_browsers(request):
        return show_error(request, status, detail)
    return _problem(status, title, detail)


def _problem(status: int, title: str, detail: str) -> JSONResponse:
    problem = Problem(title=title, status=status, detail=detail)
    return JSONResponse(problem.model_dump(), status, media_type="application/problem+json")
