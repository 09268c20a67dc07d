"""Bullets and numbers that stand before the lines of a scan, where tesseract overlooks them.

It takes bullets for letters, and drops single figures far to the left of their line
as specks. The ink tells a bullet; a figure is read again, moved close to its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from ingest.read.ocr.pixels import Patch, Pixels, is_bullet
from ingest.read.ocr.tesseract import Picture, Seen, is_speck, recognise

BULLET = "•"
_REACH = 5.0  # sizes to the left of a line: a tab of three centimetres at 12 points
_LETTER_GAP = 0.35  # of the size: ink nearer together is one mark
_HEIGHTS = (0.25, 1.3)  # of the size: what may be a figure
_WIDEST = 4.0  # "(viii)" is 2.5 sizes wide
_CONTEXT = 12.0  # sizes of the line that are shown with its mark: letters alone are misread
_ROOM = 0.6  # sizes of white between the mark and its line, and round both

Line = list[Seen]


def add_marks(lines: Sequence[Line], picture: Picture, ink: Pixels, dpi: float) -> list[Line]:
    """The lines, each with its bullet or number in front where there is ink for one."""
    taken = [seen.patch for line in lines for seen in line]
    marked = [_with_bullet(line, ink, taken) for line in lines]
    unread = {
        index: mark
        for index, line in enumerate(marked)
        if (mark := _mark_before(line, ink, taken)) and _may_be_figures(mark, ink, _size(line))
    }
    read = _read_again(marked, unread, picture, dpi)
    return [[read[index], *line] if index in read else line for index, line in enumerate(marked)]


def _size(line: Line) -> float:
    return median(seen.size for seen in line)


def _with_bullet(line: Line, ink: Pixels, taken: Iterable[Patch]) -> Line:
    """The line with a bullet for its first word, or before it, if that is what the ink is."""
    first, size = line[0], _size(line)
    if len(line) > 1 and is_bullet(ink, first.patch, size):
        return [replace(first, text=BULLET), *line[1:]]
    mark = _mark_before(line, ink, taken)
    if mark and is_bullet(ink, mark, size):
        return [replace(first, text=BULLET, patch=mark), *line]
    return line


def _mark_before(line: Line, ink: Pixels, taken: Iterable[Patch]) -> Patch | None:
    """The nearest ink to the left of a line that is no word and no table's border."""
    first, size = line[0].patch, _size(line)
    top = max(0, int(first.bottom - size))
    band = Patch(max(0, int(first.left - _REACH * size)), top, first.left - 2, first.bottom)
    left = max([band.left, *(p.right for p in taken if _is_beside(p, band, first))])
    left = max([left, *(column + 1 for column in _borders(ink, band) if column >= left)])
    columns = left + np.flatnonzero(ink[band.top : band.bottom, left : band.right].any(axis=0))
    if not columns.size:
        return None
    breaks = np.flatnonzero(np.diff(columns) > _LETTER_GAP * size)
    start = int(columns[breaks[-1] + 1] if breaks.size else columns[0])
    return Patch(start, band.top, int(columns[-1]) + 1, band.bottom)


def _is_beside(patch: Patch, band: Patch, first: Patch) -> bool:
    """True of a word to the left of a line's first, on its height."""
    return patch.top < band.bottom and patch.bottom > band.top and patch.right <= first.left


def _borders(ink: Pixels, band: Patch) -> list[int]:
    """The columns of a band that are ink from well above it to well below."""
    more = (band.bottom - band.top) // 2
    around = ink[max(0, band.top - more) : band.bottom + more, band.left : band.right]
    return [band.left + int(column) for column in np.flatnonzero(around.all(axis=0))]


def _may_be_figures(mark: Patch, ink: Pixels, size: float) -> bool:
    rows = np.flatnonzero(ink[mark.top : mark.bottom, mark.left : mark.right].any(axis=1))
    height = int(np.ptp(rows)) + 1
    low, high = (share * size for share in _HEIGHTS)
    return low <= height <= high and mark.right - mark.left <= _WIDEST * size


# --- reading again -----------------------------------------------------------


def _read_again(
    lines: Sequence[Line], marks: Mapping[int, Patch], picture: Picture, dpi: float
) -> dict[int, Seen]:
    """The marks as words, by the line they stand before; all are read in one picture."""
    if not marks:
        return {}
    strips = [
        _strip(picture, mark, lines[index][0].patch, _size(lines[index]))
        for index, mark in marks.items()
    ]
    sheet, tops = _stack(strips)
    marks_read: dict[int, Seen] = {}
    for seen in recognise(sheet, dpi):
        if is_speck(seen):
            continue
        row = int(np.searchsorted(tops, (seen.patch.top + seen.patch.bottom) / 2)) - 1
        index = list(marks)[row]
        mark = marks[index]
        room = int(_ROOM * _size(lines[index]))
        if seen.patch.left < mark.right - mark.left + 1.5 * room and index not in marks_read:
            marks_read[index] = replace(seen, line=lines[index][0].line, patch=mark)
    return marks_read


def _strip(picture: Picture, mark: Patch, first: Patch, size: float) -> Picture:
    """A mark and the start of its line, moved together."""
    white, room = int(picture.max()), int(_ROOM * size)
    top, bottom = max(0, mark.top - room // 2), mark.bottom + room // 2
    words = picture[top:bottom, first.left : first.left + int(_CONTEXT * size)]
    alone = picture[top:bottom, mark.left : mark.right]
    between = np.full((len(words), room), white, np.uint8)
    return np.hstack([between, alone, between, words, between])


def _stack(strips: Sequence[Picture]) -> tuple[Picture, list[int]]:
    """Strips below each other, and where each one starts."""
    width = max(strip.shape[1] for strip in strips)
    rows, tops, at = [], [], 0
    for strip in strips:
        height, own = strip.shape
        padded = np.pad(
            strip, ((height // 3, height // 3), (0, width - own)), constant_values=int(strip.max())
        )
        rows.append(padded)
        tops.append(at)
        at += len(padded)
    return np.vstack(rows), tops
