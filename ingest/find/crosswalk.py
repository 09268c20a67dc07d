"""A plan's table from asks to actions, checked against what the plan's rows say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.document import Block, Document, digest
from corpus.records import Action, Crosswalk
from ingest.find.tables import Row, TableReader

_HEAD = re.compile(
    r"\bactions?\b.{0,60}\b(?:address|serve|meet|plan)|\b(?:linked|related) actions?\b",
    re.IGNORECASE,
)
_ASK = re.compile(r"recommendation|priority for|area|finding", re.IGNORECASE)
_AREA = re.compile(r"\d{1,2}\.?")
_REF = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}(?![\d.])")
_COUNT = re.compile(r"\((\d{1,3}) actions?\)", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
    """A line of the table on its way: its number, its words' first cell, all its words."""

    area: str
    block: Block
    words: list[str] = field(default_factory=list)


def find_crosswalk(document: Document, actions: Sequence[Action]) -> tuple[Crosswalk, ...]:
    """The lines of the table, in order; none where the document has no such table."""
    reader = TableReader(document)
    lines: list[_Line] = []
    inside = -1
    for row in reader.rows():
        words = [reader.words(block) for block in row.cells.values()]
        if _is_head(words):
            inside = row.table
        elif row.table == inside:
            _take(row, words, lines)
    return tuple(_to_crosswalk(document, line, actions) for line in lines)


def _is_head(words: Iterable[str]) -> bool:
    """True of a heading row of two columns: what was asked, and the actions for it."""
    cells = [each for each in words if each]
    return (
        2 <= len(cells) <= 4
        and any(_HEAD.search(each) for each in cells)
        and any(_ASK.search(each) for each in cells)
    )


def _take(row: Row, words: Sequence[str], lines: list[_Line]) -> None:
    """A row that begins with a number begins a line; others go on with it."""
    if _AREA.fullmatch(words[0]) and len(row.cells) > 1:
        block = [*row.cells.values()][1]
        lines.append(_Line(words[0].strip("."), block, list(words[1:])))
    elif lines:
        lines[-1].words.extend(words)


def _to_crosswalk(document: Document, line: _Line, actions: Sequence[Action]) -> Crosswalk:
    said = " ".join(line.words)
    count = _COUNT.search(said)
    return Crosswalk(
        id=digest(document.id, "crosswalk", line.area),
        span=line.block.span,
        area=line.area,
        actions=tuple(_REF.findall(said)),
        count_printed=int(count[1]) if count else None,
        rows=tuple(action.ref for action in actions if line.area in action.serves),
    )
