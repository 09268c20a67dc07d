"""A tagged PDF, read by its structure tree: headings, paragraphs, items, cells, notes.

The tree says what a stretch of a page is; the marked content that it points at
says where and in what words. Both are joined here. Furniture (page numbers,
running heads) is marked as such by the file and left out; text that stands in
neither is kept where it is printed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from corpus.records import BlockKind, Box, RawBlock, RawDocument, RawLine, RawPage
from ingest.read.pdfium import HYPHEN, Element, PageText, PdfFile, Run

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
_PAGE_NUMBER = re.compile(r"(?:page\s*)?(\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d+)?", re.I)
# Of a page's characters: a tree that reaches fewer was not made from its text. All tagged
# reports of 2013 to 2026 have 1.0 on every page.
_LEAST_REACH = 0.5
_SUPERSCRIPT = 0.8  # of the size before it: Word's footnote digits are two thirds
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*[.)]?|(?:[A-Za-z]|[ivxIVX]{1,6})[.)])|\W|o")
_MARGIN = 0.12  # of the page's height: where furniture stands in the reports of 2013 to 2026


def read_tagged_pdf(path: Path) -> RawDocument:
    """The blocks of a tagged PDF in the order of its structure tree, page by page.

    A paragraph that a page breaks comes once on each page, from the second on with
    `continued` where the tree tells. Text outside the tree is a paragraph where it is
    printed, and `notes` names its pages. Raises Damaged where PDFium cannot open the
    file or load a page.
    """
    with PdfFile(path) as file:
        return read_tree(file.pages(), file.title)[0]


def read_tree(pages: Iterable[PageText], title: str = "") -> tuple[RawDocument, frozenset[int]]:
    """The same for pages already loaded, and the numbers of those the tree hardly reaches."""
    tables = _Tables()
    found: list[RawPage] = []
    outside: list[int] = []
    unreached: set[int] = set()
    open_end = False
    for page in pages:
        frames = _frames(page, tables)
        if _reach(page, frames) < _LEAST_REACH:
            unreached.add(page.number)
        _return_strays(page, frames)
        if _add_untagged(page, frames):
            outside.append(page.number)
        blocks, open_end = _blocks(page, frames, open_end)
        found.append(RawPage(page.number, page.width, page.height, blocks, page_label(page)))
    return RawDocument(tuple(found), "tagged_pdf", _notes(outside), title), frozenset(unreached)


def _reach(page: PageText, frames: Iterable[_Frame]) -> float:
    """The share of the characters outside furniture that the tree reaches; 1 of none."""
    total = sum(run.end - run.start for run in page.runs if not run.artifact)
    reached = sum(run.end - run.start for frame in frames for run in frame.label + frame.body)
    return reached / total if total else 1.0


def page_label(page: PageText) -> str:
    """The printed page number: from furniture at the edge of the page, else the file's label."""
    for run in page.runs:
        if run.artifact and _in_margin(run.box, page.height):
            number = _PAGE_NUMBER.fullmatch(page.text[run.start : run.end].strip())
            if number:
                return number[1]
    return page.label


def _in_margin(box: Box, height: float) -> bool:
    return box.bottom < _MARGIN * height or box.top > (1 - _MARGIN) * height


def _notes(outside: Sequence[int]) -> tuple[str, ...]:
    if not outside:
        return ()
    pages = ", ".join(map(str, outside))
    return (f"text outside the structure tree, kept where it is printed: page {pages}",)


# --- the tree, flattened to frames -------------------------------------------


@dataclass(eq=False, slots=True)
class _Frame:
    """One block to be: what it is and the content that falls into it; compares by identity."""

    kind: BlockKind = "paragraph"
    level: int = 0
    table: int | None = None
    row: int | None = None
    column: int | None = None
    header: bool = False
    began_before: bool = False
    goes_on: bool = False
    label: list[Run] = field(default_factory=list)
    body: list[Run] = field(default_factory=list)


class _Place(NamedTuple):
    """Where in the tree the walk stands."""

    frame: _Frame | None = None  # the block that inline content falls into
    depth: int = 0  # lists within lists
    labelling: bool = False
    table: int | None = None
    row: int | None = None
    column: int | None = None


class _Piece(NamedTuple):
    """Marked content and the block it belongs to."""

    frame: _Frame
    content: int
    labelling: bool
    actual: str


@dataclass
class _Tables:
    """Counts tables through the file and rows through a table that pages break."""

    last: int = -1
    rows: int = 0
    open: bool = False

    def enter(self, element: Element) -> int:
        if not (self.open and element.began_before):
            self.last, self.rows = self.last + 1, 0
        self.open = element.goes_on
        return self.last

    def next_row(self) -> int:
        self.rows += 1
        return self.rows - 1


def _frames(page: PageText, tables: _Tables) -> list[_Frame]:
    """The blocks of a page in the tree's order, with the runs that fall into each."""
    runs: dict[int, list[Run]] = defaultdict(list)
    for run in page.runs:
        if run.content >= 0 and not run.artifact:
            runs[run.content].append(run)
    frames: dict[_Frame, None] = {}
    for root in page.tree:
        for piece in _pieces(root, _Place(), tables):
            frames[piece.frame] = None
            side = piece.frame.label if piece.labelling else piece.frame.body
            side.extend(runs.pop(piece.content, ()))
    return list(frames)


def _pieces(element: Element, place: _Place, tables: _Tables) -> Iterator[_Piece]:
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
    if kind in _INLINE:
        return place
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
) -> _Frame:
    return _Frame(
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


def _pieces_of_table(element: Element, place: _Place, tables: _Tables) -> Iterator[_Piece]:
    table = tables.enter(element)
    for part in _rows_and_others(element):
        if part.kind == "TR":
            yield from _pieces_of_row(part, place._replace(table=table), tables)
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


def _pieces_of_row(row: Element, place: _Place, tables: _Tables) -> Iterator[_Piece]:
    """Cells of a row; a row of one cell is a box drawn round prose, and stays prose."""
    children = [child for child in row.children if isinstance(child, Element)]
    alone = sum(child.kind in _CELLS for child in children) == 1
    at = place._replace(row=tables.next_row(), frame=None)
    for column, child in enumerate(children):
        at = at._replace(column=column, frame=None)
        if child.kind in _CELLS and not alone:
            frame = _new_frame(child, at, "cell")
            frame.header = child.kind == "TH"
            at = at._replace(frame=frame)
        yield from _pieces(replace(child, kind="Div") if alone else child, at, tables)


# --- text that the tree puts into the wrong item --------------------------------

_OPENS = re.compile(r"\s*(?:[^\w\s‘’“”'\"(,.;:-]|\d{1,3}\.)")  # a bullet or a number


def _return_strays(page: PageText, frames: Sequence[_Frame]) -> None:
    """Give back what is printed in the middle of one item and tagged as part of another.

    Area SEND reports of 2024 tag every run by itself, and some as the label of the item
    before or after. The smallest stray goes first: it may part a larger one from its own.
    """
    groups = _groups(page, frames)
    while strays := [at for at in range(1, len(groups) - 1) if _is_stray(page, groups, at)]:
        at = min(strays, key=lambda each: len(groups[each][1]))
        home, (frame, runs) = groups[at - 1][0], groups[at]
        for side in (frame.label, frame.body):
            side[:] = [run for run in side if run not in runs]
        home.body = sorted(home.body + runs, key=lambda run: run.start)
        whole = groups[at - 1][1] + runs + groups[at + 1][1]
        groups[at - 1 : at + 2] = [(home, whole)]


_Group = tuple[_Frame, list[Run]]


def _groups(page: PageText, frames: Sequence[_Frame]) -> list[_Group]:
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


def _add_untagged(page: PageText, frames: list[_Frame]) -> bool:
    """Put runs outside the tree after the block that is printed before them; True if any."""
    home = {run.start: frame for frame in frames for run in frame.body + frame.label}
    before: _Frame | None = None
    added = False
    for run in page.runs:
        if run.start in home:
            before = home[run.start]
        elif not run.artifact and page.text[run.start : run.end].strip():
            before = _frame_for_untagged(before, frames, page, run)
            before.body.append(run)
            added = True
    return added


def _frame_for_untagged(
    before: _Frame | None, frames: list[_Frame], page: PageText, run: Run
) -> _Frame:
    if before is not None and before.level == _UNTAGGED:
        return before
    frame = _Frame(level=_UNTAGGED)
    frames.insert(frames.index(before) + 1 if before else 0, frame)
    return frame


_UNTAGGED = -1


# --- from frames to blocks ---------------------------------------------------


def _blocks(
    page: PageText, frames: Sequence[_Frame], open_end: bool
) -> tuple[tuple[RawBlock, ...], bool]:
    """The blocks of a page that hold words, and whether the last of its body goes on."""
    found: list[RawBlock] = []
    goes_on = open_end
    for frame in frames:
        block = _block(page, frame)
        if not block.lines:
            continue
        if block.kind != "note":
            if open_end and frame.began_before:
                block = replace(block, continued=True)
            open_end, goes_on = False, frame.goes_on
        found.append(block)
    return tuple(found), goes_on


def _block(page: PageText, frame: _Frame) -> RawBlock:
    label, body = _parted(page, frame)
    size, bold, italic = _look(body)
    return RawBlock(
        kind=frame.kind,
        lines=_labelled(tuple(_lines(page, body)), label),
        level=max(0, frame.level),
        marker=" ".join(line.text for line in _lines(page, label)),
        table=frame.table,
        row=frame.row,
        column=frame.column,
        header=frame.header,
        size=size,
        bold=bold,
        italic=italic,
    )


def _parted(page: PageText, frame: _Frame) -> tuple[list[Run], list[Run]]:
    """The runs of an item's label and of its body.

    Word of 2023 to 2026 puts words of an item into its label, and the bullet into its
    body: a label that reads like none, or stands behind its body, is part of the body.
    """
    words = "".join(page.text[run.start : run.end] for run in frame.label).strip()
    first = frame.label and frame.body and frame.label[0].start < frame.body[0].start
    if first and _LABEL.fullmatch(words):
        return frame.label, frame.body
    return [], sorted(frame.label + frame.body, key=lambda run: run.start)


def _look(runs: Sequence[Run]) -> tuple[float, bool, bool]:
    """Size, boldness and slant of most of the characters."""
    looks: Counter[tuple[float, bool, bool]] = Counter()
    for run in runs:
        looks[run.size, run.bold, run.italic] += run.end - run.start
    return looks.most_common(1)[0][0] if looks else (0.0, False, False)


def _labelled(lines: tuple[RawLine, ...], label: Sequence[Run]) -> tuple[RawLine, ...]:
    """The lines with the label inside the box of the first, as it is printed."""
    if not lines or not label or lines[0].box is None:
        return lines
    box = lines[0].box
    beside = [run.box for run in label if _on_one_line(run.box, box)]
    return (replace(lines[0], box=reduce(_around, beside, box)), *lines[1:])


def _lines(page: PageText, runs: Sequence[Run]) -> Iterator[RawLine]:
    """The printed lines of some runs, in the runs' order, each with its box."""
    text, box = "", None
    before: Run | None = None
    for run in runs:
        if _is_note_mark(page.text, before, run):
            continue
        gap = _gap(page.text, before, run) if before else ""
        if gap == "\n":
            if text.strip():
                yield RawLine(text.strip(" \r\n"), box)
            text, box = "", None
        else:
            text += gap
        text += page.text[run.start : run.end]
        box = run.box if box is None else _around(box, run.box)
        before = run
    if text.strip():
        yield RawLine(text.strip(" \r\n"), box)


def _is_note_mark(text: str, before: Run | None, run: Run) -> bool:
    """True of the small raised digits that point to a footnote from within a line."""
    if before is None or run.size > _SUPERSCRIPT * before.size:
        return False
    digits = text[run.start : run.end].strip()
    raised = run.box.bottom < before.box.bottom and run.box.x0 >= before.box.x0
    return digits.isdigit() and len(digits) <= 3 and raised and not text[before.end - 1].isdigit()


def _gap(text: str, before: Run, run: Run) -> str:
    """What stands between two runs of a block: nothing, a space, or the end of a line."""
    generated = text[before.end : run.start] if before.end <= run.start else None
    if text[before.end - 1] == HYPHEN or not _on_one_line(before.box, run.box):
        return "\n"
    if generated is not None and len(generated) <= 2:
        return " " if generated else ""
    return " " if run.box.x0 - before.box.x1 > 0.15 * run.size else ""


def _on_one_line(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.4 * min(one.bottom - one.top, other.bottom - other.top)


def _around(one: Box, other: Box) -> Box:
    return Box(
        one.page,
        min(one.x0, other.x0),
        min(one.top, other.top),
        max(one.x1, other.x1),
        max(one.bottom, other.bottom),
    )
