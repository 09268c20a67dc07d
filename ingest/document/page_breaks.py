"""What a page broke, made whole: paragraphs, items and the rows of tables; the depth of items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from corpus.document import Box
from ingest.document.drafts import Draft

_ENDS = (".", "?", "!", ":", ";", ".’", ".”", ".'", '."', ".)")
_CONTENTS_ENTRY = re.compile(r"[^\W\d]\)? \d{1,3}$")  # "Executive summary 2"
_ALIGNED = 4.0  # points: lines set flush differ by the bearing of their first letter
# A word's width is reckoned from its line's mean letter; wide words need half as much again
_SLACK = 1.5
# In points: "9." and "10." set flush right differ by 7, a list within a list by 14 or more
_INDENT = 9.0


def join_pages(pages: Iterable[Sequence[Draft]]) -> list[Draft]:
    """The blocks of all pages in order, those that a page broke made whole.

    What stood between the halves, such as a footnote, comes before the whole block, so
    that each page keeps one unbroken stretch of the text.
    """
    drafts: list[Draft] = []
    for page in pages:
        fresh = list(page)
        halves = _broken_row(drafts, fresh) or _broken_block(drafts, fresh)
        if halves and _may_move(halves[0], drafts):
            before, after = halves
            drafts.remove(before)
            fresh.remove(after)
            before.lines += after.lines
            fresh.insert(0, before)
        drafts += fresh
    _set_levels(drafts)
    return drafts


_Halves = tuple[Draft, Draft]


def _may_move(before: Draft, drafts: Sequence[Draft]) -> bool:
    """True where nothing of a later page than a block's first stands after it.

    Else the block, moved to the end, would begin in the midst of another page's text.
    """
    following = drafts[drafts.index(before) + 1 :]
    return all(draft.lines[0].page == before.lines[0].page for draft in following)


def _broken_block(drafts: Sequence[Draft], fresh: Sequence[Draft]) -> _Halves | None:
    """The last block of the pages before and the first of the next, where they are one."""
    before = next((draft for draft in reversed(drafts) if draft.kind != "note"), None)
    if before is None or not fresh or fresh[0].marker:
        return None
    kinds = {before.kind, fresh[0].kind}
    if kinds - {"paragraph", "item"} or not _goes_on(before, fresh[0], _right_edge(drafts)):
        return None
    return before, fresh[0]


def _goes_on(before: Draft, after: Draft, edge: float) -> bool:
    """True where a paragraph or item is the rest of another."""
    if after.raw.continued:
        return True
    if not _look_alike(before, after):
        return False
    if _hangs_under(before, after):
        return True
    if _is_ended(before) or (_is_contents_entry(before) and not _starts_low(after)):
        return False
    return _is_full(before, after, edge) and (_starts_low(after) or before.kind == after.kind)


def _look_alike(draft: Draft, other: Draft) -> bool:
    sizes = draft.raw.size, other.raw.size
    return draft.raw.bold == other.raw.bold and (0 in sizes or abs(sizes[0] - sizes[1]) < 0.6)


def _hangs_under(before: Draft, after: Draft) -> bool:
    """True of an item without a marker, set in as the lines of a marked item are."""
    if not before.marker or len(before.lines) < 2 or after.kind != "item":
        return False
    return _aligned(before.lines[-1].box, after.box)


def _aligned(box: Box | None, other: Box | None) -> bool:
    return box is not None and other is not None and abs(box.x0 - other.x0) < _ALIGNED


def _is_ended(draft: Draft) -> bool:
    return draft.lines[-1].text.endswith(_ENDS)


def _is_contents_entry(draft: Draft) -> bool:
    return _CONTENTS_ENTRY.search(draft.lines[-1].text) is not None


def _starts_low(draft: Draft) -> bool:
    return not draft.lines[0].text[:1].isupper()


def _right_edge(drafts: Sequence[Draft]) -> float:
    """How far right the lines of running text reach on the last page; 0 without boxes."""
    last = drafts[-1].lines[-1].page
    on_page = takewhile(lambda draft: draft.lines[-1].page == last, reversed(drafts))
    prose = (draft for draft in on_page if draft.kind in ("paragraph", "item"))
    boxes = (line.box for draft in prose for line in draft.lines if line.page == last)
    return max((box.x1 for box in boxes if box is not None), default=0.0)


def _is_full(before: Draft, after: Draft, edge: float) -> bool:
    """True where the next word would not have fitted on the last line; true without boxes."""
    last = before.lines[-1]
    if last.box is None:
        return True
    letter = (last.box.x1 - last.box.x0) / max(1, len(last.text))
    word = after.lines[0].text.split(" ")[0]
    return edge - last.box.x1 < letter * (len(word) + 1) * _SLACK


# --- tables ---------------------------------------------------------------------


def _broken_row(drafts: Sequence[Draft], fresh: Sequence[Draft]) -> _Halves | None:
    """The halves of the longest cell of a row that a page breaks.

    On the way the rows of a table that goes on are counted as that table's own, so that
    its head speaks for them; what is left of the other cells stays apart, in its row.
    """
    above, below = _last_row(drafts), _first_table(fresh)
    if len(above) < 2 or not below or not _is_under(above, below):
        return None
    first = [draft for draft in below if draft.row == below[0].row]
    pairs = [(_over(above, draft), draft) for draft in first]
    broken = _row_goes_on(pairs, whole=len(first) == len(above))
    _count_on(above[0], below, again=broken)
    if not broken:
        return None
    for cell, half in pairs:
        half.kind, half.column = "cell", cell.column
    return max(pairs, key=lambda pair: _length(pair[0]) + _length(pair[1]))


def _last_row(drafts: Sequence[Draft]) -> list[Draft]:
    """The cells of the row that ends a page; none where it ends with something else."""
    body = (draft for draft in reversed(drafts) if draft.kind != "note")
    cells = list(takewhile(lambda draft: draft.kind == "cell", body))
    last = [cell for cell in cells if _row_of(cell) == _row_of(cells[0])]
    return last[::-1]


def _row_of(cell: Draft) -> tuple[int | None, int | None, int]:
    """Which row a cell is of, and the page that it ends on."""
    return cell.table, cell.row, cell.lines[-1].page


def _first_table(fresh: Sequence[Draft]) -> list[Draft]:
    """The blocks of the table that opens a page; a row of one cell may read as a paragraph."""
    if not fresh or fresh[0].table is None or fresh[0].kind not in ("cell", "paragraph"):
        return []
    return list(takewhile(lambda draft: draft.table == fresh[0].table, fresh))


def _is_under(above: Sequence[Draft], below: Sequence[Draft]) -> bool:
    """True where a table opens with no head and stands under the columns of another."""
    first = [draft for draft in below if draft.row == below[0].row]
    full = [draft for draft in below if draft.kind == "cell"]
    if first[0].raw.bold or not full:
        return False
    return all(any(_aligned(cell.box, draft.box) for cell in above) for draft in first + full)


def _over(above: Sequence[Draft], draft: Draft) -> Draft:
    return next(cell for cell in above if _aligned(cell.box, draft.box))


def _row_goes_on(pairs: Sequence[_Halves], whole: bool) -> bool:
    """True where the first row of a page is the rest of the row before it.

    A row with cells missing is one; else the longest cell tells, by an unfinished sentence.
    """
    if all(cell.raw.header or cell.raw.bold for cell, _ in pairs) and not pairs[0][1].raw.bold:
        return False  # the heads of a table stand at the foot of a page, its rows on the next
    if not whole:
        return any(not _is_ended(cell) for cell, _ in pairs)
    cell, half = max(pairs, key=lambda pair: _length(pair[0]))
    return not _is_ended(cell) and _starts_low(half)


def _length(draft: Draft) -> int:
    return sum(len(line.text) for line in draft.lines)


def _count_on(last: Draft, below: Sequence[Draft], again: bool) -> None:
    """Number the rows below after the last one above, or from it `again` where it goes on."""
    offset = (last.row or 0) + (not again) - (below[0].row or 0)
    for draft in below:
        draft.table, draft.row = last.table, (draft.row or 0) + offset


# --- lists ----------------------------------------------------------------------


def _set_levels(drafts: Iterable[Draft]) -> None:
    """Give the items of each list their depth as printed: files seldom nest their lists."""
    indents: list[float] = []
    for draft in drafts:
        if draft.kind == "note":
            continue
        if draft.kind != "item" or draft.box is None:
            indents = []
            continue
        indents = [x0 for x0 in indents if x0 <= draft.box.x0 + _INDENT]
        if not indents or indents[-1] < draft.box.x0 - _INDENT:
            indents.append(draft.box.x0)
        draft.level = len(indents)
