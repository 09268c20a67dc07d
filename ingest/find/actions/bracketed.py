"""Actions whose brackets say who and by when: "Write to schools (Head of SEND; 31 May)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Block, Document, Span
from corpus.kinds import kind_of
from ingest.find.actions.columns import MOSTLY, is_somebody, is_time
from ingest.find.actions.lines import Line
from ingest.find.actions.wording import begins_task

_BRACKETED = re.compile(
    r"(?P<task>.{12,}?)\s*[(\[](?P<lead>[^()\[\];]{2,80}?)(?:[;,–—]\s+(?P<due>[^()\[\];]{2,60}))?[)\]]\W*",
    re.DOTALL,
)
_INITIALS = re.compile(r"[A-Z]{2,4}(?:(?: ?[/&,]| and) ?[A-Z]{2,4})*")
_LEAST_ALIKE = 2  # one alone may end in a bracket by chance


def find_bracketed(document: Document) -> Iterator[Line]:
    """The items that tell what to do and end in a bracket of who does it, or of who and when.

    At least two of a council's paper, of which one says when: a bracket may hold anything.
    """
    if kind_of(document.kind).outside:
        return
    found = [line for block in document.blocks if (line := read_bracket(document, block))]
    tasks = sum(begins_task(document.quote(line.span)) for line in found)
    enough = len(found) >= _LEAST_ALIKE and tasks >= MOSTLY * len(found)
    if enough and any(line.due for line in found):
        yield from found


def read_bracket(document: Document, block: Block) -> Line | None:
    """The words of a block, with who and when as its bracket says; None where it has no such."""
    told = _BRACKETED.fullmatch(document.quote(block.span))
    if not told or block.kind == "heading":
        return None
    due = told["due"] or ""
    named = is_somebody(told["lead"]) if due else _INITIALS.fullmatch(told["lead"])
    if not (named or (due and is_time(due))):
        return None
    span = Span(block.span.start, block.span.start + len(told["task"]))
    return Line(span, block.marker, told["lead"].strip(), due.strip())
