"""The latest word of an outside body on an issue, good or bad, as a line of enquiry quotes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import Span
from corpus.store.connection import Connection
from corpus.store.documents import quote_span
from index.briefing.contents import Quotation
from index.briefing.topics import quote
from index.issues.threads import Member
from index.recurrence.wording import quote_sentence

# Of what, is not said: "It has grown".
HANGS = re.compile(r"(?:its?|they|their|these|those|he|she|the figures?)\b", re.IGNORECASE)
_ALIKE = 0.05  # between two chances that are about as high
_FEWEST = 8  # words that say something
_BETWEEN = 2  # characters between a sentence and the next


def quote_newest(db: Connection, newest: Sequence[Member]) -> Quotation:
    """What is clearest of the newest document, with the sentence beside it where that is on the
    same, so that neither praise nor blame is told alone."""
    return _with_next(db, _pick(newest), newest)


def _pick(newest: Sequence[Member]) -> Member:
    """An ask where there is one; else, of what is about as likely on the issue as the first, the
    shortest that says of whom it speaks; the first where none does."""
    first = newest[0]
    alike = [
        each
        for each in newest
        if first.stance != "asked"
        and each.probability >= first.probability - _ALIKE
        and not HANGS.match(each.text)
        and len(each.text.split()) >= _FEWEST
    ]
    return min(alike, key=lambda each: len(each.text.split()), default=first)


def _with_next(db: Connection, word: Member, others: Sequence[Member]) -> Quotation:
    """A statement with the one before or after it; by itself where both are too long to be shown
    whole, and where it is an ask."""
    own = word.citation.span
    for other in others if word.stance != "asked" else ():
        span = other.citation.span
        gap = max(own.start, span.start) - min(own.end, span.end)
        if other.document != word.document or not 0 <= gap <= _BETWEEN:
            continue
        whole = Span(min(own.start, span.start), max(own.end, span.end))
        both = quote_span(db, word.document, whole)
        if not quote_sentence(both).endswith("…"):
            return replace(quote(word), citation=replace(word.citation, quote=both, span=whole))
    return quote(word)
