"""What a document is: one string, with spans of it that have boxes on pages.

All values are frozen and compare by value. Lengths are PDF points from the top left corner of
an upright page; pages count from 1; dates are `datetime.date`.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from corpus.account import ReadingNote

BlockKind = Literal["heading", "paragraph", "item", "cell", "note"]


def digest(*parts: object) -> str:
    """A stable id of 16 hexadecimal digits for the given parts.

    >>> digest("a", 1) == digest("a", "1") != digest("a1")
    True
    """
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (not included) of one document's text.

    ValueError where they are not in order, or negative.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Span) and self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """True where the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the top left; `bottom` > `top`."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line of a block as printed, and where it stands; no box in a plain text file."""

    text: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One heading, paragraph, item, table cell or note on one page, in reading order.

    `level` is the depth of a heading (1 is the highest) or of an item in a list
    (1 is the outermost); 0 elsewhere. `marker` is the printed number or bullet of
    an item ("20.", "a)", "•") where the file keeps it apart from the text.
    `table`, `row` and `column` place a cell: tables count through the file, rows
    and columns from 0; `header` marks a heading cell. `size` is the font size in
    points (0 unknown) and `bold` whether most of it is bold.
    """

    kind: BlockKind
    lines: tuple[RawLine, ...]
    level: int = 0
    marker: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    header: bool = False
    size: float = 0.0
    bold: bool = False
    confidence: float | None = None  # of OCR, 0 to 1
    continued: bool = False  # the file itself says that it began on an earlier page
    italic: bool = False


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page: its size in points, its printed number if seen, its blocks in order.

    `margins` is what its running head and foot say, which no block holds.
    """

    number: int
    width: float
    height: float
    blocks: tuple[RawBlock, ...]
    label: str = ""
    margins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a reader found in one file; `reader` names it, `notes` says what of it was not read."""

    pages: tuple[RawPage, ...]
    reader: str
    notes: tuple[ReadingNote, ...] = ()
    title: str = ""  # as the file's own metadata gives it


@dataclass(frozen=True, slots=True)
class Source:
    """One file and what is known of it. `id` is the SHA-256 of its bytes, in hexadecimal."""

    id: str
    name: str = ""  # the file's name, for messages
    title: str = ""
    publisher: str = ""
    kind: str = ""
    authority: str = ""
    url: str = ""
    licence: str = ""
    published: date | None = None
    publish_not_before: date | None = None
    fetched_on: date | None = None
    path: str = ""  # where the file was read from, on this machine


@dataclass(frozen=True, slots=True)
class Line:
    """A run of a document's text and the box it was printed in."""

    span: Span
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page: PDF number, printed label, size in points, and its part of the text."""

    number: int
    span: Span
    label: str = ""
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a document. Fields as in `RawBlock`; `paragraph` is its printed number, if any."""

    kind: BlockKind
    span: Span
    level: int = 0
    marker: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    header: bool = False
    size: float = 0.0
    bold: bool = False
    page: int = 1
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of its level or higher."""

    heading: Span
    span: Span  # heading included
    level: int
    path: tuple[str, ...]  # headings from the outermost to this one


@dataclass(frozen=True, slots=True)
class Event:
    """What a document reports on: an inspection, visit or meeting, with its days."""

    kind: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Document:
    """One logical document; a pack holds several `part`s of one source.

    `text` is the whole document once, repaired; every span anywhere points into it.
    Blocks, lines and pages are in the order of the text.
    """

    id: str
    source: Source
    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
    part: int = 0
    title: str = ""
    kind: str = ""
    framework: str = ""
    authority: str = ""
    event: Event | None = None
    published: date | None = None
    published_from: str = ""  # text | manifest | file name
    reader: str = ""
    notes: tuple[ReadingNote, ...] = ()
    author: str = ""  # the body that wrote it, where that is not the source's publisher
    status: str = ""  # draft | final, where the document says so
    kind_doubt: str = ""  # why the kind is not certain; empty where it is
    margins: tuple[str, ...] = ()  # what running heads and feet say; until it is identified

    @cached_property
    def _page_starts(self) -> list[int]:
        return [page.span.start for page in self.pages]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.span.start for line in self.lines]

    def quote(self, span: Span) -> str:
        """The words of a span, character for character."""
        return span.of(self.text)

    def page_of(self, span: Span) -> int:
        """The PDF page on which a span starts."""
        return self.pages[max(0, bisect_right(self._page_starts, span.start) - 1)].number

    def boxes_of(self, span: Span) -> tuple[Box, ...]:
        """The boxes of the lines that a span touches, in order; none in plain text."""
        first = max(0, bisect_right(self._line_starts, span.start) - 1)
        last = bisect_left(self._line_starts, span.end)
        return tuple(line.box for line in self.lines[first:last] if line.span.touches(span))

    def section_of(self, span: Span) -> Section | None:
        """The innermost section that holds a span."""
        holding = (section for section in reversed(self.sections) if span in section.span)
        return next(holding, None)

    def blocks_in(self, span: Span) -> Iterator[Block]:
        """The blocks that a span touches, in order."""
        return (block for block in self.blocks if block.span.touches(span))
