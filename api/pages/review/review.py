"""For reviewers: pairs whose verdict would teach most, one pair alone, and the log of verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from api.auth.login import own_path
from api.auth.rights import OurForm, Reviewer
from api.export.tables import to_csv
from api.http.inputs import Id, Name, PageNumber, VerdictNumber, VerdictWord, Words
from api.pages.review.judged import Desk, Judged, desk_of, say_score, view_judged
from api.pages.shared import words
from api.pages.shared.councils import CouncilChoice, choose_council
from api.pages.shared.frame import Held, RoleTask, Task, address, render
from api.pages.shared.holdings import Statement, find_statement
from api.pages.shared.marking import Piece, cut, find_words
from api.pages.shared.paging import Pages, count_pages, to_pages
from corpus.citation import Citation
from corpus.errors import NotFound, Overtaken, QueryError
from corpus.privacy import hide_contacts
from corpus.store.asks import HeldAsk
from corpus.store.people.verdicts import (
    Verdict,
    export_log,
    export_pairs,
    find_judged_records,
    holding_verdicts,
    iter_verdicts,
    load_record,
    undo_verdict,
)
from index.answers.asks import answer_doubts
from index.library import Library
from index.recurrence.judging import find_verdict, judge_pair, weigh_two
from index.recurrence.review_queue import Doubt
from index.recurrence.wording import LIKELY

router = APIRouter()
TASK: RoleTask = ("reviewer", Task("/review", "Review links"))

PAIRS_A_PAGE = 5  # a reviewer reads ten quotations, then rests
ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Side:
    """One statement of a pair: where it stands, and its words with those shared marked."""

    id: str
    citation: Citation
    pieces: tuple[Piece, ...]


# --- the queue -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Doubted:
    """A pair of the queue: what the machine says, why, and what a verdict would do."""

    earlier: Side
    later: Side
    same: str
    related: str
    reasons: tuple[str, ...]
    effect: str


@dataclass(frozen=True, slots=True)
class QueueView:
    """What the queue's page shows; `last` is what this reviewer said last, if it is not undone.

    `first` is the place of the page's first pair in the queue, from 1.
    """

    choice: CouncilChoice
    total: int
    pairs: tuple[Doubted, ...]
    first: int
    pages: Pages
    desk: Desk | None
    last: LogRow | None


@router.get("/review")
def show_queue(
    request: Request, library: Held, person: Reviewer, council: Name = "", page: PageNumber = 1
) -> Response:
    """The pairs of a council that nobody has judged, those that teach most first."""
    choice = choose_council(library.db, council)
    doubts = answer_doubts(library, choice.name) if choice.name else []
    pages = _to_pages("/review", len(doubts), PAIRS_A_PAGE, page, council=choice.name)
    first = (pages.number - 1) * PAIRS_A_PAGE
    view = QueueView(
        choice,
        len(doubts),
        tuple(map(_to_doubted, doubts[first : first + PAIRS_A_PAGE])),
        first + 1,
        pages,
        desk_of(request),
        _last_of(library, person.name),
    )
    return render(request, "review.html", view)


def _say_related(chance: float) -> str:
    return "likely" if chance >= LIKELY else "not likely"


def _to_doubted(doubt: Doubt) -> Doubted:
    link = doubt.link
    size = words.say_count(doubt.size, "statement")
    return Doubted(
        _to_side(link.earlier, link.shared.words),
        _to_side(link.later, link.shared.words),
        say_score(link.same),
        f"the same issue or related: {_say_related(link.related)}",
        link.evidence,
        f"They stand in one issue of {size} now."
        if doubt.together
        else f"Joined, they would make an issue of {size}.",
    )


def _to_side(ask: HeldAsk, shared: Sequence[str]) -> Side:
    text = ask.citation.shown
    return Side(ask.id, ask.citation, cut(text, find_words(text, shared, "added")))


def _to_pages(path: str, rows: int, size: int, wanted: int, **query: str) -> Pages:
    """Where a page of a list stands; one past the last is the last."""
    number = min(wanted, count_pages(rows, size))
    return to_pages(
        rows, size, number, lambda page: address(path, **query, page=page if page > 1 else "")
    )


# --- one pair --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PairView:
    """Two statements side by side; without the other one, what was wrong with its address."""

    one: Side
    other: Side | None
    judged: Judged | None
    machine: str
    desk: Desk | None
    typed: str = ""
    error: str = ""
    why: str = ""
    overtaken: bool = False


@router.get("/review/pair")
def show_pair(
    request: Request, library: Held, person: Reviewer, one: Id, other: Words = ""
) -> Response:
    """Two statements side by side, to be judged; `other` may be the address of its page."""
    statement = find_statement(library.db, one)
    try:
        beside = _find_other(library, statement, other)
    except (NotFound, QueryError) as error:
        view = PairView(_side_of(statement), None, None, "", desk_of(request), other, str(error))
        return render(request, "pair.html", view, 422)
    desk = desk_of(request, f"/statements/{one}#pair-{beside.id}")
    return render(request, "pair.html", _view_pair(library, statement, beside, desk))


def _find_other(library: Library, statement: Statement, typed: str) -> Statement:
    other = id_in(typed)
    if other == statement.id:
        raise QueryError("That is the statement itself. Give another one.")
    try:
        return find_statement(library.db, other)
    except NotFound as error:
        raise NotFound(
            "No statement of that address or id is held. Open the statement’s own page and"
            " copy its address."
        ) from error


def id_in(typed: str) -> str:
    """The id in the address of a statement's page, or the id itself.

    >>> id_in("http://127.0.0.1:8000/statements/ab12?q=1#pair-cd"), id_in(" ab12 ")
    ('ab12', 'ab12')
    """
    path = typed.strip().partition("#")[0].partition("?")[0]
    return path.rstrip("/").rpartition("/")[2]


def _view_pair(
    library: Library, statement: Statement, other: Statement, desk: Desk | None
) -> PairView:
    verdict = find_verdict(library, statement.id, other.id)
    records = sorted(
        (load_record(library.db, statement.id), load_record(library.db, other.id)),
        key=lambda record: record.citation.published or date.min,
    )
    score = weigh_two(library, *records)
    return PairView(
        _side_of(statement),
        _side_of(other),
        view_judged(verdict) if verdict else None,
        "" if score is None else say_score(score),
        desk,
    )


def _side_of(statement: Statement) -> Side:
    return Side(statement.id, statement.citation, (Piece(statement.text),))


# --- saying and undoing ----------------------------------------------------


@router.post("/review/verdicts", dependencies=[OurForm])
def say(
    request: Request,
    library: Held,
    person: Reviewer,
    one: Annotated[Id, Form()],
    other: Annotated[Id, Form()],
    verdict: Annotated[VerdictWord, Form()],
    seen: Annotated[VerdictNumber, Form()],
    why: Annotated[Words, Form()] = "",
    back: Annotated[Words, Form()] = "/review",
) -> Response:
    """Keep the verdict and go back; where somebody else was quicker, show theirs and ask again."""
    try:
        judge_pair(library, one, other, verdict, person.name, why, seen)
    except Overtaken:
        return _ask_again(request, library, one, other, why, own_path(back))
    return RedirectResponse(own_path(back), 303)


def _ask_again(
    request: Request, library: Library, one: str, other: str, why: str, back: str
) -> Response:
    desk = desk_of(request, back)
    pair = find_statement(library.db, one), find_statement(library.db, other)
    view = replace(_view_pair(library, *pair, desk), why=why, overtaken=True)
    return render(request, "pair.html", view, 409)


@router.post("/review/verdicts/{number}/undo", dependencies=[OurForm])
def undo(
    library: Held,
    person: Reviewer,
    number: VerdictNumber,
    back: Annotated[Words, Form()] = "/review/log",
) -> RedirectResponse:
    """Take a verdict back; it stays in the log as undone."""
    undo_verdict(library.db, number, person.name)
    return RedirectResponse(own_path(back), 303)


# --- the log ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LogRow:
    """A verdict ever given; `standing` says if it holds, was undone, or what holds instead."""

    judged: Judged
    earlier: str
    later: str
    earlier_text: str
    later_text: str
    standing: str
    is_undone: bool


@dataclass(frozen=True, slots=True)
class LogView:
    """What the log's page shows, newest first."""

    total: int
    rows: tuple[LogRow, ...]
    pages: Pages
    desk: Desk | None


@router.get("/review/log")
def show_log(request: Request, library: Held, person: Reviewer, page: PageNumber = 1) -> Response:
    """Every verdict ever given, those undone as well."""
    verdicts = list(iter_verdicts(library.db))[::-1]
    pages = _to_pages("/review/log", len(verdicts), ROWS_A_PAGE, page)
    first = (pages.number - 1) * ROWS_A_PAGE
    rows = _to_rows(library, verdicts[first : first + ROWS_A_PAGE])
    return render(request, "log.html", LogView(len(verdicts), rows, pages, desk_of(request)))


@router.get("/review/log.csv")
def send_csv(library: Held, person: Reviewer) -> Response:
    """The log as CSV."""
    return to_csv("verdicts", _export(library))


@router.get("/review/log.json")
def send_json(library: Held, person: Reviewer) -> Response:
    """The log as JSON."""
    headers = {"content-disposition": 'attachment; filename="throughline-verdicts.json"'}
    return JSONResponse(_export(library), headers=headers)


@router.get("/review/pairs.json")
def send_pairs(library: Held, person: Reviewer) -> Response:
    """The pairs of asks judged, as the weigher is fitted again with them."""
    headers = {"Content-Disposition": 'attachment; filename="pairs.json"'}
    return JSONResponse(export_pairs(library.db), headers=headers)


def _export(library: Library) -> list[dict[str, Any]]:
    """The log with contacts hidden in the words of the statements."""
    hidden = ("earlier_text", "later_text")
    return [
        {name: hide_contacts(cell) if name in hidden else cell for name, cell in row.items()}
        for row in export_log(library.db)
    ]


def _to_rows(library: Library, verdicts: Sequence[Verdict]) -> tuple[LogRow, ...]:
    """Verdicts as the log shows them, with the words of their records where these are held."""
    holding = holding_verdicts(library.db)
    records = find_judged_records(library.db, (id_ for verdict in verdicts for id_ in verdict.pair))
    texts = {id_: record.citation.shown for id_, record in records.items()}
    return tuple(
        LogRow(
            view_judged(verdict),
            verdict.earlier,
            verdict.later,
            texts.get(verdict.earlier, ""),
            texts.get(verdict.later, ""),
            _say_standing(verdict, holding.get(verdict.pair)),
            verdict.undone_at is not None,
        )
        for verdict in verdicts
    )


def _say_standing(verdict: Verdict, holding: Verdict | None) -> str:
    """Whether a verdict holds, was undone, or which one holds instead."""
    if verdict.undone_at or holding is None:
        return f"undone by {verdict.undone_by}"
    return "holds" if holding == verdict else f"number {holding.number} holds instead"


def _last_of(library: Library, who: str) -> LogRow | None:
    """What a person said last, if it is not undone."""
    own = [verdict for verdict in iter_verdicts(library.db) if verdict.who == who][-1:]
    return next(
        iter(_to_rows(library, [verdict for verdict in own if not verdict.undone_at])), None
    )
