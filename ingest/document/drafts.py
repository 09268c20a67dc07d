"""Blocks on their way into a document: lines repaired, markers parted, not yet placed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from corpus.document import BlockKind, Box, RawBlock
from ingest.document.dates import is_date
from ingest.document.repair import BULLET, repair_line
from ingest.document.sections import is_prose

# What stands apart before an item is its bullet, whatever the font calls it; in a paragraph
# only a glyph that is nothing else is one.
_ITEM_BULLET = re.compile(
    r"(?:[^\w\s‘’“”\"'()\[\]£$€#&@©.,;:?!/%+…]|o(?=\s))(?:\s+|$)|[\u0336▪■□◼◻•](?=\S)"
)
_BULLET = re.compile(r"[•▪■□◼◻●○◦‣⁃∙➢➤✓✔❖★▶►\u0336](?:\s+|$)|[•▪■◼●◦‣❖►](?=\S)")
_NUMBER = re.compile(
    r"""(?: \d{1,3}(?:\.\d{1,3})+\.?     # 3.2
          | \d{1,3}[.)]                  # 20. or 20)
          | \(\d{1,3}\)                  # (20)
          | \(?[a-zA-Z][.)]              # a) or (a)
          | \(?[ivx]{1,5}[.)]            # iv)
        | \(?(?:I{2,3}|IV|VI{1,3}|IX|XI{0,2})[.)]  # II.
        )(?:\s+|$)
        | \d{1,3}\.(?=[A-Z‘“])           # 20.Ensure
    """,
    re.VERBOSE,
)
_HEADING_ENDS = (".", "?", "!", ":", ";")
_LONGEST_COVER_LINE = 16  # words
_GOES_ON = re.compile(
    r"[,;:.]$|\b(?:of|on|at|by|the|and|to|from|in|for|held|dated|until|before|after|since"
    r"|between)$"
)
_NOTE_NUMBER = re.compile(r"\d{1,3}(?:\s+|(?=[A-Z]))")


class DraftLine(NamedTuple):
    """A repaired line and where it is printed."""

    text: str
    page: int
    box: Box | None


@dataclass(eq=False, slots=True)
class Draft:
    """A block to be written; two are the same only if they are one.

    `lead` is written before the block's span: a printed number and a space, or nothing.
    `raw` is the block as its first page has it, for its looks.
    """

    raw: RawBlock
    kind: BlockKind
    level: int
    marker: str
    lead: str
    lines: list[DraftLine]
    table: int | None
    row: int | None
    column: int | None

    @property
    def page(self) -> int:
        """The page the block begins on."""
        return self.lines[0].page

    @property
    def box(self) -> Box | None:
        """The box of the first line."""
        return self.lines[0].box


def draft_block(block: RawBlock, page: int) -> Draft | None:
    """A block with its lines repaired and its marker parted; None where it holds no words."""
    lines = [DraftLine(repair_line(line.text), page, line.box) for line in block.lines]
    lines = [line for line in lines if line.text]
    if not _has_words(block, lines):
        return None
    marker = _own_marker(block)
    if not marker and block.kind != "cell":
        marker, lines = _part_first_line(block.kind, lines)
    kind = _kind(block, marker, " ".join(line.text for line in lines))
    return Draft(
        raw=block,
        kind=kind,
        level=block.level if kind == block.kind else int(kind == "item"),
        marker=marker,
        lead=f"{marker} " if _is_number(marker) else "",
        lines=lines,
        table=block.table,
        row=block.row,
        column=block.column,
    )


def part_cover(block: RawBlock) -> list[RawBlock]:
    """The lines of a cover as blocks: "Council / Committee / 4 May 2024 / Title"; else the block.

    A cover has a line that is nothing but a day, and before it none that a sentence would go
    on from. Lines that begin in small letters go on from the one before.
    """
    texts = [line.text.strip() for line in block.lines]
    day = next((at for at, text in enumerate(texts) if is_date(text)), None)
    long = any(len(text.split()) > _LONGEST_COVER_LINE for text in texts)
    goes_on = _GOES_ON.search(texts[day - 1]) if day else None
    if day is None or long or goes_on or block.kind == "cell" or block.table is not None:
        return [block]
    starts = [at for at, text in enumerate(texts) if at == 0 or not text[:1].islower()]
    return [
        replace(block, lines=block.lines[start:end])
        for start, end in pairwise([*starts, len(texts)])
    ]


def join_headings(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts of a page, a heading made whole that is printed in two blocks of one look.

    The second begins in small letters, or with the rest of a word that a hyphen broke.
    """
    joined: list[Draft] = []
    for draft in drafts:
        if joined and _ends_heading(joined[-1], draft):
            joined[-1].lines += draft.lines
        else:
            joined.append(draft)
    return joined


def _ends_heading(before: Draft, draft: Draft) -> bool:
    """True of the rest of a heading."""
    looks = ((each.raw.size, each.raw.bold) for each in (before, draft))
    ended = before.lines[-1].text
    return (
        before.kind == "heading"
        and draft.kind in ("heading", "paragraph")
        and not draft.marker
        and before.table is None is draft.table
        and before.raw.size > 0
        and len(set(looks)) == 1
        and not ended.endswith(_HEADING_ENDS)
        and draft.lines[0].text[:1].islower()
    )


def part_marker(kind: str, text: str) -> tuple[str, str]:
    """The bullet or printed number that a block starts with, and the rest; bullets made alike.

    >>> part_marker("item", "20. Ensure that")
    ('20.', 'Ensure that')
    >>> part_marker("paragraph", "20 children were seen")
    ('', '20 children were seen')
    """
    found = _NUMBER.match(text) or (_NOTE_NUMBER.match(text) if kind == "note" else None)
    if found:
        return found[0].strip(), text[found.end() :]
    found = (_ITEM_BULLET if kind == "item" else _BULLET).match(text)
    return (BULLET, text[found.end() :]) if found else ("", text)


def _has_words(block: RawBlock, lines: list[DraftLine]) -> bool:
    """True of a block with a letter or digit; in a table a dash says something too."""
    if block.kind == "cell":
        return bool(lines)
    return any(character.isalnum() for line in lines for character in line.text)


def _own_marker(block: RawBlock) -> str:
    """The marker that the reader found apart from the text, bullets made alike."""
    marker = repair_line(block.marker)
    return marker if not marker or _is_number(marker) else BULLET


def _part_first_line(kind: str, lines: list[DraftLine]) -> tuple[str, list[DraftLine]]:
    """The marker and the lines without it; a marker that is all there is stays text."""
    marker, rest = part_marker(kind, lines[0].text)
    if rest:
        return marker, [lines[0]._replace(text=rest), *lines[1:]]
    return (marker, lines[1:]) if len(lines) > 1 else ("", lines)


def _is_number(marker: str) -> bool:
    return marker != "o" and any(character.isalnum() for character in marker)


def _kind(block: RawBlock, marker: str, words: str) -> BlockKind:
    """What a block is, where its marker and words tell better than the file does."""
    if block.kind == "heading" and is_prose(words, block.bold):
        return "item" if marker else "paragraph"
    return "item" if block.kind == "paragraph" and marker == BULLET else block.kind
