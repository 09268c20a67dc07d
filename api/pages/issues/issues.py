"""Issues over time: a grid of threads by inspection, and each thread with all that was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.shared import words
from api.pages.shared.frame import Held, address, render
from api.pages.shared.holdings import DocumentFacts, list_documents
from corpus.citation import say_place
from corpus.kinds import kind_of
from corpus.manifest import council_name
from corpus.probability import say_in_hundred
from corpus.store.documents import list_authorities
from corpus.store.filters import Filters
from index.answers.issues import CitedMember, answer_issue, list_threads
from index.answers.not_held import NotHeld
from index.issues.status import IssueCell
from index.issues.threads import Thread
from index.library import Library

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Column:
    """A document of the grid; `is_new` where it judges by another framework than the last."""

    id: str
    title: str
    kind: str
    published: date | None
    framework: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What a document says of an issue: a sign that reads in black and white, and a word."""

    sign: str
    said: str
    column: Column


@dataclass(frozen=True, slots=True)
class Row:
    """An issue in the grid."""

    address: str
    label: str
    state: str
    first: int
    last: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class GridView:
    """What the grid's page shows."""

    council: str
    councils: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    states: tuple[tuple[str, str, int], ...]  # state, the address of it alone, how many
    state: str


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of a thread as shown."""

    id: str
    said: str
    sign: str
    text: str
    place: str
    title: str
    document: str
    published: date
    chance: str


@dataclass(frozen=True, slots=True)
class ThreadView:
    """What a thread's page shows; `told` in date order."""

    council: str
    thread: Thread
    told: tuple[Told, ...]
    not_held: tuple[NotHeld, ...]


EVERY_STATE = "all"
_ONCE = "raised once"
_TOUCHED, _SILENT = "touched on", "no mention"
_FOUND = {"weak": "found weak", "improving": "improving", "good": "good"}
_SIGNS = {
    "asked": "●",
    "found weak": "▼",
    "mixed": "◆",
    "improving": "▲",
    "good": "✓",
    "planned": "□",
    "restated": "○",
    "council reported": "○",
    _TOUCHED: "·",
    _SILENT: "–",
}
_SAID = {
    "asked": "asked for",
    "restated": "repeated",
    "council reported": "council’s report",
}


@router.get("/issues")
def show_issues(request: Request, library: Held, council: str = "", state: str = "") -> Response:
    """The grid of a council; where there are several and none is named, the choice."""
    return render(request, "issues.html", view_issues(library, council_name(council), state))


@router.get("/threads/{thread_id}")
def show_thread(request: Request, library: Held, thread_id: str, council: str = "") -> Response:
    """A thread with all that was said of it."""
    return render(request, "thread.html", view_thread(library, thread_id, council_name(council)))


def view_issues(library: Library, council: str, state: str = "") -> GridView:
    """The grid; without a council where there are several it has no rows."""
    councils = tuple(list_authorities(library.db))
    council = council or (councils[0] if len(councils) == 1 else "")
    threads = list_threads(library, council) if council else []
    columns = list_columns(list_documents(library.db, Filters(authority=council)))
    return GridView(
        council,
        councils,
        columns,
        tuple(_to_row(thread, columns, council) for thread in _select(threads, state)),
        tuple(_count_states(threads, council)),
        state,
    )


def _select(threads: Sequence[Thread], state: str) -> list[Thread]:
    """The threads of a state; where none is named, those that were raised more than once."""
    if state:
        return [thread for thread in threads if state in (EVERY_STATE, thread.state)]
    return [thread for thread in threads if thread.state != _ONCE] or list(threads)


def _count_states(threads: Sequence[Thread], council: str) -> Iterator[tuple[str, str, int]]:
    found = [thread.state for thread in threads]
    for state in dict.fromkeys(found):
        yield state, address("/issues", council=council, state=state), found.count(state)
    yield "all", address("/issues", council=council, state=EVERY_STATE), len(found)


def list_columns(documents: Sequence[DocumentFacts]) -> tuple[Column, ...]:
    """The dated documents of outside bodies, oldest first."""
    shown = [
        document for document in documents if document.published and kind_of(document.kind).outside
    ]
    columns: list[Column] = []
    framework = ""
    for document in sorted(shown, key=lambda document: str(document.published)):
        judges = document.framework if kind_of(document.kind).inspects == "service" else ""
        is_new = bool(judges and framework and judges != framework)
        name = words.say_framework(document.framework)
        columns.append(
            Column(document.id, document.title, document.kind, document.published, name, is_new)
        )
        framework = judges or framework
    return tuple(columns)


def _to_row(thread: Thread, columns: Sequence[Column], council: str) -> Row:
    looks = {look.document: look for look in thread.looks}
    spoken = {member.document for member in thread.members}
    return Row(
        address(f"/threads/{thread.id}", council=council),
        thread.label,
        thread.state,
        thread.first.year,
        thread.last.year,
        tuple(_to_cell(looks.get(column.id), column.id in spoken, column) for column in columns),
    )


def _to_cell(look: IssueCell | None, is_spoken: bool, column: Column) -> Cell:
    """A document's look taken together, as the thread's state is made of looks."""
    if look is None:
        said = _TOUCHED if is_spoken else _SILENT
    else:
        said = "asked" if look.asked else _FOUND[look.found]
    return Cell(_SIGNS[said], _say(said), column)


def _say(said: str) -> str:
    return _SAID.get(said, said)


def view_thread(library: Library, thread_id: str, council: str) -> ThreadView:
    """A thread by its id, of the council named, else of whichever has it. NotFound for none."""
    answer = answer_issue(library, thread_id, council)
    issue = answer.issue
    told = tuple(map(_tell, issue.members))
    return ThreadView(issue.council, issue.thread, told, answer.not_held)


def _tell(cited: CitedMember) -> Told:
    member, citation = cited.member, cited.citation
    return Told(
        member.id,
        _say(member.stance),
        _SIGNS[member.stance],
        citation.shown,
        say_place(citation),
        citation.title,
        citation.document,
        member.published,
        say_in_hundred(member.probability),
    )
