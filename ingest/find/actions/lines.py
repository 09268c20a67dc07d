"""The actions that papers give in lines of their own: "Action: Head of Service to ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Block, Document, Span
from corpus.kinds import AGENDA_PACK, MINUTES, kind_of
from ingest.find.actions.wording import AGREES, NOTHING, begins_task, is_task
from ingest.find.asks.recommended.entries import split_inline
from ingest.find.asks.recommended.lists import blocks_below
from models.text.sentences import find_sentences

_LINE = re.compile(
    r"\W*(?:to do|tasks?|follow[- ]ups?|(?:agreed )?actions?(?: points?)?)"
    r"(?: (?:no\.? ?)?\d{1,2}(?:\.\d{1,2})?)?(?: "
    r"agreed)?\s*[:–—-]\s*",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"(?<=[.?!”]) [(\[]?(?:ACTIONS?|Actions?)(?: [Pp]oint)?\s*[:–—-]\s*")
# "ACTION: Head of Housing" below what was agreed: who is to do it.
_NAMES_WHO = re.compile(
    r"\W*(?:agreed )?actions?(?: by| for)?\s*[:–—-]\s*(?P<lead>(?-i:[A-Z])[^.:;]{1,60})\W*",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\W*(?:agreed |follow[- ]up |next )?(?:actions?|steps agreed)(?: points?)?"
    r"(?: ?(?:/|and) ?(?:further|follow[- ]up|information|matters|next)\b[\w /-]{0,40})?"
    r"(?: (?:agreed|arising|required|to be taken))?(?: (?:from|at|of|by) the .{3,60})?\W*",
    re.IGNORECASE,
)
# "By whom: Head of Service" right behind an action.
_LABEL = re.compile(
    r"(?:^|[.;,(\n]\s*|\s[–—-]\s)"
    r"(?:by(?: whom)?|who|(?:action )?(?:lead|owner)(?: officer)?|(?:responsible )?officer"
    r"|responsib(?:le|ility)(?: (?:person|officer))?|by when|when|due(?: date| by)?|deadline"
    r"|time(?:scale|frame)|(?:target|completion)(?: date)?)\s*:"
    r"|(?<=[a-z0-9)]) (?-i:By (?:whom|when)|Lead(?: officer)?|Owner|Responsible(?: officer)?"
    r"|Deadline|Due date|Timescale|Target date)\s*:",
    re.IGNORECASE,
)
_LABELS_WHO = re.compile(r"\b(?:whom|who|lead|owner|officer|responsib\w+)\b[^:]{0,12}:", re.I)
_LABELS_WHEN = re.compile(r"\b(?:when|by|due(?: date)?|deadline|time\w+|date)\s*:", re.I)
_WITHIN_WHO = re.compile(r"^[^:–—-]*[:–—-]\s*|\W+$")  # all but the name in "[Action: Chair]"
_LEAST = 4  # words: "Action: Head of Service" names who acts on what stands before it
_MOST = 30  # actions under one heading
_LABELS_NEAR = 2  # blocks behind an action in which its labels stand


@dataclass(frozen=True, slots=True)
class Line:
    """The words of an action outside a plan's table, its marker, and the words that label it."""

    span: Span
    marker: str = ""
    lead: str = ""
    due: str = ""
    labels: str = ""


def find_lines(document: Document) -> Iterator[Line]:
    """The actions in lines of their own or under "Actions:".

    In minutes all of them; in a council's other papers those that say who is to do what, or
    have labels that do.
    """
    if kind_of(document.kind).outside:
        return
    minuted = document.kind in (MINUTES, AGENDA_PACK)
    for line in _lines(document):
        if minuted or line.labels or LEAD.match(document.quote(line.span)):
            yield line


LEAD = re.compile(r"(?:the )?((?-i:[A-Z])[^.:;,]{1,60}?)\s+(?:to|will|would|is to|are to)\s+", re.I)


def _lines(document: Document) -> Iterator[Line]:
    done = -1
    for index, block in enumerate(document.blocks):
        if block.span.start < done:
            continue
        words = document.quote(block.span)
        line = None if block.table is not None else _LINE.match(words) or _WITHIN.search(words)
        if line and len(words[line.end() :].split()) >= _LEAST:
            yield from _after_label(document, index, line.end())
        elif line and (told := _named(document, index, line.start())):
            yield told
            done = max(done, told.span.end)
        elif (
            block.table is None and block.kind != "heading" and (told := _labelled(document, block))
        ):
            yield told
        elif _ALONE.fullmatch(words):
            for below in _below(document, index):
                for asked in split_inline(document, below.span, below.marker):
                    yield Line(asked.span, asked.marker)
                done = below.span.end


def _after_label(document: Document, index: int, cut: int) -> Iterator[Line]:
    """What stands behind "Action:" in its own block: one action, or several with letters."""
    block = document.blocks[index]
    span = Span(block.span.start + cut, _end_of(document, index))
    words = document.quote(span)
    label = _LABEL.search(words)
    after = document.blocks[index + 1 : index + 1 + _LABELS_NEAR]
    labels = words[label.start() :] if label else ""
    for each in after if not label else ():
        if not _LABEL.match(beside := document.quote(each.span)):
            break
        labels = f"{labels} {beside}".strip()
    if label and words[: label.start()].strip():
        span = Span(span.start, span.start + len(words[: label.start()].rstrip(" \n([,;")))
    for asked in split_inline(document, span, block.marker):
        yield Line(asked.span, asked.marker, labels=labels)


def _labelled(document: Document, block: Block) -> Line | None:
    """A block that tells what to do and ends in labels that say who is to do it."""
    words = document.quote(block.span)
    label = _LABEL.search(words)
    if not label or not _LABELS_WHO.search(words, label.start()):
        return None
    if not begins_task(words) and not _LABELS_WHEN.search(words, label.start()):
        return None
    told = words[: label.start()].rstrip(" \n([,;*_")
    span = Span(block.span.start, block.span.start + len(told))
    enough = len(told.split()) >= _LEAST
    return Line(span, block.marker, labels=words[label.start() :]) if enough else None


def _named(document: Document, index: int, start: int) -> Line | None:
    """What "ACTION: LP" names somebody for: told before it in its block, below it or above."""
    block = document.blocks[index]
    if start > 0 and (agreed := agreed_in(document, block, start)):
        return Line(agreed, block.marker, _WITHIN_WHO.sub("", document.quote(block.span)[start:]))
    return _named_below(document, index) or _named_above(document, index)


def _named_below(document: Document, index: int) -> Line | None:
    """What stands below "ACTION: LP", where that tells what to do."""
    named = _NAMES_WHO.fullmatch(document.quote(document.blocks[index].span))
    below = next(iter(blocks_below(document, index)), None)
    if not named or below is None or below.table is not None:
        return None
    words = document.quote(below.span)
    told = words[:3].lower() == "to " and is_task(words)
    return Line(below.span, below.marker, named["lead"].strip()) if told else None


def _named_above(document: Document, index: int) -> Line | None:
    """The sentence right above "ACTION: Head of Housing" that says what was agreed."""
    block = document.blocks[index - 1] if index else None
    named = _NAMES_WHO.fullmatch(document.quote(document.blocks[index].span))
    if not named or block is None or block.table is not None or block.kind == "heading":
        return None
    agreed = agreed_in(document, block)
    return Line(agreed, block.marker) if agreed else None


def agreed_in(document: Document, block: Block, end: int | None = None) -> Span | None:
    """The last sentence of a block, or of its beginning up to `end`, that says what was agreed."""
    words = document.quote(block.span)[:end].rstrip()
    said = [part for part in find_sentences(words) if AGREES.search(part.of(words))]
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
    """The marked lines under "Actions:", or the rows of its box; behind "Action:" alone the one
    next block."""
    head = document.blocks[index]
    if head.table is not None:
        box = blocks_below(document, index)
        return [each for each in box if not NOTHING.fullmatch(document.quote(each.span))][:_MOST]
    below = [block for block in blocks_below(document, index) if block.table is None]
    marked = [block for block in below[:_MOST] if block.marker or block.kind == "item"]
    if marked and below[0] is marked[0]:
        return marked
    single = document.quote(head.span).rstrip().endswith((":", "–", "-"))
    long = bool(below) and len(document.quote(below[0].span).split()) >= _LEAST
    return below[:1] if single and long else []
