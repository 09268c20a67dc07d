"""The rows of a document's tables, each cell under what stands over its column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise

from corpus.citation import Cell
from corpus.document import Block, Span

# A heading names a column: the longest of the sample's and of Medway's plans has nine words. A
# first row with longer cells goes on with the table of the page before, however a reader took it.
_HEADING_WORDS = 12
_REPEATED = 0.5  # share of its cells that begin as the heading's do: the page began a new one
_LEAST_HEADED = 3  # columns of a table whose first row may be a heading that is not marked as one
_MOST_BROKEN = 4  # pieces of a word that a narrow column broke
_LEAST_CONTENTS = 4  # lines of a list of contents

Heads = Mapping[int, str]
AGENDA = re.compile(r"\(pages?\s+\d+(?:\s*[-–]\s*\d+)?\)?\W*$", re.IGNORECASE)  # "(Pages 3 - 6)"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: where it stands, its cells, whether it is a heading or a line of contents.

    `is_matched` is False where its cells may not stand under the headings that they seem to:
    they have no names then.
    """

    span: Span
    cells: tuple[Cell, ...]
    is_heading: bool = False
    is_contents: bool = False
    is_matched: bool = True


def read_rows(text: str, cells: Sequence[Block]) -> tuple[TableRow, ...]:
    """The rows of a document's tables, in their order; `cells` are its blocks that are cells.

    A table without a heading of its own that has as many columns as the one before goes on
    with it.
    """
    rows: list[TableRow] = []
    heads: Heads = {}
    width = 0
    known = cache(lambda: frozenset(re.findall(r"[^\W\d_]+", text.lower())))
    for _, blocks in groupby(cells, key=lambda block: block.table):
        table = [list(row) for _, row in groupby(blocks, key=lambda block: block.row)]
        own = _find_heads(text, table)
        widest = max(map(_width, table))
        heads = own or (heads if widest == width >= _LEAST_HEADED else {})
        width = widest
        names = {column: _mend(head.split(), known()) for column, head in heads.items()}
        rows += _read_table(text, table, heads, names)
    return tuple(rows)


def _mend(words: Sequence[str], known: Set[str]) -> str:
    """A heading whose words a narrow column broke, each joined to the longest that is known."""
    done, joined = 0, []
    while done < len(words):
        ends = range(min(len(words), done + _MOST_BROKEN), done + 1, -1)
        whole = (end for end in ends if known & _forms("".join(words[done:end]).lower()))
        end = next(whole, done + 1)
        joined.append("".join(words[done:end]))
        done = end
    return " ".join(joined)


def _forms(word: str) -> frozenset[str]:
    return frozenset((word, f"{word}s"))


def _read_table(
    text: str, table: Sequence[Sequence[Block]], heads: Heads, names: Heads
) -> Iterator[TableRow]:
    contents = _is_contents(text, table)
    keeps_places = any(map(_has_gap, table))
    for row in table:
        span = Span(min(block.span.start for block in row), max(block.span.end for block in row))
        words = _join_columns(text, row)
        is_heading = bool(heads) and _is_heading(words, heads)
        is_matched = not heads or is_heading or _is_matched(row, table, heads, keeps_places)
        named = names if is_matched and not is_heading else {}
        cells = _name_cells(words, named) if is_matched else _leave_unnamed(words)
        yield TableRow(span, tuple(cells), is_heading, contents, is_matched)


def _join_columns(text: str, row: Sequence[Block]) -> dict[int, str]:
    """The words of each column: a cell may be of several paragraphs."""
    words: dict[int, str] = {}
    for block in row:
        column = block.column or 0
        words[column] = f"{words.get(column, '')} {_words(text, block)}".strip()
    return words


def _is_matched(
    row: Sequence[Block], table: Sequence[Sequence[Block]], heads: Heads, keeps_places: bool
) -> bool:
    """True where each cell of a row stands surely under its heading.

    Some files leave empty cells out, and what stands behind them moves up. Headings have not
    moved where none is missing at their end; cells not where their row has all, or where
    a gap in a row of the table shows that empty ones keep their place.
    """
    if 0 in heads and max(map(_width, table)) > 1 + max(heads):
        return False
    return keeps_places or _width(row) > max(heads)


def _has_gap(row: Sequence[Block]) -> bool:
    """True where a column without a cell stands before one that has a cell."""
    return len({block.column or 0 for block in row}) < _width(row)


def _leave_unnamed(words: Mapping[int, str]) -> Iterator[Cell]:
    return (Cell("", cell) for cell in words.values() if cell)


def _name_cells(words: Mapping[int, str], heads: Heads) -> Iterator[Cell]:
    """The cells that hold something; of two under no heading the first names the second."""
    filled = {column: cell for column, cell in words.items() if cell}
    if not heads and len(filled) == 2:
        first, second = filled.values()
        yield Cell(first.rstrip(" :"), second)
        return
    for column, cell in filled.items():
        yield Cell(heads.get(column, ""), cell)


def _find_heads(text: str, table: Sequence[Sequence[Block]]) -> Heads:
    """The words over each column: of the rows marked as headings that the table begins with,
    or of a first row that can be nothing else."""
    heads: dict[int, str] = {}
    for row in table:
        words = _join_columns(text, row)
        if not all(block.header for block in row) or not _are_names(words.values()):
            break
        if any(AGENDA.search(cell) for cell in words.values()):
            break
        heads = {column: f"{heads.get(column, '')} {words[column]}".strip() for column in words}
    return heads or _find_unmarked(text, table)


def _find_unmarked(text: str, table: Sequence[Sequence[Block]]) -> Heads:
    """A first row of short names without figures, over at least three columns and two rows."""
    first = _join_columns(text, table[0])
    names = [*first.values()]
    whole = len(names) == max(map(_width, table)) >= _LEAST_HEADED and all(names)
    plain = _are_names(names) and not any(re.search(r"\d|:$", name) for name in names)
    return first if whole and plain and len(table) > 2 else {}


def _are_names(words: Iterable[str]) -> bool:
    return all(len(cell.split()) <= _HEADING_WORDS for cell in words)


def _is_heading(words: Mapping[int, str], heads: Heads) -> bool:
    """True of the heading itself, and where a page repeats it, words pushed behind it or not."""
    headed = [column for column in words if words[column] and heads.get(column)]
    again = sum(words[column].startswith(heads[column]) for column in headed)
    return len(headed) > 1 and again > _REPEATED * len(words)


def _is_contents(text: str, table: Sequence[Sequence[Block]]) -> bool:
    """True of names with the pages that they begin on: whole numbers that never fall."""
    lasts = [_words(text, row[-1]) for row in table if len(row) > 1]
    pages = [
        int(match[1]) for last in lasts if (match := re.fullmatch(r"(\d{1,3})(?:\W+\d+)?", last))
    ]
    rising = all(first <= second for first, second in pairwise(pages))
    return len(pages) >= max(_LEAST_CONTENTS, len(lasts) - 1) and rising and _width(table[0]) == 2


def _width(row: Sequence[Block]) -> int:
    return 1 + max(block.column or 0 for block in row)


def _words(text: str, block: Block) -> str:
    return " ".join(block.span.of(text).split())
