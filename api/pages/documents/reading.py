"""A document as readable text, page by page: its blocks in order, its statements in the margin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from api.pages.shared import words
from api.pages.shared.marking import Marked, Piece, cut
from corpus.account import LookedFor
from corpus.citation import Citation, cite_spans, has_pages
from corpus.document import Block, Document, Page, Span
from corpus.privacy import hide_contacts
from corpus.records import Judgement, Report
from corpus.store.citations import Stated

_HEADINGS_SHOWN = 2  # levels of headings in the contents


@dataclass(frozen=True, slots=True)
class Line:
    """A block as shown. `id` is its place in the address; the margin names what is `stated`."""

    id: str
    pieces: tuple[Piece, ...]
    marker: str
    stated: tuple[Stated, ...]
    level: int = 0
    column: int = 0
    header: bool = False


# Columns of a table that half a screen can hold; the rows of a wider one are shown as lists.
_MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks of one kind that belong together: a heading, a paragraph, a list, a table.

    `heads` has what stands over each column of a table that is too wide to show as one.
    """

    kind: str  # heading | paragraph | item | cell | note
    lines: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...] = ()
    heads: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_wide(self) -> bool:
        """True for a table with more columns than can be read side by side."""
        return any(len(row) > _MOST_COLUMNS for row in self.rows)

    @property
    def stated(self) -> tuple[Stated, ...]:
        """The statements that begin in it."""
        return tuple(record for line in self.lines for record in line.stated)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page in points, to be drawn over its picture; `style` lit | stated."""

    x: float
    y: float
    width: float
    height: float
    style: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its number, its printed number, its text in parts, what is drawn over it."""

    page: int
    label: str
    width: float
    height: float
    parts: tuple[Part, ...]
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as shown. `target` is the span asked for, where it stands in the text.

    Without pages of its own (`has_pages`) all of it is one leaf.
    """

    leaves: tuple[Leaf, ...]
    contents: tuple[Citation, ...]  # the headings
    grades: tuple[tuple[Judgement, Citation], ...]
    target: Span | None
    counts: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    looked_for: tuple[LookedFor, ...]
    has_pages: bool


def read_document(report: Report, target: Span | None = None) -> Reading:
    """A report as text with its statements; the words of `target` are marked and lit."""
    document = report.document
    if target and target.end > len(document.text):
        target = None
    stated = list_stated(report)
    cited = cite_spans(report, (judgement.span for judgement in report.judgements))
    return Reading(
        tuple(_to_leaf(document, page, stated, target) for page in document.pages),
        cite_spans(report, _find_headings(document)),
        tuple(zip(report.judgements, cited, strict=True)),
        target,
        tuple(Counter(words.say_stated(record) for _, record in stated).items()),
        tuple(note.say() for note in document.notes if not note.lost),
        report.account.looked_for,
        has_pages(document.reader, document.pages[-1].number),
    )


def list_stated(report: Report) -> list[tuple[Span, Stated]]:
    """The statements of a report with their spans, in the order of the text."""
    tables: Mapping[str, Sequence[Any]] = {
        "ask": report.asks,
        "finding": report.findings,
        "action": report.actions,
        "question": report.questions,
        "risk": report.risks,
    }
    stated = [
        (record.span, _state(table, record))
        for table, records in tables.items()
        for record in records
    ]
    return sorted(stated, key=lambda pair: pair[0])


def _state(table: str, record: Any) -> Stated:
    return Stated(record.id, table, getattr(record, "stance", ""), getattr(record, "themes", ()))


def _find_headings(document: Document) -> Iterator[Span]:
    """The headings of the contents, those of the highest levels."""
    highest = min((section.level for section in document.sections), default=1)
    for section in document.sections:
        is_high = section.level < highest + _HEADINGS_SHOWN
        if is_high and document.quote(section.heading).strip():
            yield section.heading


def _id_of(span: Span) -> str:
    return f"at-{span.start}"


# --- a page ----------------------------------------------------------------


def _to_leaf(
    document: Document, page: Page, stated: Sequence[tuple[Span, Stated]], target: Span | None
) -> Leaf:
    blocks = [block for block in document.blocks if block.page == page.number]
    return Leaf(
        page.number,
        page.label,
        page.width,
        page.height,
        tuple(_to_parts(document, blocks, stated, target)),
        tuple(_find_areas(document, page, stated, target)),
    )


def _to_parts(
    document: Document,
    blocks: Iterable[Block],
    stated: Sequence[tuple[Span, Stated]],
    target: Span | None,
) -> Iterator[Part]:
    for (kind, _), group in groupby(_numbered(blocks), key=lambda numbered: numbered[0]):
        together = [block for _, block in group]
        lines = tuple(_to_line(document, block, stated, target) for block in together)
        rows = _to_rows(together, lines) if kind == "cell" else ()
        yield Part(kind, lines, rows, _list_heads(lines))


def _numbered(blocks: Iterable[Block]) -> Iterator[tuple[tuple[str, int], Block]]:
    """Blocks with what joins them: items that follow each other, the cells of one table."""
    for number, block in enumerate(blocks):
        if block.kind == "item":
            yield (block.kind, -1), block
        elif block.kind == "cell":
            yield (block.kind, block.table or 0), block
        else:
            yield (block.kind, number), block


def _to_rows(blocks: Sequence[Block], lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    paired = zip(blocks, lines, strict=True)
    rows = groupby(paired, key=lambda pair: pair[0].row)
    return tuple(tuple(line for _, line in row) for _, row in rows)


def _list_heads(lines: Sequence[Line]) -> Mapping[int, str]:
    """The words of each column's heading cells, by column."""
    heads: dict[int, str] = {}
    for line in lines:
        if line.header:
            heading = "".join(piece.text for piece in line.pieces).strip()
            heads[line.column] = f"{heads.get(line.column, '')} {heading}".strip()
    return heads


def _to_line(
    document: Document, block: Block, stated: Sequence[tuple[Span, Stated]], target: Span | None
) -> Line:
    marks = [Marked(target, "words")] if target else []
    if target and target.start in range(block.span.start, block.span.end):
        marks = [Marked(target, "first")]  # where the address leads
    pieces = cut(document.quote(block.span), marks, block.span.start)
    return Line(
        _id_of(block.span),
        tuple(Piece(hide_contacts(piece.text), piece.style) for piece in pieces),
        block.marker,
        tuple(record for span, record in stated if block.span.start <= span.start < block.span.end),
        block.level,
        block.column or 0,
        block.header,
    )


def _find_areas(
    document: Document, page: Page, stated: Sequence[tuple[Span, Stated]], target: Span | None
) -> Iterator[Area]:
    asks = [(span, "stated") for span, record in stated if record.table == "ask"]
    for span, style in [*asks, *([(target, "lit")] if target else [])]:
        for box in document.boxes_of(span) if span.touches(_grown(page.span)) else ():
            if box.page == page.number:
                yield Area(box.x0, box.top, box.x1 - box.x0, box.bottom - box.top, style)


def _grown(span: Span) -> Span:
    """A page's span with what may run over from the page before."""
    return Span(max(0, span.start - 5000), span.end)
