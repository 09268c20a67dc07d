"""What the pixels of a scanned page tell besides its letters: ruled lines, bullets, weight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.read.layout.words import Rule

Pixels = NDArray[np.bool_]  # rows from the top; true where there is ink

_INK = 0.6  # of the paper's lightness: darker than this is ink, on yellowed paper too
# A ruled line is longer than any stroke of a letter, even of a 30-point title, and thin.
_SHORTEST_RULE = 24.0  # points
_THICKEST_RULE = 3.0
_SAMPLES = 9  # places along a rule at which its thickness is looked at
# A bullet is a square, a disc (0.79 of its square) or a diamond; the fullest small
# letters fill 0.55 of the box round their ink.
_SOLID = 0.66
_BULLET_SIZES = (0.12, 0.7)  # of the text's size
_LONGEST_SIDE = 1.6  # times the other
_BAR = 0.35  # of the size: longer runs of ink are bars and joins, not stems


@dataclass(frozen=True, slots=True)
class Patch:
    """A rectangle of pixels, ends not included."""

    left: int
    top: int
    right: int
    bottom: int


def find_ink(picture: NDArray[np.uint8]) -> Pixels:
    """Where a grey picture is darker than its paper, which is taken to be its usual grey."""
    ink: Pixels = picture < _INK * float(np.median(picture))
    return ink


def find_rules(ink: Pixels, dpi: float) -> list[Rule]:
    """The level and upright lines of a page, in points; a thick one comes as several."""
    point = 72 / dpi
    level = [Rule(a * point, y * point, b * point, y * point) for y, a, b in _level(ink, dpi)]
    upright = [Rule(x * point, a * point, x * point, b * point) for x, a, b in _level(ink.T, dpi)]
    return level + upright


def _level(ink: Pixels, dpi: float) -> Iterator[tuple[int, int, int]]:
    """Row, first and last column of each thin level line."""
    apart = int(_THICKEST_RULE * dpi / 72) + 1
    rows, starts, ends = _runs(_thickened(ink))
    long = ends - starts >= _SHORTEST_RULE * dpi / 72
    for row, start, end in zip(rows[long], starts[long], ends[long], strict=True):
        across = np.linspace(start, end - 1, _SAMPLES).astype(int)
        near = [y for y in (row - apart, row + apart) if 0 <= y < len(ink)]
        if all(ink[y, across].mean() <= 0.5 for y in near):
            yield int(row), int(start), int(end)


def _thickened(ink: Pixels) -> Pixels:
    """The ink with a pixel more above and below: a line half a degree askew stays whole."""
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    return thick


def _runs(ink: Pixels) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Row, start and end of every unbroken run of ink along the rows."""
    edges = np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    return rows, starts, np.nonzero(edges == -1)[1]


def is_bullet(ink: Pixels, patch: Patch, size: float) -> bool:
    """True where all the ink of a patch is one solid small mark; `size` of the text in pixels."""
    inside = ink[patch.top : patch.bottom, patch.left : patch.right]
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not rows.size:
        return False
    height, width = np.ptp(rows) + 1, np.ptp(columns) + 1
    least, most = (share * size for share in _BULLET_SIZES)
    return bool(
        least <= height <= most
        and least <= width <= most
        and max(height, width) <= _LONGEST_SIDE * min(height, width)
        and inside.sum() >= _SOLID * height * width
    )


def stem_width(ink: Pixels, patch: Patch, size: float) -> float:
    """The mean width of the strokes in a patch, as a share of the size; 0 where there is no ink."""
    inside = ink[patch.top : patch.bottom, patch.left : patch.right]
    _, starts, ends = _runs(inside)
    widths = (ends - starts)[ends - starts <= max(1.0, _BAR * size)]
    return float(widths.mean() / size) if widths.size else 0.0
