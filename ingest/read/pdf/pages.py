"""Pages of blocks, whichever reader they come from: their lines, the numbers of their tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.document import RawBlock, RawPage


def lines_of(page: RawPage) -> Iterator[str]:
    """The lines of a page, as printed."""
    return (line.text for block in page.blocks for line in block.lines)


def next_table(pages: Iterable[RawPage]) -> int:
    """The number of a table that comes after those of the pages."""
    tables = (block.table for page in pages for block in page.blocks)
    return 1 + max((table for table in tables if table is not None), default=-1)


def renumber_tables(page: RawPage, first: int) -> RawPage:
    """The page with its tables counted from another number, so that none has two numbers."""
    return replace(page, blocks=tuple(_shift(block, first) for block in page.blocks))


def _shift(block: RawBlock, first: int) -> RawBlock:
    return block if block.table is None else replace(block, table=block.table + first)
