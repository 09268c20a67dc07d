"""Has this come up before? Words pasted or typed, of one council, and the record of them."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.inputs import LONGEST_WORDS, Name, Typed
from api.pages.record.record import RecordView, view_record
from api.pages.shared.councils import CouncilChoice, choose_council
from api.pages.shared.frame import Held, render
from corpus.store.citations import holds_ask
from index.answers.records.record import answer_record
from index.library import Library

router = APIRouter()


@dataclass(frozen=True, slots=True)
class RecurredView:
    """What the page shows: what was asked, of which council, and the record if it was."""

    q: str
    council: str
    choice: CouncilChoice
    was_cut: bool = False
    record: RecordView | None = None


@router.get("/recurred")
def show_recurred(request: Request, library: Held, q: Typed = "", council: Name = "") -> Response:
    """The page; without words, or a council where there are several, the form alone."""
    return render(request, "recurred.html", view_recurred(library, q, council))


def view_recurred(library: Library, q: str, council: str) -> RecurredView:
    """The form, and the record of the words, or of an ask by its id, where a council is known."""
    choice = choose_council(library.db, council)
    words = q[:LONGEST_WORDS]
    if not q or not (choice.name or holds_ask(library.db, words)):
        return RecurredView(words, choice.name, choice)
    record = answer_record(library, words, choice.name)
    was_cut = len(q) > LONGEST_WORDS
    return RecurredView(words, record.authority, choice, was_cut, view_record(record))
