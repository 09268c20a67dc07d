"""Has this come up before? Words pasted or typed, of one council, and the record of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.record.record import RecordView, view_record
from api.pages.shared.frame import LONGEST_WORDS, Held, render
from corpus.manifest import Listing, council_name
from corpus.store.holdings import list_councils
from corpus.store.verdicts import holding_verdicts
from index.held import find_not_held
from index.library import Library
from index.recurrence.trace import trace_words

router = APIRouter()


@dataclass(frozen=True, slots=True)
class RecurredView:
    """What the page shows: what was asked, of which council, and the record if it was."""

    q: str
    council: str
    councils: tuple[str, ...]
    was_cut: bool = False
    record: RecordView | None = None
    not_held: Sequence[Listing] = ()


@router.get("/recurred")
def show_recurred(request: Request, library: Held, q: str = "", council: str = "") -> Response:
    """The page; without words, or a council where there are several, the form alone."""
    return render(request, "recurred.html", view_recurred(library, q, council_name(council)))


def view_recurred(library: Library, q: str, council: str) -> RecurredView:
    """The form, and the record of the words where a council is known."""
    councils = tuple(list_councils(library.db))
    words = q[:LONGEST_WORDS]
    if not council and len(councils) == 1:
        council = councils[0]
    blank = RecurredView(words, council, councils)
    if not q or not council:
        return blank
    found = trace_words(library, library.weigher, library.topics, words, council)
    return RecurredView(
        words,
        council,
        councils,
        len(q) > LONGEST_WORDS,
        view_record(found, holding_verdicts(library.db)),
        find_not_held(library.db, council),
    )
