"""Issues that run through the years: asks, plans and findings gathered, each with its state.

Every two statements of an authority are linked by how likely both are about one issue
(`models.issues`), how near they are in meaning and, for two asks, the weigher's chance that
they are the same. The graph is cut where it holds together weakly, and a person's verdict
wins over all three: "same" joins, "different" parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from corpus.records import digest
from corpus.verdicts import holding_verdicts
from index.corrections import Verdicts
from index.filters import Filters
from index.gather import Strengths, gather, settle
from index.held import held_documents, newest_day
from index.library import Library
from index.recurrence import LIKELY, Link, link_asks
from index.statements import Statement, Vectors, encode_statements, load_statements
from index.states import History, Look, Said, Stance, State, find_standing, say_days, take_looks
from index.wording import name_body
from models.forest import Floats
from models.issues import open_issue_reader, open_issues

Placed = tuple[int, int, float]  # two asks by place, and the chance that they are the same

# What nearness in meaning counts for beside the chance of one issue.
_MEANING = 0.15
# Below this mean link a group holds together weakly.
TOGETHER = 0.15
# What the other statements of its paragraph count for beside a statement's own words, and
# the chance left to an issue that none of them is about.
_PARAGRAPH, _UNHEARD = 0.25, 0.01
# Issues that an area SEND inspection and an inspection of children's services both look at.
_OF_SEND = frozenset({"send", "disabled", "short_breaks", "transition"})
_OPENING = 8  # words of an ask that tell it from others of its label
# Reports that look at a council's whole service for children: their silence tells something.
_INSPECTIONS = frozenset({"inspection_report"})


@dataclass(frozen=True, slots=True)
class Member:
    """A statement of a thread, and how likely it is about the thread's issue.

    `kind` is the table it is held in: ask, action or finding.
    """

    id: str
    kind: str
    stance: Stance
    text: str
    page: int
    document: str
    title: str
    published: date
    probability: float


@dataclass(frozen=True, slots=True)
class Gap:
    """An inspection read between first and last seen, without a mention."""

    document: str
    title: str
    published: date


@dataclass(frozen=True, slots=True)
class Thread:
    """An issue over the years, its members in date order; `id` is made of its earliest ask."""

    id: str
    label: str
    state: State
    history: History
    first: date
    last: date
    members: tuple[Member, ...]
    gaps: tuple[Gap, ...]
    reasons: tuple[str, ...]


# --- finding ---------------------------------------------------------------


def find_threads(library: Library, authority: str) -> list[Thread]:
    """The threads of an authority: those in most documents first, then by first seen.

    A thread was asked for, or found weak, by an outside body. No statements, no threads.
    """
    statements = load_statements(library.db, authority)
    vectors = encode_statements(library, statements)
    places = {one.id: place for place, one in enumerate(statements)}
    links = _place(link_asks(library, library.weigher, authority), places)
    chances = _share_issues(read_issues(statements, vectors), links)
    judged = _judged(holding_verdicts(library.db), places)
    strengths = settle(_bond(chances, vectors, links), *judged)
    read, read_to = _inspections(library, authority), newest_day(library.db, authority)
    groups = (_read_group(statements, chances, group) for group in trace_threads(strengths))
    threads = [_to_thread(one, read, read_to) for one in groups if _is_raised(one.looks)]
    told = _tell_apart(threads)
    return sorted(told, key=lambda one: (-_documents(one), one.first, one.id))


def read_issues(statements: Sequence[Statement], vectors: Vectors) -> Floats:
    """The chance of each issue for each statement, its paragraph's other statements heard."""
    alone = open_issue_reader().read([one.text for one in statements], vectors)
    passages: dict[str, list[int]] = {}
    for place, one in enumerate(statements):
        passages.setdefault(one.passage, []).append(place)
    heard = np.ones_like(alone)
    for passage, places in passages.items():
        if passage and len(places) > 1:
            others = (alone[places].sum(axis=0) - alone[places]) / (len(places) - 1)
            heard[places] = (others + _UNHEARD) ** _PARAGRAPH
    chances: Floats = alone * heard
    chances /= chances.sum(axis=1, keepdims=True)
    return chances


def trace_threads(strengths: Strengths, threshold: float = TOGETHER) -> list[list[int]]:
    """The groups of statements that hold together by `threshold` or more, by their places."""
    return gather(strengths, threshold)


def _place(links: Sequence[Link], places: Mapping[str, int]) -> list[Placed]:
    """The links between asks by the places of the two."""
    ends = ((places.get(one.earlier.ask.id), places.get(one.later.ask.id), one) for one in links)
    return [
        (earlier, later, one.same)
        for earlier, later, one in ends
        if earlier is not None and later is not None
    ]


def _share_issues(chances: Floats, links: Sequence[Placed]) -> Floats:
    """The chances, those of asks that are likely the same heard by each other.

    "Improve supervision and oversight" is about oversight where what it repeats is.
    """
    heard = chances.copy()
    for one, other, same in links:
        if same >= LIKELY:
            heard[one] += same * chances[other]
            heard[other] += same * chances[one]
    shared: Floats = heard / heard.sum(axis=1, keepdims=True)
    return shared


def _bond(chances: Floats, vectors: Vectors, links: Sequence[Placed]) -> Strengths:
    """How strongly each two statements belong together: one issue, or the same ask."""
    issue = (chances @ chances.T).astype(np.float32)
    strengths: Strengths = (1 - _MEANING) * issue + np.float32(_MEANING) * (vectors @ vectors.T)
    for one, other, same in links:
        either = 1 - (1 - strengths[one, other]) * (1 - same)
        strengths[one, other] = strengths[other, one] = either
    return strengths


def _judged(
    verdicts: Verdicts, places: Mapping[str, int]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The pairs that people called the same, and those they called different."""
    pairs: dict[str, list[tuple[int, int]]] = {"same": [], "different": [], "related": []}
    for verdict in verdicts.values():
        if verdict.earlier in places and verdict.later in places:
            pairs[verdict.verdict].append((places[verdict.earlier], places[verdict.later]))
    return pairs["same"], pairs["different"]


# --- one thread ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Group:
    """Statements gathered, the place of the issue that most of them are about, how likely
    each is about it, and what outside bodies looked at."""

    statements: tuple[Statement, ...]
    issue: int
    chances: tuple[float, ...]
    looks: tuple[Look, ...]


def _read_group(statements: Sequence[Statement], chances: Floats, places: list[int]) -> _Group:
    issue = int(chances[places].sum(axis=0).argmax())
    members = [statements[place] for place in places]
    sure = chances[places, issue].tolist()
    said = [
        _to_said(one, chance)
        for one, chance in zip(members, sure, strict=True)
        if _looks_at(one, open_issues()[issue].id)
    ]
    return _Group(tuple(members), issue, tuple(sure), tuple(take_looks(said)))


def _is_raised(looks: Sequence[Look]) -> bool:
    return any(look.found == "weak" for look in looks)


def _to_thread(group: _Group, read: Sequence[Gap], read_to: date | None) -> Thread:
    """A group as a thread; `read` are the inspections held, `read_to` the newest day held."""
    statements = group.statements
    first, last = statements[0].published, statements[-1].published
    silent = _silent(statements, read)
    heard = max(one.published for one in statements if one.is_outside)
    since = sum(one.published > heard for one in silent)
    standing = find_standing(group.looks, since, read_to)
    return Thread(
        id=digest("thread", _earliest(statements).id),
        label=open_issues()[group.issue].label,
        state=standing.state,
        history=standing.history,
        first=first,
        last=last,
        members=tuple(map(_to_member, statements, group.chances)),
        gaps=tuple(one for one in silent if first < one.published < last),
        reasons=(*standing.reasons, *_council_reported(statements)),
    )


def _to_member(one: Statement, chance: float) -> Member:
    return Member(
        id=one.id,
        kind=one.kind,
        stance=one.stance,
        text=one.text,
        page=one.page,
        document=one.document,
        title=one.title,
        published=one.published,
        probability=round(chance, 4),
    )


def _to_said(one: Statement, chance: float) -> Said:
    body = name_body(one.document_kind)
    return Said(one.published, one.document, body, one.stance, chance * one.confidence)


def _looks_at(one: Statement, issue: str) -> bool:
    """True of what an outside body says of the issue for the children that it is about.

    What a report on special educational needs finds of caseloads is about other children
    than an inspection of children's services: not comparable, unless it asks for something.
    """
    if one.document_kind == "area_send_report":
        return one.stance == "asked" or issue in _OF_SEND
    return one.is_outside


def _earliest(statements: Sequence[Statement]) -> Statement:
    """The earliest ask; where nothing was asked, the earliest statement."""
    return next((one for one in statements if one.stance == "asked"), statements[0])


def _silent(statements: Sequence[Statement], read: Sequence[Gap]) -> list[Gap]:
    """The inspections without a statement among these."""
    seen = {one.document for one in statements}
    return [one for one in read if one.document not in seen]


def _council_reported(statements: Sequence[Statement]) -> tuple[str, ...]:
    """When the council itself reported on it: told, and never taken for an outside view."""
    days = {one.published for one in statements if one.stance == "council reported"}
    return (f"The council reported on it on {say_days(sorted(days))}.",) if days else ()


def _inspections(library: Library, authority: str) -> list[Gap]:
    """The inspection reports held of an authority, oldest first."""
    held = held_documents(library.db, Filters(authority=authority))
    return [
        Gap(one.id, one.title, one.published)
        for one in held
        if one.kind in _INSPECTIONS and one.published
    ]


# --- labels ----------------------------------------------------------------


def _tell_apart(threads: Sequence[Thread]) -> list[Thread]:
    """The threads with labels that differ: of those with one label, all but the largest
    are told by the words that open their earliest ask too."""
    largest: dict[str, Thread] = {}
    for one in sorted(threads, key=lambda one: (-len(one.members), one.id)):
        largest.setdefault(one.label, one)
    return [
        one if largest[one.label] is one else replace(one, label=f"{one.label}: {_opening(one)}")
        for one in threads
    ]


def _opening(thread: Thread) -> str:
    """The first words of a thread's earliest ask."""
    text = next(
        (one.text for one in thread.members if one.stance == "asked"), thread.members[0].text
    )
    words = text.split()
    return " ".join(words[:_OPENING]) + ("…" if len(words) > _OPENING else "")


def _documents(thread: Thread) -> int:
    return len({one.document for one in thread.members})


# --- telling ---------------------------------------------------------------


def say_thread(thread: Thread) -> Iterator[str]:
    """A thread in lines: its label and state, its reasons, then each member with its page."""
    yield f"{thread.label}: {thread.state} ({thread.first.year} to {thread.last.year})"
    yield from (f"  {reason}" for reason in thread.reasons)
    for one in thread.members:
        yield f"  {one.published} {one.stance}, {one.title}, page {one.page}: {one.text}"
    for gap in thread.gaps:
        yield f"  {gap.published} no mention found in {gap.title}"
