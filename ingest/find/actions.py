"""The rows of action plans: what will be done, by whom, by when, and how it will be known."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from corpus.document import Block, Document, Span, digest
from corpus.kinds import MINUTES
from corpus.records import Action
from ingest.document.dates import read_days
from ingest.find.tables import Columns, Head, Row, TableReader

# The first that fits names the column; letters only, so that broken heads are known too.
COLUMNS: Columns = {
    name: re.compile(pattern)
    for name, pattern in {
        "serves": r"(?:linkto|links?(?:ed)?to)?(?:ofsted|inspection)?"
        r"(?:recommendations?|rec|areas?)(?:no|numbers?|ref)?",
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
        r"actions?|wewill$|whatwe(?:will|aregoingto)do|what[a-z]{0,24}(?:do|done|happen|agreed|change)$"
        r"|(?:key|main|planned)?(?:tasks?|activit(?:y|ies))|(?:agreed)?(?:next)?steps?$"
        r"|commitments?$|undertakings?$|deliverables?$|requests?$|what$"
        r"|(?:implementation|delivery)(?:steps?|actions?|tasks?|plan)$"
        r"|(?!inter|trans|number|no|total|open|overdue|complete|closed)[a-z]{2,16}actions?"
        r"(?:agreed|required|needed|planned|proposed|points?)?$"
        r"|how(?:will|do|are|is|we)[a-z]{0,14}(?:do|done|deliver|delivered|achieve|achieved)"
        r"(?:this|it)?$",
        "lead": r"(?!mis)(?:[a-z]{3,14})?lead(?:officer|role|person|agency)?s?$"
        r"|(?:action)?lead(?:officer|role|person)?|(?:[a-z]{3,12})?owner"
        r"|(?:officer|person|who(?:is)?)?responsib(?:le|ility)(?:officer|person)?"
        r"|accountable|assignedto|(?:by)?whom?(?:is|will)?|(?:action)?officer|who$|named?officer$",
        "partners": r"partners?(?:hip)?(?:involvement|involved|agencies|support)?",
        "resource": r"resources?(?:requirements?|required|implications?|needed)?",
        "current": r"current(?:performance|position|value)?|baseline|latest",
        "target": r"targets?|milestones?",
        "national": r"(?:national|england)(?:benchmark|average|comparator)?",
        "neighbours": r"stat(?:istical)?neighbours?(?:benchmark|average|comparator)?"
        r"|neighbours?",
        "measure": r"measures?|indicators?|kpis?",
        "rag": r"rag(?:rating|status)?|status|progress|rating",
    }.items()
}
_LEAST_COLUMNS = 4  # of a plan's heading row; other tables share one or two of the names
_LEAST_CELLS = 3  # of a tracker's, where its other columns have names of its own
_HEAD_WORDS = 6  # of a cell of a tracker's heading row
_REF = re.compile(
    r"(?<![\d.])(\d{1,2})\s*\.\s*(\d{1,2})(?![\d/])"
    r"|^(\d{2,4}/\d{1,3}(?![\d/])|[A-Z]{0,4}[-/ ]?\d{1,3}[a-z]?)\b(?!\s+[A-Z][a-z]{2}|[/-]\d)"
)
_NOTHING = re.compile(
    r"\W*(?:none|nil|n/?a|not applicable|no (?:further )?action[^.]{0,20})?\W*", re.I
)
_PRIORITY = re.compile(r"\b(?:priority|objective|theme|workstream)\s+\d+", re.IGNORECASE)
_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\s+(20\d\d)", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:from|since|starting|ongoing from)\s+(?:\d{1,2}\s+)?$", re.IGNORECASE)
_TARGET_AND_CURRENT = re.compile(
    r"([^()]+?) \((?:current(?: performance)? )?([^()]*\d[^()]*?)\)", re.IGNORECASE
)
_COMPARED = {"national": "England", "neighbours": "Statistical neighbours"}


@dataclass(slots=True)
class _Draft:
    """A row on its way: its cells' words by what they hold, and the words of the action."""

    said: dict[str, str]
    block: Block | None  # None while a page break keeps the action from its number
    priority: str
    damaged: bool = False

    def join(self, rests: Iterable[tuple[str, str]]) -> None:
        """Take on what a page break parted from the row."""
        for name, words in rests:
            if words and name not in ("ref", "serves"):
                self.said[name] = f"{self.said.get(name, '')} {words}".strip()
                self.damaged = True


def find_actions(document: Document) -> tuple[Action, ...]:
    """The rows of a document's action plan, in order; none where it has no such table.

    Columns are known by the words at their head. What a page break moved behind a repeated
    heading, or into a row without a number, is joined to its row, which is then marked as
    damaged; its span has the words that stood together.
    """
    seen: Counter[str] = Counter()
    drafts = _drafts(TableReader(document))
    return tuple(
        _to_action(document, draft, draft.block, seen)
        for draft in drafts
        if draft.block is not None
    )


def _drafts(reader: TableReader) -> list[_Draft]:
    drafts: list[_Draft] = []
    head: Head | None = None
    priority = ""
    table = -1
    rows = list(reader.rows())
    numbered: dict[int, bool] = {}
    for row in rows:
        found = plan_head(reader, row)
        if found:
            head = _with_ref(found, row)
            if not numbered.setdefault(row.table, _has_refs(reader, head, rows, row.table)):
                head = replace(head, columns=_without_ref(head))
            if drafts and row.table == table:
                drafts[-1].join((found.columns[at], words) for at, words in found.rests.items())
            table = row.table
            continue
        priority = _priority(reader, row) or priority
        waits = bool(drafts) and drafts[-1].block is None
        if head is None or (row.table != table and not (waits or _goes_on(reader, head, row))):
            continue
        table = row.table
        _take(reader, row, head, priority, drafts)
    return drafts


def plan_head(reader: TableReader, row: Row) -> Head | None:
    """The row as the heading of an action plan or tracker; None of other rows.

    Most of its columns are known by their names, or it has short heads and one of them is of
    actions, another of who does them or by when.
    """
    known = reader.head(row, COLUMNS, min(_LEAST_COLUMNS, len(row.cells)))
    if known and _heads_plan(known, reader.document.kind == MINUTES):
        return known
    short = all(len(reader.words(block).split()) <= _HEAD_WORDS for block in row.cells.values())
    some = reader.head(row, COLUMNS, 2) if short and len(row.cells) >= _LEAST_CELLS else None
    return some if some and "action" in some.names and {"lead", "due", "rag"} & some.names else None


def _heads_plan(head: Head, minuted: bool) -> bool:
    """True of a head with a column of actions; in a small table with who does them and by when,
    in minutes with one of the two."""
    told = len({"lead", "due"} & head.names)
    small = len(head.columns) < _LEAST_COLUMNS
    return "action" in head.names and (not small or told > (0 if minuted else 1))


def _with_ref(head: Head, row: Row) -> Head:
    """The heading, its first column that of the refs where its own words are past reading."""
    first = min(row.cells)
    if "ref" in head.names or first in head.columns:
        return head
    return replace(head, columns={first: "ref", **head.columns})


def _goes_on(reader: TableReader, head: Head, row: Row) -> bool:
    """True of the first row of a table without a heading that has the columns of the one before.

    Where a page ends within a plan, some writers begin a new table on the next.
    """
    edges = reader.edges(row)
    if not head.fits(edges):
        return False
    said = {name: reader.words(block) for name, block in reader.under(head, row).items()}
    return bool(said.get("action")) and ("ref" not in head.names or bool(_read_ref(said["ref"])))


def _has_refs(reader: TableReader, head: Head, rows: Iterable[Row], table: int) -> bool:
    """True of a plan that numbers a row of its table; one that numbers none has no refs to miss."""
    cells = (reader.under(head, row).get("ref") for row in rows if row.table == table)
    return any(_read_ref(reader.words(cell)) for cell in cells)


def _without_ref(head: Head) -> dict[int, str]:
    return {column: name for column, name in head.columns.items() if name != "ref"}


def _priority(reader: TableReader, row: Row) -> str:
    """The priority that a row announces; empty of other rows."""
    first = reader.words(row.cells.get(0))
    return first if len(row.cells) <= 3 and _PRIORITY.match(first) else ""


def _take(reader: TableReader, row: Row, head: Head, priority: str, drafts: list[_Draft]) -> None:
    """A row as a new action where it has a ref and an action, else as the rest of the last."""
    cells = reader.under(head, row)
    said = {name: reader.words(block) for name, block in cells.items()}
    action = cells.get("action")
    ref = _read_ref(said.get("ref", "")) or _read_garbled(said, drafts)
    numbered = "ref" in head.names
    if action is not None and _NOTHING.fullmatch(said["action"]):
        return
    if action is not None and (
        ref or (not numbered and any(map(said.get, ("lead", "due", "rag"))))
    ):
        garbled = numbered and not _read_ref(said["ref"])
        drafts.append(_Draft({**_parted(said), "ref": ref}, action, priority, garbled))
    elif action is not None and drafts and drafts[-1].block is None:
        drafts[-1].block = action
        drafts[-1].join(said.items())
    elif action is None and ref and drafts and ref != drafts[-1].said["ref"]:
        drafts.append(_Draft({**_parted(said), "ref": ref}, None, priority, damaged=True))
    elif drafts:
        drafts[-1].join(said.items())


def _read_garbled(said: dict[str, str], drafts: list[_Draft]) -> str:
    """The number that must stand in a cell past reading: the one after the last row's."""
    whole = said.get("ref") and said.get("serves", "").strip()[:1].isdigit() and said.get("due")
    before = drafts[-1].said["ref"] if drafts else ""
    if not whole or not re.fullmatch(r"\d+\.\d+", before):
        return ""
    major, minor = before.split(".")
    return f"{major}.{int(minor) + 1}"


def _parted(said: dict[str, str]) -> dict[str, str]:
    """The cells, a current value that was printed in the target's cell put in its own."""
    both = _TARGET_AND_CURRENT.fullmatch(said.get("target", ""))
    if not both or said.get("current"):
        return said
    return {**said, "target": both[1], "current": both[2]}


def _read_ref(words: str) -> str:
    """The number of a row, without what a page's margin left in the cell.

    >>> _read_ref("1. 14 83"), _read_ref("A3"), _read_ref("Ref")
    ('1.14', 'A3', '')
    """
    found = _REF.search(words)
    if not found:
        return ""
    return found[3] or f"{found[1]}.{found[2]}"


def _to_action(document: Document, draft: _Draft, block: Block, seen: Counter[str]) -> Action:
    said = draft.said
    words = document.quote(block.span)
    seen[said["ref"] + words] += 1
    return Action(
        id=digest(document.id, "action", said["ref"], words, seen[said["ref"] + words]),
        span=Span(block.span.start, block.span.end),
        ref=said["ref"],
        priority=draft.priority,
        serves=_read_serves(said.get("serves", "")),
        lead=said.get("lead", ""),
        partners=said.get("partners", ""),
        due=said.get("due", ""),
        due_by=read_due(said.get("due", "")),
        success_measure=said.get("success_measure", ""),
        measure=said.get("measure", ""),
        current=said.get("current", ""),
        target=said.get("target", ""),
        comparators=tuple(_comparators(said)),
        resource=said.get("resource", ""),
        rag=said.get("rag", ""),
        damaged=draft.damaged,
    )


def _read_serves(words: str) -> tuple[str, ...]:
    """The numbers of a cell that is a list of them; a cell that names another source has none.

    >>> _read_serves("3 and 5"), _read_serves("Adviser, section 9")
    (('3', '5'), ())
    """
    others = set(re.findall(r"[a-z]+", words.lower())) - {"and", "no", "nos", "area", "areas"}
    return () if others else tuple(re.findall(r"\d+(?:\.\d+)?", words))


def _comparators(said: dict[str, str]) -> Iterator[str]:
    for name, whose in _COMPARED.items():
        if said.get(name):
            yield f"{whose}: {said[name]}"


def read_due(words: str) -> date | None:
    """The last day that words about a deadline can mean; None where they set no end.

    >>> read_due("February 2020"), read_due("Ongoing from October 2019")
    (datetime.date(2020, 2, 29), None)
    """
    days = list(read_days(words))
    for month in _MONTH.finditer(words):
        if not _OPEN.search(words[: month.start()]):
            year, number = int(month[2]), _MONTHS[month[1].lower()]
            days.append(date(year, number, monthrange(year, number)[1]))
    if _OPEN.search(words[: _first_day(words)]) and len(days) < 2:
        days = [day for day in days if _MONTH.search(words) is None]
    return max(days, default=None)


def _first_day(words: str) -> int:
    found = re.search(r"\d", words)
    return found.start() if found else 0
