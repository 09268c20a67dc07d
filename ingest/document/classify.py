"""What a document is, from its own words: kind, framework, council, days and title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.document import Document, Event
from corpus.kinds import MINUTES, OTHER, DocumentKind, kind_of, load_kinds
from corpus.vocabulary.frameworks import Framework, load_frameworks
from ingest.document.authority import find_authority
from ingest.document.dates import (
    find_event_days,
    find_meeting_day,
    find_signing_day,
    read_days,
)
from ingest.document.heads.council import find_head_council
from ingest.document.heads.day import (
    find_head_day,
    find_head_hour,
    find_minuted_day,
    find_paper_day,
    has_hour,
)
from ingest.document.heads.lines import head_lines
from ingest.document.heads.title import printed_title, says_minutes
from ingest.find.judgements import find_grade_table

# A title page, or the head and first sentence of a letter, is shorter than this.
OPENING_CHARACTERS = 3000
_FIRST_CHARACTERS = 20
_HEAD_CHARACTERS = 1200  # the head of a council's report, its summary included
# Minutes within a report are draft; those of the last meeting that minutes approve are not.
_DRAFT_MINUTES = re.compile(
    r"\bdraft minutes?\b(?!.{0,80}\b(?:were|was|be|approved|agreed|signed|correct record"
    r"|last meeting|previous meeting)\b)"
)
_DRAFT = re.compile(
    r"\bdraft\b|\bun(?:confirmed|approved)\b|\bsubject to (?:approval|confirmation)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Type:
    """What a document is, as far as words in its opening tell, and where in it they stand."""

    kind: str = ""
    title: str = ""
    framework: str = ""
    cues: tuple[re.Pattern[str], ...] = ()
    start: int = 0


def identify(document: Document) -> Document:
    """The document with kind, framework, authority, event, publication day and title filled in.

    Its own words come first; what they leave open is taken from the source (the manifest
    or what the user gave), then from the file's name. Kind "other" where nothing tells;
    a kind that the document has already stays.
    """
    opening = _plain(document.text[:OPENING_CHARACTERS])
    found = _find_type(opening, document.text)
    kind = document.kind or found.kind or document.source.kind or OTHER
    if not document.kind and _may_be_minutes(kind) and says_minutes(document):
        kind = MINUTES
    known = replace(
        document,
        kind=kind,
        framework=found.framework,
        author=kind_of(kind).body,
        status=_status(document, kind, opening),
    )
    known = replace(known, event=_find_event(known))
    published, published_from = find_paper_day(known)
    known = replace(known, published=published, published_from=published_from)
    own = "" if known.framework or known.source.authority else find_head_council(known)
    known = replace(known, authority=own or find_authority(known, opening, found.start))
    return replace(known, title=_build_title(known, found))


def _may_be_minutes(kind: str) -> bool:
    """True of a council's own paper that is no agenda: its head may say that it is minutes."""
    return not kind_of(kind).outside and kind_of(kind).meeting != "agenda"


def _status(document: Document, kind: str, opening: str) -> str:
    """Draft where minutes say so in their head, or a paper begins with the word."""
    head = " ".join(line.words for line in head_lines(document))
    named = _DRAFT.search(head) or _DRAFT_MINUTES.search(opening[:_HEAD_CHARACTERS])
    minuted = kind == MINUTES and named
    return "draft" if minuted or opening[:_FIRST_CHARACTERS].startswith("draft") else ""


def find_kind(opening: str) -> str:
    """The kind of the document that begins with these words; empty where nothing tells."""
    return _find_type(_plain(opening), opening).kind


def _plain(text: str) -> str:
    """Lower case, straight quotes, single spaces: the form that cues are written for."""
    return " ".join(text.lower().replace("’", "'").replace("‘", "'").split())


def _find_type(opening: str, text: str) -> _Type:
    """The framework or kind whose cue stands first in the opening."""
    known: tuple[Framework | DocumentKind, ...] = (*load_frameworks(), *load_kinds())
    cued = [(start, item) for item in known if (start := _first_cue(item, opening)) is not None]
    if not cued:
        return _Type()
    first = min(start for start, _ in cued)
    found = [item for start, item in cued if start == first]
    frameworks = [item for item in found if isinstance(item, Framework)]
    return _to_type(_choose(frameworks, text) if frameworks else found[0], first)


def _first_cue(item: Framework | DocumentKind, opening: str) -> int | None:
    matches = (cue.search(opening) for cue in item.cues)
    return min((match.start() for match in matches if match), default=None)


def _to_type(item: Framework | DocumentKind, start: int) -> _Type:
    if isinstance(item, Framework):
        return _Type(item.kind, item.title, item.id, (), start)
    return _Type(item.id, item.title, "", item.cues, start)


def _choose(frameworks: Sequence[Framework], text: str) -> Framework:
    """Of frameworks with one title, that whose areas are printed, else the one of the day."""
    if len(frameworks) == 1:
        return frameworks[0]
    areas = {area for area, _, _ in find_grade_table(text)}
    fitting = [f for f in frameworks if areas and areas <= set(f.areas)] or frameworks
    day = next(iter(read_days(text[:OPENING_CHARACTERS])), None)
    of_the_day = [framework for framework in fitting if framework.covers(day)]
    return min(of_the_day or fitting, key=lambda framework: len(framework.areas))


def _find_event(document: Document) -> Event | None:
    """An inspection or a visit with its days, the meeting a paper is for, a direction's giving."""
    kind = kind_of(document.kind)
    if kind.meeting:
        day = find_minuted_day(document) if kind.id == MINUTES else _meeting_day(document)
        return _on_one_day("meeting", day)
    if kind.event == "direction":
        return _on_one_day(kind.event, find_signing_day(document))
    if not document.framework:
        return None
    return Event(kind.event, *(find_event_days(document) or ()))


def _meeting_day(document: Document) -> date | None:
    return find_head_day(document) or find_meeting_day(document)


def _on_one_day(kind: str, day: date | None) -> Event | None:
    return Event(kind, day, day) if day else None


# --- title ------------------------------------------------------------------


def _build_title(document: Document, found: _Type) -> str:
    """Words, council and year: "Area SEND inspection, Medway, 2024"; of a meeting the hour too.

    Two meetings of one committee on one day have papers of one name. A draft says so first.
    """
    words = found.title if found.framework else _own_title(document, found)
    if document.status == "draft" and "draft" not in words.lower():
        words = f"Draft: {words}"
    day = document.published or (document.event.end if document.event else None)
    hour = find_head_hour(document) if kind_of(document.kind).meeting else ""
    parts = (words, document.authority, _year(day), "" if has_hour(words) else hour)
    return ", ".join(part for part in parts if part is words or (part and part not in words))


def _own_title(document: Document, found: _Type) -> str:
    named = printed_title(document) or document.source.title
    return named or found.title or document.source.name


def _year(day: date | None) -> str:
    return str(day.year) if day else ""
