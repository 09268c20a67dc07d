"""The lines of a paper's head, up to where its text begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import Block, Document

_MOST = 20  # blocks of a head, the cells of its table of facts apart
_COLUMNS = 2  # of a table of facts; what has more tells of other things
_PARAGRAPH = 30  # words; a title has fewer
_SECTION = re.compile(
    r"(?:introduction|background|purpose(?: of .*)?|(?:executive )?summary"
    r"|recommendations?(?:\(s\))?"
    r"|in (?:brief|short)|at a glance|key points|overview"
    r"|present|apologies.*|contents|(?:chair[’']s )?foreword|reasons? for .*)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of the head, and what a label before it says it is: "Subject", "Date"."""

    words: str
    block: Block
    label: str = ""


def head_lines(document: Document) -> Iterator[HeadLine]:
    """The lines of the head in order: up to a numbered section, a heading of one, or long text.

    A cell has the one before it in its row as label; "Date: 1 May" is a line with a label.
    """
    before: Block | None = None
    told = 0
    for block in document.blocks:
        words = " ".join(document.quote(block.span).split()).strip("*# ")
        if (block.column or 0) >= _COLUMNS or told >= _MOST or _begins_text(block, words, told):
            return
        told += block.kind != "cell"
        beside = before is not None and block.kind == "cell" and before.row == block.row
        label = document.quote(before.span).strip(" :") if beside and before else ""
        before = block if block.kind == "cell" else None
        parts = _facts(block, words) or [words]
        yield from (_labelled(part, block, label) for part in parts)


def _facts(block: Block, words: str) -> list[str]:
    """The facts that stand one under the other in a block, "To: ...", "Date: ..."; else none."""
    if block.kind == "cell" or not _LABEL.match(words):
        return []
    starts = [0, *(found.start() + 1 for found in _NEXT_LABEL.finditer(words))]
    parts = [words[start:end].strip() for start, end in pairwise([*starts, len(words)])]
    return parts if len(parts) > 2 else []


def _begins_text(block: Block, words: str, told: int) -> bool:
    if block.kind in ("cell", "note") or not told:
        return False
    numbered = block.marker.strip("().")[:1].isdigit()
    heading = block.kind == "heading" and _SECTION.fullmatch(words)
    return numbered or bool(heading) or len(words.split()) > _PARAGRAPH


_LABEL = re.compile(
    r"(subject|title|report title|title of report|name of report|topic|date(?: of (?:the )?\w+)?"
    r"|meeting date"
    r"|report to|report of|report by|report from|by|author|report author|committee|meeting|to"
    r"|from|ref|re|venue|time"
    r"|contact|contact officer|lead officer|portfolio|wards?|published(?: on)?)\s*:\s+(?=\S)",
    re.IGNORECASE,
)
_NEXT_LABEL = re.compile(rf" (?=(?-i:[A-Z]))(?={_LABEL.pattern})", re.IGNORECASE)


def _labelled(words: str, block: Block, label: str) -> HeadLine:
    match = None if label else _LABEL.match(words)
    if match:
        return HeadLine(words[match.end() :], block, match[1].lower())
    return HeadLine(words, block, label.lower())
