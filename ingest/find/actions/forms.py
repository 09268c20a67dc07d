"""The actions of forms: small tables that name an action, its owner and its deadline in rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Block, Document
from corpus.kinds import kind_of
from ingest.find.actions.columns import COLUMNS
from ingest.find.actions.lines import Line
from ingest.find.tables import Row, TableReader

_LABEL_WORDS = 4
_ACTION = re.compile(
    r"(?:(?:key|agreed|proposed|planned|improvement) )?actions?(?: (?:required|agreed|no\.?))?"
    r"(?: ?\d{1,2}(?:\.\d{1,2})?)?|what (?:we will do|will be done)",
    re.IGNORECASE,
)
_LEAST = 3  # words of an action beside its label


def find_in_forms(document: Document) -> Iterator[Line]:
    """What stands beside the label "Action", where labels of who and by when stand below."""
    if kind_of(document.kind).outside:
        return
    reader = TableReader(document)
    action: Block | None = None
    table = -1
    said: dict[str, str] = {}
    for row in reader.rows():
        name = _label(reader, row)
        if action is not None and (name == "action" or row.table != table):
            yield from _to_lines(action, said)
            action = None
        if name == "action":
            action, table, said = row.cells[max(row.cells)], row.table, {}
        elif name and action is not None:
            said.setdefault(name, reader.words(row.cells[max(row.cells)]))
    if action is not None:
        yield from _to_lines(action, said)


def _label(reader: TableReader, row: Row) -> str:
    """What the first of a row's two cells labels the other as; empty of other rows."""
    if len(row.cells) != 2 or min(row.cells):
        return ""
    label = reader.words(row.cells[min(row.cells)]).strip(": ")
    if _ACTION.fullmatch(label):
        told = reader.words(row.cells[max(row.cells)])
        return "action" if len(told.split()) >= _LEAST else ""
    if len(label.split()) > _LABEL_WORDS:
        return ""
    letters = re.sub(r"[^a-z]", "", label.lower())
    return next((name for name in ("due", "lead") if COLUMNS[name].fullmatch(letters)), "")


def _to_lines(action: Block, said: dict[str, str]) -> Iterator[Line]:
    if said:
        yield Line(action.span, lead=said.get("lead", ""), due=said.get("due", ""))
