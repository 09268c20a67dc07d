"""Where a report's lists of recommendations begin and end, and what their headings say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from corpus.document import Block, Document
from corpus.vocabulary.frameworks import (
    ListHeading,
    load_bodies,
    load_headings_after_lists,
    load_list_headings,
)
from ingest.find.asks.list_items import row_of

SENTENCE_END = (".", "?", "!", ":", ";", ")", "”", "’")
# The longest sub-heading in the reports of 2013 to 2018 has 11 words.
SUBHEADING_WORDS = 12
# Headings of reports to 2026 reach 17 words; a longer line is an item.
HEADING_WORDS = 18
_BAND = re.compile(
    r"immediately|within (?:the next )?[\w-]+ (?:working )?(?:days?|weeks?|months?|years?)"
)
_NUMBERED = re.compile(r"^\d{1,3}(?:\.\d{1,3})*[.)]?\s+")
_NOTE_NUMBER = re.compile(r"(?<=[a-z?:])\s*\d{1,2}$")
_PAGE_NUMBER = re.compile(r"\s\d{1,3}$|^\d{1,3}$")


@dataclass(frozen=True, slots=True)
class ListPart:
    """Blocks that stand together in a list, and what the headings above them say.

    `path` is the headings from the outermost. `continued` parts stand under a band or
    sub-heading of the list before them. `board` is true in the part of a report that is
    about the safeguarding board.
    """

    heading: ListHeading
    path: tuple[str, ...]
    level: int
    block: Block  # the heading's own
    outer: str = ""
    timescale: str = ""
    board: bool = False
    continued: bool = False
    blocks: tuple[Block, ...] = ()


def find_lists(document: Document) -> Iterator[ListPart]:
    """The parts of every list, in order; a part may hold no item."""
    blocks = [block for block in document.blocks if block.kind != "note"]
    part: ListPart | None = None
    board, start = False, 0
    # Title pages name the authority and the board alike.
    title_page = 1 if len(document.pages) > 1 else 0
    for index in range(len(blocks)):
        words = _heading(document, blocks, index, part)
        if not words:
            continue
        if part is not None:
            yield replace(part, blocks=tuple(blocks[start:index]))
        if blocks[index].page > title_page:
            board = _is_about_board(words, board)
        part, start = _enter(document, blocks, index, words, part, board), index + 1
    if part is not None:
        yield replace(part, blocks=tuple(blocks[start:]))


# --- what is a heading ---------------------------------------------------------


def _heading(document: Document, blocks: Sequence[Block], index: int, part: ListPart | None) -> str:
    """The words of a heading, marked as one or not; empty for any other block."""
    block = blocks[index]
    words = " ".join(document.quote(block.span).split())
    if block.kind == "heading":
        return words
    if block.marker or len(words.split()) > HEADING_WORDS or _has_cell_beside(blocks, index):
        return ""
    if find_list_heading(words) or _is_band(words):
        return "" if _in_contents(document, blocks, index) else words
    if part is None or not words[:1].isupper():
        return ""
    return words if _follows_list(words) or _parts_items(document, blocks, index, part) else ""


def _has_cell_beside(blocks: Sequence[Block], index: int) -> bool:
    block = blocks[index]
    near = [*blocks[max(0, index - 1) : index], *blocks[index + 1 : index + 2]]
    return block.kind == "cell" and any(
        other.kind == "cell" and row_of(other) == row_of(block) for other in near
    )


def _is_band(words: str) -> bool:
    return _BAND.fullmatch(_bare(words)) is not None


def _follows_list(words: str) -> bool:
    unnumbered = _NUMBERED.sub("", words.rstrip(" :")).lower()
    return load_headings_after_lists().fullmatch(unnumbered) is not None


def _parts_items(document: Document, blocks: Sequence[Block], index: int, part: ListPart) -> bool:
    """True of a short plain line before a numbered item of a list that has sub-headings."""
    words = document.quote(blocks[index].span)
    if not part.heading.divided or blocks[index].kind != "paragraph":
        return False
    if len(words.split()) > SUBHEADING_WORDS or words.endswith(SENTENCE_END):
        return False
    return _is_before_item(blocks, index)


def _is_before_item(blocks: Sequence[Block], index: int) -> bool:
    return any(block.kind == "item" or block.marker for block in blocks[index + 1 : index + 2])


def _in_contents(document: Document, blocks: Sequence[Block], index: int) -> bool:
    """True where a page number stands after it, or at its own end and at a neighbour's."""
    lines = [document.quote(block.span) for block in blocks[max(0, index - 1) : index + 2]]
    numbered = [bool(_PAGE_NUMBER.search(line)) for line in lines]
    own = min(index, 1)
    return lines[-1].isdigit() or (numbered[own] and sum(numbered) > 1)


def _bare(words: str) -> str:
    """A heading in lower case without number, footnote and closing mark, for comparison.

    >>> _bare("2. What needs to improve? 1")
    'what needs to improve'
    """
    unnumbered = _NUMBERED.sub("", words.strip("*# ").rstrip(" .:"))
    return _NOTE_NUMBER.sub("", unnumbered).strip(" .:?*").lower()


@lru_cache(maxsize=4096)
def find_list_heading(words: str) -> ListHeading | None:
    """The heading of a list that these words are; None where they are none."""
    bare = _bare(words)
    return next((h for h in load_list_headings() if h.pattern.fullmatch(bare)), None)


def _is_about_board(words: str, board: bool) -> bool:
    """True under a heading that names the safeguarding board, until one names the authority."""
    return bool(_board_name().search(words)) or (board and "local authority" not in words.lower())


@cache
def _board_name() -> re.Pattern[str]:
    names = (name for body in load_bodies() if body.id == "lscb" for name in body.names)
    return re.compile("|".join(re.escape(name) for name in names), re.IGNORECASE)


# --- what a heading does -------------------------------------------------------


def _enter(
    document: Document,
    blocks: Sequence[Block],
    index: int,
    words: str,
    part: ListPart | None,
    board: bool,
) -> ListPart | None:
    """The list that a heading opens or goes on with; None where it ends the list."""
    block = blocks[index]
    heading = find_list_heading(words)
    if heading:
        return _open(heading, words, block, part, board)
    if part is None:
        return None
    if _is_band(words):
        return replace(part, timescale=_title(words), continued=True)
    if _follows_list(words) or not part.heading.divided or not _is_before_item(blocks, index):
        return None
    if not _is_deeper(block, part):
        return None
    depth = 2 if part.heading.rank == 2 and part.outer else 1
    return replace(part, path=(*part.path[:depth], _title(words)), continued=True)


def _is_deeper(block: Block, part: ListPart) -> bool:
    """True of a heading below the list's own, by level or looks; true where neither tells."""
    if block.level != part.level and block.level and part.level:
        return block.level > part.level
    if not (block.size and part.block.size):
        return True
    return (block.size, block.bold) != (part.block.size, part.block.bold)


def _open(
    heading: ListHeading, words: str, block: Block, part: ListPart | None, board: bool
) -> ListPart:
    """A new list; one of rank 2 goes under the list of rank 1 that is still open."""
    title = _title(words)
    outer = part.outer if part and heading.rank == 2 else ""
    return ListPart(
        heading=heading,
        path=(outer, title) if outer else (title,),
        level=block.level,
        block=block,
        outer=title if heading.rank == 1 else outer,
        timescale=heading.timescale,
        board=board,
    )


def _title(words: str) -> str:
    """A heading as it is shown: without footnote and colon.

    >>> _title("What needs to improve? 1"), _title("Within three months:")
    ('What needs to improve?', 'Within three months')
    """
    return _NOTE_NUMBER.sub("", words).strip(" :*#")
