"""Dated things that a document tells of, and the documents that it names with them.

One reading of the sentences serves both: "the focused visit in February 2019" is an event
that happened and a letter that somebody wrote.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.document import Document, Span, digest
from corpus.kinds import MentionCue, kind_of, load_mention_cues
from corpus.records import Mention, TimelineEvent
from ingest.document.sections import heads_by_letter
from ingest.find.measures.periods import Period, find_periods
from ingest.find.named_documents import (
    is_of_another_council,
    is_of_setting,
    kind_named,
    owns_date,
)
from models.text.sentences import find_sentences

_APPOINTED = re.compile(r"\b(?:was|were|been|is) appointed\b|\bappointed (?:as|in|on)\b", re.I)
_REVOKES = re.compile(r"\brevok(?:es?|ed|ing)\b", re.IGNORECASE)
_REPLACES = re.compile(r"\b(?:replac|supersed)(?:es?|ed|ing)\b", re.IGNORECASE)
_HYPOTHETICAL = re.compile(r"\b(?:next|future|before the end of|if|would|until|by)\s*$", re.I)
_FROM_DAY = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?(?:\s+([A-Z][a-z]+))?(?:(?:\s+20\d\d)?\s*(?:to|–|-)|\s*and)\s*$"
)
_OF_LAW = re.compile(r"\b(?:Act|Regulations|Order|Rules|Bill|Measure)\s+$")  # what a year names
_YEAR = re.compile(r"(?:19|20)\d\d")
# "Reports of subsequent visits", behind a sentence that says what kind of visit the first is.
_FURTHER = re.compile(
    r"\b(?:subsequent|further|later|following|remaining|next|other)\s+(?:\w+\s+){0,2}?visits?\b",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"(?:,|,?\s+and)\s+(?:in\s+|on\s+)?(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s*(?:and|to|–|-)\s*)?"
)
_RANGE = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)  # one time, with its two ends
_NEXT = 5  # characters between a sentence and the next of its paragraph
_NEAR = 90  # characters between a thing and its date


@dataclass(frozen=True, slots=True)
class _DatedThing:
    """A thing named with its date: the cue that it met, the words, and their sentence."""

    cue: MentionCue
    phrase: str
    when: str
    span: Span
    relation: str
    last: str = ""  # the last day, where several are given
    kind: str = ""  # of the document that it is; none of what names no document for sure


def find_events(document: Document) -> tuple[TimelineEvent, ...]:
    """The dated inspections, visits, notices, directions, reviews and appointments told of.

    In order; the span is the sentence. Days are as exact as the words, and what other
    documents say otherwise is left to stand beside it.
    """
    seen: Counter[str] = Counter()
    things = [*_find_things(document), *_find_appointments(document)]
    return tuple(
        TimelineEvent(
            id=_id(document, "event", thing, seen),
            span=thing.span,
            kind=thing.cue.event,
            what=thing.phrase,
            begin=thing.when,
            end=thing.last,
            body=thing.cue.body,
        )
        for thing in sorted(things, key=lambda thing: thing.span)
    )


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """The other documents that a document names with their date, in order."""
    seen: Counter[str] = Counter()
    own = document.event.start.isoformat()[:7] if document.event and document.event.start else ""
    return tuple(
        Mention(
            id=_id(document, "mention", thing, seen),
            span=thing.span,
            what=thing.phrase,
            kind=thing.kind,
            when=thing.when,
            relation=thing.relation,
        )
        for thing in _find_things(document)
        if thing.kind and not (thing.kind == document.kind and thing.when.startswith(own) and own)
    )


def _id(document: Document, what: str, thing: _DatedThing, seen: Counter[str]) -> str:
    key = f"{thing.cue.event}{thing.phrase}{thing.when}"
    seen[key] += 1
    return digest(document.id, what, key, seen[key])


def _sentences(document: Document) -> Iterator[tuple[str, Span]]:
    if not kind_of(document.kind).events:
        return
    for block in document.blocks:
        if block.kind in ("paragraph", "item") or heads_by_letter(block):
            words = document.quote(block.span)
            for sentence in find_sentences(words):
                start = block.span.start
                yield sentence.of(words), Span(start + sentence.start, start + sentence.end)


def _find_things(document: Document) -> Iterator[_DatedThing]:
    """What each sentence names with a date: an event on a day once, a place in it once."""
    visit: _DatedThing | None = None  # the last that was named, and where
    for words, sentence in _sentences(document):
        if not _YEAR.search(words):
            continue
        taken: list[Span] = []
        dated: set[tuple[str, str]] = set()
        for cue in _cues_of(words, sentence, visit):
            for match in cue.pattern.finditer(words):
                phrase = Span(match.start(), match.end())
                period = _date_of(words, phrase)
                if period is None or any(phrase.touches(other) for other in taken):
                    continue
                taken.append(phrase)
                for each in _with_joined(words, match[0], period):
                    if (cue.event, to_iso(each)) not in dated and not _is_vague(match[0], each):
                        dated.add((cue.event, to_iso(each)))
                        first, last = _days(words, each)
                        kind = _document_kind(document, cue, words, phrase, each.span)
                        relation = _relation(words)
                        thing = _DatedThing(cue, match[0], first, sentence, relation, last, kind)
                        visit = thing if cue.event == "visit" else visit
                        yield thing


def _cues_of(words: str, sentence: Span, visit: _DatedThing | None) -> Sequence[MentionCue]:
    """The cues of things named; right behind a sentence that names a visit also further ones."""
    cues = load_mention_cues()
    follows = visit is not None and sentence.start - visit.span.end < _NEXT
    if visit is None or not follows or any(cue.pattern.search(words) for cue in cues):
        return cues
    return (replace(visit.cue, pattern=_FURTHER),)


def _with_joined(words: str, phrase: str, period: Period) -> Iterator[Period]:
    """A date, and those that an "and" joins to it behind a thing in the plural: "focused visits
    in May 2021 and June 2022"."""
    yield period
    end = period.span.end
    several = phrase.lower().endswith("s") and not _RANGE.search(words[: period.span.start])
    for each in find_periods(words) if several else ():
        if each.span.start >= end and _JOINS.fullmatch(words[end : each.span.start]):
            if each.end is not None:
                yield each
            end = each.span.end


def _document_kind(document: Document, cue: MentionCue, words: str, phrase: Span, day: Span) -> str:
    """The kind of the document that is named; none where the date is another thing's, or the
    document of another council or of one home."""
    if not owns_date(words, phrase, day):
        return ""
    if is_of_another_council(words, phrase, document.authority):
        return ""
    if kind_of(cue.kind).inspects == "service" and is_of_setting(words):
        return ""
    return kind_named(cue.kind, words, phrase, document.kind)


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


def _date_of(words: str, phrase: Span) -> Period | None:
    """The date nearest to a phrase, in its own clause; None where there is none near."""
    near = [
        period
        for period in find_periods(words)
        if period.end is not None
        and _YEAR.search(period.printed, len(period.printed) - 4)
        and not _HYPOTHETICAL.search(words[: period.span.start])
        and not _OF_LAW.search(words[: period.span.start])
        and _gap(period.span, phrase) <= _NEAR
        and ";"
        not in words[min(period.span.start, phrase.start) : max(period.span.end, phrase.end)]
    ]
    return min(near, key=lambda period: _gap(period.span, phrase), default=None)


def _gap(span: Span, other: Span) -> int:
    return max(span.start - other.end, other.start - span.end, 0)


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


def _find_appointments(document: Document) -> Iterator[_DatedThing]:
    """Appointments with their date; people are named by their post, so the sentence is the span."""
    for words, sentence in _sentences(document):
        match = _APPOINTED.search(words)
        period = _date_of(words, Span(match.start(), match.end())) if match else None
        if period is not None:
            yield _DatedThing(_APPOINTMENT, "appointment", to_iso(period), sentence, "mentions")
