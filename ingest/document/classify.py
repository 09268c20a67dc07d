"""What a document is, from its own words: kind, framework, council, days and title."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from corpus.document import Document, Event
from corpus.kinds import MINUTES, OTHER, kind_of
from corpus.vocabulary.frameworks import Framework
from ingest.document.authority import find_authority
from ingest.document.dates import (
    find_event_days,
    find_meeting_day,
    find_signing_day,
    read_days,
)
from ingest.document.evidence import (
    OPENING_CHARACTERS,
    LikelyType,
    Type,
    first_cued,
    plain,
    weigh_types,
)
from ingest.document.heads.day import (
    find_head_day,
    find_head_hour,
    find_minuted_day,
    find_paper_day,
    has_hour,
)
from ingest.document.heads.lines import head_lines
from ingest.document.heads.minutes import says_minutes
from ingest.document.heads.title import printed_title

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

# A line that says so of the whole paper; a "Draft strategy" is what a report is about.
_MARKED_DRAFT = re.compile(
    r"(?:(?:first|final|working|consultation) )?draft\b(?:$|[,:.]| ?[–-] | of \d"
    r"| for (?:the|comment|consultation|discussion|approval)\b| v(?:ersion)? ?\d| not\b)",
    re.IGNORECASE,
)


def identify(document: Document) -> Document:
    """The document with kind, framework, authority, event, publication day and title filled in.

    Its own words come first; what they leave open is taken from the source (the manifest
    or what the user gave), then from the file's name. Kind "other" where nothing tells;
    a kind that the document has already stays. What running heads and feet say has served
    and is let go.
    """
    opening = plain(document.text[:OPENING_CHARACTERS])
    found = weigh_types(document)
    kind = document.kind or (found.type.kind if found.type else "") or document.source.kind or OTHER
    if not document.kind and _may_be_minutes(kind) and says_minutes(document):
        kind = MINUTES
    framework = _choose(found, document.text)
    known = replace(
        document,
        kind=kind,
        kind_doubt="" if kind in (document.kind, document.source.kind) else _say_doubt(found, kind),
        framework=framework.id if framework else "",
        author=kind_of(kind).body,
        status=_status(document, kind, opening),
    )
    known = replace(known, event=_find_event(known))
    published, published_from = find_paper_day(known)
    known = replace(known, published=published, published_from=published_from)
    known = replace(known, authority=find_authority(known, opening, found.start))
    return replace(known, title=_build_title(known, found.type), margins=())


def _may_be_minutes(kind: str) -> bool:
    """True of a council's own paper that is no agenda: its head may say that it is minutes."""
    return not kind_of(kind).outside and kind_of(kind).meeting != "agenda"


def _status(document: Document, kind: str, opening: str) -> str:
    """Draft where minutes say so in their head, or a paper in a line, a head or foot of its own."""
    lines = [line.words for line in head_lines(document) if line.block.kind != "cell"]
    head = " ".join([*lines, *document.margins])
    named = _DRAFT.search(head) or _DRAFT_MINUTES.search(opening[:_HEAD_CHARACTERS])
    minuted = kind == MINUTES and named
    marked = any(map(_MARKED_DRAFT.match, [*lines, *document.margins]))
    drafted = marked or opening[:_FIRST_CHARACTERS].startswith("draft")
    return "draft" if minuted or (drafted and not kind_of(kind).outside) else ""


def find_kind(opening: str) -> str:
    """The kind of the document that begins with these words; empty where nothing tells."""
    found = first_cued(plain(opening))
    return found[0].kind if found else ""


def _choose(weighed: LikelyType, text: str) -> Framework | None:
    """Of frameworks with one title, that whose areas are printed, else the one of the day."""
    frameworks = weighed.type.frameworks if weighed.type else ()
    if len(frameworks) < 2:
        return next(iter(frameworks), None)
    areas = weighed.areas
    fitting = [f for f in frameworks if areas and areas <= set(f.areas)] or frameworks
    day = next(iter(read_days(text[:OPENING_CHARACTERS])), None)
    of_the_day = [framework for framework in fitting if framework.covers(day)]
    return min(of_the_day or fitting, key=lambda framework: len(framework.areas))


def _say_doubt(weighed: LikelyType, kind: str) -> str:
    """Why the kind is not certain; empty where it is."""
    if kind == OTHER:
        return "nothing in it tells what kind of document it is"
    if weighed.certain or weighed.type is None:
        return ""
    types = (weighed.type, weighed.rival) if weighed.rival else (weighed.type,)
    return f"perhaps {' or '.join(f'“{type_.title}”' for type_ in types)}"


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


def _build_title(document: Document, found: Type | None) -> str:
    """Words, council and year: "Area SEND inspection, Medway, 2024"; of a meeting the hour too.

    Two meetings of one committee on one day have papers of one name. A draft says so first.
    """
    words = found.title if found and found.frameworks else _own_title(document, found)
    if document.status == "draft" and "draft" not in words.lower():
        words = f"Draft: {words}"
    day = document.published or (document.event.end if document.event else None)
    hour = find_head_hour(document) if kind_of(document.kind).meeting else ""
    parts = (words, document.authority, _year(day), "" if has_hour(words) else hour)
    return ", ".join(part for part in parts if part is words or (part and part not in words))


def _own_title(document: Document, found: Type | None) -> str:
    named = printed_title(document) or document.source.title
    return named or (found.title if found else "") or document.source.name


def _year(day: date | None) -> str:
    return str(day.year) if day else ""
