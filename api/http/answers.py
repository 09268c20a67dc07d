"""Records to the shapes of `schemas.py`: the one place where answers are put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Protocol, TypeVar

from pydantic import BaseModel

from api.http.schemas import (
    ActionOut,
    AskOut,
    CitedAsk,
    CrosswalkOut,
    DocumentLine,
    DocumentOut,
    EventOut,
    Extracted,
    FindingOut,
    HitOut,
    JudgementOut,
    LaterOut,
    LinkOut,
    MentionOut,
    NotHeldOut,
    ObservationOut,
    Occurrence,
    QuestionOut,
    RecurredOut,
    RejectedOut,
    RiskOut,
    SearchOut,
    TermOut,
    ThreadOut,
    WhyOut,
)
from corpus.document import Document, Span
from corpus.manifest import Listing
from corpus.privacy import hide_contacts
from corpus.records import Question, Rejected, Report
from corpus.store.asks import HeldAsk
from corpus.store.documents import HeldDocument
from corpus.store.filters import Filters
from index.held import find_not_held
from index.issues.threads import find_threads
from index.library import Library
from index.recurrence.follow_up import Later, Record, trace_later
from index.recurrence.not_held import Unheld, find_unheld
from index.recurrence.trace import Link, Recurrence, link_asks, trace_ask, trace_words
from index.recurrence.wording import say_day
from index.search.search import SearchResult, search
from models.links.shared import Shared

Shape = TypeVar("Shape", bound=BaseModel)
_NAMED = 3  # places told of a document that is not held


class Found(Protocol):
    """Any record found in a document."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        ...


def to_extracted(reports: Sequence[Report], rejected: Iterable[Rejected] = ()) -> Extracted:
    """Everything found in one file."""
    return Extracted(
        documents=[to_document(report) for report in reports],
        rejected=[RejectedOut(path=one.path, reason=one.reason) for one in rejected],
    )


def to_document(report: Report) -> DocumentOut:
    """One document and everything found in it."""
    document = report.document
    return DocumentOut(
        id=document.id,
        title=document.title,
        kind=document.kind,
        framework=document.framework,
        authority=document.authority,
        published=document.published,
        published_from=document.published_from,
        event_start=document.event.start if document.event else None,
        event_end=document.event.end if document.event else None,
        pages=(document.pages[0].number, document.pages[-1].number),
        part=document.part,
        author=document.author,
        status=document.status,
        licence=document.source.licence,
        notes=list(document.notes),
        asks=_cite(document, report.asks, AskOut),
        judgements=_cite(document, report.judgements, JudgementOut),
        findings=_cite(document, report.findings, FindingOut),
        actions=_cite(document, report.actions, ActionOut),
        crosswalk=_cite(document, report.crosswalk, CrosswalkOut),
        measures=_cite(document, report.measures, ObservationOut),
        questions=[_to_question(document, question) for question in report.questions],
        events=_cite(document, report.events, EventOut),
        mentions=_cite(document, report.mentions, MentionOut),
        risks=_cite(document, report.risks, RiskOut),
        terms=_cite(document, report.terms, TermOut),
    )


def _cite(document: Document, records: Iterable[Found], shape: type[Shape]) -> list[Shape]:
    """The records in a shape: its fields from theirs, with their words and page."""
    return [_to_shape(document, record, shape) for record in records]


def _to_shape(document: Document, record: Found, shape: type[Shape], **more: str) -> Shape:
    """One record in a shape. Tuples become lists; the words are character for character."""
    own = {name: getattr(record, name) for name in shape.model_fields if hasattr(record, name)}
    place = {"text": document.quote(record.span), "page": document.page_of(record.span)}
    return shape.model_validate({**own, **place, **more})


def _to_question(document: Document, question: Question) -> QuestionOut:
    answer = document.quote(question.answer) if question.answer else ""
    return _to_shape(document, question, QuestionOut, answer=answer)


# --- search ----------------------------------------------------------------


def answer_search(
    library: Library, words: str, filters: Filters, limit: int, expand: bool = True
) -> SearchOut:
    """The passages that answer, best first."""
    found: SearchResult = search(library, words, filters=filters, limit=limit, expand=expand)
    return SearchOut(
        query=words,
        hits=[
            HitOut(
                id=hit.id,
                document=hit.document,
                title=hit.title,
                authority=hit.authority,
                kind=hit.kind,
                published=hit.published,
                page=hit.page,
                paragraph=hit.paragraph,
                section=hit.section,
                text=hide_contacts(hit.text),
                score=hit.score,
                why=WhyOut(
                    words=list(hit.why.words),
                    added=list(hit.why.added),
                    meaning=hit.why.meaning,
                ),
            )
            for hit in found.hits
        ],
        nothing_close=found.nothing_close,
        added=list(found.added),
    )


# --- asks and links --------------------------------------------------------


def to_cited(held: HeldAsk) -> CitedAsk:
    """An ask with where it stands."""
    return CitedAsk(
        id=held.ask.id,
        text=held.text,
        document=held.document,
        title=held.title,
        authority=held.authority,
        published=held.published,
        page=held.page,
        printed_number=held.ask.printed_number,
        addressee=held.ask.addressee,
        timescale=held.ask.timescale,
        kind=held.ask.kind,
    )


def answer_links(library: Library, authority: str) -> list[LinkOut]:
    """Every pair of an earlier and a later ask worth listing, the likeliest first."""
    return [_to_link(link) for link in link_asks(library, library.weigher, authority)]


def _to_link(link: Link) -> LinkOut:
    return LinkOut(
        earlier=to_cited(link.earlier),
        later=to_cited(link.later),
        probability=link.same,
        probability_related=link.related,
        relation=link.relation,
        evidence=say_shared(link.shared),
    )


def say_shared(shared: Shared) -> list[str]:
    """What two asks have in common, a line each kind; nothing for what they do not share."""
    lines = {
        "both about": shared.objects,
        "both for": shared.cohorts,
        "same fault": shared.faults,
        "same staff": shared.tiers,
        "shared words": shared.words,
    }
    return [f"{label}: {', '.join(names)}" for label, names in lines.items() if names]


# --- recurrence ------------------------------------------------------------


def answer_recurred(library: Library, words_or_id: str, authority: str = "") -> RecurredOut:
    """Whether an ask, by its id, or typed words came up before and since."""
    if _is_ask(library, words_or_id):
        found = trace_ask(library, library.weigher, words_or_id)
    else:
        found = trace_words(library, library.weigher, library.topics, words_or_id, authority)
    not_held = [
        *map(_to_listed, find_not_held(library.db, found.authority)),
        *map(_to_named, find_unheld(library.db, found.authority)),
    ]
    return _to_recurred(found, _later(library, found), not_held)


def _later(library: Library, found: Recurrence) -> Record | None:
    """What became of the ask; of typed words, of the earliest ask that is about them."""
    about = [one.ask for one in found.occurrences if one.relation == "same" and not one.through]
    ask = found.ask or next(iter(about), None)
    return trace_later(library, ask.ask.id) if ask else None


def _is_ask(library: Library, text: str) -> bool:
    found = library.db.execute("select 1 from ask where id = ?", (text,)).fetchone()
    return found is not None


def answer_threads(library: Library, authority: str, until: date | None = None) -> list[ThreadOut]:
    """The issues that run through a council's years, as of a day if one is given.

    Those in most documents come first.
    """
    threads = find_threads(library, authority, until)
    return [ThreadOut.model_validate(asdict(one)) for one in threads]


def _to_later(one: Later) -> LaterOut:
    statement = one.statement
    return LaterOut(
        id=statement.id,
        document=statement.document,
        title=statement.title,
        published=statement.published,
        page=statement.page,
        text=hide_contacts(statement.text),
        says=one.says,
        probability=one.probability,
        likely=one.is_likely,
    )


def _to_listed(listing: Listing) -> NotHeldOut:
    return NotHeldOut(
        title=listing.title,
        published=listing.published,
        url=listing.url,
        why="listed by its publisher; not in this library",
    )


def _to_named(unheld: Unheld) -> NotHeldOut:
    """A document that held ones name; its day where they give one."""
    where = "; ".join(f"{one.title}, page {one.page}" for one in unheld.named[:_NAMED])
    exact = len(unheld.when) == len("2019-07-26")
    return NotHeldOut(
        title=f"{unheld.what}, {unheld.when}",
        published=date.fromisoformat(unheld.when) if exact else None,
        url="",
        why=f"named in {where}; not in this library",
    )


def _to_recurred(
    found: Recurrence, record: Record | None, not_held: Sequence[NotHeldOut]
) -> RecurredOut:
    return RecurredOut(
        ask=to_cited(found.ask) if found.ask else None,
        words=found.words,
        authority=found.authority,
        verdict=found.verdict,
        reasons=list(found.reasons),
        occurrences=[
            Occurrence(
                id=one.ask.ask.id,
                document=one.ask.document,
                title=one.ask.title,
                published=one.ask.published,
                page=one.ask.page,
                text=one.ask.text,
                relation=one.relation,
                stance="asked",
                probability=one.same if one.relation == "same" else one.related,
                evidence=[*_say_through(one.through), *say_shared(one.shared)],
            )
            for one in found.occurrences
        ],
        later_of=to_cited(record.ask) if record else None,
        later=[_to_later(one) for one in record.later] if record else [],
        became=list(record.verdict) if record else [],
        not_held=list(not_held),
    )


def _say_through(held: HeldAsk | None) -> list[str]:
    """What an occurrence was found through, where it is not about the words themselves."""
    if held is None:
        return []
    where = f"page {held.page}, {say_day(held.published)}"
    return [f"likely the same issue as the one on {where}, which is about these words"]


def to_line(held: HeldDocument) -> DocumentLine:
    """A document in a list."""
    return DocumentLine(**{name: getattr(held, name) for name in DocumentLine.model_fields})
