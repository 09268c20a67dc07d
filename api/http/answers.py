"""Answers and records to the shapes of `schemas.py`: translated, never put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Protocol

from api.export.links import address_of
from api.http import schemas
from api.http.schemas import Shape
from corpus.citation import Citation, has_pages, say_place
from corpus.document import Document, Span
from corpus.privacy import hide_contacts
from corpus.records import Action, Ask, Question, Rejected, Report

if TYPE_CHECKING:  # each command imports the answers that it gives, and no others
    from corpus.store.asks import HeldAsk
    from corpus.store.documents import HeldDocument
    from corpus.store.people.verdicts import Verdict
    from index.answers.issues import Issue
    from index.answers.judged import JudgedBeside
    from index.answers.records.mentions import Mentions
    from index.answers.records.plans import ListedActions
    from index.answers.records.record import Record, RecordedAsk
    from index.answers.records.said import SaidOfSubject
    from index.answers.records.subject import SubjectRecord
    from index.answers.search import Hit, SearchAnswer
    from index.briefing.measure_series import Series
    from index.issues.cells import IssueCell
    from index.issues.threads import Member
    from index.recurrence.follow_up import LaterStatement
    from index.recurrence.trace import Link


class Located(Protocol):
    """Any record found in a document."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        ...


def to_extracted(reports: Sequence[Report], rejected: Iterable[Rejected] = ()) -> schemas.Extracted:
    """Everything found in one file."""
    return schemas.Extracted(
        documents=[to_document(report) for report in reports],
        rejected=[schemas.RejectedOut(path=file.path, reason=file.reason) for file in rejected],
    )


def to_document(report: Report) -> schemas.DocumentOut:
    """One document and everything found in it."""
    document = report.document
    return schemas.DocumentOut(
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
        notes=[note.say() for note in document.notes],
        asks=[_to_ask(document, ask) for ask in report.asks],
        judgements=_to_records(document, report.judgements, schemas.JudgementOut),
        findings=_to_records(document, report.findings, schemas.FindingOut),
        actions=[_to_action(document, action) for action in report.actions],
        crosswalk=_to_records(document, report.crosswalk, schemas.CrosswalkOut),
        measures=_to_records(document, report.measures, schemas.ObservationOut),
        questions=[_to_question(document, question) for question in report.questions],
        events=_to_records(document, report.events, schemas.EventOut),
        mentions=_to_records(document, report.mentions, schemas.MentionOut),
        risks=_to_records(document, report.risks, schemas.RiskOut),
        terms=_to_records(document, report.terms, schemas.TermOut),
        account=schemas.AccountOut.model_validate(asdict(report.account)),
        has_pages=has_pages(document.reader, document.pages[-1].number),
    )


def _to_records(document: Document, records: Iterable[Located], shape: type[Shape]) -> list[Shape]:
    """The records in a shape: its fields from theirs, with their words and page."""
    return [_to_record(document, record, shape) for record in records]


def _to_record(document: Document, record: Located, shape: type[Shape], **more: object) -> Shape:
    """One record in a shape. Tuples become lists; the words are character for character."""
    own = {name: getattr(record, name) for name in shape.model_fields if hasattr(record, name)}
    words = {"text": document.quote(record.span), "page": document.page_of(record.span)}
    return shape.model_validate({**own, **words, **more})


def _to_action(document: Document, action: Action) -> schemas.ActionOut:
    rest = [document.quote(span) for span in action.rest]
    return _to_record(document, action, schemas.ActionOut, rest=rest)


def _to_ask(document: Document, ask: Ask) -> schemas.AskOut:
    parts = [schemas.PartOut(text=document.quote(part.span), page=part.page) for part in ask.parts]
    return _to_record(document, ask, schemas.AskOut, parts=parts)


def _to_question(document: Document, question: Question) -> schemas.QuestionOut:
    answer = document.quote(question.answer) if question.answer else ""
    return _to_record(document, question, schemas.QuestionOut, answer=answer)


def cite(citation: Citation) -> dict[str, Any]:
    """What the shapes of quotations say of where the words stand, and the words."""
    return {
        "text": citation.shown,
        "document": citation.document,
        "title": citation.title,
        "published": citation.published,
        "page": citation.file_page,
        "paragraph": citation.paragraph,
        "section": citation.section,
        "body": citation.body,
        "place": say_place(citation),
        "printed_page": citation.printed_page,
        "link": address_of(citation),
        "lead": hide_contacts(citation.lead),
        "cells": [schemas.CellOut(name=cell.name, text=cell.text) for cell in citation.cells],
    }


def to_quoted(citation: Citation) -> schemas.QuotedOut:
    """Words of a document and where they stand."""
    return schemas.QuotedOut(**cite(citation))


# --- search ----------------------------------------------------------------


def to_search(answer: SearchAnswer) -> schemas.SearchOut:
    """The passages that answer, best first."""
    return schemas.SearchOut(
        query=answer.words,
        hits=[_to_hit(hit) for hit in answer.hits],
        nothing_close=answer.nothing_close,
        added=list(answer.added),
        conditions=[
            schemas.ConditionOut.model_validate(asdict(condition))
            for condition in answer.conditions
        ],
        remarks=list(answer.remarks),
        total=answer.total,
        documents=answer.documents,
        names=list(answer.names),
    )


def _to_hit(hit: Hit) -> schemas.HitOut:
    return schemas.HitOut(
        id=hit.passage.id,
        authority=hit.passage.authority,
        kind=hit.passage.kind,
        score=hit.ranked.score,
        why=schemas.WhyOut.model_validate(asdict(hit.ranked.why)),
        stated=[
            schemas.StatedOut(id=record.id, kind=record.table, stance=record.stance)
            for record in hit.stated
        ],
        is_match=hit.is_match,
        **cite(hit.citation),
    )


# --- asks and links --------------------------------------------------------


def to_ask(held: HeldAsk) -> schemas.CitedAskOut:
    """An ask with where it stands."""
    ask = held.ask
    return schemas.CitedAskOut(
        id=ask.id,
        authority=held.authority,
        printed_number=ask.printed_number,
        addressee=ask.addressee,
        timescale=ask.timescale,
        kind=ask.kind,
        assigned_number=ask.assigned_number,
        parts=[
            schemas.PartOut(text=hide_contacts(held.quote_part(part)), page=part.page)
            for part in ask.parts
        ],
        **cite(held.citation),
    )


def to_link(link: Link) -> schemas.LinkOut:
    """A pair of an earlier and a later ask."""
    return schemas.LinkOut(
        earlier=to_ask(link.earlier),
        later=to_ask(link.later),
        probability=link.same,
        probability_related=link.related,
        relation=link.relation,
        evidence=list(link.evidence),
    )


# --- recurrence ------------------------------------------------------------


def to_recurred(record: Record) -> schemas.RecurredOut:
    """The record of an ask or of typed words."""
    return schemas.RecurredOut(
        ask=to_ask(record.ask) if record.ask else None,
        words=record.words,
        authority=record.authority,
        verdict=record.verdict,
        reasons=list(record.reasons),
        occurrences=[_to_occurrence(occurrence) for occurrence in record.occurrences],
        later_of=to_ask(record.later_of) if record.later_of else None,
        later=[_to_later(later) for later in record.later],
        became=list(record.became),
        not_held=[schemas.NotHeldOut(**asdict(document)) for document in record.not_held],
        beside=[_to_beside(statement) for statement in record.beside],
        asked_times=len(record.summary.asked),
        latest=[to_quoted(citation) for citation in record.summary.latest],
        latest_word=record.summary.latest_word,
        listed=[_to_listed(listed) for listed in record.listed],
        **(_to_subject(record.subject) if record.subject else {}),
    )


def _to_subject(subject: SubjectRecord) -> dict[str, Any]:
    """All else that is said of typed words."""
    from index.answers.records.said import by_document

    mentions = subject.mentions
    return {
        "inspections": [
            schemas.InspectionOut(
                document=each.document,
                published=each.published,
                body=each.body,
                asked=each.asked,
                found=each.found,
                plain=each.is_plain,
                says=each.says,
                nearest=to_quoted(each.nearest) if each.nearest else None,
            )
            for each in subject.inspections
        ],
        "found": [_to_said(each) for of in by_document(subject.found) for each in of.all],
        "reported": [_to_said(said) for said in subject.reported],
        "possible": [_to_said(said) for said in subject.possible],
        "measures": [_to_bearing(series) for series in subject.measures],
        "mentions": _to_mentions(mentions) if mentions else None,
        "elsewhere": _to_mentions(subject.elsewhere) if subject.elsewhere else None,
    }


def _to_listed(listed: ListedActions) -> schemas.ListedOut:
    line = listed.line
    return schemas.ListedOut(
        ask=to_ask(line.ask),
        number=line.number,
        says=listed.says,
        agrees=line.agrees,
        actions=[
            schemas.ListedActionOut(
                ref=action.ref, words=action.text, due=action.due, **cite(action.citation)
            )
            for action in listed.actions
        ],
        **cite(line.citation),
    )


def _to_said(said: SaidOfSubject) -> schemas.SaidOut:
    return schemas.SaidOut(
        id=said.statement.id,
        says=said.says,
        probability=said.probability,
        before=said.before.shown.strip() if said.before else "",
        after=said.after.shown.strip() if said.after else "",
        **cite(said.statement.citation),
    )


def _to_mentions(mentions: Mentions) -> schemas.MentionsOut:
    return schemas.MentionsOut(
        by_inspectors=mentions.by_inspectors,
        by_council=mentions.by_council,
        near=mentions.near,
        shown=[to_quoted(citation) for citation in mentions.shown],
        further=[to_quoted(citation) for citation in mentions.further],
    )


def _to_bearing(series: Series) -> schemas.BearingOut:
    latest = series.latest
    return schemas.BearingOut(
        measure=series.names[0], value=latest.value, period=latest.period, **cite(latest.citation)
    )


def _to_occurrence(occurrence: RecordedAsk) -> schemas.OccurrenceOut:
    return schemas.OccurrenceOut(
        id=occurrence.ask.id,
        relation=occurrence.relation,
        stance="asked",
        probability=occurrence.probability,
        evidence=list(occurrence.reasons),
        kind=occurrence.ask.ask.kind,
        judged=_to_judged(occurrence.verdict) if occurrence.verdict else None,
        **cite(occurrence.ask.citation),
    )


def _to_judged(verdict: Verdict) -> schemas.JudgedOut:
    return schemas.JudgedOut(verdict=verdict.verdict, who=verdict.who, why=verdict.why)


def _to_beside(statement: JudgedBeside) -> schemas.BesideOut:
    judged = _to_judged(statement.verdict)
    return schemas.BesideOut(id=statement.id, judged=judged, **cite(statement.citation))


def _to_later(later: LaterStatement) -> schemas.LaterOut:
    return schemas.LaterOut(
        id=later.statement.id,
        says=later.says,
        probability=later.probability,
        likely=later.is_likely,
        **cite(later.statement.citation),
    )


def to_thread(issue: Issue) -> schemas.ThreadOut:
    """An issue that runs through a council's years."""
    members = [_to_member(member) for member in issue.thread.members]
    thread = issue.thread
    own = asdict(replace(thread, members=(), looks=(), unsure=()))
    looks, unsure = map(_to_look, thread.looks), map(_to_look, thread.unsure)
    return schemas.ThreadOut.model_validate(
        {**own, "members": members, "looks": list(looks), "unsure": list(unsure)}
    )


def _to_look(cell: IssueCell) -> schemas.LookOut:
    own = {name: getattr(cell, name, None) for name in schemas.LookOut.model_fields}
    decisive = [statement.id for statement in cell.decisive]
    return schemas.LookOut.model_validate(
        {**own, "in_part": cell.found == "mixed", "decisive": decisive}
    )


def _to_member(member: Member) -> schemas.ThreadMember:
    return schemas.ThreadMember.model_validate(
        {
            "id": member.id,
            "kind": member.kind,
            "stance": member.stance,
            "probability": member.probability,
            **cite(member.citation),
        }
    )


def to_line(held: HeldDocument) -> schemas.DocumentLine:
    """A document in a list."""
    return schemas.DocumentLine.model_validate(asdict(held))
