"""The labelled cells of the row that cited words stand in: one answer for every surface.

cells_of(library, hit.citation)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial

from corpus.citation import Cell, Citation
from corpus.document import Span
from corpus.privacy import hide_contacts
from corpus.records import Action, Risk
from corpus.store.connection import Connection
from corpus.store.reports import load_cells, load_records
from index.answers.cache import Key, cached
from index.library import Library
from index.tables.rows import TableRow, read_rows

# What stands in a row of a plan or of a table of risks, whatever its columns are called there.
_NAMES: Mapping[type, Mapping[str, str]] = {
    Action: {
        "ref": "Reference",
        "": "Action",
        "rest": "Action, continued",
        "serves": "Recommendation",
        "lead": "Owner",
        "partners": "Partners",
        "due": "Due",
        "success_measure": "What success looks like",
        "measure": "Measure",
        "current": "Now",
        "target": "Target",
        "comparators": "Compared with",
        "resource": "Resources",
        "rag": "Status",
    },
    Risk: {
        "risk": "Risk",
        "description": "What it means",
        "mitigation": "What is done about it",
        "rating": "Rating",
    },
}

BREAKS_OFF = "the words of the action break off in the file that was read"
# What no action ends with.
_BROKEN_OFF = re.compile(
    r"\b(?:and|or|of|to|the|an?|in|for|with|by|on|at|from|that|which|who|are|is|be|will)\s*$", re.I
)
_SERVED = re.compile(r"recommend|priorit|finding|inspection|ofsted|link|serve|area", re.I)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WORD = re.compile(r"\w+")
_AROUND_DOT = re.compile(r"\s*\.\s*")  # "1. 21"


@dataclass(frozen=True)
class DocumentRows:
    """The rows of a document's tables, in their order."""

    rows: tuple[TableRow, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [row.span.start for row in self.rows]

    def at(self, span: Span) -> tuple[TableRow, ...]:
        """The rows that a span touches."""
        index = bisect_right(self._starts, span.start) - 1
        rest = self.rows[max(0, index) :]
        return tuple(row for row in rest[: index + 3] if row.span.touches(span))


_ROWS: Key[DocumentRows] = Key("rows")


def rows_of(library: Library, document_id: str) -> DocumentRows:
    """The rows of a document's tables, those of plans and risks under plain names; cached."""
    return cached(library, _ROWS.of(document_id), lambda: _load_rows(library.db, document_id))


def cells_of(library: Library, citation: Citation) -> tuple[Cell, ...]:
    """The cells of the row that cited words stand in, each with its heading.

    None of words that stand in no table, in more rows than one, or in a row whose cells may
    stand under other headings than they seem to. Contacts are hidden.
    """
    return label_cells(rows_of(library, citation.document), citation.span)


def with_cells(library: Library, citation: Citation) -> Citation:
    """A citation with the cells of its row, as `cells_of`."""
    return replace(citation, cells=cells_of(library, citation))


def with_all_cells(library: Library, citations: Iterable[Citation]) -> Iterator[Citation]:
    """The same of many citations; the rows of each document are asked for once."""
    tables = cache(partial(rows_of, library))
    for citation in citations:
        cells = label_cells(tables(citation.document), citation.span)
        yield replace(citation, cells=cells)


def label_cells(document: DocumentRows, span: Span) -> tuple[Cell, ...]:
    """The cells of the row of a document that a span stands in, as `cells_of`."""
    rows = document.at(span)
    if len(rows) != 1 or not _is_labelled(rows[0]):
        return ()
    return tuple(replace(cell, text=hide_contacts(cell.text)) for cell in rows[0].cells)


def _is_labelled(row: TableRow) -> bool:
    return row.is_matched and not row.is_heading and len(row.cells) > 1


def _load_rows(db: Connection, document_id: str) -> DocumentRows:
    text, cells = load_cells(db, document_id)
    if not cells:
        return DocumentRows(())
    records = [record for kind in _NAMES for record in load_records(db, kind, document_id)]
    rows = read_rows(text, cells)
    return DocumentRows(tuple(_rename(row, _within(records, row.span), text) for row in rows))


def _within(records: Sequence[Action | Risk], span: Span) -> Action | Risk | None:
    return next((record for record in records if record.span.touches(span)), None)


def _rename(row: TableRow, record: Action | Risk | None, text: str) -> TableRow:
    """A row with a record's cells, which were found by more than their columns; what it prints
    besides keeps the heading that it has."""
    if record is None or row.is_heading:
        return row
    named = tuple(_name_record(record, row, text))
    ref = record.ref if isinstance(record, Action) else named[0].text
    garbled = re.compile(rf"{re.escape(ref)}(?:\s+\S{{1,3}}){{0,2}}")  # a ref and the margin's
    rest = tuple(
        cell
        for cell in row.cells
        if not _is_told(cell, named) and not garbled.fullmatch(_AROUND_DOT.sub(".", cell.text))
    )
    return replace(row, cells=(*named, *rest), is_matched=True)


def _name_record(record: Action | Risk, row: TableRow, text: str) -> Iterator[Cell]:
    for field, name in _NAMES[type(record)].items():
        if field == "serves" and isinstance(record, Action):
            yield from _say_serves(record, row)
            continue
        words = " ".join(_say(getattr(record, field) if field else record.span, text).split())
        if words:
            yield Cell(name, words)
    if isinstance(record, Action) and _BROKEN_OFF.search(_say(record.spans, text)):
        yield Cell("Note", BREAKS_OFF)


def _say(value: str | Span | Sequence[str | Span], text: str) -> str:
    """A record's value in words, several parted; of a span the words it covers."""
    if isinstance(value, Span):
        return value.of(text)
    return value if isinstance(value, str) else "; ".join(_say(each, text) for each in value)


def _say_serves(action: Action, row: TableRow) -> Iterator[Cell]:
    """The numbers of the asks that an action serves, as the plan prints and heads them."""
    printed = (
        cell
        for cell in row.cells
        if _SERVED.search(cell.name) and tuple(_NUMBER.findall(cell.text)) == action.serves
    )
    if action.serves:
        name = _NAMES[Action]["serves"]
        yield next(printed, Cell(name, ", ".join(action.serves)))


def _is_told(cell: Cell, named: Sequence[Cell]) -> bool:
    """True of a printed cell that a record's cells hold, whole or word by word under its name."""
    texts = " ".join(each.text for each in named)
    if _bare(cell.text) in _bare(texts):
        return True
    is_named = any(each.name == cell.name for each in named)
    return is_named and {*_WORD.findall(cell.text)} <= {*_WORD.findall(texts)}


def _bare(words: str) -> str:
    """The letters and figures of words: a narrow column breaks words that a record has whole."""
    return "".join(sign for sign in words.casefold() if sign.isalnum())
