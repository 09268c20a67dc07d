"""Many questions: a list of subjects pasted or uploaded, and the record of each in one table."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from api.auth.rights import OurForm, check_form, form_key, may_delete, may_keep, person_of
from api.export.tables import to_csv, to_xlsx
from api.http.inputs import Id, Name
from api.pages.shared.councils import CouncilChoice, choose_council
from api.pages.shared.frame import Held, render
from api.questions.reading import GivenList, read_file, read_text
from api.questions.table import to_cells
from corpus.errors import QueryError
from corpus.store.people.questions import (
    QuestionList,
    iter_questions,
    load_questions,
    remove_questions,
    save_questions,
)
from index.answers.records.many import MOST_SUBJECTS, QuestionTable, answer_questions
from index.library import Library
from index.recurrence.wording import say_count, say_day_of

ADDRESS = "/questions"
MOST_BYTES = 5_000_000  # of a file: a workbook of 500 recommendations has a fiftieth
router = APIRouter()

_SENT = {"csv": to_csv, "xlsx": to_xlsx}


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list that was kept: its address, and what it is in words."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class FormView:
    """The form: what was typed, what was wrong; without a key the visitor may not use it."""

    choice: CouncilChoice
    key: str
    typed: str = ""
    error: str = ""
    most: int = MOST_SUBJECTS
    lists: tuple[ListLine, ...] = ()  # those that the visitor made
    is_deleted: bool = False  # a list, just now


@dataclass(frozen=True, slots=True)
class TableView:
    """The table of a list, with who made it; with a `key` this visitor may delete the list."""

    asked: QuestionList
    table: QuestionTable
    made: str
    key: str = ""


# --- the form --------------------------------------------------------------------


@router.get(ADDRESS)
def show_form(
    request: Request, library: Held, council: Name = "", deleted: bool = False
) -> Response:
    """The form."""
    return _render_form(request, library, council, is_deleted=deleted)


def _render_form(
    request: Request,
    library: Library,
    council: str,
    typed: str = "",
    error: str = "",
    is_deleted: bool = False,
) -> Response:
    may = may_keep(request)
    view = FormView(
        choose_council(library.db, council),
        form_key(request) if may else "",
        typed,
        error,
        lists=tuple(map(_to_line, iter_questions(library.db, _name_of(request)))) if may else (),
        is_deleted=is_deleted,
    )
    return render(request, "questions.html", view, 422 if error else 200)


def _to_line(asked: QuestionList) -> ListLine:
    count = say_count(len(asked.subjects), "question")
    name = f"{count} about {asked.council}, {say_day_of(asked.made_at)}"
    return ListLine(f"{ADDRESS}/{asked.id}", f"{name}: {asked.subjects[0]}")


def _name_of(request: Request) -> str:
    person = person_of(request)
    return person.name if person else ""


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
    who = _name_of(request)
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
    key = form_key(request) if may_delete(request, asked.who) else ""
    view = TableView(asked, table, _say_made(asked), key)
    return render(request, "questions_table.html", view)


@router.post(ADDRESS + "/{list_id}/delete", dependencies=[OurForm])
def delete(request: Request, library: Held, list_id: Id) -> Response:
    """Delete a list for good; back to the form. 403 for whoever did not make it."""
    asked = load_questions(library.db, list_id)
    if not may_delete(request, asked.who):
        raise HTTPException(403, "Only who made a list, or an administrator, may delete it.")
    remove_questions(library.db, asked)
    return RedirectResponse(f"{ADDRESS}?deleted=true", 303)


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
