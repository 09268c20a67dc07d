"""Everything that a document says will be done, each once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corpus.document import Document, digest
from corpus.records import Action
from ingest.find.actions.bracketed import find_bracketed
from ingest.find.actions.deadlines import read_due
from ingest.find.actions.forms import find_in_forms
from ingest.find.actions.lines import LEAD, Line, find_lines
from ingest.find.actions.notes import find_in_notes
from ingest.find.actions.planned import find_planned
from ingest.find.actions.rows import find_rows
from ingest.find.asks.introduced_lists import find_timescale, number_of

_BEHIND = re.compile(
    r"\s*[(\[]?\b(?:action|lead|owner)\s*[:–-]\s*(?P<lead>[^()\[\]]{2,60})[)\]]?\s*$", re.IGNORECASE
)
# "... (Head of Safeguarding, by March)", "... - NS, 30 May"
_TAIL = re.compile(
    r"(?:\s[–—-]\s|\s*[(\[])(?P<lead>[A-Z]{2,3}(?:(?: and |/|, )[A-Z]{2,3})*|[A-Z][^()\[\],:;–—]*?"
    r"(?:Manager|Head|Director|Officer|Lead|Chair|Clerk|Team|Analyst|Principal|Coordinator|Nurse"
    r"|Worker|Adviser|Service)s?\b[^()\[\],:;–—]{0,40})(?:,\s*(?P<due>[^()\[\]]{3,40}))?[)\]]?\W*$"
)
_WHOM = re.compile(
    r"(?:by whom|who|lead|owner|officer|person|responsible|responsibility)\s*:\s*(?P<lead>[^\n:]+?)"
    r"(?=[\s.]*(?:$|\n|by(?: when)?:|when\b|due\b|deadline|time|target|completion))",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:when|\bby|due(?: date| by)?|deadline|time(?:scale|frame)|date|target|completion)\s*:\s*"
    r"(?P<due>[^\n:]+?)(?=[\s.]*(?:$|\n|by whom|who\b|lead\b|owner|responsib))",
    re.IGNORECASE,
)


def find_actions(document: Document) -> tuple[Action, ...]:
    """The rows of plans and trackers, then the actions in lines and lists, each in its order."""
    rows = find_rows(document)
    seen: Counter[str] = Counter()
    found: list[Action] = []
    for line in sorted(_lines(document), key=lambda line: line.span):
        if not any(line.span.touches(other.span) for other in (*rows, *found)):
            found.append(_to_action(document, line, seen))
    return (*rows, *found)


def _lines(document: Document) -> Iterator[Line]:
    yield from find_lines(document)
    yield from find_in_notes(document)
    yield from find_planned(document)
    yield from find_in_forms(document)
    yield from find_bracketed(document)


def _to_action(document: Document, line: Line, seen: Counter[str]) -> Action:
    words = document.quote(line.span)
    seen[words] += 1
    told = _WHEN.search(line.labels)
    tail = _TAIL.search(words)
    due = line.due or (told["due"].strip() if told else "") or ((tail and tail["due"]) or "")
    return Action(
        id=digest(document.id, "action line", words, seen[words]),
        span=line.span,
        ref=number_of(line.marker),
        lead=line.lead or _lead(words, line.labels),
        due=due or find_timescale(words),
        due_by=read_due(due),
    )


def _lead(words: str, labels: str) -> str:
    """Who is to do it, as its words or labels say; empty where they do not."""
    told = _WHOM.search(labels) or _BEHIND.search(words) or _TAIL.search(words)
    named = LEAD.match(words)
    return told["lead"].strip() if told else named[1] if named else ""
