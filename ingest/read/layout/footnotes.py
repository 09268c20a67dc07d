"""Footnotes: small print at the foot of a page, under a short rule or behind a raised mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.read.layout.ruled_tables import find_grids
from ingest.read.layout.words import Rule, Sheet, TextLine, words_to_lines

_SMALLER = 0.95  # of the usual size: notes are 9 to 11 points under 12
_RULE_ABOVE = 3.0  # sizes between the rule and the first note
_RULE_WIDTH = 0.6  # of the page: a wider rule closes the page or a table
_MARK = re.compile(r"\d{1,3}|[*†‡§]{1,3}")


@dataclass(frozen=True)
class Note:
    """A footnote: the mark it starts with, or nothing where it goes on from a page before."""

    mark: str
    lines: tuple[TextLine, ...]


def part_notes(sheet: Sheet, body: float) -> tuple[Sheet, list[Note]]:
    """A page without its footnotes, and these in order; `body` is the usual size."""
    grids = find_grids(sheet.rules)
    free = [word for word in sheet.words if not any(grid.box.holds(word) for grid in grids)]
    tail = _small_print(words_to_lines(free), body)
    start = _first_note(tail, sheet)
    if start is None:
        return sheet, []
    gone = {word for line in tail[start:] for word in line.words}
    rest = replace(sheet, words=tuple(word for word in sheet.words if word not in gone))
    return rest, list(_notes(tail[start:]))


def _small_print(lines: Sequence[TextLine], body: float) -> Sequence[TextLine]:
    """The small lines at the end of a page."""
    start = len(lines)
    while start and lines[start - 1].size <= _SMALLER * body:
        start -= 1
    return lines[start:]


def _first_note(tail: Sequence[TextLine], sheet: Sheet) -> int | None:
    """Which of the small lines is the first of a note; None where there are no notes."""
    for index, line in enumerate(tail):
        if _mark(line) or any(_is_above(rule, line, sheet) for rule in sheet.rules):
            return index
    return None


def _is_above(rule: Rule, line: TextLine, sheet: Sheet) -> bool:
    return (
        rule.is_level
        and 0 <= line.top - rule.top <= _RULE_ABOVE * line.size
        and rule.x0 <= line.x0 + line.size
        and rule.x1 - rule.x0 <= _RULE_WIDTH * sheet.width
    )


def _notes(lines: Sequence[TextLine]) -> Iterator[Note]:
    mark, block = _mark(lines[0]), [_without(lines[0])]
    for line in lines[1:]:
        if fresh := _mark(line):
            yield Note(mark, tuple(block))
            mark, block = fresh, []
        block.append(_without(line))
    yield Note(mark, tuple(block))


def _mark(line: TextLine) -> str:
    """The raised mark that a line starts with, or nothing."""
    first = line.words[0]
    is_mark = len(line.words) > 1 and line.raises(first) and _MARK.fullmatch(first.text)
    return first.text if is_mark else ""


def _without(line: TextLine) -> TextLine:
    return TextLine(line.words[1:]) if _mark(line) else line
