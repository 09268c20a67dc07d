"""The rows of action plans: what will be done, by whom, by when, and how it will be known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from corpus.document import Document, Span, digest
from corpus.records import Action
from ingest.find.actions.columns import is_time, plan_head, unheaded_plan, with_ref
from ingest.find.actions.deadlines import read_due
from ingest.find.actions.wording import NOTHING, is_task
from ingest.find.tables import Head, Row, TableReader

_REF = re.compile(
    r"(?<![\d.])(\d{1,2})\s*\.\s*(\d{1,2})(?![\d/])"
    r"|^(\d{1,4}/\d{1,3}(?![\d/])|[A-Z]{0,4}[-/ ]?\d{1,3}[a-z]?)\b(?!\s+[A-Z][a-z]{2}|[/-]\d)"
)
_PRIORITY = re.compile(r"\b(?:priority|objective|theme|workstream)\s+\d+", re.IGNORECASE)
_TARGET_AND_CURRENT = re.compile(
    r"([^()]+?) \((?:current(?: performance)? )?([^()]*\d[^()]*?)\)", re.IGNORECASE
)
_GOES_ON = re.compile(r"[\W\d]*[a-z]")  # what begins with a capital may be an action of its own
_CLOSES = re.compile(r"[^()]{1,40}\)\s*")  # "(by the", and in the row below "board) Visits"
_COMPARED = {"national": "England", "neighbours": "Statistical neighbours"}


@dataclass(slots=True)
class _Draft:
    """A row on its way: its cells' words by what they hold, and where the action stands."""

    said: dict[str, str]
    action: tuple[Span, ...]  # none while a page break keeps the action from its number
    priority: str
    damaged: bool = False

    def join(self, reader: TableReader, rests: Mapping[str, tuple[Span, ...]]) -> None:
        """Take on what a page break parted from the row."""
        for name, spans in rests.items():
            words = reader.say(*spans)
            if not words or name in ("ref", "serves"):
                continue
            if name == "action" and self.action and _GOES_ON.match(words):
                self.action += spans
            self.said[name] = f"{self.said.get(name, '')} {words}".strip()
            self.damaged = True


def find_rows(document: Document) -> tuple[Action, ...]:
    """The rows of a document's action plan, in order; none where it has no such table.

    Columns are known by the words at their head. What a page break moved behind a repeated
    heading, or into a row without a number, is joined to its row, which is then marked as
    damaged; its span has the words that stood together, `rest` those that the page parted.
    """
    seen: Counter[str] = Counter()
    drafts = _drafts(TableReader(document))
    return tuple(_to_action(document, draft, seen) for draft in drafts if draft.action)


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
            head = with_ref(found, row)
            if not numbered.setdefault(row.table, _has_refs(reader, head, rows, row.table)):
                head = replace(head, columns=_without_ref(head))
            if drafts and row.table == table:
                drafts[-1].join(
                    reader, {found.columns[at]: (rest,) for at, rest in found.rests.items()}
                )
            table = row.table
            continue
        priority = _priority(reader, row) or priority
        if row.table != table and not (head and _goes_on(reader, head, row)):
            head, table = _unheaded(reader, row, head, table)
        waits = bool(drafts) and not drafts[-1].action
        if head is None or (row.table != table and not (waits or _goes_on(reader, head, row))):
            continue
        table = row.table
        _take(reader, row, head, priority, drafts)
    return drafts


def _unheaded(
    reader: TableReader, row: Row, head: Head | None, table: int
) -> tuple[Head | None, int]:
    """The heading that a plan's table without one would have, with the table; else as before."""
    found = unheaded_plan(reader, row)
    return (found, row.table) if found else (head, table)


def _goes_on(reader: TableReader, head: Head, row: Row) -> bool:
    """True of the first row of a table without a heading that has the columns of the one before.

    Where a page ends within a plan, some writers begin a new table on the next.
    """
    edges = reader.edges(row)
    if not head.fits(edges):
        return False
    said = {name: reader.words(block) for name, block in reader.under(head, row).items()}
    told = is_task(said.get("action", "")) or is_time(said.get("due", ""))
    return told and ("ref" not in head.names or bool(_read_ref(said["ref"])))


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
    if action is not None and NOTHING.fullmatch(said["action"]):
        return
    told = any(map(said.get, ("lead", "due", "rag")))
    spans = {name: reader.spans(block) for name, block in cells.items()}
    if action is not None and (ref or (not numbered and told) or _is_whole(said)):
        garbled = numbered and "ref" in said and not _read_ref(said["ref"])
        said = _close_brackets(drafts[-1].said, said) if drafts else said
        drafts.append(_Draft({**_parted(said), "ref": ref}, spans["action"], priority, garbled))
    elif action is not None and drafts and not drafts[-1].action:
        drafts[-1].action = spans.pop("action")
        drafts[-1].join(reader, spans)
    elif action is None and ref and drafts and ref != drafts[-1].said["ref"]:
        drafts.append(_Draft({**_parted(said), "ref": ref}, (), priority, damaged=True))
    elif drafts:
        drafts[-1].join(reader, spans)


def _close_brackets(before: dict[str, str], said: dict[str, str]) -> dict[str, str]:
    """The cells of a row without the ends of brackets that the row before it left open."""
    kept = dict(said)
    for name in said.keys() & before.keys():
        end = _CLOSES.match(said[name])
        if end and name != "ref" and before[name].count("(") > before[name].count(")"):
            before[name] = f"{before[name]} {end[0].strip()}"
            kept[name] = said[name][end.end() :]
    return kept


def _is_whole(said: dict[str, str]) -> bool:
    """True of a row without a number that is no rest of the last: it says what, who and when."""
    return said["action"][:1].isupper() and bool(said.get("lead") and said.get("due"))


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


def _to_action(document: Document, draft: _Draft, seen: Counter[str]) -> Action:
    said, (span, *rest) = draft.said, draft.action
    words = document.quote(span)
    seen[said["ref"] + words] += 1
    return Action(
        id=digest(document.id, "action", said["ref"], words, seen[said["ref"] + words]),
        span=span,
        rest=tuple(rest),
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
