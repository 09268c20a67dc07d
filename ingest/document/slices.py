"""A document cut out of another: some of its blocks, with everything that points at them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.document import Block, Document, Line, Page, Span, digest
from ingest.document.sections import find_sections


class _Piece:
    """A run of blocks that stays together, and how far its text moves."""

    def __init__(self, document: Document, blocks: range, at: int) -> None:
        before = document.blocks[blocks.start - 1].span.end + 1 if blocks.start else 0
        self.span = Span(before, document.blocks[blocks.stop - 1].span.end)
        self.blocks = document.blocks[blocks.start : blocks.stop]
        self.start = at
        self.end = at + self.span.end - self.span.start

    def moved(self, span: Span) -> Span:
        by = self.start - self.span.start
        return Span(span.start + by, span.end + by)


def slice_document(document: Document, ranges: Sequence[range], part: int) -> Document:
    """The given ranges of blocks as a document of its own, in order; none of them empty.

    Its text is theirs, joined by line ends; PDF pages keep their numbers. Title, kind and
    other facts are those of the whole until it is identified anew.
    """
    pieces = list(_pieces(document, ranges))
    text = "\n".join(piece.span.of(document.text) for piece in pieces)
    blocks = tuple(replace(block, span=p.moved(block.span)) for p in pieces for block in p.blocks)
    return replace(
        document,
        id=digest(document.source.id, part),
        part=part,
        text=text,
        pages=_pages(document.pages, pieces, len(text)),
        blocks=blocks,
        lines=tuple(line for piece in pieces for line in _lines(document.lines, piece)),
        sections=find_sections(text, blocks),
    )


def _pieces(document: Document, ranges: Iterable[range]) -> Iterator[_Piece]:
    at = 0
    for blocks in ranges:
        piece = _Piece(document, blocks, at)
        yield piece
        at = piece.end + 1


def _lines(lines: Sequence[Line], piece: _Piece) -> Iterator[Line]:
    first = bisect_right(lines, piece.span.start, key=lambda line: line.span.end)
    for line in lines[first:]:
        if line.span.start >= piece.span.end:
            break
        yield Line(piece.moved(line.span), line.box)


def _pages(pages: Sequence[Page], pieces: Sequence[_Piece], length: int) -> tuple[Page, ...]:
    """The pages that the pieces stand on, covering the text end to end."""
    starts: dict[int, int] = {}
    for page in pages:
        for piece in pieces:
            if page.span.touches(piece.span):
                start = max(page.span.start, piece.span.start)
                starts.setdefault(page.number, piece.moved(Span(start, start)).start)
    kept = sorted((page for page in pages if page.number in starts), key=lambda p: starts[p.number])
    ends = [*(starts[page.number] for page in kept[1:]), length]
    return tuple(
        replace(page, span=Span(starts[page.number] if index else 0, end))
        for index, (page, end) in enumerate(zip(kept, ends, strict=True))
    )


def text_of(document: Document, block: Block) -> str:
    """The words of a block in one line."""
    return " ".join(document.quote(block.span).split())
