"""Many questions over HTTP: a list is kept by whoever has a token, its table read by readers."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.auth.rights import Reader, may_delete
from api.http.described import problems
from api.http.inputs import Id, Name
from api.http.people.shapes import QuestionTableOut, to_table
from corpus.characters import printable
from corpus.errors import NotFound
from corpus.manifest import council_name
from corpus.store.documents import list_authorities, only_authority
from corpus.store.people.questions import load_questions, remove_questions, save_questions
from index.answers.records.many import answer_questions, check_number
from index.library import Library

LISTS_ADDRESS = "/api/v1/questions"
# A report pasted as one subject is told so in its row; more than that is no list.
_LONGEST = 20_000
Subject = Annotated[str, StringConstraints(max_length=_LONGEST)]


class QuestionsIn(BaseModel):
    """At most 500 subjects or recommendations, and the council whose record of each is wanted."""

    model_config = ConfigDict(extra="forbid")

    subjects: Annotated[list[Subject], Field(min_length=1)]
    authority: Name = ""


class ListOut(BaseModel):
    """A list that was kept: its id, and the address of its table for people."""

    id: str
    address: str


def add_questions(app: FastAPI, library: Library) -> None:
    """The addresses of lists, for an application that knows its people."""

    @app.post(LISTS_ADDRESS, status_code=201, responses=problems(400, 403, 404, 411, 413))
    def keep(person: Reader, given: QuestionsIn) -> ListOut:
        """Keep a list for good. QueryError for more than are answered at once."""
        check_number(given.subjects)
        council = find_council_held(library, given.authority)
        subjects = [printable(subject).strip() for subject in given.subjects]
        id_ = save_questions(library.db, council, subjects, (), person.name)
        return ListOut(id=id_, address=f"/questions/{id_}")

    @app.delete(
        LISTS_ADDRESS + "/{list_id}", status_code=204, responses=problems(403, 404, 411, 413)
    )
    def delete(request: Request, person: Reader, list_id: Id) -> None:
        """Delete a list for good. 403 for whoever did not make it and does not run the server."""
        asked = load_questions(library.db, list_id)
        if not may_delete(request, asked.who):
            raise HTTPException(403, "Only who made a list, or an administrator, may delete it.")
        remove_questions(library.db, asked)

    @app.get(LISTS_ADDRESS + "/{list_id}", responses=problems(404))
    def table(request: Request, list_id: Id) -> QuestionTableOut:
        """The record of each subject of a list, as the library stands now."""
        asked = load_questions(library.db, list_id)
        answered = answer_questions(library, asked.subjects, asked.council)
        return to_table(answered, str(request.base_url).rstrip("/"))


def find_council_held(library: Library, named: str) -> str:
    """The council named, in any usual spelling, or the only one held.

    NotFound where it is not held, QueryError where several are and none is named.
    """
    if not named:
        return only_authority(library.db)
    council = council_name(named)
    if council not in list_authorities(library.db):
        raise NotFound(f"{named}: nothing of this council is held here.")
    return council
