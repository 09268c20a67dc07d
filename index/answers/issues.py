"""The issues that run through a council's years, and one of them with all that was said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from corpus.errors import NotFound
from corpus.store.documents import list_authorities, newest_day
from corpus.store.statements import Statement
from index.answers.cache import Key, cached
from index.answers.not_held import NotHeld, find_all_not_held
from index.issues.cells import IssueCell
from index.issues.threads import Thread, find_threads
from index.library import Library
from index.tables.labelled import with_cells

StatementT = TypeVar("StatementT", bound=Statement)
_THREADS: Key[list[Thread]] = Key("threads")


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue of a council."""

    council: str
    thread: Thread


@dataclass(frozen=True, slots=True)
class IssuesAnswer:
    """The issues of a council, those in most documents first, and what is not held of it."""

    council: str
    issues: tuple[Issue, ...]
    not_held: tuple[NotHeld, ...]


@dataclass(frozen=True, slots=True)
class IssueAnswer:
    """One issue of a council, and what is not held of the council."""

    issue: Issue
    not_held: tuple[NotHeld, ...]


def list_threads(library: Library, council: str, until: date | None = None) -> list[Thread]:
    """A council's threads, as `find_threads` gives them, cached; none of one not held."""
    if council not in list_authorities(library.db):
        return []  # and nothing cached of whatever name somebody may type
    newest = newest_day(library.db, council)
    if until and newest and until >= newest:
        until = None  # everything held is heard
    key = _THREADS.of((council, until))
    return cached(library, key, lambda: find_threads(library, council, until))


def answer_issues(library: Library, council: str, until: date | None = None) -> IssuesAnswer:
    """The issues of a council, as of a day if one is given."""
    return IssuesAnswer(
        council,
        tuple(
            Issue(council, _with_rows(library, thread))
            for thread in list_threads(library, council, until)
        ),
        find_all_not_held(library, council) if council else (),
    )


def answer_issue(library: Library, thread_id: str, council: str = "") -> IssueAnswer:
    """An issue by its id, of the council named, else of whichever has it. NotFound for none."""
    for name in [council] if council else list_authorities(library.db):
        for thread in list_threads(library, name):
            if thread.id == thread_id:
                issue = Issue(name, _with_rows(library, thread))
                return IssueAnswer(issue, find_all_not_held(library, name))
    raise NotFound(
        f"No issue at this address is held ({thread_id}). Issues are gathered anew when"
        " documents are added; the list of issues has it under its present address."
    )


def _with_rows(library: Library, thread: Thread) -> Thread:
    """A thread, its statements that stand in rows of tables with their cells."""
    cells = (thread.looks, thread.unsure)
    looks, unsure = (tuple(_cell_with_rows(library, cell) for cell in each) for each in cells)
    members = tuple(_with_row(library, member) for member in thread.members)
    return replace(thread, members=members, looks=looks, unsure=unsure)


def _cell_with_rows(library: Library, cell: IssueCell) -> IssueCell:
    return replace(cell, decisive=tuple(_with_row(library, each) for each in cell.decisive))


def _with_row(library: Library, statement: StatementT) -> StatementT:
    return replace(statement, citation=with_cells(library, statement.citation))


def find_threads_of(library: Library, statement_id: str, council: str) -> list[Thread]:
    """The threads that a statement is part of, the likeliest first."""
    parts = [
        (member.probability, thread)
        for thread in list_threads(library, council)
        for member in thread.members
        if member.id == statement_id
    ]
    return [thread for _, thread in sorted(parts, key=lambda part: -part[0])]
