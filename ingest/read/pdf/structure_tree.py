"""The blocks of a tagged page before they are text: the tree joined to what is drawn."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from corpus.document import BlockKind
from ingest.read.pdf.pdfium import Element, PageText, Run

_INLINE = frozenset(
    {
        "Span", "Link", "Reference", "Em", "Strong", "Quote", "Code", "Annot", "Sub", "Ruby",
        "RB", "RT", "RP", "Warichu", "WT", "WP", "BibEntry", "Form", "LBody",
    }
)  # fmt: skip
_NOTES = frozenset({"Note", "FENote"})
_GROUPS = frozenset({"Document", "Part", "Sect", "Div", "Art", "NonStruct", "TOC", "Aside"})
_CELLS = frozenset({"TD", "TH"})
_HEADING = re.compile(r"H([1-6]?)|Title")


@dataclass(eq=False, slots=True)
class Frame:
    """One block to be: what it is and the runs that fall into it; two are the same only if one."""

    kind: BlockKind = "paragraph"
    level: int = 0
    table: int | None = None
    row: int | None = None
    column: int | None = None
    header: bool = False
    tagged: bool = True
    began_before: bool = False
    goes_on: bool = False
    label: list[Run] = field(default_factory=list)
    body: list[Run] = field(default_factory=list)
    spoken: dict[int, str] = field(default_factory=dict)  # ActualText, by the run's start


class _Place(NamedTuple):
    """Where in the tree the walk stands."""

    frame: Frame | None = None  # the block that inline content falls into
    depth: int = 0  # lists within lists
    labelling: bool = False
    table: int | None = None
    row: int | None = None
    column: int | None = None


class _Piece(NamedTuple):
    """Marked content and the block it belongs to."""

    frame: Frame
    content: int
    labelling: bool
    actual: str


@dataclass
class Tables:
    """Counts tables through the file and rows through a table that pages break."""

    last: int = -1
    rows: int = 0
    open: bool = False

    def enter(self, element: Element) -> int:
        """The number of a table; that of the last where this is the rest of it."""
        if not (self.open and element.began_before):
            self.last, self.rows = self.last + 1, 0
        self.open = element.goes_on
        return self.last

    def next_row(self) -> int:
        """The number of the row that begins."""
        self.rows += 1
        return self.rows - 1


def find_frames(page: PageText, tables: Tables) -> list[Frame]:
    """The blocks of a page in the tree's order, with the runs that fall into each."""
    runs: dict[int, list[Run]] = defaultdict(list)
    for run in page.runs:
        if run.content >= 0 and not run.artifact:
            runs[run.content].append(run)
    frames: dict[Frame, None] = {}
    for root in page.tree:
        for piece in _pieces(root, _Place(), tables):
            frames[piece.frame] = None
            drawn = runs.pop(piece.content, [])
            side = piece.frame.label if piece.labelling else piece.frame.body
            side.extend(drawn)
            piece.frame.spoken.update(_spoken(page.text, drawn, piece.actual))
    return list(frames)


def _spoken(text: str, drawn: Sequence[Run], actual: str) -> dict[int, str]:
    """What is to be read for each run where the file says that in words of its own.

    Word repeats what is drawn, run by run; only other words than those drawn count.
    """
    words = re.findall(r"\w+", actual)
    if not drawn or not words or words == re.findall(r"\w+", _drawn_text(text, drawn)):
        return {}
    return {run.start: "" if index else actual for index, run in enumerate(drawn)}


def _drawn_text(text: str, drawn: Sequence[Run]) -> str:
    return text[drawn[0].start : drawn[-1].end]


def _pieces(element: Element, place: _Place, tables: Tables) -> Iterator[_Piece]:
    """The content under an element, in order, each with its block."""
    if element.kind == "Artifact":
        return
    if element.kind == "Table":
        yield from _pieces_of_table(element, place, tables)
        return
    inner = _enter(element, place)
    for child in element.children:
        if isinstance(child, Element):
            yield from _pieces(child, inner, tables)
        else:
            frame = inner.frame or _new_frame(element, place)
            inner = inner._replace(frame=frame)
            yield _Piece(frame, child, inner.labelling, element.actual_text)


def _enter(element: Element, place: _Place) -> _Place:
    """The place inside an element that is no table: its own block, or its parent's."""
    kind = element.kind
    if kind in _NOTES:
        return place._replace(frame=_new_frame(element, place, "note"), labelling=False)
    if place.frame is not None and place.frame.kind in ("cell", "note"):
        return place
    if kind in _INLINE or (kind == "NonStruct" and place.frame is not None):
        return place  # some writers tag words in bold within a paragraph as NonStruct
    if kind == "L":
        return place._replace(depth=place.depth + 1)
    if kind == "Lbl":
        return place._replace(labelling=True)
    if kind == "LI":
        return place._replace(frame=_new_frame(element, place, "item", place.depth))
    if kind in _GROUPS:
        return place._replace(frame=None)
    if place.frame is not None and place.frame.kind == "item":
        return place  # a paragraph of an item belongs to it
    if heading := _HEADING.fullmatch(kind):
        level = int(heading[1] or 1)
        return place._replace(frame=_new_frame(element, place, "heading", level))
    return place._replace(frame=_new_frame(element, place))


def _new_frame(
    element: Element, place: _Place, kind: BlockKind = "paragraph", level: int = 0
) -> Frame:
    return Frame(
        kind,
        level,
        place.table,
        place.row,
        place.column,
        began_before=_begins_before(element),
        goes_on=_goes_on(element),
    )


def _begins_before(element: Element) -> bool:
    first = element.children[0] if element.children else None
    return element.began_before or (isinstance(first, Element) and _begins_before(first))


def _goes_on(element: Element) -> bool:
    last = element.children[-1] if element.children else None
    return element.goes_on or (isinstance(last, Element) and _goes_on(last))


def _pieces_of_table(element: Element, place: _Place, tables: Tables) -> Iterator[_Piece]:
    table = tables.enter(element)
    taken: dict[int, int] = {}  # by column, the rows that a cell above still reaches into
    for part in _rows_and_others(element):
        if part.kind == "TR":
            yield from _pieces_of_row(part, place._replace(table=table), tables, taken)
        else:
            yield from _pieces(part, place._replace(table=None, frame=None), tables)


def _rows_and_others(element: Element) -> Iterator[Element]:
    """The rows of a table, through its head, body and foot, and its caption."""
    for child in element.children:
        if isinstance(child, Element):
            if child.kind in ("THead", "TBody", "TFoot"):
                yield from _rows_and_others(child)
            else:
                yield child


def _pieces_of_row(
    row: Element, place: _Place, tables: Tables, taken: dict[int, int]
) -> Iterator[_Piece]:
    """Cells of a row; a row of one cell is a box drawn round prose, and stays prose."""
    children = [child for child in row.children if isinstance(child, Element)]
    alone = sum(child.kind in _CELLS for child in children) == 1
    at = place._replace(row=tables.next_row(), frame=None)
    for column, child in zip(_columns(children, taken), children, strict=True):
        at = at._replace(column=column, frame=None)
        if child.kind in _CELLS and not alone:
            frame = _new_frame(child, at, "cell")
            frame.header = child.kind == "TH"
            at = at._replace(frame=frame)
        yield from _pieces(replace(child, kind="Div") if alone else child, at, tables)


def _columns(cells: Sequence[Element], taken: dict[int, int]) -> list[int]:
    """The column each cell begins in, past those that cells above reach into."""
    above = {column for column, rows in taken.items() if rows > 0}
    for column in above:
        taken[column] -= 1
    columns, column = [], 0
    for cell in cells:
        while column in above:
            column += 1
        columns.append(column)
        if cell.rows > 1:
            taken.update(dict.fromkeys(range(column, column + cell.columns), cell.rows - 1))
        column += cell.columns
    return columns


# --- text that the tree puts into the wrong item --------------------------------

_OPENS = re.compile(r"\s*(?:[^\w\s‘’“”'\"(,.;:-]|\d{1,3}\.)")  # a bullet or a number


def return_strays(page: PageText, frames: Sequence[Frame]) -> None:
    """Give back what is printed in the middle of one item and tagged as part of another.

    Area SEND reports of 2024 tag every run by itself, and some as the label of the item
    before or after. The smallest stray goes first: it may part a larger one from its own.
    """
    groups = _groups(page, frames)
    while strays := [at for at in range(1, len(groups) - 1) if _is_stray(page, groups, at)]:
        at = min(strays, key=lambda stray: len(groups[stray][1]))
        home, (frame, runs) = groups[at - 1][0], groups[at]
        for side in (frame.label, frame.body):
            side[:] = [run for run in side if run not in runs]
        home.body = sorted(home.body + runs, key=lambda run: run.start)
        whole = groups[at - 1][1] + runs + groups[at + 1][1]
        groups[at - 1 : at + 2] = [(home, whole)]


_Group = tuple[Frame, list[Run]]


def _groups(page: PageText, frames: Sequence[Frame]) -> list[_Group]:
    """The runs with words in the order they are drawn, those of one block together."""
    home = {run.start: frame for frame in frames for run in frame.label + frame.body}
    inked = [
        run for run in page.runs if run.start in home and page.text[run.start : run.end].strip()
    ]
    return [(frame, list(runs)) for frame, runs in groupby(inked, lambda run: home[run.start])]


def _is_stray(page: PageText, groups: Sequence[_Group], at: int) -> bool:
    """True of a group between two of one item that does not open an item itself."""
    before, (frame, runs), after = groups[at - 1 : at + 2]
    if before[0] is not after[0] or {frame.kind, before[0].kind} - {"item", "paragraph"}:
        return False
    return not _OPENS.match(page.text, runs[0].start)


# --- text that the tree does not reach ---------------------------------------


def add_untagged(page: PageText, frames: list[Frame]) -> bool:
    """Put runs outside the tree after the block that is printed before them; True if any."""
    home = {run.start: frame for frame in frames for run in frame.body + frame.label}
    before: Frame | None = None
    added = False
    for run in page.runs:
        if run.start in home:
            before = home[run.start]
        elif not run.artifact and page.text[run.start : run.end].strip():
            before = _frame_for_untagged(before, frames)
            before.body.append(run)
            added = True
    return added


def _frame_for_untagged(before: Frame | None, frames: list[Frame]) -> Frame:
    if before is not None and not before.tagged:
        return before
    frame = Frame(tagged=False)
    frames.insert(frames.index(before) + 1 if before else 0, frame)
    return frame
