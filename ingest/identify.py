"""What a document is, from its own words: kind, framework, council, days and title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from corpus.frameworks import DocumentKind, Framework, load_frameworks, load_kinds
from corpus.manifest import council_name, load_councils
from corpus.records import Document, Event
from ingest.dates import find_event_days, find_meeting_day, find_published, read_days
from ingest.find.judgements import find_grade_table

# A title page, or the head and first sentence of a letter, is shorter than this.
OPENING_CHARACTERS = 3000
# The council stands in the title, before inspectors, partners and neighbours are named.
TITLE_CHARACTERS = 600
_TITLE_END = re.compile(r"inspection dates?\b|dear\b|lead inspector", re.IGNORECASE)
_VISITS = frozenset({"focused_visit", "monitoring_visit"})
_STYLE = "City|County|Borough|Metropolitan|District|Council"
_MONTH = r"(?:Jan|Febr)uary|March|April|May|June|July|August|\w+ember|October"
_WORD = rf"(?!(?:The|This|Each|{_STYLE}|{_MONTH})\b)[A-Z][a-z][\w’'-]*"
_PLACE = rf"{_WORD}(?:[ -](?:(?:and|on|upon)[ -])?{_WORD}){{0,3}}"
_NAMED = re.compile(
    rf"({_PLACE}) (?:(?:{_STYLE}) )*Council\b|(?:[Ss]ervices in|[Ii]nspection of) ({_PLACE})"
)
# Councils whose bare names are ordinary words; they count only with "Council" behind.
_ORDINARY = frozenset({"reading"})
_NO_TITLE = re.compile(r"report from|^author\b|^date\b|^time\b|^venue\b|^items?$", re.IGNORECASE)


def identify(document: Document) -> Document:
    """The document with kind, framework, authority, event, publication day and title filled in.

    Its own words come first; what they leave open is taken from the source (the manifest
    or what the user gave), then from the file's name. Kind "other" where nothing tells.
    """
    found = _find_type(document.text)
    framework = found if isinstance(found, Framework) else None
    kind = found.kind if isinstance(found, Framework) else found.id if found else ""
    published, published_from = find_published(document)
    known = replace(
        document,
        kind=kind or document.source.kind or "other",
        framework=framework.id if framework else "",
        event=_find_event(document, framework, kind),
        published=published,
        published_from=published_from,
    )
    known = replace(known, authority=_find_authority(known))
    return replace(known, title=_build_title(known, found))


def _find_type(text: str) -> Framework | DocumentKind | None:
    """The framework or kind whose cue stands first in the opening; None where none does."""
    opening = _plain(text[:OPENING_CHARACTERS])
    cued = [(_first_cue(item.cues, opening), item) for item in (*load_frameworks(), *load_kinds())]
    start = min((position for position, _ in cued if position is not None), default=None)
    items = [item for position, item in cued if position is not None and position == start]
    frameworks = [item for item in items if isinstance(item, Framework)]
    if len(frameworks) > 1:
        return _choose(frameworks, text)
    return items[0] if items else None


def _plain(text: str) -> str:
    """Lower case, straight quotes, single spaces: the form that cues are written for."""
    return " ".join(text.lower().replace("’", "'").replace("‘", "'").split())


def _first_cue(cues: Sequence[re.Pattern[str]], opening: str) -> int | None:
    matches = (cue.search(opening) for cue in cues)
    return min((match.start() for match in matches if match), default=None)


def _choose(frameworks: Sequence[Framework], text: str) -> Framework:
    """Of frameworks with one title, that whose areas are printed, else the one of the day."""
    areas = {area for area, _, _ in find_grade_table(text)}
    fitting = [f for f in frameworks if areas and areas <= set(f.areas)] or frameworks
    day = next(iter(read_days(text[:OPENING_CHARACTERS])), None)
    of_the_day = [f for f in fitting if f.covers(day)]
    return min(of_the_day or fitting, key=lambda framework: len(framework.areas))


def _find_event(document: Document, framework: Framework | None, kind: str) -> Event | None:
    if framework is None:
        day = find_meeting_day(document) if kind else None
        return Event("meeting", day, day) if day else None
    days = find_event_days(document)
    what = "visit" if framework.kind in _VISITS else "inspection"
    return Event(what, *days) if days else Event(what)


# --- whose ------------------------------------------------------------------


def _find_authority(document: Document) -> str:
    """The council's name as the register has it; what the source says where none is named."""
    named = _titled_council(document.text) if document.framework else ""
    return named or council_name(document.source.authority) or _most_named_council(document.text)


def _titled_council(text: str) -> str:
    """The first council named in the title; of several at one place, that of the longest name."""
    end = _TITLE_END.search(text, 0, TITLE_CHARACTERS)
    title = _letters(text[: end.start() if end else TITLE_CHARACTERS])
    match = _any_council().search(title)
    return _name(match.group(1)) if match else ""


def _most_named_council(text: str) -> str:
    """The council that a paper names most; empty where it names none.

    One in the register comes first. Any other has to stand once as "Somewhere Council" or
    "services in Somewhere"; then every mention counts, for a paper names its neighbours in full.
    """
    known = [council_name(match.group()) for match in _bare_councils().finditer(text)]
    named = {suffix for match in _NAMED.finditer(text) for suffix in _suffixes(match, text)}
    unknown = [name for name in named for _ in range(_mentions(name, text))]
    return _most_common(known) or _most_common(unknown)


def _suffixes(match: re.Match[str], text: str) -> list[str]:
    """What may be the name: "Director of Children's Services Wexmere Council" is Wexmere's.

    Words that the text also has in lower case are no names.
    """
    words = (match.group(1) or match.group(2)).split()
    suffixes = [words[start:] for start in range(len(words))]
    return [" ".join(suffix) for suffix in suffixes if not _mentions(suffix[0].lower(), text)]


def _mentions(name: str, text: str) -> int:
    return len(re.findall(rf"\b{re.escape(name)}\b", text))


def _most_common(names: Sequence[str]) -> str:
    """The name told most often; of equals the longest, so that a name is not cut short."""
    counts = Counter(names)
    return max(counts, key=lambda name: (counts[name], len(name)), default="")


def _letters(text: str) -> str:
    """The words of a text in lower case, hyphens and points and line ends made one space."""
    return " ".join(re.findall(r"[a-z']+", text.lower().replace("’", "'")))


@cache
def _any_council() -> re.Pattern[str]:
    names = sorted(_council_names(), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, names))})(?:'s)?\b")


@cache
def _bare_councils() -> re.Pattern[str]:
    """Names in the register as printed, with capitals, ordinary words left out."""
    names = {name for council in load_councils() for name in (*council.also_known_as, council.name)}
    told = sorted((name for name in names if name.lower() not in _ORDINARY), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, told))}|Reading(?= (?:Borough )?Council))\b")


@cache
def _council_names() -> dict[str, str]:
    """Every name in the register, as words, with the council's own."""
    return {
        _letters(name): council.name
        for council in load_councils()
        for name in (*council.also_known_as, council.name)
    }


def _name(words: str) -> str:
    return _council_names()[words]


# --- title ------------------------------------------------------------------


def _build_title(document: Document, found: Framework | DocumentKind | None) -> str:
    """Words, council and year: "Area SEND inspection, Medway, 2024"."""
    words = found.title if isinstance(found, Framework) else _printed_title(document, found)
    day = document.published or (document.event.end if document.event else None)
    parts = (words, document.authority, _year(day))
    return ", ".join(part for part in parts if part is words or (part and part not in words))


def _year(day: date | None) -> str:
    return str(day.year) if day else ""


def _printed_title(document: Document, kind: DocumentKind | None) -> str:
    """The first line that is neither the committee's name nor a date, else the kind's own title."""
    for line in _opening_lines(document):
        if not _names_committee(line, kind) and not read_days(line) and not _NO_TITLE.search(line):
            return _sentence_case(line, document.authority)
    return document.source.title or (kind.title if kind else document.source.name)


def _names_committee(line: str, kind: DocumentKind | None) -> bool:
    """True of the line above a report's title that says which committee it went to."""
    if kind is None or not kind.id.endswith("_report"):
        return False
    return any(cue.search(_plain(line)) for cue in kind.cues)


def _opening_lines(document: Document) -> Iterator[str]:
    """Blocks of the opening that could be a title: several words, no whole paragraph."""
    for block in document.blocks[:20]:
        words = " ".join(document.quote(block.span).split()).strip("*# ")
        if 2 <= len(words.split()) <= 25 and not words.endswith("."):
            yield words


def _sentence_case(line: str, authority: str) -> str:
    """A line in capitals as a sentence, the council's name kept; any other line as it is.

    >>> _sentence_case("MEDWAY'S ANNUAL UPDATE", "Medway")
    "Medway's annual update"
    """
    if not line.isupper():
        return line
    return line.capitalize().replace(authority.lower(), authority)
