"""Items of lists as a reader leaves them: single blocks, rows of cells, marked and indented."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from corpus.document import Block, Document

Style = Literal["number", "letter", "bullet", ""]
# Points to the right of the first item's edge at which a bullet is a sub-point: Word indents
# nested lists by 18 points and more, while the edges of one list vary by less than 4.
INDENT_POINTS = 9.0


@dataclass(frozen=True, slots=True)
class Item:
    """Blocks that belong together, in order; `body` is the cells in the column before them."""

    blocks: tuple[Block, ...]
    body: tuple[Block, ...] = ()

    @property
    def first(self) -> Block:
        """The block that begins it."""
        return self.blocks[0]

    @property
    def last(self) -> Block:
        """The block that ends it."""
        return self.blocks[-1]

    def __add__(self, other: Item) -> Item:
        """Both as one, in this order."""
        return Item(self.blocks + other.blocks, self.body + other.body)


def group_rows(blocks: Iterable[Block]) -> Iterator[Item]:
    """Blocks one by one, but the cells of a table row together, the first column as the body.

    Cells of a row may come in any order, and a cell that a page breaks in two.
    """
    for _, group in groupby(blocks, key=_row_or_place):
        row = tuple(group)
        columns = sorted({block.column or 0 for block in row if block.kind == "cell"})
        body = tuple(b for b in row if len(columns) > 1 and (b.column or 0) == columns[0])
        yield Item(tuple(block for block in row if block not in body), body)


def _row_or_place(block: Block) -> tuple[int | None, int | None, int]:
    """The row of a cell; a place of its own for any other block."""
    return *row_of(block), -1 if block.kind == "cell" else block.span.start


def row_of(block: Block) -> tuple[int | None, int | None]:
    """Table and row that a block stands in; (None, None) outside tables."""
    return block.table, block.row


def style_of(block: Block) -> Style:
    """How a block is marked: number, letter, bullet or not at all."""
    marker = block.marker.strip("().")
    if not marker:
        return "bullet" if block.kind == "item" else ""
    if marker[0].isdigit():
        return "number"
    return "letter" if marker.isalpha() and marker != "o" else "bullet"


def is_indented(document: Document, top: Block, block: Block) -> bool:
    """True where a block stands deeper in its list than `top`, by the file's word or the page."""
    if block.level != top.level and min(block.level, top.level) > 0:
        return block.level > top.level
    edges = [min((box.x0 for box in document.boxes_of(b.span)), default=0.0) for b in (top, block)]
    return edges[1] - edges[0] > INDENT_POINTS
