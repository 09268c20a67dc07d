"""For whoever runs the server: does it live, can it answer, what does it do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST

from api.auth.rights import Access, Administrator
from api.http.watching.backups import BackupWatch
from api.http.watching.metrics import Figures
from api.pages.shared.frame import Held
from corpus.errors import Throughline
from corpus.store.holdings import load_size
from corpus.store.people.accounts import list_people

router = APIRouter()
figures_router = APIRouter()


@router.get("/healthz")
async def show_life(request: Request) -> Response:
    """That the process answers; nothing is looked at."""
    return PlainTextResponse("ok")


@router.get("/readyz")
def show_readiness(request: Request, library: Held) -> Response:
    """Whether the library and the accounts can be read; 503 where one cannot.

    A backup that failed is told, and readers are not sent away for it.
    """
    access: Access | None = getattr(request.app.state, "access", None)
    checks: dict[str, Callable[[], object]] = {"library": lambda: load_size(library.db)}
    if access:
        checks["accounts"] = lambda: list_people(access.accounts)
    found = {name: _try(check) for name, check in checks.items()}
    told = {**found, **_say_backups(request.app.state.backups)}
    return JSONResponse(told, 200 if _all_well(found) else 503)


def _say_backups(backups: BackupWatch | None) -> Mapping[str, str]:
    """How the last backup went, where this server makes some; why is for administrators."""
    if backups is None:
        return {}
    failed = "the last was not written; the log and an administrator's pages say why"
    return {"backup": failed if backups.has_failed else "ok"}


def _try(check: Callable[[], object]) -> str:
    try:
        check()
    except Throughline:
        return "cannot be read; run throughline doctor"
    return "ok"


def _all_well(found: Mapping[str, str]) -> bool:
    return set(found.values()) == {"ok"}


@figures_router.get("/metrics")
def send_figures(request: Request, person: Administrator) -> Response:
    """The figures of this server, for Prometheus: an administrator's token lets it read them."""
    figures: Figures = request.app.state.figures
    return Response(figures.write(), media_type=CONTENT_TYPE_LATEST)
