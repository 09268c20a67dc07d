"""The bullets of a plan that is no table: what will be done, under "What we will do"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Block, Document
from corpus.kinds import MINUTES, kind_of
from ingest.find.actions.columns import MOSTLY
from ingest.find.actions.lines import Line
from ingest.find.actions.wording import begins_task
from ingest.find.asks.recommended.lists import blocks_below
from ingest.find.asks.recommended.wording import bare

_US = r"(?:we|the (?:council|service|partnership|board|team)|our (?:service|partnership))"
_WILL_DO = re.compile(
    rf"(?:what|how) {_US}"
    r"(?:(?: will|[’']ll| plan to| intend to| need to| want to| must)| (?:are|is) going to"
    r"|(?:[’']re) going to)(?: now| next)?"
    r" (?:do|change|deliver|improve|get there|make (?:it|this|that) happen)"
    r"(?: (?:this|it|next|about (?:it|this)|now|to .{3,60}))?"
    r"|(?:our |the )?(?:key|main|planned|priority|improvement|agreed|proposed)?"
    r" ?actions(?: (?:we will take|we are taking|planned|to be taken|for .{3,40}))?",
    re.IGNORECASE,
)
_WE_WILL = re.compile(rf"(?:to (?:do|achieve) this,? )?{_US} (?:will|are going to)(?: also)?", re.I)
_MOST = 40


def find_planned(document: Document) -> Iterator[Line]:
    """The bullets under "What we will do" in a council's papers, under "We will:" in its plans."""
    kind = kind_of(document.kind)
    if kind.outside or document.kind == MINUTES:
        return
    for index, block in enumerate(document.blocks):
        if block.table is None and _leads(document, block):
            below = [each for each in blocks_below(document, index) if each.table is None]
            bullets = _bullets(below[:_MOST])
            tasks = sum(begins_task(document.quote(each.span)) for each in bullets)
            if bullets and tasks >= MOSTLY * len(bullets):
                yield from (Line(each.span, each.marker) for each in bullets)


def _leads(document: Document, block: Block) -> bool:
    words = bare(document.quote(block.span))
    plan = "actions" in kind_of(document.kind).expects and block.kind != "heading"
    return bool(_WILL_DO.fullmatch(words) or (plan and _WE_WILL.fullmatch(words)))


def _bullets(below: list[Block]) -> list[Block]:
    """The marked blocks right below, up to the first that is none."""
    marked = [bool(block.marker) or block.kind == "item" for block in below]
    return below[: marked.index(False)] if False in marked else below
