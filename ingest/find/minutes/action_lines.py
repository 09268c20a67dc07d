"""The actions that minutes give in lines of their own: "Action: Head of Service to ..."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corpus.document import Block, Document, Span, digest
from corpus.kinds import AGENDA_PACK, MINUTES, kind_of
from corpus.records import Action
from ingest.find.asks.introduced_lists import find_timescale, number_of
from ingest.find.asks.recommended.lists import blocks_below
from ingest.find.tables import Columns, Head, TableReader
from models.text.sentences import find_sentences

_LINE = re.compile(
    r"\W*(?:agreed )?actions?(?: points?)?(?: (?:no\.? ?)?\d{1,2}(?:\.\d{1,2})?)?(?: "
    r"agreed)?\s*[:–—-]\s*",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"(?<=[.?!”]) [(\[]?(?:ACTIONS?|Actions?)(?: [Pp]oint)?\s*[:–—-]\s*")
# "ACTION: Head of Housing" below what was agreed: who is to do it.
_NAMES_WHO = re.compile(
    r"\W*(?:agreed )?actions?(?: by| for)?\s*[:–—-]\s*(?P<lead>(?-i:[A-Z])[^.:;]{1,60})\W*",
    re.IGNORECASE,
)
_AGREES = re.compile(
    r"\b(?:agreed|undertook|would|will|to be|asked (?:that|for|the)|requested|is to|are to)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\W*(?:agreed |follow[- ]up |next )?(?:actions?|steps agreed)(?: points?)?"
    r"(?: ?(?:/|and) ?(?:further|follow[- ]up|information|matters|next)\b[\w /-]{0,40})?"
    r"(?: (?:agreed|arising|required|to be taken))?\W*",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:the )?((?-i:[A-Z])[^.:;,]{1,60}?)\s+(?:to|will|would|is to|are to)\s+", re.I
)
_BEHIND = re.compile(
    r"\s*[(\[]?\b(?:action|lead|owner)\s*[:–-]\s*(?P<lead>[^()\[\]]{2,60})[)\]]?\s*$", re.IGNORECASE
)
_NOTES: Columns = {
    "said": re.compile(r"discussion|notes|minutes?$|summary|comments?$|keypoints"),
    "action": re.compile(r"actions?(?:agreed|required|points?)?$"),
    "who": re.compile(r"actions?(?:by|for|owner)(?:whom)?$"),
}
_LEAST = 4  # words: "Action: Head of Service" names who acts on what stands before it
_MOST = 30  # actions under one heading


def find_action_lines(document: Document) -> tuple[Action, ...]:
    """The actions that stand outside a table, in order, with who acts and by when.

    In minutes all of them; in a council's other papers those that say who is to do what.
    """
    seen: Counter[str] = Counter()
    if kind_of(document.kind).outside:
        return ()
    spans = [*_spans(document)]
    if document.kind in (MINUTES, AGENDA_PACK):
        spans += ((span, "") for span in _in_notes(document))
    else:
        spans = [each for each in spans if _LEAD.match(document.quote(each[0]))]
    return tuple(_to_action(document, span, marker, seen) for span, marker in sorted(spans))


def _in_notes(document: Document) -> Iterator[Span]:
    """The cells headed "Action" beside what was said, in minutes that are one table; under
    "Action by" the sentence that says what was agreed."""
    reader = TableReader(document)
    head: Head | None = None
    table = -1
    for row in reader.rows():
        found = reader.head(row, _NOTES, 2)
        if found and {"action", "who"} & found.names:
            head, table = found, row.table
        elif head is not None and row.table == table:
            cells = reader.under(head, row)
            cell, who, said = map(cells.get, ("action", "who", "said"))
            if cell is not None and len(document.quote(cell.span).split()) >= _LEAST:
                yield cell.span
            elif who and said and (agreed := _agreed_in(document, said)):
                yield agreed


def _spans(document: Document) -> Iterator[tuple[Span, str]]:
    done = -1
    for index, block in enumerate(document.blocks):
        if block.table is not None or block.span.start < done:
            continue
        words = document.quote(block.span)
        line = _LINE.match(words) or _WITHIN.search(words)
        if line and len(words[line.end() :].split()) >= _LEAST:
            end = _end_of(document, index)
            yield Span(block.span.start + line.end(), end), block.marker
        elif line and (agreed := _agreed_above(document, index)):
            yield agreed, document.blocks[index - 1].marker
        elif _ALONE.fullmatch(words):
            for below in _below(document, index):
                yield below.span, below.marker
                done = below.span.end


def _agreed_above(document: Document, index: int) -> Span | None:
    """The sentence right above "ACTION: Head of Housing" that says what was agreed."""
    block = document.blocks[index - 1] if index else None
    if block is None or block.table is not None or block.kind == "heading":
        return None
    if not _NAMES_WHO.fullmatch(document.quote(document.blocks[index].span)):
        return None
    return _agreed_in(document, block)


def _agreed_in(document: Document, block: Block) -> Span | None:
    """The last sentence of a block that says what was agreed."""
    words = document.quote(block.span)
    said = [part for part in find_sentences(words) if _AGREES.search(part.of(words))]
    if not said:
        return None
    return Span(block.span.start + said[-1].start, block.span.start + said[-1].end)


def _end_of(document: Document, index: int) -> int:
    """Where a line ends that was broken in two: what goes on in small letters is part of it."""
    block, *after = document.blocks[index : index + 2]
    goes_on = after and not after[0].marker and document.quote(after[0].span)[:1].islower()
    ended = document.quote(block.span).rstrip().endswith((".", ";", ":", ")"))
    return after[0].span.end if goes_on and not ended else block.span.end


def _below(document: Document, index: int) -> list[Block]:
    """The marked lines under "Actions:"; behind "Action:" alone the one next block."""
    below = [block for block in blocks_below(document, index) if block.table is None]
    marked = [block for block in below[:_MOST] if block.marker or block.kind == "item"]
    if marked and below[0] is marked[0]:
        return marked
    single = document.quote(document.blocks[index].span).rstrip().endswith((":", "–", "-"))
    long = bool(below) and len(document.quote(below[0].span).split()) >= _LEAST
    return below[:1] if single and long else []


def _to_action(document: Document, span: Span, marker: str, seen: Counter[str]) -> Action:
    words = document.quote(span)
    seen[words] += 1
    lead = _LEAD.match(words)
    behind = _BEHIND.search(words)
    return Action(
        id=digest(document.id, "action line", words, seen[words]),
        span=span,
        ref=number_of(marker),
        lead=behind["lead"].strip() if behind else lead[1] if lead else "",
        due=find_timescale(words),
    )
