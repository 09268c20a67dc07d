"""The account of a reading: what was looked for in a document, what was found, what is missing.

What is missing was expected of such a document: a page without words, an inspection without a
finding, a plan without a row. Every sentence is for an officer, who may act on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple
from itertools import groupby

from corpus.account import Account, LookedFor, NoteKind, Shortfall
from corpus.document import Block, Document, Span
from corpus.kinds import kind_as_read, kind_of
from corpus.records import Report
from corpus.vocabulary.frameworks import load_frameworks

# A front sheet, a covering note or a notice has fewer words; the shortest letter of inspectors
# has 900.
_LEAST_WORDS = 300
# Characters that no printed page has: what a broken font gave for a letter that it does not know.
# Those of private use are bullets and arrows as well, where they stand alone.
_NO_CHARACTER = re.compile(
    r"\(cid:\d+\)|[\x00-\x08\x0e-\x1f\ufffd\ufffe\uffff]|(?<=\w)[\ue000-\uf8ff](?=\w)"
)
_RECORDS = ("asks", "findings", "actions", "measures", "questions")
_IN_TABLES = ("actions", "crosswalk", "measures", "asks", "risks", "judgements")
_NONE_OF: Mapping[str, str] = {
    "findings": "no finding",
    "judgements": "no grade",
    "asks": "no recommendation or other ask",
    "actions": "no row of a plan; no table has headings such as “Action”, “Lead” and “By when”",
}

_SEE = "Open the file there and compare it with what is shown here."
_NEXT: Mapping[NoteKind, str] = {
    "unread": "If words are printed there, install tesseract and add the file again, or ask whoever"
    " made it for the original.",
    "no_language": "Ask whoever made the file for the original, or print it to a new PDF and add"
    " that.",
    "characters": f"Do not quote from there. {_SEE}",
    "left_out": _SEE,
}
_KIND_NEXT = (
    'What any paper may hold was looked for all the same. To settle its kind, put {"kind": "..."}'
    " into a file beside it, named as it is with .source.json behind."
)
_DAY_NEXT = "To have it in lists by date, put the day into its file's name (2024-05-14)."


def account_for(report: Report) -> Account:
    """What was looked for in a document, what was found in it, what is missing or not certain."""
    missing = [finding for look in _LOOKS for finding in look(report)]
    return Account(tuple(_looked_for(report)), tuple(missing))


def _looked_for(report: Report) -> Iterator[LookedFor]:
    kind = kind_as_read(report.document.kind, report.document.kind_doubt)
    if kind.asks:
        yield LookedFor("asks", len(report.asks))
    if kind.evaluates:
        yield LookedFor("findings", len(report.findings))
    if _areas(report.document):
        yield LookedFor("judgements", len(report.judgements))
    if kind.measures:
        yield LookedFor("measures", len(report.measures))
    yield LookedFor("actions", len(report.actions))
    yield LookedFor("questions", len(report.questions))
    yield LookedFor("risks", len(report.risks))


def _areas(document: Document) -> tuple[str, ...]:
    """What its framework gives grades for."""
    frameworks = (each for each in load_frameworks() if each.id == document.framework)
    return next((framework.areas for framework in frameworks), ())


# --- pages ---------------------------------------------------------------------


def _find_lost_pages(report: Report) -> Iterator[Shortfall]:
    """What the reader noted as lost, one shortfall for pages of which it says the same."""
    notes = [note for note in report.document.notes if note.lost]
    for (kind, says), alike in groupby(notes, key=lambda note: (note.kind, note.says)):
        pages = tuple(note.page for note in alike if note.page is not None)
        yield Shortfall(kind, says, _NEXT[kind], pages)


def _find_strange_pages(report: Report) -> Iterator[Shortfall]:
    """Pages with characters without meaning, which the reader did not note."""
    document = report.document
    noted = {note.page for note in document.notes if note.kind == "characters"}
    pages = tuple(
        page.number
        for page in document.pages
        if page.number not in noted and _NO_CHARACTER.search(document.text, *astuple(page.span))
    )
    if pages:
        says = "characters without a meaning: of a broken font, or not for print"
        yield Shortfall("characters", says, _NEXT["characters"], pages)


# --- facts ---------------------------------------------------------------------


def _find_unknown_facts(report: Report) -> Iterator[Shortfall]:
    document, kind = report.document, kind_of(report.document.kind)
    if document.kind_doubt:
        yield Shortfall("kind", f"its kind is not certain: {document.kind_doubt}", _KIND_NEXT)
    if not document.authority:
        says = "no council is named in it"
        yield Shortfall("council", says, "Add it again with --authority NAME.")
    if not document.published:
        yield Shortfall("day", "no day of publication found", _DAY_NEXT)
    if kind.by_inspectors and not (document.event and document.event.start):
        says = f"no days of the {kind.event} found"
        yield Shortfall("event", says, "Look for them on its first page.")


# --- contents ------------------------------------------------------------------


def _find_missing_contents(report: Report) -> Iterator[Shortfall]:
    """What documents of its kind have and it has not; what none of some length can lack."""
    document, kind = report.document, kind_of(report.document.kind)
    if document.text.count(" ") < _LEAST_WORDS:
        return
    for name in kind.expects:
        if not getattr(report, name) and (name != "judgements" or _areas(document)):
            yield Shortfall(name, _NONE_OF[name], f"{kind.label}s have one. {_SEE}")
    if not kind.expects and not any(getattr(report, name) for name in _RECORDS):
        says = "no ask, finding, action, measure or question"
        yield Shortfall("contents", says, _SEE)


def _find_unread_tables(report: Report) -> Iterator[Shortfall]:
    """Tables as wide as the plan's, of which no row was read."""
    plan = [table for table in _tables(report) if _holds(table, report, ("actions",))]
    width = max(map(_count_columns, plan), default=0)
    pages = tuple(
        table[0].page
        for table in _tables(report)
        if 0 < width <= _count_columns(table) + 1 and not _holds(table, report, _IN_TABLES)
    )
    if pages:
        says = "a table like the plan's, none of whose rows was read: its headings are not known"
        yield Shortfall("table", says, _SEE, tuple(dict.fromkeys(pages)))


def _tables(report: Report) -> Iterator[list[Block]]:
    cells = (block for block in report.document.blocks if block.table is not None)
    return (list(group) for _, group in groupby(cells, key=lambda block: block.table))


def _holds(table: Sequence[Block], report: Report, names: Sequence[str]) -> bool:
    """True where some record of these kinds stands in a table."""
    span = Span(table[0].span.start, table[-1].span.end)
    return any(record.span.touches(span) for name in names for record in getattr(report, name))


def _count_columns(table: Sequence[Block]) -> int:
    return len({block.column for block in table})


_LOOKS: tuple[Callable[[Report], Iterator[Shortfall]], ...] = (
    _find_lost_pages,
    _find_strange_pages,
    _find_unknown_facts,
    _find_missing_contents,
    _find_unread_tables,
)
