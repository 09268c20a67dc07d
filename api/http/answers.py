"""Answers and records to the shapes of `schemas.py`: translated, never put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Protocol, TypeVar

from pydantic import BaseModel

from api.http.schemas import (
    ActionOut,
    AskOut,
    BesideOut,
    CitedAskOut,
    CrosswalkOut,
    DocumentLine,
    DocumentOut,
    EventOut,
    Extracted,
    FindingOut,
    HitOut,
    JudgedOut,
    JudgementOut,
    LaterOut,
    LinkOut,
    MentionOut,
    NotHeldOut,
    ObservationOut,
    OccurrenceOut,
    PartOut,
    QuestionOut,
    RecurredOut,
    RejectedOut,
    RiskOut,
    SearchOut,
    StatedOut,
    TermOut,
    ThreadMember,
    ThreadOut,
    WhyOut,
)
from corpus.citation import Citation, has_pages, say_place
from corpus.document import Document, Span
from corpus.privacy import hide_contacts
from corpus.records import Ask, Question, Rejected, Report

if TYPE_CHECKING:  # each command imports the answers that it gives, and no others
    from corpus.store.documents import HeldDocument
    from corpus.store.people.verdicts import Verdict
    from index.answers.asks import CitedAsk, CitedLink
    from index.answers.issues import CitedMember, Issue
    from index.answers.judged import JudgedBeside
    from index.answers.record import CitedLater, Record, RecordedAsk
    from index.answers.search import Hit, SearchAnswer

Shape = TypeVar("Shape", bound=BaseModel)


class Located(Protocol):
    """Any record found in a document."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        ...


def to_extracted(reports: Sequence[Report], rejected: Iterable[Rejected] = ()) -> Extracted:
    """Everything found in one file."""
    return Extracted(
        documents=[to_document(report) for report in reports],
        rejected=[RejectedOut(path=file.path, reason=file.reason) for file in rejected],
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
        asks=[_to_ask(document, ask) for ask in report.asks],
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
        has_pages=has_pages(document.reader, document.pages[-1].number),
    )


def _cite(document: Document, records: Iterable[Located], shape: type[Shape]) -> list[Shape]:
    """The records in a shape: its fields from theirs, with their words and page."""
    return [_to_shape(document, record, shape) for record in records]


def _to_shape(document: Document, record: Located, shape: type[Shape], **more: object) -> Shape:
    """One record in a shape. Tuples become lists; the words are character for character."""
    own = {name: getattr(record, name) for name in shape.model_fields if hasattr(record, name)}
    place = {"text": document.quote(record.span), "page": document.page_of(record.span)}
    return shape.model_validate({**own, **place, **more})


def _to_ask(document: Document, ask: Ask) -> AskOut:
    parts = [PartOut(text=document.quote(part.span), page=part.page) for part in ask.parts]
    return _to_shape(document, ask, AskOut, parts=parts)


def _to_question(document: Document, question: Question) -> QuestionOut:
    answer = document.quote(question.answer) if question.answer else ""
    return _to_shape(document, question, QuestionOut, answer=answer)


# --- search ----------------------------------------------------------------


def to_search(answer: SearchAnswer) -> SearchOut:
    """The passages that answer, best first."""
    return SearchOut(
        query=answer.words,
        hits=[_to_hit(hit) for hit in answer.hits],
        nothing_close=answer.nothing_close,
        added=list(answer.added),
    )


def _to_hit(hit: Hit) -> HitOut:
    passage, citation, why = hit.passage, hit.citation, hit.ranked.why
    return HitOut(
        id=passage.id,
        document=citation.document,
        title=citation.title,
        authority=passage.authority,
        kind=passage.kind,
        published=citation.published,
        page=citation.file_page,
        paragraph=citation.paragraph,
        section=citation.section,
        text=citation.shown,
        score=hit.ranked.score,
        why=WhyOut(words=list(why.words), added=list(why.added), meaning=why.meaning),
        body=citation.body,
        place=say_place(citation),
        stated=[
            StatedOut(id=record.id, kind=record.table, stance=record.stance)
            for record in hit.stated
        ],
    )


# --- asks and links --------------------------------------------------------


def to_cited(ask: CitedAsk) -> CitedAskOut:
    """An ask with where it stands."""
    held, citation = ask.held, ask.citation
    return CitedAskOut(
        id=ask.id,
        text=citation.shown,
        document=citation.document,
        title=citation.title,
        authority=held.authority,
        published=citation.published,
        page=citation.file_page,
        printed_number=held.ask.printed_number,
        addressee=held.ask.addressee,
        timescale=held.ask.timescale,
        kind=held.ask.kind,
        assigned_number=held.ask.assigned_number,
        section=citation.section,
        parts=[
            PartOut(text=hide_contacts(held.quote_part(part)), page=part.page)
            for part in held.ask.parts
        ],
        **_say_where(citation),
    )


def _say_where(citation: Citation) -> dict[str, str]:
    """The fields that each shape has of a citation, beside its older ones."""
    return {
        "body": citation.body,
        "place": say_place(citation),
        "printed_page": citation.printed_page,
    }


def to_link(cited: CitedLink) -> LinkOut:
    """A pair of an earlier and a later ask."""
    return LinkOut(
        earlier=to_cited(cited.earlier),
        later=to_cited(cited.later),
        probability=cited.link.same,
        probability_related=cited.link.related,
        relation=cited.link.relation,
        evidence=list(cited.evidence),
    )


# --- recurrence ------------------------------------------------------------


def to_recurred(record: Record) -> RecurredOut:
    """The record of an ask or of typed words."""
    return RecurredOut(
        ask=to_cited(record.ask) if record.ask else None,
        words=record.words,
        authority=record.authority,
        verdict=record.verdict,
        reasons=list(record.reasons),
        occurrences=[_to_occurrence(occurrence) for occurrence in record.occurrences],
        later_of=to_cited(record.later_of) if record.later_of else None,
        later=[_to_later(cited) for cited in record.later],
        became=list(record.became),
        not_held=[NotHeldOut(**asdict(document)) for document in record.not_held],
        beside=[_to_beside(statement) for statement in record.beside],
    )


def _to_occurrence(occurrence: RecordedAsk) -> OccurrenceOut:
    citation = occurrence.ask.citation
    return OccurrenceOut(
        id=occurrence.ask.id,
        document=citation.document,
        title=citation.title,
        published=citation.published,
        page=citation.file_page,
        text=citation.shown,
        relation=occurrence.relation,
        stance="asked",
        probability=occurrence.probability,
        evidence=list(occurrence.reasons),
        kind=occurrence.ask.held.ask.kind,
        judged=_to_judged(occurrence.verdict) if occurrence.verdict else None,
        **_say_where(citation),
    )


def _to_judged(verdict: Verdict) -> JudgedOut:
    return JudgedOut(verdict=verdict.verdict, who=verdict.who, why=verdict.why)


def _to_beside(statement: JudgedBeside) -> BesideOut:
    citation = statement.citation
    return BesideOut(
        id=statement.id,
        document=citation.document,
        title=citation.title,
        published=citation.published,
        text=citation.shown,
        body=citation.body,
        place=say_place(citation),
        judged=_to_judged(statement.verdict),
    )


def _to_later(cited: CitedLater) -> LaterOut:
    later, citation = cited.later, cited.citation
    return LaterOut(
        id=later.statement.id,
        document=citation.document,
        title=citation.title,
        published=later.statement.published,
        page=citation.file_page,
        text=citation.shown,
        says=later.says,
        probability=later.probability,
        likely=later.is_likely,
        **_say_where(citation),
    )


def to_thread(issue: Issue) -> ThreadOut:
    """An issue that runs through a council's years."""
    plain = asdict(issue.thread)
    members = [_to_member(cited) for cited in issue.members]
    return ThreadOut.model_validate({**plain, "members": members})


def _to_member(cited: CitedMember) -> ThreadMember:
    member, citation = cited.member, cited.citation
    return ThreadMember(
        id=member.id,
        kind=member.kind,
        stance=member.stance,
        text=citation.shown,
        page=citation.file_page,
        document=citation.document,
        title=citation.title,
        published=member.published,
        probability=member.probability,
        place=say_place(citation),
    )


def to_line(held: HeldDocument) -> DocumentLine:
    """A document in a list."""
    return DocumentLine(**{name: getattr(held, name) for name in DocumentLine.model_fields})
