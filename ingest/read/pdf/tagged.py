"""A tagged PDF, read by its structure tree: headings, paragraphs, items, cells, notes.

The tree says what a stretch of a page is; the marked content that it points at says
where and in what words. Furniture (page numbers, running heads) is marked as such by
the file and left out; text that stands in neither is kept where it is printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

from corpus.account import ReadingNote
from corpus.document import Box, RawBlock, RawDocument, RawLine, RawPage
from ingest.read.pdf.pdfium import HYPHEN, PageText, PdfFile, Run
from ingest.read.pdf.structure_tree import Frame, Tables, add_untagged, find_frames, return_strays

# Of a page's characters: a tree that reaches fewer was not made from its text. All tagged
# reports of 2013 to 2026 have 1.0 on every page.
_LEAST_REACH = 0.5
_SUPERSCRIPT = 0.8  # of the size before it: Word's footnote digits are two thirds
_HIGH = 0.25  # of the size: Word raises by a third, and a mark's own foot stands lower in its box
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*[.)]?|(?:[A-Za-z]|[ivxIVX]{1,6})[.)])|\W|o")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?(\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE)
_MARGIN = 0.12  # of the page's height: where furniture stands in the reports of 2013 to 2026
_GAP = 3.0  # sizes of the letters between a running head and the page number beside it
_REPEATS = 3  # pages on which the same words in the margin are furniture


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
    tables = Tables()
    read: list[_Read] = []
    open_end = False
    for page in pages:
        frames = find_frames(page, tables)
        reach = _reach(page, frames)
        return_strays(page, frames)
        add_untagged(page, frames)
        blocks, open_end = _blocks(page, frames, open_end)
        said = tuple(_margins(page))
        read.append(
            _Read(page.number, page.width, page.height, blocks, page_label(page), reach, said)
        )
    known = _without_furniture(read)
    document = RawDocument(tuple(map(_raw_page, known)), "tagged_pdf", _notes(known), title)
    return document, frozenset(page.number for page in known if page.reach < _LEAST_REACH)


@dataclass(frozen=True, slots=True)
class _Read:
    """A page as read: its blocks, each with whether the tree knows it."""

    number: int
    width: float
    height: float
    blocks: tuple[tuple[RawBlock, bool], ...]
    label: str
    reach: float
    margins: tuple[str, ...]


def _raw_page(page: _Read) -> RawPage:
    blocks = tuple(block for block, _ in page.blocks)
    return RawPage(page.number, page.width, page.height, blocks, page.label, page.margins)


def _without_furniture(pages: Sequence[_Read]) -> list[_Read]:
    """The pages without untagged words that stand in the margin of several, numbers aside."""
    seen = Counter(sign for page in pages for sign in {_sign(block) for block in _in_margins(page)})
    return [
        replace(
            page,
            blocks=tuple(
                (block, tagged)
                for block, tagged in page.blocks
                if tagged or block not in _in_margins(page) or seen[_sign(block)] < _REPEATS
            ),
        )
        for page in pages
    ]


def _in_margins(page: _Read) -> list[RawBlock]:
    return [
        block
        for block, tagged in page.blocks
        if not tagged
        and all(line.box is not None and _in_margin(line.box, page.height) for line in block.lines)
    ]


def _sign(block: RawBlock) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text for line in block.lines))


def _reach(page: PageText, frames: Iterable[Frame]) -> float:
    """The share of the characters outside furniture that the tree reaches; 1 of none."""
    total = sum(run.end - run.start for run in page.runs if not run.artifact)
    reached = sum(run.end - run.start for frame in frames for run in frame.label + frame.body)
    return reached / total if total else 1.0


def page_label(page: PageText) -> str:
    """The printed page number: furniture that stands apart and is nothing else; else the file's."""
    for runs in _apart(_furniture(page)):
        number = _PAGE_NUMBER.fullmatch(page.text[runs[0].start : runs[-1].end].strip())
        if number:
            return number[1]
    return page.label


def _margins(page: PageText) -> Iterator[str]:
    """What the heads and feet say that the file marks as such."""
    for runs in _apart(_furniture(page)):
        words = " ".join(page.text[runs[0].start : runs[-1].end].split())
        if any(map(str.isalpha, words)):
            yield words


def _furniture(page: PageText) -> list[Run]:
    return [run for run in page.runs if run.artifact and _in_margin(run.box, page.height)]


def _apart(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs in groups that stand together on a line."""
    groups: list[list[Run]] = []
    for run in runs:
        before = groups[-1][-1] if groups else None
        if before and _on_one_line(before.box, run.box) and _is_near(before, run):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _is_near(before: Run, run: Run) -> bool:
    return -_GAP * run.size < run.box.x0 - before.box.x1 < _GAP * run.size


def _in_margin(box: Box, height: float) -> bool:
    return box.bottom < _MARGIN * height or box.top > (1 - _MARGIN) * height


def _notes(pages: Iterable[_Read]) -> tuple[ReadingNote, ...]:
    says = "text outside the structure tree, kept where it is printed"
    outside = (page for page in pages if not all(tagged for _, tagged in page.blocks))
    return tuple(ReadingNote("about", says, page.number) for page in outside)


# --- from frames to blocks ---------------------------------------------------


def _blocks(
    page: PageText, frames: Sequence[Frame], open_end: bool
) -> tuple[tuple[tuple[RawBlock, bool], ...], bool]:
    """The blocks of a page that hold words, each with whether the tree knows it.

    `open_end` tells that the last of the page before goes on; the same of this page comes back.
    """
    blocks: list[tuple[RawBlock, bool]] = []
    goes_on = open_end
    for frame in frames:
        block = _block(page, frame)
        if not block.lines:
            continue
        if block.kind != "note":
            if open_end and frame.began_before:
                block = replace(block, continued=True)
            open_end, goes_on = False, frame.goes_on
        blocks.append((block, frame.tagged))
    return tuple(blocks), goes_on


def _block(page: PageText, frame: Frame) -> RawBlock:
    label, body = _parted(page, frame)
    size, bold, italic = _look(body)
    return RawBlock(
        kind=frame.kind,
        lines=_labelled(tuple(_lines(page, body, frame.spoken)), label),
        level=frame.level,
        marker=" ".join(line.text for line in _lines(page, label, {})),
        table=frame.table,
        row=frame.row,
        column=frame.column,
        header=frame.header,
        size=size,
        bold=bold,
        italic=italic,
    )


def _parted(page: PageText, frame: Frame) -> tuple[list[Run], list[Run]]:
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


def _lines(page: PageText, runs: Sequence[Run], spoken: Mapping[int, str]) -> Iterator[RawLine]:
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
        text += spoken.get(run.start, page.text[run.start : run.end])
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
    if not (digits.isdigit() and len(digits) <= 3 and raised):
        return False
    return not text[before.end - 1].isdigit() or _is_high(before, run)


def _is_high(before: Run, run: Run) -> bool:
    """True of digits that stand well above the foot of a number: "30" with the mark of a note."""
    return before.box.bottom - run.box.bottom > _HIGH * before.size


def _gap(text: str, before: Run, run: Run) -> str:
    """What stands between two runs of a block: nothing, a space, or the end of a line."""
    generated = text[before.end : run.start] if before.end <= run.start else None
    if text[before.end - 1] == HYPHEN or not _on_one_line(before.box, run.box):
        return "\n"
    if generated is not None and len(generated) <= 2:
        return " " if generated else ""
    return " " if run.box.x0 - before.box.x1 > 0.15 * run.size else ""


def _on_one_line(box: Box, other: Box) -> bool:
    shared = min(box.bottom, other.bottom) - max(box.top, other.top)
    return shared > 0.4 * min(box.bottom - box.top, other.bottom - other.top)


def _around(box: Box, other: Box) -> Box:
    return Box(
        box.page,
        min(box.x0, other.x0),
        min(box.top, other.top),
        max(box.x1, other.x1),
        max(box.bottom, other.bottom),
    )
