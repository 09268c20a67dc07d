"""The size of type at which a pack fits on two sheets of A4, by how much there is of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil

from api.export.blocks import Block, Row

# Of the size of the text: headings, and what stands in tables.
HEADINGS: Mapping[str, float] = {"Title": 1.3, "Heading 1": 1.1, "Heading 2": 1.0}
IN_TABLE = 0.9
# Points, the largest that fits; below the least nobody should have to read.
_SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
_WIDTH, _HEIGHT = 516.0, 765.0  # points within the margins of A4
_PAGES = 2
# Of the size: how wide a letter of Arial is, by the mean of English text, and a line high.
_LETTER, _LINE = 0.5, 1.15
_CELL_EDGES = 12.0  # points


def fit_points(blocks: Sequence[Block]) -> float:
    """The largest size at which the blocks are likely to fit on two pages; else the least."""
    return next((size for size in _SIZES if _height(blocks, size) <= _PAGES * _HEIGHT), _SIZES[-1])


def _height(blocks: Iterable[Block], size: float) -> float:
    return sum(
        _table_height(block.rows, size * IN_TABLE) if block.rows else _text_height(block, size)
        for block in blocks
    )


def _text_height(block: Block, size: float) -> float:
    """Of a paragraph or heading, with the space round it."""
    own = size * HEADINGS.get(block.style, 1.0)
    above = own / 2 if block.style in HEADINGS else 0.0
    indent = _CELL_EDGES if block.style in ("Quote", "List Bullet") else 0.0
    return _lines(f"{block.text} {block.cited}", _WIDTH - indent, own) * own * _LINE + above + 1


def _table_height(rows: Sequence[Row], size: float) -> float:
    width = _WIDTH / len(rows[0]) - _CELL_EDGES
    return sum(
        max(
            sum(
                _lines(f"{piece.text} {piece.cited}", width, size) * size * _LINE + 1
                for piece in cell
            )
            for cell in row
        )
        for row in rows
    )


def _lines(text: str, width: float, size: float) -> int:
    """A line is some letters short of full, for words are not cut: more so in a narrow cell."""
    letters = width / (_LETTER * size) - 3
    return max(1, ceil(len(text) / letters))
