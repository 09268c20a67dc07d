"""Dated things that a document tells of, and the documents that it names with them.

One reading of the sentences serves both: "the focused visit in February 2019" is an event
that happened and a letter that somebody wrote.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.document import Document, Span, digest
from corpus.kinds import MentionCue, kind_of, load_mention_cues
from corpus.records import Mention, TimelineEvent
from ingest.find.measures.periods import Period, find_periods
from models.text.sentences import find_sentences

_APPOINTED = re.compile(r"\b(?:was|were|been|is) appointed\b|\bappointed (?:as|in|on)\b", re.I)
_REVOKES = re.compile(r"\brevok(?:es?|ed|ing)\b", re.IGNORECASE)
_REPLACES = re.compile(r"\b(?:replac|supersed)(?:es?|ed|ing)\b", re.IGNORECASE)
_HYPOTHETICAL = re.compile(r"\b(?:next|future|before the end of|if|would|until|by)\s*$", re.I)
_FROM_DAY = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?(?:\s+([A-Z][a-z]+))?(?:\s+20\d\d)?\s*(?:to|and|–|-)\s*$"
)
_NEAR = 90  # characters between a thing and its date


@dataclass(frozen=True, slots=True)
class _Told:
    thing: MentionCue
    phrase: str
    when: str
    span: Span
    relation: str
    last: str = ""  # the last day, where several are given


def find_events(document: Document) -> tuple[TimelineEvent, ...]:
    """The dated inspections, visits, notices, directions, reviews and appointments told of.

    In order; the span is the sentence. Days are as exact as the words, and what other
    documents say otherwise is left to stand beside it.
    """
    seen: Counter[str] = Counter()
    found = [*_tell(document), *_appointments(document)]
    return tuple(
        TimelineEvent(
            id=_id(document, "event", one, seen),
            span=one.span,
            kind=one.thing.event,
            what=one.phrase,
            begin=one.when,
            end=one.last,
            body=one.thing.body,
        )
        for one in sorted(found, key=lambda one: one.span)
    )


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """The other documents that a document names with their date, in order."""
    seen: Counter[str] = Counter()
    own = document.event.start.isoformat()[:7] if document.event and document.event.start else ""
    return tuple(
        Mention(
            id=_id(document, "mention", one, seen),
            span=one.span,
            what=one.phrase,
            kind=one.thing.kind,
            when=one.when,
            relation=one.relation,
        )
        for one in _tell(document)
        if not (one.thing.kind == document.kind and one.when.startswith(own) and own)
    )


def _id(document: Document, what: str, one: _Told, seen: Counter[str]) -> str:
    key = f"{one.thing.event}{one.phrase}{one.when}"
    seen[key] += 1
    return digest(document.id, what, key, seen[key])


def _sentences(document: Document) -> Iterator[tuple[str, Span]]:
    if not kind_of(document.kind).events:
        return
    for block in document.blocks:
        if block.kind in ("paragraph", "item"):
            words = document.quote(block.span)
            for part in find_sentences(words):
                start = block.span.start
                yield part.of(words), Span(start + part.start, start + part.end)


def _tell(document: Document) -> Iterator[_Told]:
    for words, span in _sentences(document):
        taken: list[Span] = []
        told: set[tuple[str, str]] = set()
        for thing in load_mention_cues():
            for found in thing.cue.finditer(words):
                place = Span(found.start(), found.end())
                period = _date_of(words, place)
                if period is None or any(place.touches(one) for one in taken):
                    continue
                taken.append(place)
                if (thing.event, to_iso(period)) not in told and not _is_vague(found[0], period):
                    told.add((thing.event, to_iso(period)))
                    first, last = _days(words, period)
                    yield _Told(thing, found[0], first, span, _relation(words), last)


def _is_vague(phrase: str, period: Period) -> bool:
    """True of several inspections and a year alone: no one event is meant."""
    return phrase.lower().endswith("s") and len(to_iso(period)) == len("2019")


def _days(words: str, period: Period) -> tuple[str, str]:
    """The first day and the last: "from 15 to 26 July 2019"; one time has no last."""
    when = to_iso(period)
    before = _FROM_DAY.search(words[: period.span.start])
    if not before or len(when) < len("2019-07-26"):
        return when, ""
    day = date.fromisoformat(when)
    month = next(iter(find_periods(f"{before[2]} {day.year}")), None) if before[2] else None
    first = month.end.month if month and month.end else day.month
    try:
        return date(day.year, first, int(before[1])).isoformat(), when
    except ValueError:
        return when, ""


def _date_of(words: str, place: Span) -> Period | None:
    """The date nearest to a thing, in its own clause; None where there is none near."""
    near = [
        period
        for period in find_periods(words)
        if period.end is not None
        and re.search(r"(?:19|20)\d\d$", period.printed)
        and not _HYPOTHETICAL.search(words[: period.span.start])
        and _gap(period.span, place) <= _NEAR
        and ";" not in words[min(period.span.start, place.start) : max(period.span.end, place.end)]
    ]
    return min(near, key=lambda period: _gap(period.span, place), default=None)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def to_iso(period: Period) -> str:
    """A period as exact as its words: "2019-02-05", "2019-02" or "2019"."""
    assert period.end is not None  # those without an end are left out before
    if re.match(r"\d{1,2}(?:st|nd|rd|th)?\s", period.printed):
        return period.end.isoformat()
    if re.match(r"[A-Za-z]", period.printed):
        return period.end.isoformat()[:7]
    return period.end.isoformat()[:4]


def _relation(words: str) -> str:
    if _REVOKES.search(words):
        return "revokes"
    return "supersedes" if _REPLACES.search(words) else "mentions"


_APPOINTMENT = MentionCue("", "appointment", "", _APPOINTED)


def _appointments(document: Document) -> Iterator[_Told]:
    """Appointments with their date; people are named by their post, so the sentence is the span."""
    for words, span in _sentences(document):
        found = _APPOINTED.search(words)
        period = _date_of(words, Span(found.start(), found.end())) if found else None
        if period is not None:
            yield _Told(_APPOINTMENT, "appointment", to_iso(period), span, "mentions")
