"""What a document is, from its own words: kind, framework, council, days and title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from corpus.document import Document, Event
from corpus.kinds import MINUTES, OTHER, kind_of
from corpus.vocabulary.frameworks import Framework
from ingest.document.authority import find_authority
from ingest.document.dates import (
    find_event_days,
    find_meeting_day,
    find_minuted_day,
    find_published,
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

_USUAL = 0.2  # "Social" begins many posts' names, and is small in all else
_HEAD_CHARACTERS = 1200  # the head of a council's report, its summary included
_FIRST_CHARACTERS = 20
_MINUTED = re.compile(r"\bminutes?\b", re.IGNORECASE)
_HEADINGS = 6  # blocks within which minutes say that they are
_NO_TITLE = re.compile(
    r"^report (?:from|by)(?: ?:|$)|^portfolio holder|^(?:author|date|time|venue|items?|summary)\b"
    r"|^\S+ council$"
    r"|^(?:appendix|annex) ?\w{0,2}$",
    re.IGNORECASE,
)


def identify(document: Document) -> Document:
    """The document with kind, framework, authority, event, publication day and title filled in.

    Its own words come first; what they leave open is taken from the source (the manifest
    or what the user gave), then from the file's name. Kind "other" where nothing tells;
    a kind that the document has already stays.
    """
    opening = plain(document.text[:OPENING_CHARACTERS])
    found = weigh_types(document)
    kind = document.kind or (found.type.kind if found.type else "") or document.source.kind or OTHER
    framework = _choose(found, document.text)
    known = replace(
        document,
        kind=kind,
        kind_doubt="" if kind in (document.kind, document.source.kind) else _say_doubt(found, kind),
        framework=framework.id if framework else "",
        author=kind_of(kind).body,
        status=_status(kind, opening),
    )
    known = replace(known, event=_find_event(known))
    published, published_from = find_published(known)
    known = replace(known, published=published, published_from=published_from)
    known = replace(known, authority=find_authority(known, opening, found.start))
    return replace(known, title=_build_title(known, found.type))


def _status(kind: str, opening: str) -> str:
    """Draft where minutes say so in their head, or a paper begins with the word."""
    minuted = kind == MINUTES and "draft minute" in opening[:_HEAD_CHARACTERS]
    return "draft" if minuted or opening[:_FIRST_CHARACTERS].startswith("draft") else ""


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
        find_day = find_minuted_day if kind.id == MINUTES else find_meeting_day
        return _on_one_day("meeting", find_day(document))
    if kind.event == "direction":
        return _on_one_day(kind.event, find_signing_day(document))
    if not document.framework:
        return None
    return Event(kind.event, *(find_event_days(document) or ()))


def _on_one_day(kind: str, day: date | None) -> Event | None:
    return Event(kind, day, day) if day else None


# --- title ------------------------------------------------------------------


def _build_title(document: Document, found: Type | None) -> str:
    """Words, council and year: "Area SEND inspection, Medway, 2024"."""
    words = found.title if found and found.frameworks else _printed_title(document, found)
    day = document.published or (document.event.end if document.event else None)
    parts = (words, document.authority, _year(day))
    return ", ".join(part for part in parts if part is words or (part and part not in words))


def _year(day: date | None) -> str:
    return str(day.year) if day else ""


def _printed_title(document: Document, found: Type | None) -> str:
    """The first line that is neither a council's or committee's name nor a date, else by kind."""
    lines = list(_opening_lines(document))
    if document.kind == MINUTES:
        lines = [*filter(_MINUTED.search, _opening_lines(document, _HEADINGS))] or lines
    for line in lines:
        if _MINUTED.search(line) or not (
            _names_committee(line, found) or read_days(line) or _NO_TITLE.search(line)
        ):
            return _sentence_case(line, document)
    return document.source.title or (found.title if found else "") or document.source.name


def _names_committee(line: str, found: Type | None) -> bool:
    """True of the line above a report's title that says which committee it went to."""
    if found is None or kind_of(found.kind).meeting != "report":
        return False
    return any(cue.search(plain(line)) for cue in found.cues)


def _opening_lines(document: Document, most: int = 20) -> Iterator[str]:
    """Of the first blocks those that could be a title: several words, no whole paragraph."""
    for block in document.blocks[:most]:
        if block.kind == "cell":
            continue
        words = " ".join(document.quote(block.span).split()).strip("*# ")
        if 2 <= len(words.split()) <= 25 and not words.endswith("."):
            yield words


def _sentence_case(line: str, document: Document) -> str:
    """A line in capitals with each word as the document writes it elsewhere; others as they are.

    A word that it writes nowhere else is put in small letters.
    """
    if not line.isupper():
        return line
    forms = _forms(document.text.replace(line, " "))
    words = [forms.get(word.lower(), word.lower()) for word in re.split(r"(\W+)", line)]
    cased = "".join(words)
    return cased[:1].upper() + cased[1:]


def _forms(text: str) -> dict[str, str]:
    """How each word is written within sentences: small where that is at all usual."""
    counts = Counter(re.findall(r"(?<=[a-z,] )[^\W\d_]+", text))
    forms: dict[str, str] = {}
    for word, count in counts.most_common():
        small = counts.get(word.lower(), 0)
        forms.setdefault(word.lower(), word.lower() if small > _USUAL * count else word)
    return forms
