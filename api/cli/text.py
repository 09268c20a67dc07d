"""Answers as plain text for a terminal: quotations in quotation marks, each with its page."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from api.http.schemas import (
    ActionOut,
    CitedAskOut,
    CrosswalkOut,
    DocumentLine,
    DocumentOut,
    Extracted,
    HitOut,
    LinkOut,
    MentionOut,
    NotHeldOut,
    ObservationOut,
    OccurrenceOut,
    QuestionOut,
    RecurredOut,
    SearchOut,
    ThreadOut,
)
from corpus.probability import say_probability
from corpus.records import Rejected
from index.recurrence.wording import say_day, say_verdict

if TYPE_CHECKING:
    from ingest.collect.fetch import Fetched, NotFetched

_WIDTH = 88
_QUOTED = 420  # characters of a quotation on a terminal; the whole is in --json


def search(found: SearchOut) -> str:
    """Hits with their words, page and reason."""
    if not found.hits:
        return "Nothing found. Try other words, or fewer."
    head = ["Nothing close to these words is held. The nearest:"] if found.nothing_close else []
    if found.added:
        head.append(f"Also looked for: {', '.join(found.added)} (--exact leaves these out)")
    hits = [_hit(number, hit) for number, hit in enumerate(found.hits, start=1)]
    return "\n\n".join(head + hits)


def _hit(number: int, hit: HitOut) -> str:
    return "\n".join(
        [
            f"{number}. {_row(hit.title, say_day(hit.published), hit.place)}",
            _quote(hit.text),
            f"   words: {', '.join(hit.why.words) or 'none'};"
            f" meaning: {say_probability(hit.why.meaning)}",
        ]
    )


def recurred(found: RecurredOut) -> str:
    """Both sides in date order, with what was and was not held."""
    lines = [_asked(found), "", _fill(found.verdict)]
    lines += [_fill(reason, "  ") for reason in found.reasons]
    for occurrence in found.occurrences:
        lines += ["", _occurrence(occurrence, found.ask is not None)]
    lines += _later(found)
    lines += _beside(found)
    if found.not_held:
        lines += ["", f"Not held ({len(found.not_held)}), so not seen here:"]
        lines += [_not_held(document) for document in found.not_held]
    return "\n".join(lines)


def _later(found: RecurredOut) -> list[str]:
    """What later documents say, and what can be said of it."""
    likely = [statement for statement in found.later if statement.likely]
    if not likely:
        return ["", *(_fill(line) for line in found.became)] if found.became else []
    day = say_day(found.later_of.published if found.later_of else None)
    lines = ["", f"What later documents say of the one of {day} (the reading in brackets is ours):"]
    for statement in likely:
        source = _row(statement.title, statement.place)
        head = f"{say_day(statement.published)}  {source} ({statement.says})"
        lines += [head, _quote(statement.text)]
    return [*lines, "", *(_fill(line) for line in found.became)]


def _beside(found: RecurredOut) -> list[str]:
    """What people said of the ask and statements that are none of its occurrences."""
    lines = ["", "What people said of it and other statements:"] if found.beside else []
    for statement in found.beside:
        source = _row(statement.title, statement.place)
        judged = f"said by {statement.judged.who} to be {say_verdict(statement.judged.verdict)}"
        head = f"{say_day(statement.published)}  {source} ({judged})"
        lines += [head, _quote(statement.text)]
    return lines


def _not_held(document: NotHeldOut) -> str:
    day = f", {say_day(document.published)}" if document.published and document.url else ""
    return f"  {document.title}{day}  {document.url or document.why}"


def threads(found: Sequence[ThreadOut]) -> str:
    """Each issue with its state, its reasons and its members."""
    return "\n\n".join(map(_thread, found)) or "No issues found. See `throughline documents`."


def _thread(thread: ThreadOut) -> str:
    years = f"{thread.first.year} to {thread.last.year}"
    lines = [f"{thread.label}: {thread.state} ({years})  {thread.id}"]
    lines += [_fill(reason, "  ") for reason in thread.reasons]
    for member in thread.members:
        source = _row(member.stance, member.title, member.place)
        lines += [f"  {say_day(member.published)}  {source}", _quote(member.text)]
    lines += [f"  {say_day(gap.published)}  no mention in {gap.title}" for gap in thread.gaps]
    return "\n".join(lines)


def _asked(found: RecurredOut) -> str:
    if found.ask is None:
        return f"Has “{found.words}” come up before? {found.authority}"
    return f"{_place(found.ask)}\n{_quote(found.ask.text)}"


def _place(ask: CitedAskOut) -> str:
    number = f"number {ask.printed_number}" if ask.printed_number else ""
    return _row(ask.title, say_day(ask.published), ask.place, number)


def _row(*parts: str) -> str:
    """The parts with commas between, empty ones left out."""
    return ", ".join(filter(None, parts))


def _occurrence(occurrence: OccurrenceOut, of_ask: bool) -> str:
    sure = "likely the same issue" if of_ask else "about these words"
    relation = {"same": sure, "related": "related, or possible"}[occurrence.relation]
    relation += f" ({say_probability(occurrence.probability)})"
    if judged := occurrence.judged:
        relation = f"said by {judged.who} to be {say_verdict(judged.verdict)}"
    reasons = "; ".join([relation, *occurrence.evidence])
    source = _row(occurrence.title, occurrence.place)
    demand = " (demand)" if occurrence.kind == "demand" else ""
    head = f"{say_day(occurrence.published)}  {source}{demand}"
    return "\n".join([head, _quote(occurrence.text), _fill(reasons, "   ")])


def links(found: Sequence[LinkOut]) -> str:
    """Likely links, both sides quoted."""
    likely = [link for link in found if link.probability >= 0.5]
    if not likely:
        return "No two recommendations are likely to be the same issue."
    return "\n\n".join(_link(link) for link in likely)


def _link(link: LinkOut) -> str:
    sides = [f"{_place(side)}\n{_quote(side.text)}" for side in (link.earlier, link.later)]
    return "\n".join([*sides, f"   likely the same issue ({say_probability(link.probability)})"])


def asks(found: Sequence[CitedAskOut]) -> str:
    """A register: where, to whom, the words, the id."""
    if not found:
        return "No recommendations match."
    return "\n\n".join(
        "\n".join(filter(None, [_place(ask), _quote(ask.text), f"   {_asked_of(ask)} id {ask.id}"]))
        for ask in found
    )


def _asked_of(ask: CitedAskOut) -> str:
    return f"asked of: {ask.addressee};" if ask.addressee else ""


def documents(found: Sequence[DocumentLine], refused: Sequence[Rejected]) -> str:
    """A line a document, oldest first, then what was refused."""
    lines = [
        f"{_iso(document.published)}  {document.title}  ({document.asks} asks)  {document.id}"
        for document in found
    ] or ["No documents match."]
    if refused:
        lines += ["", f"Refused ({len(refused)}):", *(f"  {file.reason}" for file in refused)]
    return "\n".join(lines)


def extracted(found: Extracted) -> str:
    """What is found in one file."""
    parts = [_document(document) for document in found.documents]
    return "\n\n".join(parts + [f"refused: {file.reason}" for file in found.rejected])


def _document(document: DocumentOut) -> str:
    return "\n".join(
        [
            *_facts(document),
            *(f"  note: {note}" for note in document.notes),
            *_judgements(document),
            *_asks(document),
            *_statements(document),
        ]
    )


def _facts(document: DocumentOut) -> list[str]:
    first, last = document.pages
    pages = f"pages {first} to {last}" if document.has_pages else ""
    author = f"by {document.author or 'a body it does not name'}"
    lines = [
        document.title,
        f"  {document.kind}, {document.framework or 'no framework'}, {document.authority},"
        f" published {_iso(document.published)} (from the {document.published_from or 'nothing'})",
        f"  {_row(author, pages, document.status)}",
    ]
    if document.event_start:
        lines.append(f"  event: {_iso(document.event_start)} to {_iso(document.event_end)}")
    return lines


def _judgements(document: DocumentOut) -> list[str]:
    return [
        f"  {judgement.area}: {judgement.grade_as_printed}"
        + (f" (page {judgement.page})" if document.has_pages else "")
        for judgement in document.judgements
    ]


def _asks(document: DocumentOut) -> list[str]:
    lines = []
    for ask in document.asks:
        number = f"{ask.printed_number} " if ask.printed_number else ""
        origin = f", restates {ask.origin}" if ask.origin else ""
        kind = ask.kind.replace("_", " ")
        head = _row(f"{number}{kind}{origin}", _page(document, ask))
        lines += ["", f"  {head}", _quote(ask.text)]
    return lines


class _OnPage(Protocol):
    """Any record in the shape of `schemas.py`."""

    @property
    def page(self) -> int:
        """The file's page."""
        ...


def _page(document: DocumentOut, record: _OnPage) -> str:
    """The record's page; nothing where the source has no pages."""
    return f"page {record.page}" if document.has_pages else ""


def _statements(document: DocumentOut) -> list[str]:
    """What else was found, a heading and a line or two each."""
    groups: dict[str, tuple[Sequence[Any], Callable[[Any], tuple[str, str]]]] = {
        "Findings": (document.findings, lambda finding: (finding.stance, f": {finding.text}")),
        "Actions": (document.actions, _action),
        "Asks and the actions that serve them": (document.crosswalk, _crosswalk),
        "Measures": (document.measures, _observation),
        "Questions": (document.questions, _question),
        "Events": (document.events, lambda event: (f"{event.begin}: {event.what}", "")),
        "Documents named": (document.mentions, _mention),
        "Risks": (document.risks, lambda risk: (f"{risk.risk} ({risk.rating})", "")),
        "Terms": (document.terms, lambda term: (f"{term.short}: {term.long}", "")),
    }
    lines = []
    for name, (records, say) in groups.items():
        if records:
            lines += ["", f"  {name} ({len(records)})"]
            for record in records:
                head, rest = say(record)
                lines.append(_fill(f"{_row(head, _page(document, record))}{rest}", "   "))
    return lines


def _action(action: ActionOut) -> tuple[str, str]:
    facts = {
        "serves": ", ".join(action.serves),
        "lead": action.lead,
        "due": action.due,
        "target": action.target,
        "rated": action.rag,
    }
    told = "; ".join(f"{name} {value}" for name, value in facts.items() if value)
    damaged = "; damaged in the source" if action.damaged else ""
    return action.ref, f": {action.text} ({told}{damaged})"


def _crosswalk(line: CrosswalkOut) -> tuple[str, str]:
    rows = ", ".join(line.rows) or "none"
    agrees = "agrees with the rows" if line.agrees else f"the rows say {rows}"
    return f"{line.area}: {', '.join(line.actions)} ({agrees})", ""


def _observation(value: ObservationOut) -> tuple[str, str]:
    rated = f"; rated {value.rag}" if value.rag else ""
    if value.rag_agrees is False:
        rated += ", which does not agree with the numbers printed"
    owner = f"{value.who}, {value.role}" if value.role != "value" else value.who
    when = value.period or "no period"
    return f"{value.measure}: {value.value} ({owner}, {when}{rated})", ""


def _mention(mention: MentionOut) -> tuple[str, str]:
    when = f", {mention.when}" if mention.when else ""
    return f"{mention.relation.replace('_', ' ')} {mention.what}{when}", ""


def _question(question: QuestionOut) -> tuple[str, str]:
    answer = f" Answer: {question.answer}" if question.answer else ""
    topic = f"{question.topic}: " if question.topic else ""
    return f"{topic}{question.text}{answer}", ""


def fetched(outcome: Fetched | NotFetched) -> str:
    """A line about one document."""
    from ingest.collect.fetch import Fetched

    listing = outcome.listing
    if not isinstance(outcome, Fetched):
        return f"not fetched: {outcome.reason}"
    said = {
        "new": "fetched",
        "held": "held already",
        "changed": "fetched; the publisher's copy has changed since it was listed",
    }
    return f"{said[outcome.outcome]}: {listing.title}, {listing.published} -> {outcome.path}"


def fetched_as_json(outcome: Fetched | NotFetched) -> dict[str, Any]:
    """One document's outcome by name."""
    from ingest.collect.fetch import Fetched

    facts: dict[str, Any] = {
        "title": outcome.listing.title,
        "published": outcome.listing.published.isoformat(),
        "url": outcome.listing.url,
    }
    if isinstance(outcome, Fetched):
        return {**facts, "outcome": outcome.outcome, "path": str(outcome.path)}
    return {**facts, "outcome": "not fetched", "reason": outcome.reason}


def _quote(text: str) -> str:
    shown = text if len(text) <= _QUOTED else text[:_QUOTED].rsplit(" ", 1)[0] + " [...]"
    return _fill(f"“{shown}”", "   ")


def _fill(text: str, indent: str = "") -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else "no date"
