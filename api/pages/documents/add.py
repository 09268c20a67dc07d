"""Adding public papers: the form, and what became of the papers that somebody gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from api.adding.jobs import Job, Paper
from api.adding.queue import Intake
from api.auth.rights import Administrator, check_form, form_key
from api.http.inputs import Id, TypedDay
from api.pages.shared import words
from api.pages.shared.days import read_typed_day
from api.pages.shared.frame import Held, RoleTask, Task, render
from api.settings import Settings
from corpus.errors import QueryError
from corpus.manifest import council_name, find_council
from corpus.store.connection import Connection
from corpus.store.documents import HeldDocument, iter_documents_of_source, list_authorities
from index.recurrence.wording import say_day

ADDRESS = "/add"
TASK: RoleTask = ("administrator", Task(ADDRESS, "Add papers"))
router = APIRouter()

_MOST_PAPERS = 20
_REFRESHED_S = 4  # long enough to read a line, short enough to see it move
_LONGEST = 300  # characters of a name or a date


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody filled in besides the files."""

    council: str = ""
    published: TypedDay = field(default_factory=TypedDay)
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class JobView:
    """A job: how far it is, and when it was given."""

    job: Job
    progress: str
    day: str


@dataclass(frozen=True, slots=True)
class AddView:
    """The form: what was filled in, what was wrong, and what was added before."""

    key: str
    filled: Filled
    councils: tuple[str, ...]
    most_mb: int
    most_papers: int
    jobs: tuple[JobView, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper of a job: what became of it, in words, and each document in it with its facts."""

    paper: Paper
    status: str
    documents: tuple[tuple[HeldDocument, str], ...]


@dataclass(frozen=True, slots=True)
class JobPage:
    """What a job's page shows; it refreshes itself while the job runs unless it is `still`."""

    shown: JobView
    papers: tuple[PaperView, ...]
    still: bool


_STATUSES: Mapping[str, str] = {
    "waiting": "Waiting",
    "reading": "Being read now",
    "read": "Read",
    "held": "Already in the library",
    "refused": "Refused",
}


# --- the form --------------------------------------------------------------


@router.get(ADDRESS)
def show_form(request: Request, library: Held, person: Administrator) -> HTMLResponse:
    """The form, and what was added before."""
    return _render_form(request, library.db, Filled())


def _render_form(
    request: Request, db: Connection, filled: Filled, error: str = "", status: int = 200
) -> HTMLResponse:
    jobs = tuple(map(_view_job, _intake(request).list_jobs()[:10]))
    view = AddView(
        form_key(request),
        filled,
        tuple(list_authorities(db)),
        Settings().upload_mb,
        _MOST_PAPERS,
        jobs,
        error,
    )
    return render(request, "add.html", view, status)


def _view_job(job: Job) -> JobView:
    begun = datetime.fromisoformat(job.begun_at)
    return JobView(job, say_job(job), f"{say_day(begun.date())}, {begun:%H:%M} UTC")


@router.post(ADDRESS)
async def take(request: Request, library: Held, person: Administrator) -> Response:
    """Keep the papers, to be read; on to the page that shows how far it is.

    The form is read here, after the right is checked, and not by the framework before.
    """
    async with request.form(max_files=_MOST_PAPERS, max_fields=10) as form:
        check_form(request, _text(form, "form_key"))
        filled = _read_filled(form)
        files = [file for file in form.getlist("papers") if isinstance(file, UploadFile)]
        papers = [(file.filename or "", await file.read()) for file in files if file.filename]
    return await run_in_threadpool(_begin, request, library.db, person.name, filled, papers)


def _begin(
    request: Request,
    db: Connection,
    who: str,
    filled: Filled,
    papers: Sequence[tuple[str, bytes]],
) -> Response:
    try:
        council, published = _check(db, filled, len(papers))
    except QueryError as error:
        return _render_form(request, db, filled, str(error), 422)
    job = _intake(request).begin(who, papers, council, published)
    return RedirectResponse(f"{ADDRESS}/{job.id}", 303)


def _read_filled(form: FormData) -> Filled:
    return Filled(
        council_name(_text(form, "council")),
        read_typed_day(_texts(form), "published"),
        _text(form, "public") == "yes",
    )


def _texts(form: FormData) -> dict[str, str]:
    return {name: _text(form, name) for name in form}


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""


def _check(db: Connection, filled: Filled, number: int) -> tuple[str, date | None]:
    """The council and the date as they are to be kept; QueryError for what cannot be."""
    if not number:
        raise QueryError("Choose at least one file.")
    if not filled.is_public:
        raise QueryError("Say that these papers are public. Others cannot be kept here.")
    if filled.published.fault:
        raise QueryError(f"Day it was published: {filled.published.fault}")
    if number > 1 and filled.published.value:
        raise QueryError("A date is that of one paper. Add it alone, or leave the date empty.")
    if filled.council and not (
        find_council(filled.council) or filled.council in list_authorities(db)
    ):
        raise QueryError(f"{filled.council}: not a council in England. Check how it is written.")
    return filled.council, filled.published.value


def _intake(request: Request) -> Intake:
    intake: Intake = request.app.state.intake
    return intake


# --- a job -----------------------------------------------------------------


@router.get(ADDRESS + "/{job_id}")
def show_job(
    request: Request, library: Held, person: Administrator, job_id: Id, still: bool = False
) -> HTMLResponse:
    """What became of the papers; while they are read the page refreshes itself, unless told not to.

    A header refreshes it, which can be stopped; a tag in the page would bar people who read
    slowly (WCAG 2.2.1).
    """
    job = _intake(request).find_job(job_id)
    papers = tuple(_view_paper(library.db, paper) for paper in job.papers)
    page = render(request, "job.html", JobPage(_view_job(job), papers, still))
    if job.is_running and not still:
        page.headers["refresh"] = str(_REFRESHED_S)
    return page


def say_job(job: Job) -> str:
    """How far a job is, in words."""
    papers = words.say_count(len(job.papers), "paper")
    done = f"{job.count('read')} read, {job.count('refused')} refused"
    held = job.count("held")
    counts = f"{done}, {held} already held" if held else done
    return f"Reading {papers}: {counts} so far" if job.is_running else f"{papers}: {counts}"


def _view_paper(db: Connection, paper: Paper) -> PaperView:
    documents = iter_documents_of_source(db, paper.source) if paper.source else ()
    with_facts = tuple((document, _say_facts(document)) for document in documents)
    return PaperView(paper, _STATUSES[paper.status], with_facts)


def _say_facts(document: HeldDocument) -> str:
    day = say_day(document.published) if document.published else "date not known"
    council = document.authority or "council not known"
    return f"{words.say_kind(document.kind)}, {council}, {day}"
