"""Many questions: a list of subjects pasted or uploaded, and the record of each in one table."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from api.auth.rights import check_form, form_key, may_keep, person_of
from api.export.tables import to_csv, to_xlsx
from api.http.inputs import Id, Name
from api.pages.shared.councils import CouncilChoice, choose_council
from api.pages.shared.frame import Held, render
from api.questions.reading import GivenList, read_file, read_text
from api.questions.table import to_cells
from corpus.errors import QueryError
from corpus.store.people.questions import QuestionList, load_questions, save_questions
from index.answers.records.many import MOST_SUBJECTS, QuestionTable, answer_questions
from index.library import Library
from index.recurrence.wording import say_day_of

ADDRESS = "/questions"
MOST_BYTES = 5_000_000  # of a file: a workbook of 500 recommendations has a fiftieth
router = APIRouter()

_SENT = {"csv": to_csv, "xlsx": to_xlsx}


@dataclass(frozen=True, slots=True)
class FormView:
    """The form: what was typed, what was wrong; without a key the visitor may not use it."""

    choice: CouncilChoice
    key: str
    typed: str = ""
    error: str = ""
    most: int = MOST_SUBJECTS


@dataclass(frozen=True, slots=True)
class TableView:
    """The table of a list, with who made it."""

    asked: QuestionList
    table: QuestionTable
    made: str


# --- the form --------------------------------------------------------------------


@router.get(ADDRESS)
def show_form(request: Request, library: Held, council: Name = "") -> Response:
    """The form."""
    return _render_form(request, library, council)


def _render_form(
    request: Request, library: Library, council: str, typed: str = "", error: str = ""
) -> Response:
    key = form_key(request) if may_keep(request) else ""
    view = FormView(choose_council(library.db, council), key, typed, error)
    return render(request, "questions.html", view, 422 if error else 200)


@router.post(ADDRESS)
async def take(request: Request, library: Held) -> Response:
    """Keep the list; on to its table. 403 where this visitor may not.

    The form is read here, after the right is checked, and not by the framework before.
    """
    if not may_keep(request):
        raise HTTPException(
            403, "Log in to ask about many subjects at once: the list is kept for you."
        )
    async with request.form(max_files=1, max_fields=10) as form:
        check_form(request, _text(form, "form_key"))
        typed, council = _text(form, "subjects"), _text(form, "council")
        file = form.get("file")
        data = await file.read() if isinstance(file, UploadFile) and file.filename else b""
        name = (file.filename or "") if isinstance(file, UploadFile) else ""
    return await run_in_threadpool(_keep, request, library, council, typed, name, data)


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _keep(
    request: Request, library: Library, council: str, typed: str, name: str, data: bytes
) -> Response:
    try:
        choice = choose_council(library.db, council[:200])
        given = _read(choice, typed, name, data)
    except QueryError as error:
        return _render_form(request, library, council[:200], typed, str(error))
    person = person_of(request)
    who = person.name if person else ""
    id_ = save_questions(library.db, choice.name, given.subjects, given.remarks, who)
    return RedirectResponse(f"{ADDRESS}/{id_}", 303)


def _read(choice: CouncilChoice, typed: str, name: str, data: bytes) -> GivenList:
    """The list given. QueryError where there is none, or two, or no council is chosen."""
    if choice.name not in choice.held:
        raise QueryError("Choose the council whose record is wanted.")
    if name and typed.strip():
        raise QueryError("Paste a list or choose a file: both were given.")
    return read_file(name, data) if name else read_text(typed)


# --- the table -------------------------------------------------------------------


@router.get(ADDRESS + "/{list_id}")
def show_table(request: Request, library: Held, list_id: Id) -> Response:
    """The table of a list, as the library stands now."""
    asked = load_questions(library.db, list_id)
    table = answer_questions(library, asked.subjects, asked.council)
    view = TableView(asked, table, _say_made(asked))
    return render(request, "questions_table.html", view)


def _say_made(asked: QuestionList) -> str:
    by = f" by {asked.who}" if asked.who else ""
    return f"Asked on {say_day_of(asked.made_at)}{by}."


@router.get(ADDRESS + "/{list_id}/table.{suffix}")
def send_table(request: Request, library: Held, list_id: Id, suffix: Name) -> Response:
    """The table as CSV or Excel."""
    send = _SENT.get(suffix)
    if send is None:
        raise HTTPException(404)
    asked = load_questions(library.db, list_id)
    table = answer_questions(library, asked.subjects, asked.council)
    return send("questions", to_cells(table, str(request.base_url).rstrip("/")))
