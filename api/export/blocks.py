"""What a pack is written as: paragraphs with styles, and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal[
    "Title", "Heading 1", "Heading 2", "Normal", "Question", "Quote", "List Bullet", "Table"
]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, where they stand, and the address at which that is opened."""

    text: str
    cited: str = ""
    address: str = ""


Cell = tuple[Piece, ...]
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block(Piece):
    """A paragraph with its style, or a table: its caption, and rows of which the first names
    the columns."""

    style: Style = "Normal"
    rows: tuple[Row, ...] = ()
