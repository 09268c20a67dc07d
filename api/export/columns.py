"""How wide the columns of a table are: by what stands in them, as web browsers lay tables out."""

from __future__ import annotations

from collections.abc import Sequence

from api.export.blocks import Cell, Row
from api.export.lettering import BOLD, measure


def find_widths(rows: Sequence[Row], width: float, size: float, edges: float) -> list[float]:
    """The width of each column, edges and all, which fill the width together, in points.

    None is narrower than its longest word, if that can be; the rest is shared by how much wider
    each would have to be to stand in one line (CSS 2.1, 17.5.2.2, automatic table layout).
    """
    columns = list(zip(*rows, strict=True))
    least = [max(map(_longest_word, column)) * size * BOLD + edges for column in columns]
    most = [max(map(_longest_line, column)) * size * BOLD + edges for column in columns]
    wanted = [high - low for low, high in zip(least, most, strict=True)]
    room = width - sum(least)
    if room <= 0 or not any(wanted):
        return [width * each / sum(most) for each in most]
    return [low + room * each / sum(wanted) for low, each in zip(least, wanted, strict=True)]


def _longest_word(cell: Cell) -> float:
    words = (word for piece in cell for word in f"{piece.text} {piece.cited}".split())
    return max(map(measure, words), default=0.0)


def _longest_line(cell: Cell) -> float:
    return max((measure(f"{piece.text} {piece.cited}") for piece in cell), default=0.0)
