"""Columns of plans and trackers, known by the words at their head."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from corpus.kinds import MINUTES, kind_of
from ingest.document.dates import MONTHS
from ingest.find.actions.wording import is_task
from ingest.find.tables import Columns, Head, Row, TableReader

# The first that fits names the column; letters only, so that broken heads are known too.
COLUMNS: Columns = {
    name: re.compile(pattern)
    for name, pattern in {
        "serves": r"(?:linkto|links?(?:ed)?to)?(?:ofsted|inspection)?"
        r"(?:recommendations?|areas?|rec(?=$|no|num|ref))(?:no|numbers?|ref)?",
        "due": r"bywhen|due(?:date|by)?|(?:original|revised|agreed)?targetdate"
        r"|time(?:scales?|frames?)"
        r"|(?:original|revised)?(?:deadline|duedate)|completiondate|enddate|tobe(?:done|completed)by"
        r"|(?:complete|finish|deliver|expected|delivery|implementation)(?:d|ion)?(?:by|date)"
        r"|when$|when(?:will|is|are|by|do)[a-z]{2,24}$|(?:finish|end|completion|by|duedates?)$"
        r"|(?:date|month)(?:due|for|of)(?:completion|delivery|action)?|timing$|schedule$",
        "ref": r"(?:action)?(?:ref(?:erence)?|number)|actionno|item(?:no)?$|id$|no$",
        "told": r"(?:actions?|work)(?:taken|completed|done)(?:todate|sofar)?$"
        r"|what(?:we|has|have|been|was)*(?:done|did|happened)$",
        "success_measure": r"successmeasures?|successcriteria|outcomes?|impact|howwillweknow"
        r"|howwewill(?:know|measure|judge)|measuresofsuccess|evidence",
        "action": r"(?:key|improvement|agreed|proposed|planned|required|specific|next|our)?"
        r"actions?(?!owner|lead|by|officer)|wewill$|whatwe(?:will|aregoingto)do|what[a-z]{0,24}(?:do|done|happen|agreed|change)$"
        r"|what(?:was|is|hasbeen|wehave)(?:requested|asked(?:for)?)$|(?:information|report|briefing|data|item)s?request(?:ed)?$"
        r"|(?:improvement|intervention|initiative)s?(?:activit(?:y|ies)|work)?$"
        r"|(?:description|details?)of(?:the)?actions?"
        r"|(?:key|main|planned)?(?:tasks?|activit(?:y|ies))|(?:agreed|next|key|specific)*steps?"
        r"(?:tobetaken|tobecompleted|(?:we|that)?(?:will|are)?(?:be)?(?:take|taking|taken)|required|needed)?$"
        r"|commitments?$|undertakings?$|deliverables?$|requests?$|what$"
        r"|(?:implementation|delivery)(?:steps?|actions?|tasks?|plan)$"
        r"|(?!inter|trans|number|no|total|open|overdue|complete|closed)[a-z]{2,16}actions?"
        r"(?:agreed|required|needed|planned|proposed|points?)?$"
        r"|how(?:will|do|are|is|we)[a-z]{0,14}(?:do|done|deliver|delivered|achieve|achieved)"
        r"(?:this|it)?$",
        "lead": r"(?!mis)(?:[a-z]{3,14})?lead(?:officer|role|person|agency)?s?$"
        r"|(?:action)?lead(?:officer|role|person)?|(?:[a-z]{3,12})?owner|actionby(?:whom)?$"
        r"|(?:officer|person|who(?:is)?)?responsib(?:le|ility)(?:officer|person)?"
        r"|accountable|assignedto|(?:by)?whom?(?:is|will)?|(?:action)?officer|who$|named?officer$"
        r"|(?:agency|agencies|organisations?|department|directorate|by)$",
        "partners": r"partners?(?:hip)?(?:involvement|involved|agencies|support)?",
        "resource": r"resources?(?:requirements?|required|implications?|needed)?",
        "current": r"current(?:performance|position|value)?|baseline|latest",
        "target": r"targets?|milestones?",
        "national": r"(?:national|england)(?:benchmark|average|comparator)?",
        "neighbours": r"stat(?:istical)?neighbours?(?:benchmark|average|comparator)?"
        r"|neighbours?",
        "measure": r"measures?|indicators?|kpis?",
        "rag": r"b?rag(?:rating|status)?|status|progress|rating",
    }.items()
}
_LEAST_COLUMNS = 4  # of a plan's heading row; other tables share one or two of the names
_LEAST_CELLS = 3  # of a tracker's, where its other columns have names of its own
_HEAD_WORDS = 6  # of a cell of a tracker's heading row
# Heads of what is served, decided, looked at or feared, and not of what is done.
_SERVED = re.compile(
    r"recommend|asked|respon[sd]|finding|decision|topic|subject|agenda|purpose|risk|mitigat|control",
    re.IGNORECASE,
)
_LEAST_ROWS = 2  # whose cells tell what a column without a known head holds
MOSTLY = 0.6  # of a column's cells, or of bullets; plans begin some actions with a noun
_TASK_WORDS = 3  # "Termly sample" tells how something is watched
_TIME_WORDS = 6
_NAME_WORDS = 10
_TIME = re.compile(
    rf"\b(?:{'|'.join(name[:3] for name in MONTHS)})[a-z]*\b|\b20\d\d\b|\bQ[1-4]\b"
    r"|\b(?:ongoing|immediate(?:ly)?|completed?|weekly|monthly|quarterly|termly|spring|summer|autumn"
    r"|winter|(?:half|end of) term|weeks?|months?|next meeting)\b|\b\d{1,2}/\d{1,2}/\d\d",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"(?:all|the )?(?-i:[A-Z])", re.IGNORECASE)


def plan_head(reader: TableReader, row: Row) -> Head | None:
    """The row as the heading of an action plan or tracker; None of other rows.

    What stands below decides between names: a "Target" of times is a deadline, and under
    "Action owner" nobody is told what to do where they are under "Milestone".
    """
    found = _plan_head(reader, row)
    if found is None:
        return None
    below = [each for each in reader.rows_of(row.table) if each is not row]
    cells = {at: _cells(reader, below, at) for at in row.cells}
    columns = dict(found.columns)
    for at, name in found.columns.items():
        if name == "target" and "due" not in columns.values() and _mostly(is_time, cells[at]):
            columns[at] = "due"
    action = next(at for at, name in columns.items() if name == "action")
    told = [at for at in _open_columns(reader, row, columns) if _mostly(_tells_task, cells[at])]
    if told and _seldom(is_task, cells[action]):
        columns[action] = "" if "lead" in columns.values() else "lead"
        columns[told[0]] = "action"
    return replace(found, columns={at: name for at, name in columns.items() if name})


def _plan_head(reader: TableReader, row: Row) -> Head | None:
    """The row as such a heading by the names of its columns.

    Most of its columns are known by their names, or it has short heads and one of them is of
    actions, another of who does them or by when. Where who and by when are headed but no actions,
    the column is that whose cells tell somebody to do something.
    """
    known = reader.head(row, COLUMNS, min(_LEAST_COLUMNS, len(row.cells)))
    if known and _heads_plan(known, reader.document.kind == MINUTES):
        return known
    short = all(len(reader.words(block).split()) <= _HEAD_WORDS for block in row.cells.values())
    some = reader.head(row, COLUMNS, 2) if short and len(row.cells) >= _LEAST_CELLS else None
    if some and "action" not in some.names and {"lead", "due", "rag"} & some.names:
        some = _with_tasks(reader, row, some)
    return some if some and "action" in some.names and {"lead", "due", "rag"} & some.names else None


def _heads_plan(head: Head, minuted: bool) -> bool:
    """True of a head with a column of actions; in a small table with who does them and by when,
    in minutes with one of the two."""
    told = len({"lead", "due"} & head.names)
    small = len(head.columns) < _LEAST_COLUMNS
    return "action" in head.names and (not small or told > (0 if minuted else 1))


def with_ref(head: Head, row: Row) -> Head:
    """The heading, its first column that of the refs where its own words are past reading."""
    first = min(row.cells)
    if "ref" in head.names or first in head.columns:
        return head
    return replace(head, columns={first: "ref", **head.columns})


# --- columns known by what stands in them -----------------------------------------


def _with_tasks(reader: TableReader, row: Row, head: Head) -> Head:
    """The heading, the first column without a known name whose cells tell what to do marked so.

    Who does it and by when are headed so, or one of them is and the other is told by its cells.
    """
    below = [each for each in reader.rows_of(row.table) if each is not row]
    columns = dict(head.columns)
    for at in _open_columns(reader, row, columns):
        cells = _cells(reader, below, at)
        fits = (name for name, test in _TESTS.items() if _mostly(test, cells))
        columns[at] = next(
            (name for name in fits if name not in columns.values()), columns.get(at, "")
        )
    known = {at: name for at, name in columns.items() if name}
    return replace(head, columns=known) if set(_TESTS) <= set(known.values()) else head


def _open_columns(reader: TableReader, row: Row, columns: Mapping[int, str]) -> list[int]:
    """The columns that may hold what is done: without a known name, or targets and measures."""
    return [
        at
        for at, cell in sorted(row.cells.items())
        if columns.get(at, "target") in ("target", "measure", "success_measure")
        and not _SERVED.search(reader.words(cell))
    ]


def unheaded_plan(reader: TableReader, row: Row) -> Head | None:
    """The heading that a plan's table without one would have; None of other tables' first rows.

    A column's cells tell what to do, another's who does it, a third's by when.
    """
    rows = reader.rows_of(row.table)
    if row is not rows[0] or len(rows) < _LEAST_ROWS or kind_of(reader.document.kind).outside:
        return None
    found: dict[int, str] = {}
    for at, cell in sorted(row.cells.items()):
        own, cells = reader.words(cell), _cells(reader, rows, at)
        fits = (name for name, test in _TESTS.items() if test(own) and _mostly(test, cells))
        name = next(fits, "")
        if name and name not in found.values():
            found[at] = name
    return Head(found, {}, reader.edges(row)) if set(found.values()) == set(_TESTS) else None


def _cells(reader: TableReader, rows: Sequence[Row], at: int) -> list[str]:
    return [words for row in rows if (words := reader.words(row.cells.get(at)))]


def _mostly(test: Callable[[str], bool], cells: Sequence[str]) -> bool:
    return len(cells) >= _LEAST_ROWS and sum(map(test, cells)) >= MOSTLY * len(cells)


def _seldom(test: Callable[[str], bool], cells: Sequence[str]) -> bool:
    return sum(map(test, cells)) < (1 - MOSTLY) * len(cells)


def _tells_task(words: str) -> bool:
    return len(words.split()) >= _TASK_WORDS and is_task(words)


def is_time(words: str) -> bool:
    """True of a few words that say when: "31 May", "ongoing"."""
    return len(words.split()) <= _TIME_WORDS and _TIME.search(words) is not None


def is_somebody(words: str) -> bool:
    """True of a few words that begin as a name or a post does."""
    return len(words.split()) <= _NAME_WORDS and _SOMEBODY.match(words) is not None


_TESTS = {"due": is_time, "action": _tells_task, "lead": is_somebody}
