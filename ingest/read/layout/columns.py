"""The order in which a page is read: bands from top to bottom, columns from left to right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby, pairwise

from ingest.read.layout.words import TextLine, Word, words_to_lines

# A gutter is at least as wide as a letter is high (12 points in body text); word
# spaces, even in justified lines, stay below that on most lines.
_GUTTER = 1.0
# A column holds prose: this many lines or more, half of them filling most of its width
# with words. Labels with their values, hanging numbers, lists of contents and the
# columns of a table without rules, which leave gaps as wide as a gutter, fail this.
_FEWEST_LINES = 4
_FILLED = 0.7
_SHARE_FILLED = 0.5
_NARROWEST = 0.2  # of the text's width
_SHARE_ALIGNED = 0.5  # of the right column's lines, that start at its left edge
_TRIED = 8  # places for a gutter; the middles of one gutter's gaps are alike


def columns_in_order(words: Sequence[Word]) -> list[list[Word]]:
    """The words in groups to be read one after the other; no words, no groups.

    A page of one column is one group. Where prose stands in columns, each stretch of
    the page gives its left column, then its right, and what runs across both stands
    alone between them.
    """
    rows = words_to_lines(words)
    groups = next((parts for x in _gutters(rows) if len(parts := _read_at(rows, x)) > 1), None)
    return groups or ([list(words)] if words else [])


def _gutters(rows: Sequence[TextLine]) -> list[float]:
    """Middles of gaps, those first that the most rows leave open."""
    gaps = [gap for row in rows for gap in _gaps(row)]
    middles = {(start + end) / 2 for start, end in gaps}
    count = {x: sum(start < x < end for start, end in gaps) for x in middles}
    often = [x for x in middles if count[x] >= _FEWEST_LINES]
    return sorted(often, key=lambda x: (-count[x], x))[:_TRIED]


def _gaps(row: TextLine) -> Iterator[tuple[float, float]]:
    for left, right in pairwise(row.words):
        if right.x0 - left.x1 >= _GUTTER * row.size:
            yield left.x1, right.x0


def _read_at(rows: Sequence[TextLine], x: float) -> list[list[Word]]:
    """The groups that a gutter at `x` makes; one where no columns stand there."""
    parts: list[list[Word]] = []
    across: list[TextLine] = []
    for crosses, run in groupby(rows, key=lambda row: _crosses(row, x)):
        stretch = list(run)
        before, band, after = ([], [], stretch) if crosses else _trim(stretch, x)
        left, right = _sides(band, x)
        if not _are_columns(left, right):
            across.extend([*before, *band, *after])
            continue
        parts.extend(
            [_words([*across, *before]), *columns_in_order(left), *columns_in_order(right)]
        )
        across = after
    return [part for part in [*parts, _words(across)] if part]


def _crosses(row: TextLine, x: float) -> bool:
    return any(word.x0 < x < word.x1 for word in row.words)


def _trim(rows: list[TextLine], x: float) -> tuple[list[TextLine], list[TextLine], list[TextLine]]:
    """The rows of a band, parted from headings: bold lines on one side before it, and behind it."""
    start = next((n for n, row in enumerate(rows) if not row.bold or row.x1 > x), len(rows))
    end = len(rows)
    while end > start and rows[end - 1].bold:
        end -= 1
    return rows[:start], rows[start:end], rows[end:]


def _sides(rows: Sequence[TextLine], x: float) -> tuple[list[Word], list[Word]]:
    words = _words(rows)
    return [w for w in words if w.x1 <= x], [w for w in words if w.x1 > x]


def _words(rows: Sequence[TextLine]) -> list[Word]:
    return list(chain.from_iterable(row.words for row in rows))


def _are_columns(left: Sequence[Word], right: Sequence[Word]) -> bool:
    if not left or not right:
        return False
    width = max(word.x1 for word in right) - min(word.x0 for word in left)
    lines = words_to_lines(right)
    edge = min(line.x0 for line in lines)
    aligned = sum(line.x0 - edge <= line.size for line in lines)
    return (
        _is_prose(left, width)
        and _is_prose(right, width)
        and aligned >= _SHARE_ALIGNED * len(lines)
    )


def _is_prose(words: Sequence[Word], whole: float) -> bool:
    lines = words_to_lines(words)
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    filled = sum(_length(line) >= _FILLED * width for line in lines)
    return (
        len(lines) >= _FEWEST_LINES
        and width >= _NARROWEST * whole
        and filled >= _SHARE_FILLED * len(lines)
    )


def _length(line: TextLine) -> float:
    """The length of a line without the gaps that may be gutters."""
    return line.x1 - line.x0 - sum(end - start for start, end in _gaps(line))
