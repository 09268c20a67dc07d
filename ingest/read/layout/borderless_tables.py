"""Tables without ruled lines: rows whose words line up in columns with space between."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.read.layout.ruled_tables import Cell, Grid
from ingest.read.layout.table_continuation import Table
from ingest.read.layout.words import TextLine, Word
from ingest.read.markers import is_marker

# Between two columns there is twice a word space and more; in justified lines word spaces
# may be as wide, but not below each other on line after line.
_GAP = 0.75
# Two columns are a table from the fourth row: labels with values on a title page are
# fewer, and read as lines. Three columns are a table from the second row.
_ROWS_OF_TWO = 4
_ROWS_OF_MORE = 2
_APART = 2.5  # sizes between the lines of one table
_ROW_GAP = 1.25  # times the closest distance: lines further apart are rows, closer ones wrap


def split_aligned(lines: Sequence[TextLine]) -> Iterator[tuple[TextLine, ...] | Table]:
    """The lines in order, those that make a table taken out of the running text."""
    text: list[TextLine] = []
    at = 0
    while at < len(lines):
        run = _table_from(lines[at:])
        if not run:
            text.append(lines[at])
            at += 1
            continue
        if text:
            yield tuple(text)
        yield _table(run)
        text, at = [], at + len(run)
    if text:
        yield tuple(text)


# --- which lines -------------------------------------------------------------


def _table_from(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """The lines from the first one on that make a table; none where they do not."""
    if not _separators(lines[:1]):
        return ()
    count = 1
    while count < len(lines) and _is_near(lines[count - 1], lines[count]):
        if not _separators(lines[: count + 1]):
            break
        count += 1
    run = _without_tail(lines[:count])
    return run if _is_table(run) else ()


def _is_near(above: TextLine, line: TextLine) -> bool:
    return line.foot - above.foot <= _APART * line.size


def _without_tail(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """The lines up to the last one that has words in two columns, and what it wraps to."""
    gap = _row_gap(lines)
    end = len(lines)
    while end > 1 and len(_pieces(lines[end - 1], _separators(lines))) < 2:
        if lines[end - 1].foot - lines[end - 2].foot > gap:
            return _without_tail(lines[: end - 1])
        end -= 1
    return lines


def _is_table(lines: Sequence[TextLine]) -> bool:
    between = _separators(lines)
    rows = [pieces for line in lines if len(pieces := _pieces(line, between)) > 1]
    if len(_pieces(lines[0], between)) < 2:
        return False
    if len(between) > 1:
        return len(rows) >= _ROWS_OF_MORE
    return (
        len(between) == 1
        and len(rows) >= _ROWS_OF_TWO
        and not all(is_marker(_text(row[0])) for row in rows)
        and not all(_text(row[1]).isdecimal() for row in rows)  # a list of contents
    )


def _separators(lines: Sequence[TextLine]) -> list[float]:
    """Middles of the gaps that no word of any line reaches into."""
    words = sorted((word for line in lines for word in line.words), key=lambda word: word.x0)
    least = _GAP * max(line.size for line in lines)
    middles, reached = [], words[0].x1
    for word in words:
        if word.x0 - reached >= least:
            middles.append((word.x0 + reached) / 2)
        reached = max(reached, word.x1)
    return middles


def _pieces(line: TextLine, between: Sequence[float]) -> dict[int, list[Word]]:
    """The words of a line by column."""
    by_column: dict[int, list[Word]] = defaultdict(list)
    for word in line.words:
        by_column[bisect_right(between, word.x0)].append(word)
    return by_column


def _text(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words)


# --- rows and cells ----------------------------------------------------------


def _row_gap(lines: Sequence[TextLine]) -> float:
    """The least distance from line to line that parts two rows."""
    return _ROW_GAP * min((b.foot - a.foot for a, b in pairwise(lines)), default=0.0)


def _table(lines: Sequence[TextLine]) -> Table:
    between = _separators(lines)
    rows = _rows(lines, between)
    edges = [min(line.x0 for line in lines), *between, max(line.x1 for line in lines)]
    cells = {
        Cell(edges[column], row[0].top, edges[column + 1], row[-1].bottom, number, column): each
        for number, row in enumerate(rows)
        for column, each in sorted(_cells_of_row(row, between).items())
    }
    return Table(Grid(tuple(cells)), cells)


def _rows(lines: Sequence[TextLine], between: Sequence[float]) -> list[list[TextLine]]:
    """The lines in rows. Where some stand further apart these gaps part the rows.

    Where all are as far apart, each line with words in two columns starts a row.
    """
    gap = _row_gap(lines)
    is_spaced = any(b.foot - a.foot > gap for a, b in pairwise(lines))
    rows = [[lines[0]]]
    for above, line in pairwise(lines):
        starts = line.foot - above.foot > gap if is_spaced else len(_pieces(line, between)) > 1
        if starts:
            rows.append([])
        rows[-1].append(line)
    return rows


def _cells_of_row(
    row: Sequence[TextLine], between: Sequence[float]
) -> dict[int, tuple[TextLine, ...]]:
    lines_of: dict[int, list[TextLine]] = defaultdict(list)
    for line in row:
        for column, words in _pieces(line, between).items():
            lines_of[column].append(TextLine(tuple(words)))
    return {column: tuple(lines) for column, lines in lines_of.items()}
