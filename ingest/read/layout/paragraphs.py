"""Lines to paragraphs and items: by leading, size, markers, indentation and line ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ingest.read.layout.words import TextLine, Word
from ingest.read.markers import Marker, find_marker

# Word's smallest space between paragraphs that is seen, 3 points at 12, is a quarter of
# the size; a raised digit or a formula stretches a line by less than a fifth.
_EXTRA_LEADING = 0.2
_OVERLAP = 0.3  # lines closer than this share of their size stand side by side
_SAME_SIZE = 0.09  # 11 and 12 points are two sizes, 11.9 and 12 are one
_HANG = 0.35  # of the size; a hanging indent is exact, and deeper than a narrow letter
_INDENT = 0.6  # of the size; a first line is set in by one and more
_DEEPEST_FIRST_LINE = 5.0  # sizes that a first line may be set in
_WORD_SPACE = 0.3
_SLACK = 0.25  # of the size: the right edge is where the longest line ends, or a little further
_BROKEN_OFF = 0.25  # of the width: a line that leaves this much free was ended on purpose
_COMMON = 0.2  # a leading that a fifth of the lines have is not an accident
_ENDS = (".", "?", "!", ":", ";")
_CLOSERS = "’”'\")]"


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together, and the marker that the first one starts with, if any."""

    lines: tuple[TextLine, ...]
    marker: Marker | None = None

    @cached_property
    def x0(self) -> float:
        """Where its words start, a marker apart."""
        return self.marker.text_x0 if self.marker else self.lines[0].x0


Leading = Mapping[float, float]  # size -> distance from line to line


def usual_leading(stretches: Iterable[tuple[Sequence[TextLine], float]]) -> dict[float, float]:
    """For each size the distance from line to line within paragraphs.

    Of `stretches`, lines with their right edge, the lines count that follow a full
    one: there the text runs on. The smallest common distance is taken, so that
    single lines with space between them do not pass for a paragraph.
    """
    seen: dict[float, Counter[float]] = defaultdict(Counter)
    for lines, right in stretches:
        for above, line in pairwise(lines):
            runs_on = _same_size(above, line) and is_full(above, line.words[0], right)
            if runs_on and line.foot > above.foot:
                seen[line.size][round((line.foot - above.foot) * 2) / 2] += 1
    return {size: _smallest_common(counts) for size, counts in seen.items()}


def _smallest_common(counts: Counter[float]) -> float:
    total = counts.total()
    return min(value for value in counts if _near(counts, value) >= _COMMON * total)


def _near(counts: Counter[float], value: float) -> int:
    return sum(counts[value + step] for step in (-0.5, 0.0, 0.5))


def split_paragraphs(
    lines: Sequence[TextLine], right: float, leading: Leading
) -> Iterator[Paragraph]:
    """The paragraphs and items of lines in order, whose text may reach to `right`."""
    for run in _runs(lines, leading):
        edge = _right_edge(run, right)
        block: list[TextLine] = []
        marker: Marker | None = None
        for line in run:
            fresh = _item_marker(line, block, marker, run, edge)
            if block and (fresh or not _continues(line, block, marker, edge)):
                yield Paragraph(tuple(block), marker)
                block, marker = [], None
            if not block:
                marker = fresh
            block.append(line)
        yield Paragraph(tuple(block), marker)


# --- by space and size -------------------------------------------------------


def _runs(lines: Sequence[TextLine], leading: Leading) -> Iterator[list[TextLine]]:
    """Lines of one size with no more than the usual space between them."""
    run: list[TextLine] = []
    for line in lines:
        if run and not _stands_close(run[-1], line, leading):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _stands_close(above: TextLine, line: TextLine, leading: Leading) -> bool:
    down = line.foot - above.foot
    usual = leading.get(line.size, line.size * _PLAIN_LEADING)
    return (
        _same_size(above, line)
        and _OVERLAP * line.size < down <= usual + _EXTRA_LEADING * line.size
    )


_PLAIN_LEADING = 1.2  # where a size has no paragraph to learn from


def _same_size(above: TextLine, line: TextLine) -> bool:
    return abs(above.size - line.size) <= _SAME_SIZE * max(above.size, line.size)


# --- by marker ---------------------------------------------------------------


def _item_marker(
    line: TextLine,
    block: Sequence[TextLine],
    marker: Marker | None,
    run: Sequence[TextLine],
    right: float,
) -> Marker | None:
    """The marker of a line that starts an item; None where its first word is a word.

    A number or a dash within a paragraph counts where it stands to the left of the
    words above; further right or below them, where it has a hanging indent, and the
    line above was ended before its end.
    """
    candidate = find_marker(line)
    if candidate is None or candidate.sure:
        return candidate
    if not block:
        return candidate if _hangs(line, candidate, run) else None
    home = marker.text_x0 if marker else block[-1].x0
    beside = line.x0 - home
    tolerance = _HANG * line.size
    if beside < -tolerance:
        return candidate
    is_apart = beside > tolerance or not is_full(block[-1], line.words[0], right)
    return candidate if is_apart and _hangs(line, candidate, run) else None


def _hangs(line: TextLine, marker: Marker, run: Sequence[TextLine]) -> bool:
    """True where the next line stands as one after an item's first; or there is none."""
    following = run[run.index(line) + 1 :][:1]
    return all(_follows_item(after, line, marker) for after in following)


def _follows_item(after: TextLine, line: TextLine, marker: Marker) -> bool:
    """True of a line that starts below the item's words, or is an item beside it or within it."""
    tolerance = _HANG * line.size
    if abs(after.x0 - marker.text_x0) <= tolerance:
        return True
    own = find_marker(after)
    if own is None:
        return False
    is_within = own.sure and after.x0 > marker.text_x0
    return is_within or abs(after.x0 - line.x0) <= tolerance


# --- by look, indentation and line ends --------------------------------------


def _continues(
    line: TextLine, block: Sequence[TextLine], marker: Marker | None, right: float
) -> bool:
    above = block[-1]
    full = is_full(above, line.words[0], right)
    return (
        _looks_alike(above, line, full)
        and _stands_in(line, block, marker, full)
        and (full or not _was_ended(above, line, block, right))
    )


def _looks_alike(above: TextLine, line: TextLine, full: bool) -> bool:
    """True of lines both bold or both not; bold words may run over a line's end.

    After a plain line that ends within a sentence, bold words go on with it.
    """
    if above.bold == line.bold:
        return True
    if full:
        return above.words[-1].bold == line.words[0].bold
    return line.bold and line.text[:1].islower() and above.text[-1:].isalnum()


def _stands_in(
    line: TextLine, block: Sequence[TextLine], marker: Marker | None, full: bool
) -> bool:
    """True where a line starts where the paragraph's next line should."""
    tolerance = _INDENT * line.size
    above = block[-1]
    if len(block) > 1:
        return abs(line.x0 - above.x0) <= tolerance or _is_centred(above, line)
    if marker:
        return above.x0 - tolerance <= line.x0 <= marker.text_x0 + tolerance
    if abs(line.x0 - above.x0) <= tolerance or _is_centred(above, line):
        return True
    set_in = above.x0 - line.x0
    return full and abs(set_in) <= _DEEPEST_FIRST_LINE * line.size


def _is_centred(above: TextLine, line: TextLine) -> bool:
    return abs((above.x0 + above.x1) - (line.x0 + line.x1)) <= _INDENT * line.size


def is_full(line: TextLine, word: Word, right: float) -> bool:
    """True where a word would not have fitted at a line's end: the line's end means nothing."""
    need = word.x1 - word.x0 + (_WORD_SPACE + _SLACK) * line.size
    return right - line.x1 < need


def _was_ended(above: TextLine, line: TextLine, block: Sequence[TextLine], right: float) -> bool:
    """True where a line that is not full ends a sentence, or is far too short for one."""
    if line.text[:1].islower():
        return False
    if ends_sentence(above):
        return True
    return right - above.x1 > _BROKEN_OFF * (right - block[-1].x0)


def ends_sentence(line: TextLine) -> bool:
    """True of a line that ends in a stop, a colon or a semicolon, quotes apart."""
    return line.text.rstrip(_CLOSERS).endswith(_ENDS)


def _right_edge(run: Sequence[TextLine], right: float) -> float:
    """How far the lines of a run may reach: less than `right` where most end short of it.

    So it is with prose set in from the right; names and addresses are shorter still.
    """
    if len(run) < _ENOUGH_LINES:
        return right
    left, reached = min(line.x0 for line in run), max(line.x1 for line in run)
    near = sum(reached - line.x1 <= _RAGGED * line.size for line in run[:-1])
    is_prose = near >= _MOST * (len(run) - 1) and reached - left >= _NARROWEST * (right - left)
    return reached if is_prose else right


_ENOUGH_LINES = 4
_RAGGED = 3.0  # sizes by which lines of prose differ in length
_MOST = 0.6
_NARROWEST = 0.5
