"""The rows of a document's tables, each cell under what stands over its column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
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
    """A row: where it stands, its cells, whether it is a heading or a line of contents."""

    span: Span
    cells: tuple[Cell, ...]
    is_heading: bool = False
    is_contents: bool = False


def read_rows(text: str, cells: Sequence[Block]) -> tuple[TableRow, ...]:
    """The rows of a document's tables, in their order; `cells` are its blocks that are cells.

    A table without a heading of its own that has as many columns as the one before goes on
    with it.
    """
    rows: list[TableRow] = []
    heads: Heads = {}
    width = 0
    known = frozenset(re.findall(r"[^\W\d_]+", text.lower()))
    for _, blocks in groupby(cells, key=lambda block: block.table):
        table = [list(row) for _, row in groupby(blocks, key=lambda block: block.row)]
        own = _find_heads(text, table)
        widest = max(map(_width, table))
        heads = own or (heads if widest == width >= _LEAST_HEADED else {})
        width = widest
        names = {column: _mend(head.split(), known) for column, head in heads.items()}
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
    for row in table:
        span = Span(row[0].span.start, row[-1].span.end)
        words = {block.column or 0: _words(text, block) for block in row}
        is_heading = bool(heads) and _is_heading(words, heads)
        cells = tuple(_name_cells(words, {} if is_heading else names))
        yield TableRow(span, cells, is_heading, contents)


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
        words = {block.column or 0: _words(text, block) for block in row}
        if not all(block.header for block in row) or not _are_names(words.values()):
            break
        if any(AGENDA.search(cell) for cell in words.values()):
            break
        heads = {column: f"{heads.get(column, '')} {words[column]}".strip() for column in words}
    return heads or _find_unmarked(text, table)


def _find_unmarked(text: str, table: Sequence[Sequence[Block]]) -> Heads:
    """A first row of short names without figures, over at least three columns and two rows."""
    first = {block.column or 0: _words(text, block) for block in table[0]}
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
