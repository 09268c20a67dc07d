"""Issues that run through the years: asks, plans and findings gathered, each with its state.

A statement stands in the threads of the issues that a reader would put it under
(`index.issues.assignment`); two asks that the weigher calls the same share a thread, and a person's
verdict wins over both: "same" joins, "different" parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations

import numpy as np

from corpus.document import digest
from corpus.kinds import kind_of
from corpus.plain import values_of
from corpus.probability import to_printed
from corpus.store.documents import held_documents, newest_day
from corpus.store.embeddings import Vectors
from corpus.store.filters import Filters
from corpus.store.people.verdicts import holding_verdicts
from corpus.store.statements import Statement
from index.issues.assignment import tabulate_issues
from index.issues.cells import IssueCell, read_cells
from index.issues.grouping import BELONGS, RATHER_THAN_SILENCE, Gathered, gather
from index.issues.statements import encode_statements, load_statements
from index.issues.status import History, State, find_standing
from index.library import Library
from index.recurrence.corrections import Verdicts
from index.recurrence.trace import traced_asks, weigh_pairs
from index.recurrence.wording import LIKELY, say_day, say_join
from models.links.ensemble import Floats
from models.statements.cells import open_cell_model
from models.statements.issues import list_issues

# Two asks are weighed against each other where they are near in meaning or may be of one
# issue: of the pairs that the weigher calls the same, about one in twenty is neither.
_NEAR, _ONE_ISSUE = 0.4, 0.05
# Issues that an area SEND inspection and an inspection of children's services both look at.
_OF_SEND = frozenset({"send", "disabled", "short_breaks", "transition"})
_OPENING = 8  # words of an ask that tell it where it is about no issue of the vocabulary


@dataclass(frozen=True, slots=True)
class Member(Statement):
    """A statement of a thread, and how likely it is about the thread's issue."""

    probability: float = field(default=1.0, kw_only=True)


@dataclass(frozen=True, slots=True)
class Gap:
    """An inspection read between first and last seen, without a mention."""

    document: str
    title: str
    published: date


@dataclass(frozen=True, slots=True)
class Thread:
    """An issue over the years, its members in date order.

    `id` is made of its issue (empty where it is about none of the vocabulary) and its
    earliest ask. `looks` are the documents of outside bodies that asked or judged, oldest
    first, where that is sure; `unsure` those that speak of it and are not sure. `probability`
    is that of the state.
    """

    id: str
    label: str
    state: State
    history: History
    first: date
    last: date
    members: tuple[Member, ...]
    gaps: tuple[Gap, ...]
    reasons: tuple[str, ...]
    looks: tuple[IssueCell, ...] = ()
    issue: str = ""
    probability: float = 1.0
    unsure: tuple[IssueCell, ...] = ()


# --- finding ---------------------------------------------------------------


def find_threads(library: Library, authority: str, until: date | None = None) -> list[Thread]:
    """The threads of an authority: those in most documents first, then by first seen.

    A thread was asked for or judged by an outside body. With `until` they are told as of
    that day: what was published later takes no part. No statements, no threads.
    """
    statements = load_statements(library.db, authority, until)
    if not statements:
        return []
    gathered = _gather(library, authority, statements)
    cells = read_cells(open_cell_model(), statements, _judged_chances(gathered))
    read = _inspections(library, authority, until)
    read_to = newest_day(library.db, authority, until)
    kinds = {statement.document: statement.document_kind for statement in statements}
    groups = (
        _read_group(statements, gathered, thread, cells[thread], kinds)
        for thread in _threads(gathered)
    )
    threads = [
        _to_thread(group, read, read_to)
        for group in groups
        if any(cell.says_something for cell in group.cells)
    ]
    labelled = _tell_apart(threads)
    return sorted(labelled, key=lambda thread: (-_documents(thread), thread.first, thread.id))


def _judged_chances(gathered: Gathered) -> Floats:
    """How likely each statement is of each thread, people's verdicts settling it."""
    parted = ~gathered.held & (gathered.chances >= BELONGS)
    joined = gathered.held & (gathered.chances < RATHER_THAN_SILENCE)
    chances: Floats = np.where(parted, 0.0, np.where(joined, 1.0, gathered.chances))
    return chances


def _gather(library: Library, authority: str, statements: Sequence[Statement]) -> Gathered:
    """The statements in the threads that they belong to, people's verdicts applied last."""
    vectors = encode_statements(library, statements)
    chances = tabulate_issues(statements)
    rows = {statement.id: row for row, statement in enumerate(statements)}
    same, different = _judged(holding_verdicts(library.db), rows)
    gathered = gather(
        chances,
        [statement.document if statement.is_outside else "" for statement in statements],
        [statement.stance == "asked" for statement in statements],
    )
    repeated = _repeated(library, authority, rows, vectors, chances)
    return gathered.join(repeated).join(same).part(different)


def _repeated(
    library: Library,
    authority: str,
    rows: Mapping[str, int],
    vectors: Vectors,
    chances: Floats,
) -> list[tuple[int, int]]:
    """The asks, by row, that the weigher calls the same as an earlier one."""
    asks = [held for held in traced_asks(library, authority) if held.id in rows]
    at = np.array([rows[held.id] for held in asks], dtype=np.intp)
    near = (vectors[at] @ vectors[at].T >= _NEAR) | (chances[at] @ chances[at].T >= _ONE_ISSUE)
    pairs = [
        (asks[first], asks[second])
        for first, second in combinations(range(len(asks)), 2)
        if near[first, second] and asks[first].published != asks[second].published
    ]
    links = weigh_pairs(library.weigher, pairs, LIKELY)
    return [(rows[link.earlier.id], rows[link.later.id]) for link in links if link.same >= LIKELY]


def _judged(
    verdicts: Verdicts, rows: Mapping[str, int]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The pairs that people called the same, and those they called different."""
    pairs: dict[str, list[tuple[int, int]]] = {"same": [], "different": [], "related": []}
    for verdict in verdicts.values():
        if verdict.earlier in rows and verdict.later in rows:
            pairs[verdict.verdict].append((rows[verdict.earlier], rows[verdict.later]))
    return pairs["same"], pairs["different"]


def _threads(gathered: Gathered) -> list[int]:
    """The columns that hold a statement."""
    return np.flatnonzero(gathered.held.any(axis=0)).tolist()


# --- one thread ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Group:
    """Statements gathered, the issue that they are about (empty for none), how likely each
    belongs, and what outside bodies looked at."""

    statements: tuple[Statement, ...]
    issue: str
    label: str
    chances: tuple[float, ...]
    cells: tuple[IssueCell, ...]


def _read_group(
    statements: Sequence[Statement],
    gathered: Gathered,
    thread: int,
    cells: Sequence[IssueCell],
    kinds: Mapping[str, str],
) -> _Group:
    rows = np.flatnonzero(gathered.held[:, thread]).tolist()
    members = tuple(statements[row] for row in rows)
    chances = tuple(gathered.chances[rows, thread].tolist())
    known = thread < len(list_issues())
    issue = list_issues()[thread].id if known else ""
    label = list_issues()[thread].label if known else _opening(_earliest(members).text)
    return _Group(members, issue, label, chances, _comparable(cells, kinds, issue))


def _comparable(
    cells: Sequence[IssueCell], kinds: Mapping[str, str], issue: str
) -> tuple[IssueCell, ...]:
    """The cells of the children that the issue is about.

    What a report on special educational needs says of caseloads is about other children
    than an inspection of children's services: not comparable, where that looked too.
    """
    own = tuple(
        cell
        for cell in cells
        if issue in _OF_SEND or kind_of(kinds[cell.document]).inspects != "send"
    )
    return own if any(cell.says_something for cell in own) else tuple(cells)


def _to_thread(group: _Group, read: Sequence[Gap], read_to: date | None) -> Thread:
    """A group as a thread; `read` are the inspections held, `read_to` the newest day held."""
    statements = group.statements
    first, last = statements[0].published, statements[-1].published
    silent = _silent(statements, read)
    standing = find_standing(group.cells, read_to)
    told = tuple(cell for cell in group.cells if cell.is_sure)
    return Thread(
        id=digest("thread", group.issue, _earliest(statements).id),
        label=group.label,
        state=standing.state,
        history=standing.history,
        first=first,
        last=last,
        members=tuple(map(_to_member, statements, group.chances)),
        gaps=tuple(gap for gap in silent if first < gap.published < last),
        reasons=(*standing.reasons, *_beside(statements, told)),
        looks=told,
        issue=group.issue,
        probability=standing.probability,
        unsure=tuple(cell for cell in group.cells if not cell.is_sure and not cell.is_silent),
    )


def _to_member(statement: Statement, chance: float) -> Member:
    return Member(*values_of(statement), probability=to_printed(chance))


def _is_of_send(statement: Statement) -> bool:
    return kind_of(statement.document_kind).inspects == "send"


def _earliest(statements: Sequence[Statement]) -> Statement:
    """The earliest ask; where nothing was asked, the earliest statement."""
    return next(
        (statement for statement in statements if statement.stance == "asked"), statements[0]
    )


def _silent(statements: Sequence[Statement], read: Sequence[Gap]) -> list[Gap]:
    """The inspections without a statement among these."""
    seen = {statement.document for statement in statements}
    return [gap for gap in read if gap.document not in seen]


def _beside(statements: Sequence[Statement], cells: Sequence[IssueCell]) -> Iterator[str]:
    """What is told and does not count: the council's own report, and of other children."""
    reported = {
        statement.published for statement in statements if statement.stance == "council reported"
    }
    if reported:
        yield f"The council reported on it on {_say_days(reported)}."
    judging = {cell.document for cell in cells}
    others = [
        statement
        for statement in statements
        if _is_of_send(statement) and statement.stance == "asked"
    ]
    apart = {other.published for other in others if other.document not in judging}
    if apart:
        days = _say_days(apart)
        yield f"Asked for in an area SEND inspection on {days}: other children, not comparable."


def _say_days(days: Iterable[date]) -> str:
    return say_join([say_day(day) for day in sorted(days)])


def _inspections(library: Library, authority: str, until: date | None) -> list[Gap]:
    """The inspections of the whole service held of an authority to a day, oldest first."""
    held = held_documents(library.db, Filters(authority=authority, until=until))
    return [
        Gap(document.id, document.title, document.published)
        for document in held
        if kind_of(document.kind).inspects == "service" and document.published
    ]


# --- labels ----------------------------------------------------------------


def _tell_apart(threads: Sequence[Thread]) -> list[Thread]:
    """The threads with labels that differ: where one is used before, the first day is told."""
    seen: set[str] = set()
    labelled = []
    for thread in threads:
        label = thread.label
        if label in seen:
            label = f"{thread.label} ({thread.first}, {thread.id})"
        seen.add(label)
        labelled.append(replace(thread, label=label))
    return labelled


def _opening(text: str) -> str:
    """The first words of what was asked."""
    words = text.split()
    return " ".join(words[:_OPENING]) + ("…" if len(words) > _OPENING else "")


def _documents(thread: Thread) -> int:
    return len({member.document for member in thread.members})
