"""One text from the pages a reader found: repaired once, with every block and line a span of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from corpus.document import (
    Block,
    Box,
    Document,
    Line,
    Page,
    RawDocument,
    RawPage,
    Source,
    Span,
    digest,
)
from ingest.document.drafts import Draft, draft_block, join_headings, part_cover
from ingest.document.page_breaks import join_pages
from ingest.document.repair import Hyphens, repair_line
from ingest.document.sections import find_sections, promote_headings, promote_lettered

_PLACES = 2  # of a point, which nobody sees


def assemble(source: Source, raw: RawDocument) -> Document:
    """The document: text, pages, blocks, lines and sections; facts are left empty.

    Blocks are parted by a line end, the lines of a block by a space. A bullet is taken
    out of the text and kept as its block's marker; a printed number stays in the text
    in front of the block's span, and is its marker as well. A block that a page breaks
    is one; the notes that stood between come before it.
    """
    drafts = join_pages(map(_drafts, raw.pages))
    text, blocks, lines, starts = _written(drafts)
    blocks = promote_lettered(text, promote_headings(text, blocks))
    return Document(
        id=digest(source.id, 0),
        source=source,
        text=text,
        pages=_pages(raw.pages, starts, len(text)),
        blocks=blocks,
        lines=lines,
        sections=find_sections(text, blocks),
        reader=raw.reader,
        notes=raw.notes,
        margins=_margins(raw.pages),
    )


def _margins(pages: Iterable[RawPage]) -> tuple[str, ...]:
    """What the running heads and feet say, each once whatever its page number."""
    said = (repair_line(words) for page in pages for words in page.margins)
    once = {re.sub(r"\d+", "#", words): words for words in reversed(list(said)) if words}
    return tuple(reversed(once.values()))


def _drafts(page: RawPage) -> list[Draft]:
    parted = (part for block in page.blocks for part in part_cover(block))
    blocks = parted if page.number == 1 else page.blocks
    drafts = (draft_block(block, page.number) for block in blocks)
    return join_headings(draft for draft in drafts if draft is not None)


def _written(
    drafts: Sequence[Draft],
) -> tuple[str, tuple[Block, ...], tuple[Line, ...], dict[int, int]]:
    """The text, its blocks and lines, and where in it each page with words starts."""
    hyphens = Hyphens([line.text for line in draft.lines] for draft in drafts)
    pieces: list[str] = []
    blocks: list[Block] = []
    lines: list[Line] = []
    starts: dict[int, int] = {}
    at = 0
    for draft in drafts:
        lead = ("\n" if pieces else "") + draft.lead
        pieces.append(lead)
        starts.setdefault(draft.page, at + len(lead) - len(draft.lead))
        at += len(lead)
        begin = at
        for words, gap, page, box in _line_ends(draft, hyphens):
            starts.setdefault(page, at)
            if box is not None:
                lines.append(Line(Span(at, at + len(words)), _rounded(box)))
            pieces.append(words + gap)
            at += len(words) + len(gap)
        blocks.append(_block(draft, Span(begin, at)))
    return "".join(pieces), tuple(blocks), tuple(lines), starts


def _rounded(box: Box) -> Box:
    """A box to a hundredth of a point; as PDFs give them, digits are half of what layouts take."""
    corners = (box.x0, box.top, box.x1, box.bottom)
    return Box(box.page, *(round(corner, _PLACES) for corner in corners))


def _line_ends(draft: Draft, hyphens: Hyphens) -> Iterator[tuple[str, str, int, Box | None]]:
    """Each line as it stands in the text, and what parts it from the next."""
    for line, following in pairwise([*draft.lines, None]):
        assert line is not None  # None only closes the list
        words, gap = hyphens.join(line.text, following.text if following else "")
        yield words, gap if following else "", line.page, line.box


def _block(draft: Draft, span: Span) -> Block:
    raw = draft.raw
    return Block(
        kind=draft.kind,
        span=span,
        level=draft.level,
        marker=draft.marker,
        table=draft.table,
        row=draft.row,
        column=draft.column,
        header=raw.header,
        size=raw.size,
        bold=raw.bold,
        page=draft.page,
        italic=raw.italic,
    )


def _pages(pages: Iterable[RawPage], starts: dict[int, int], length: int) -> tuple[Page, ...]:
    """The pages, covering the text end to end; a page without words has an empty span."""
    found: list[Page] = []
    end = length
    for index, page in reversed(list(enumerate(pages))):
        start = 0 if index == 0 else starts.get(page.number, end)
        size = round(page.width, _PLACES), round(page.height, _PLACES)
        found.append(Page(page.number, Span(start, end), page.label, *size))
        end = start
    return tuple(reversed(found))
