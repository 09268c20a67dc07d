"""The actions in a column of minutes that are a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Document
from corpus.kinds import AGENDA_PACK, MINUTES
from ingest.find.actions.bracketed import read_bracket
from ingest.find.actions.lines import Line, agreed_in
from ingest.find.actions.wording import NOTHING, is_task
from ingest.find.asks.recommended.entries import split_inline
from ingest.find.tables import Columns, Head, Row, TableReader

_NOTES: Columns = {
    "said": re.compile(
        r"discussion|notes|minutes?$|(?:whatwas)?(?:said|discussed)|summary|comments?$|keypoints"
        r"|.{0,16}questions?|repl(?:y|ies)|responses?|answers?"
    ),
    "action": re.compile(
        r"actions?(?:agreed|required|points?|(?:and)?(?:bywhom|bywhen|whom|owner|lead))?$"
    ),
    "who": re.compile(r"actions?(?:and)?(?:by|for|owner|lead)(?:whom)?$"),
}
_LEAST = 4  # words of a cell that says what to do, and not only who
_HEAD_WORDS = 5  # of the cells beside the head "Action"


def find_in_notes(document: Document) -> Iterator[Line]:
    """The cells headed "Action" beside what was said; under "Action by" the sentence that says
    what was agreed."""
    if document.kind not in (MINUTES, AGENDA_PACK):
        return
    reader = TableReader(document)
    head: Head | None = None
    table = -1
    for row in reader.rows():
        if found := _head(reader, row):
            head, table = found, row.table
        elif head is not None and row.table == table:
            cells = reader.under(head, row)
            cell, who, said = map(cells.get, ("action", "who", "said"))
            if who is not None and is_task(reader.words(who)):
                cell = who
            words = reader.words(cell)
            if cell is not None and len(words.split()) >= _LEAST and not NOTHING.fullmatch(words):
                bracketed = read_bracket(document, cell)
                told = split_inline(document, cell.span)
                yield from [bracketed] if bracketed else [Line(each.span) for each in told]
            elif who and said and (agreed := agreed_in(document, said)):
                yield Line(agreed)


def _head(reader: TableReader, row: Row) -> Head | None:
    """The row as the heading of such a table: short heads, and one of them of actions."""
    found = reader.head(row, _NOTES, 1)
    if found is None or not {"action", "who"} & found.names:
        return None
    columns = {at for other in reader.rows_of(row.table) for at in other.cells}
    short = all(len(reader.words(cell).split()) <= _HEAD_WORDS for cell in row.cells.values())
    return found if short and len(columns) > 1 else None
