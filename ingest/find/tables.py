"""Tables of a document row by row, with columns known by the words at their head."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from corpus.document import Block, Document, Span

Columns = Mapping[str, re.Pattern[str]]  # what a column holds, by the letters of its head
_SMALL = re.compile(
    "an?|and|are|as|at|be|by|for|from|had|has|in|into|is|it|its|no|not|of|off|on|or|our|out|so"
    "|than|that|the|their|then|this|to|up|was|we|were|will|with"
)
_ALIGNED = 6.0  # points by which cells of one column may start apart
_LEFT_POINTS = 9.0  # cells of one column differ by less, whether set left or in the middle
_LEAST_HALF = 6  # letters of a half before a rest that is itself a word: "accommodati on"
_TAIL = 5  # letters of the rest of a word that a narrow column broke off


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by column, from 0."""

    table: int
    cells: Mapping[int, Block]


@dataclass(frozen=True)
class Head:
    """A heading row: which column holds what, and what stands behind each head."""

    columns: Mapping[int, str]
    rests: Mapping[int, Span]  # what a page break pushed behind the words of a repeated heading
    edges: Mapping[int, float]  # the left edge of each heading cell in points; none in a text

    @property
    def names(self) -> frozenset[str]:
        """What the columns hold."""
        return frozenset(self.columns.values())

    def fits(self, edges: Mapping[int, float]) -> bool:
        """True of a row with as many cells, each printed under one of this heading's."""
        if edges.keys() != self.edges.keys():
            return False
        return all(abs(edges[at] - self.edges[at]) <= _ALIGNED for at in edges)


class TableReader:
    """Reads a document's tables; mends words that a narrow column broke."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._halves: dict[Span, tuple[Block, ...]] = {}  # what a page broke off a row's cells
        self._said: dict[Span, str] = {}
        self._heads: dict[tuple[int, Span, int], Head] = {}  # by table, first cell and columns

    def rows(self) -> Iterator[Row]:
        """Every row of every table, in order."""
        return iter(self._rows)

    def rows_of(self, table: int) -> tuple[Row, ...]:
        """The rows of one table, in order."""
        return self._by_table.get(table, ())

    @cached_property
    def _by_table(self) -> dict[int, tuple[Row, ...]]:
        grouped = groupby(self._rows, key=lambda row: row.table)
        return {table: tuple(rows) for table, rows in grouped}

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return tuple(self._read_rows())

    def _read_rows(self) -> Iterator[Row]:
        cells = [block for block in self.document.blocks if block.table is not None]
        for (table, _), group in groupby(cells, key=lambda block: (block.table, block.row)):
            row: dict[int, Block] = {}
            for block in group:
                first = row.setdefault(block.column or 0, block)
                if first is not block:
                    self._halves[first.span] = (*self._halves.get(first.span, ()), block)
            yield Row(table or 0, row)

    def words(self, block: Block | None) -> str:
        """The words of a cell in one line, broken words joined; empty of no cell."""
        if block is None:
            return ""
        if block.span not in self._said:
            self._said[block.span] = self.say(*self.spans(block))
        return self._said[block.span]

    def spans(self, block: Block) -> tuple[Span, ...]:
        """Where the words of a cell stand: in two places where a page's end parts them."""
        return (block.span, *(half.span for half in self._halves.get(block.span, ())))

    def say(self, *spans: Span) -> str:
        """The words of spans in one line, broken words joined."""
        return self._mended([word for span in spans for word in self.document.quote(span).split()])

    def head(self, row: Row, columns: Columns, least: int) -> Head | None:
        """The row as a heading, where at least so many of its cells are headed as known."""
        if not row.cells:
            return None
        key = row.table, next(iter(row.cells.values())).span, id(columns)
        if key not in self._heads:
            self._heads[key] = self._read_head(row, columns)
        head = self._heads[key]
        return head if len(head.columns) >= least else None

    def _read_head(self, row: Row, columns: Columns) -> Head:
        found: dict[int, str] = {}
        rests: dict[int, Span] = {}
        for column, block in row.cells.items():
            letters = _Letters.of(self.document.quote(block.span))
            for name, pattern in columns.items():
                end = letters.end_of(pattern)
                if end is not None and name not in found.values():
                    found[column] = name
                    rests[column] = Span(block.span.start + end, block.span.end)
                    break
        return Head(found, rests, self.edges(row))

    def edges(self, row: Row) -> dict[int, float]:
        """The left edge of each cell of a row; -1 where the file has no places."""
        return {column: self._edge(block) for column, block in row.cells.items()}

    def under(self, head: Head, row: Row) -> dict[str, Block]:
        """A row's cells by what their columns hold.

        A file may leave empty cells out of its count; so where cells are printed in a
        place, that place decides which heading they stand under.
        """
        found: dict[str, Block] = {}
        last = -1
        more = self._has_more(head, row.table)
        for column, block in sorted(row.cells.items()):
            edge = self._edge(block)
            if _is_left_of(head, column, edge, more):
                found.setdefault("", block)
                continue
            at = self._column(head, column, edge, last)
            last = max(last, at)
            if at in head.columns:
                found.setdefault(head.columns[at], block)
        return found

    def _has_more(self, head: Head, table: int) -> bool:
        """True of a table with a row of more cells than the heading has: its labels stand under
        no head, in the rows that leave a cell empty too."""
        return any(len(row.cells) > len(head.edges) for row in self.rows_of(table))

    def placed(self, row: Row, under: Row) -> dict[int, Block]:
        """A row's cells by the column of the heading row that they stand under."""
        edges = self.edges(under)
        head = Head({column: str(column) for column in edges}, {}, edges)
        return {int(column): block for column, block in self.under(head, row).items() if column}

    def _column(self, head: Head, column: int, edge: float, last: int) -> int:
        """The heading's column that a cell stands under, after the one before it."""
        later = [at for at in head.edges if at > last]
        if edge < 0 or not later:
            return column
        return min(later, key=lambda at: abs(head.edges[at] - edge))

    def _edge(self, block: Block) -> float:
        """The left edge of a cell's words; -1 where the file has no places."""
        return min((box.x0 for box in self.document.boxes_of(block.span)), default=-1.0)

    @cached_property
    def _known(self) -> Counter[str]:
        return Counter(re.findall(r"[^\W\d_]+", self.document.text.lower()))

    def _mended(self, words: list[str]) -> str:
        """The words, the rest of a broken one joined to it where the document has the whole."""
        joined: list[str] = []
        for word in words:
            if joined and self._is_broken(joined[-1], word):
                joined[-1] += word
            else:
                joined.append(word)
        return " ".join(joined)

    def _is_broken(self, word: str, rest: str) -> bool:
        bare = rest.strip(".,;:)/")
        if not 0 < len(bare) <= _TAIL or not (bare.isalpha() and word.isalpha()):
            return False
        if not rest[0].islower():
            return False
        known = self._known[(word + bare).lower()]
        if _SMALL.fullmatch(bare):  # "accommodati on": a word only where its half is none
            return known > self._known[word.lower()] and len(word) >= _LEAST_HALF
        return known > 0


def _is_left_of(head: Head, column: int, edge: float, more: bool) -> bool:
    """True of a row's label under no heading: the first cell of the heading row is empty."""
    if not head.edges:
        return False
    left = more and 0 <= edge < min(head.edges.values()) - _LEFT_POINTS
    return column < min(head.edges) or left


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a cell, and where each stands in its words.

    Only letters count: a narrow column breaks a head into "Recom menda tion".
    """

    words: str
    places: tuple[int, ...]
    joined: str

    @classmethod
    def of(cls, words: str) -> _Letters:
        """The letters of these words."""
        places = tuple(index for index, sign in enumerate(words) if sign.isalpha())
        return cls(words, places, "".join(words[index] for index in places).lower())

    def end_of(self, head: re.Pattern[str]) -> int | None:
        """Where the words of a head end in the cell; None where the cell is not headed so.

        They end with a word: of "Measure same" the head is "Measure", not "Measures".
        """
        found = head.match(self.joined)
        if found is None or not found.end():
            return None
        whole = [end for end in range(found.end(), 0, -1) if self._ends_word(end)]
        last = next((end for end in whole if head.fullmatch(self.joined, 0, end)), found.end())
        return self.places[last - 1] + 1

    def _ends_word(self, count: int) -> bool:
        """True where the last of the first letters ends a word."""
        return not self.words[self.places[count - 1] + 1 :][:1].isalpha()
