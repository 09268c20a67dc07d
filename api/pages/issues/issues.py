"""Issues over time: a grid of threads by inspection, and each thread with all that was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.inputs import Id, Name
from api.pages.shared.councils import CouncilChoice, choose_council
from api.pages.shared.frame import Held, address, render
from api.pages.shared.holdings import DocumentFacts, list_documents
from corpus.kinds import kind_of
from corpus.manifest import council_name
from corpus.store.filters import Filters
from index.answers.issues import Issue, answer_issue, list_threads
from index.answers.not_held import NotHeld
from index.issues.cells import DECISIVE, IssueCell
from index.issues.threads import Member, Thread
from index.library import Library

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Column:
    """A document of the grid; `is_new` where it judges by another framework than the last.

    `is_past` where it is not among the newest, which alone fit on a tablet.
    """

    document: DocumentFacts
    is_new: bool
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a document says of an issue: a sign that reads in black and white, and a word."""

    sign: str
    stance: str
    column: Column


@dataclass(frozen=True, slots=True)
class Row:
    """An issue in the grid."""

    thread: Thread
    cells: tuple[Cell, ...]

    @property
    def newest(self) -> tuple[str, ...]:
        """The ids of the newest two documents that speak of it: what a card on a phone shows."""
        spoken = [cell for cell in self.cells if cell.stance != _SILENT]
        return tuple(cell.column.document.id for cell in spoken[-_ON_CARD:])


@dataclass(frozen=True, slots=True)
class GridView:
    """What the grid's page shows."""

    choice: CouncilChoice
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    states: tuple[tuple[str, str, int], ...]  # state, the address of it alone, how many
    state: str
    whole: str = ""  # the address at which a tablet shows every column, where it leaves some out

    @property
    def past(self) -> tuple[Column, ...]:
        """The columns that a tablet leaves out."""
        return tuple(column for column in self.columns if column.is_past)


@dataclass(frozen=True, slots=True)
class MemberView:
    """A statement of a thread as shown: the sign and the words for what it says."""

    member: Member
    sign: str
    stance: str


@dataclass(frozen=True, slots=True)
class CellView:
    """What a document says of an issue, in words; its statements are `cell.decisive`."""

    cell: IssueCell
    words: str


@dataclass(frozen=True, slots=True)
class YearView:
    """What was said of an issue in a year: the three statements that tell most, and the rest."""

    year: int
    decisive: tuple[MemberView, ...]
    others: tuple[MemberView, ...]


@dataclass(frozen=True, slots=True)
class ThreadView:
    """What a thread's page shows: its cells and statements in date order, what is not held."""

    issue: Issue
    years: tuple[YearView, ...]
    cells: tuple[CellView, ...]
    not_held: tuple[NotHeld, ...]


EVERY_STATE = "all"
_ON_TABLET = 4  # columns beside the issue and its state that fit into 768 points
_ON_CARD = 2
_ONCE = "raised once"
_TOUCHED, _SILENT = "mentioned", "no mention"
_FOUND = {"weak": "found weak", "mixed": "mixed", "improving": "improving", "good": "good"}
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
_IN_WORDS = {
    "asked": "asked for",
    "restated": "repeated",
    "council reported": "council’s report",
}


@router.get("/issues")
def show_issues(
    request: Request, library: Held, council: Name = "", state: Name = "", every: bool = False
) -> Response:
    """The grid of a council; where there are several and none is named, the choice.

    A tablet shows the newest columns, or `every` one.
    """
    return render(request, "issues.html", view_issues(library, council, state, every))


@router.get("/threads/{thread_id}")
def show_thread(request: Request, library: Held, thread_id: Id, council: Name = "") -> Response:
    """A thread with all that was said of it."""
    return render(request, "thread.html", view_thread(library, thread_id, council_name(council)))


def view_issues(library: Library, council: str, state: str = "", every: bool = False) -> GridView:
    """The grid; without a council where there are several it has no rows."""
    choice = choose_council(library.db, council)
    threads = list_threads(library, choice.name)
    columns = list_columns(list_documents(library.db, Filters(authority=choice.name)))
    if not every:
        columns = (*_to_past(columns[:-_ON_TABLET]), *columns[-_ON_TABLET:])
    return GridView(
        choice,
        columns,
        tuple(_to_row(thread, columns) for thread in _select(threads, state)),
        tuple(_count_states(threads, choice.name)),
        state,
        address("/issues", council=choice.name, state=state, every="true"),
    )


def _to_past(columns: Sequence[Column]) -> Iterator[Column]:
    return (replace(column, is_past=True) for column in columns)


def _select(threads: Sequence[Thread], state: str) -> list[Thread]:
    """The threads of a state; where none is named, those that were raised, and not once only."""
    if state:
        return [thread for thread in threads if state in (EVERY_STATE, thread.state)]
    return [thread for thread in threads if _is_followed(thread)] or list(threads)


def _is_followed(thread: Thread) -> bool:
    """True of an issue that was raised, and not once only."""
    raised = any(look.asked or look.found in ("weak", "mixed") for look in thread.looks)
    return raised and thread.state != _ONCE


def _count_states(threads: Sequence[Thread], council: str) -> Iterator[tuple[str, str, int]]:
    counts = Counter(thread.state for thread in threads)
    for state, count in [*counts.items(), (EVERY_STATE, len(threads))]:
        yield state, address("/issues", council=council, state=state), count


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
        columns.append(Column(document, is_new))
        framework = judges or framework
    return tuple(columns)


def _to_row(thread: Thread, columns: Sequence[Column]) -> Row:
    looks = {look.document: look for look in thread.looks}
    spoken = {member.document for member in thread.members}
    spoken |= {look.document for look in thread.unsure}
    return Row(
        thread,
        tuple(
            _to_cell(looks.get(column.document.id), column.document.id in spoken, column)
            for column in columns
        ),
    )


def _to_cell(look: IssueCell | None, is_spoken: bool, column: Column) -> Cell:
    """A document's look taken together, as the thread's state is made of looks."""
    if look is None:
        stance = _TOUCHED if is_spoken else _SILENT
        return Cell(_SIGNS[stance], stance, column)
    stance = "asked" if look.asked else _FOUND[look.found]
    return Cell(_SIGNS[stance], _say_cell(look), column)


def _say_cell(cell: IssueCell) -> str:
    """What a document says of an issue: "asked for, found weak"; what is not sure is not said."""
    if not cell.is_sure:
        return _TOUCHED
    found = _FOUND.get(cell.found, "")
    return ", ".join(filter(None, (_say("asked") if cell.asked else "", found)))


def _say(stance: str) -> str:
    return _IN_WORDS.get(stance, stance)


def view_thread(library: Library, thread_id: str, council: str) -> ThreadView:
    """A thread by its id, of the council named, else of whichever has it. NotFound for none."""
    answer = answer_issue(library, thread_id, council)
    members = tuple(
        MemberView(member, _SIGNS[member.stance], _say(member.stance))
        for member in answer.issue.thread.members
    )
    thread = answer.issue.thread
    cells = sorted((*thread.looks, *thread.unsure), key=lambda cell: cell.published)
    shown = tuple(CellView(cell, _say_cell(cell)) for cell in cells)
    return ThreadView(answer.issue, tuple(_by_year(members, cells)), shown, answer.not_held)


def _by_year(members: Sequence[MemberView], cells: Sequence[IssueCell]) -> Iterator[YearView]:
    """The statements of each year: first those that a cell rests on, then the likeliest."""
    rests = {statement.id for cell in cells for statement in cell.decisive}
    for year, said in groupby(members, key=lambda each: each.member.published.year):
        those = list(said)
        ranked = sorted(those, key=lambda each: _rank(each.member, rests))
        first = {each.member.id for each in ranked[:DECISIVE]}
        yield YearView(
            year,
            tuple(each for each in those if each.member.id in first),
            tuple(each for each in those if each.member.id not in first),
        )


def _rank(member: Member, rests: Collection[str]) -> tuple[bool, float]:
    return (member.id not in rests, -member.probability)
