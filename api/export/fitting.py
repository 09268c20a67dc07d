"""A pack as it fits on two sheets of A4: in smaller type, then without what can best be missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from api.export.blocks import Block, Piece, Row
from api.export.columns import find_widths
from api.export.lettering import count_lines
from api.export.pack_text import Opened, to_blocks
from api.export.shortening import (
    each_back,
    say_left_out,
    shorten,
    shorten_evidence,
    shorten_lines,
    shorten_risks,
    shorten_said,
    told_once,
)
from index.briefing.contents import Pack

# Of the size of the text: headings, and what stands in tables.
HEADINGS: Mapping[str, float] = {"Title": 1.3, "Heading 1": 1.1, "Heading 2": 1.0}
# Of its own size: the space above a heading.
ABOVE: Mapping[str, float] = {"Title": 0.5, "Heading 1": 0.4, "Heading 2": 0.25}
IN_TABLE = 0.9
# Points, the largest that fits: what can best be missed is left out before the type is smaller
# than the last of the good ones; below the smallest nobody should have to read.
_SIZES = (12.0, 11.5, 11.0, 10.5)
_SMALL = (10.0, 9.5)
# Points within the margins of A4, which leave 785 in height in a Word file; a browser needs more.
_WIDTH, _HEIGHT = 527.0, 776.0
_PAGES = 2
_FEWEST_LINES = 3  # lines of enquiry
_LINE = 1.15  # of the size: how high a line of Arial is
_CELL_EDGES = 11.0  # points
INDENTS: Mapping[str, float] = {"Quote": 11.3, "List Bullet": 18.0}  # points
_TOGETHER = 3  # lines of a paragraph that no page ends in


def fit_blocks(pack: Pack, opened: Opened | None = None) -> tuple[Block, ...]:
    """The pack's blocks for two pages: whole where they fit at the least good size, else without
    what its lists and lines can best miss, else smaller; in the smallest type with one quotation
    to a line, then with one risk, then without what else the paper says, and last with a line of
    enquiry less."""
    whole = told_once(pack)
    little = list(shorten(whole))
    bare = list(shorten_evidence(little[-1]))
    single = list(shorten_risks(bare[-1]))
    unsaid = list(shorten_said(single[-1]))
    least = list(shorten_lines(unsaid[-1], _FEWEST_LINES))
    tries = [
        (_SIZES[-1], little),
        *((size, little) for size in _SMALL),
        (_SMALL[-1], bare),
        (_SMALL[-1], single),
        (_SMALL[-1], unsaid),
        (_SMALL[-1], least),
    ]
    for size, packs in tries:
        for shorter in packs:
            if _fits(_to_blocks(shorter, whole, opened), size):
                return _to_blocks(_refill(shorter, whole, opened, size), whole, opened)
    return _to_blocks(least[-1], whole, opened)


def _to_blocks(pack: Pack, whole: Pack, opened: Opened | None) -> tuple[Block, ...]:
    return tuple(to_blocks(pack, opened, say_left_out(whole, pack)))


def _refill(shorter: Pack, whole: Pack, opened: Opened | None, size: float) -> Pack:
    """The pack with what was left out of its lists and lines and fits all the same, because a
    line of enquiry does not end a page in the middle: what is said most is taken back first."""
    for fuller in each_back(whole):
        tried = fuller(shorter)
        if tried != shorter and _fits(_to_blocks(tried, whole, opened), size):
            shorter = tried
    return shorter


def fit_points(blocks: Sequence[Block]) -> float:
    """The largest size at which the blocks are likely to fit on two pages; else the least."""
    sizes = (*_SIZES, *_SMALL)
    return next((size for size in sizes if _fits(blocks, size)), sizes[-1])


def _fits(blocks: Sequence[Block], size: float) -> bool:
    """By a count that LibreOffice stays below by up to a twentieth, the ends of pages apart: in
    48 renderings of eight packs at two sizes it took 0.95 to 0.99 of it."""
    pages, at = 1, 0.0
    for height in _parts(blocks, size):
        if at + height > _HEIGHT:
            pages, at = pages + 1, 0.0
        at += height
    return pages <= _PAGES


# --- heights ---------------------------------------------------------------


def keeps_with_next(blocks: Sequence[Block]) -> list[bool]:
    """Of each block, whether the next one stands on its page: of a heading, and of the history
    between it and the first quotation; what is asked may stand on the next page."""
    kept: list[bool] = []
    is_question = False  # what comes after the quotations, seen from the end
    for block in reversed(blocks):
        is_between = block.style in ("Quote", "Normal") and is_question and not block.rows
        kept.append(block.style in HEADINGS or is_between)
        is_question = block.style == "Question" or is_between
    return kept[::-1]


def _parts(blocks: Sequence[Block], size: float) -> Iterator[float]:
    """The heights of what no page ends in."""
    held = 0.0
    for block, keeps in zip(blocks, keeps_with_next(blocks), strict=True):
        first, *others = _heights(block, size)
        if keeps:
            held += first + sum(others)
            continue
        yield held + first
        yield from others
        held = 0.0


def _heights(block: Block, size: float) -> list[float]:
    """Of the rows of a table, the first two together; of a paragraph the whole, else its lines."""
    if block.rows:
        heads, first, *rows = _row_heights(block.rows, size * IN_TABLE)
        return [heads + first, *rows]
    own = size * HEADINGS.get(block.style, 1.0)
    above = own * ABOVE.get(block.style, 0.0)
    width = _WIDTH - INDENTS.get(block.style, 0.0)
    is_bold = block.style in ("Heading 1", "Heading 2", "Question")
    lines = count_lines(f"{block.text} {block.cited}", width, own, is_bold)
    line = own * _LINE
    if lines <= _TOGETHER:
        return [lines * line + above + 1]
    return [2 * line + above, *[line] * (lines - _TOGETHER - 1), 2 * line + 1]


def _row_heights(rows: Sequence[Row], size: float) -> list[float]:
    widths = [width - _CELL_EDGES for width in table_widths(rows, size)]
    return [
        max(
            sum(_cell_line(piece, width, size, not number) for piece in cell)
            for cell, width in zip(row, widths, strict=True)
        )
        for number, row in enumerate(rows)
    ]


def table_widths(rows: Sequence[Row], size: float) -> list[float]:
    """The widths of a table's columns on the page, in points."""
    return find_widths(rows, _WIDTH, size, _CELL_EDGES)


def _cell_line(piece: Piece, width: float, size: float, is_bold: bool) -> float:
    return count_lines(f"{piece.text} {piece.cited}", width, size, is_bold) * size * _LINE + 1
