"""Judgements and interventions: what happened to a council's services, in one line of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.export.links import address_of
from api.http.inputs import Name
from api.pages.shared import words
from api.pages.shared.councils import CouncilChoice, choose_council
from api.pages.shared.frame import Held, render
from api.pages.shared.holdings import DocumentFacts, list_documents
from corpus.citation import Citation
from corpus.kinds import kind_of
from corpus.records import Judgement, TimelineEvent
from corpus.store.filters import Filters
from corpus.store.holdings import list_events
from corpus.store.statements import iter_records
from index.library import Library
from index.recurrence.wording import say_begin, say_day

router = APIRouter()

# What other documents tell of that belongs on this line; meetings and publications do not.
_MENTIONED = ("inspection", "visit", "notice", "direction", "appointment", "review")
_HELD = ("inspection", "visit", "direction")


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade as printed, and its place on the page."""

    area: str
    printed: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened: `when` in words, in ISO to sort by, who says so and where.

    `quote` has the words of a document that tells of it; `grades` those of a report held.
    """

    begin: str
    when: str
    what: str
    body: str
    title: str
    address: str
    quote: str = ""
    grades: tuple[Grade, ...] = ()
    framework: str = ""
    is_new: bool = False  # inspected by another framework than the inspection before it


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the line."""

    year: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """What the page shows, the newest year first."""

    choice: CouncilChoice
    years: tuple[Year, ...]


@router.get("/timeline")
def show_timeline(request: Request, library: Held, council: Name = "") -> Response:
    """The line of a council; where there are several and none is named, the choice."""
    choice = choose_council(library.db, council)
    years = view_years(library, choice.name) if choice.name else ()
    return render(request, "timeline.html", TimelineView(choice, years))


def view_years(library: Library, council: str) -> tuple[Year, ...]:
    """The entries of a council by year, newest first; within a year too."""
    held = _mark_breaks(sorted(_list_held(library, council), key=lambda entry: entry.begin))
    mentioned = _list_mentioned(library, council, {entry.begin[: len("2013-07")] for entry in held})
    entries = sorted([*held, *mentioned], key=lambda entry: entry.begin, reverse=True)
    years = dict.fromkeys(entry.begin[:4] for entry in entries)
    return tuple(
        Year(year, tuple(entry for entry in entries if entry.begin.startswith(year)))
        for year in years
    )


def _list_held(library: Library, council: str) -> Iterator[Entry]:
    """Each document of an outside body, with the grades it gives."""
    documents = list_documents(library.db, Filters(authority=council))
    grades = _list_grades(library, council)
    for document in documents:
        if kind_of(document.kind).outside and document.published:
            yield Entry(
                (document.event_start or document.published).isoformat(),
                _say_begin(document),
                words.say_kind(document.kind),
                document.body,
                document.title,
                f"/documents/{document.id}",
                grades=tuple(grades.get(document.id, ())),
                framework=words.say_framework(document.framework),
            )


def _say_begin(document: DocumentFacts) -> str:
    if not document.event_start:
        return say_day(document.published)
    days = say_day(document.event_start)
    if document.event_end and document.event_end != document.event_start:
        days = f"{days} to {say_day(document.event_end)}"
    return f"{days}, published {say_day(document.published)}"


def _list_grades(library: Library, council: str) -> Mapping[str, Sequence[Grade]]:
    """The grades that a council's documents give, by document, each in its order."""
    grades: dict[str, list[Grade]] = {}
    for source in iter_records(library.db, Judgement, council):
        area, printed = source.record.area.replace("_", " "), source.record.grade_as_printed
        grade = Grade(area, printed, address_of(source.citation))
        grades.setdefault(source.document, []).append(grade)
    return grades


def _mark_breaks(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, oldest first, those marked that give grades by another framework."""
    marked: list[Entry] = []
    framework = ""
    for entry in entries:
        judges = entry.framework if entry.grades else ""
        marked.append(replace(entry, is_new=bool(judges and framework and judges != framework)))
        framework = judges or framework
    return marked


def _list_mentioned(library: Library, council: str, months: Set[str]) -> Iterator[Entry]:
    """What documents tell of, each event once however many tell of it.

    An inspection, visit or direction of one of the `months` is of a report held, which tells
    it better; one of another month is told, though it may be the same under another date.
    """
    seen: set[tuple[str, str]] = set()
    for source in list_events(library.db, council):
        event = source.record
        is_held = event.kind in _HELD and event.begin[: len("2013-07")] in months
        if event.kind in _MENTIONED and not is_held and (event.kind, event.begin) not in seen:
            seen.add((event.kind, event.begin))
            yield _to_entry(event, source.citation)


def _to_entry(event: TimelineEvent, citation: Citation) -> Entry:
    return Entry(
        event.begin,
        say_begin(event.begin),
        event.what[:1].upper() + event.what[1:],
        event.body,
        citation.title,
        address_of(citation),
        quote=citation.shown,
    )
