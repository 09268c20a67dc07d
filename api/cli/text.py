"""Answers as plain text for a terminal: quotations in quotation marks, each with its page."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from api.http.schemas import (
    ActionOut,
    CitedAsk,
    CrosswalkOut,
    DocumentLine,
    DocumentOut,
    Extracted,
    HitOut,
    LinkOut,
    NotHeldOut,
    ObservationOut,
    Occurrence,
    QuestionOut,
    RecurredOut,
    SearchOut,
    ThreadOut,
)
from corpus.probability import say_probability
from corpus.records import Rejected
from index.recurrence.wording import say_day

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
    place = f"page {hit.page}" + (f", paragraph {hit.paragraph}" if hit.paragraph else "")
    return "\n".join(
        [
            f"{number}. {hit.title}, {say_day(hit.published)}, {place}",
            _quote(hit.text),
            f"   words: {', '.join(hit.why.words) or 'none'};"
            f" meaning: {say_probability(hit.why.meaning)}",
        ]
    )


def recurred(found: RecurredOut) -> str:
    """Both sides in date order, with what was and was not held."""
    lines = [_asked(found), "", _fill(found.verdict)]
    lines += [_fill(reason, "  ") for reason in found.reasons]
    for one in found.occurrences:
        lines += ["", _occurrence(one, found.ask is not None)]
    lines += _later(found)
    if found.not_held:
        lines += ["", f"Not held ({len(found.not_held)}), so not seen here:"]
        lines += [_not_held(one) for one in found.not_held]
    return "\n".join(lines)


def _later(found: RecurredOut) -> list[str]:
    """What later documents say, and what can be said of it."""
    likely = [one for one in found.later if one.likely]
    if not likely:
        return ["", *(_fill(line) for line in found.became)] if found.became else []
    day = say_day(found.later_of.published if found.later_of else None)
    lines = ["", f"What later documents say of the one of {day} (the reading in brackets is ours):"]
    for one in likely:
        head = f"{say_day(one.published)}  {one.title}, page {one.page} ({one.says})"
        lines += [head, _quote(one.text)]
    return [*lines, "", *(_fill(line) for line in found.became)]


def _not_held(one: NotHeldOut) -> str:
    day = f", {say_day(one.published)}" if one.published and one.url else ""
    return f"  {one.title}{day}  {one.url or one.why}"


def threads(found: Sequence[ThreadOut]) -> str:
    """Each issue with its state, its reasons and its members."""
    return "\n\n".join(map(_thread, found)) or "No issues found. See `throughline documents`."


def _thread(one: ThreadOut) -> str:
    head = f"{one.label}: {one.state} ({one.first.year} to {one.last.year})  {one.id}"
    lines = [head, *(_fill(reason, "  ") for reason in one.reasons)]
    for member in one.members:
        place = f"  {say_day(member.published)}  {member.stance}, {member.title}"
        lines += [f"{place}, page {member.page}", _quote(member.text)]
    lines += [f"  {say_day(gap.published)}  no mention in {gap.title}" for gap in one.gaps]
    return "\n".join(lines)


def _asked(found: RecurredOut) -> str:
    if found.ask is None:
        return f"Has “{found.words}” come up before? {found.authority}"
    return f"{_place(found.ask)}\n{_quote(found.ask.text)}"


def _place(ask: CitedAsk) -> str:
    number = f", number {ask.printed_number}" if ask.printed_number else ""
    return f"{ask.title}, {say_day(ask.published)}, page {ask.page}{number}"


def _occurrence(one: Occurrence, of_ask: bool) -> str:
    sure = "likely the same issue" if of_ask else "about these words"
    said = {"same": sure, "related": "related, or possible"}[one.relation]
    reasons = "; ".join([f"{said} ({say_probability(one.probability)})", *one.evidence])
    head = f"{say_day(one.published)}  {one.title}, page {one.page}"
    return "\n".join([head, _quote(one.text), _fill(reasons, "   ")])


def links(found: Sequence[LinkOut]) -> str:
    """Likely links, both sides quoted."""
    likely = [link for link in found if link.probability >= 0.5]
    if not likely:
        return "No two recommendations are likely to be the same issue."
    return "\n\n".join(_link(link) for link in likely)


def _link(link: LinkOut) -> str:
    sides = [f"{_place(side)}\n{_quote(side.text)}" for side in (link.earlier, link.later)]
    return "\n".join([*sides, f"   likely the same issue ({say_probability(link.probability)})"])


def asks(found: Sequence[CitedAsk]) -> str:
    """A register: where, to whom, the words, the id."""
    if not found:
        return "No recommendations match."
    return "\n\n".join(
        "\n".join(filter(None, [_place(ask), _quote(ask.text), f"   {_asked_of(ask)} id {ask.id}"]))
        for ask in found
    )


def _asked_of(ask: CitedAsk) -> str:
    return f"asked of: {ask.addressee};" if ask.addressee else ""


def documents(found: Sequence[DocumentLine], refused: Sequence[Rejected]) -> str:
    """A line a document, oldest first, then what was refused."""
    lines = [
        f"{_iso(one.published)}  {one.title}  ({one.asks} asks)  {one.id}" for one in found
    ] or ["No documents match."]
    if refused:
        lines += ["", f"Refused ({len(refused)}):", *(f"  {one.reason}" for one in refused)]
    return "\n".join(lines)


def extracted(found: Extracted) -> str:
    """What is found in one file."""
    parts = [_document(document) for document in found.documents]
    return "\n\n".join(parts + [f"refused: {one.reason}" for one in found.rejected])


def _document(document: DocumentOut) -> str:
    first, last = document.pages
    lines = [
        document.title,
        f"  {document.kind}, {document.framework or 'no framework'}, {document.authority},"
        f" published {_iso(document.published)} (from the {document.published_from or 'nothing'})",
        f"  by {document.author or 'a body it does not name'}, pages {first} to {last}"
        + (f", {document.status}" if document.status else ""),
    ]
    if document.event_start:
        lines.append(f"  event: {_iso(document.event_start)} to {_iso(document.event_end)}")
    lines += [f"  note: {note}" for note in document.notes]
    lines += [
        f"  {one.area}: {one.grade_as_printed} (page {one.page})" for one in document.judgements
    ]
    for ask in document.asks:
        number = f"{ask.printed_number} " if ask.printed_number else ""
        origin = f", restates {ask.origin}" if ask.origin else ""
        kind = ask.kind.replace("_", " ")
        lines += ["", f"  {number}{kind}{origin}, page {ask.page}", _quote(ask.text)]
    return "\n".join([*lines, *_statements(document)])


def _statements(document: DocumentOut) -> list[str]:
    """What else was found, a heading and a line or two each."""
    groups = {
        "Findings": [f"{one.stance}, page {one.page}: {one.text}" for one in document.findings],
        "Actions": [_action(one) for one in document.actions],
        "Asks and the actions that serve them": [_crosswalk(one) for one in document.crosswalk],
        "Measures": [_observation(one) for one in document.measures],
        "Questions": [_question(one) for one in document.questions],
        "Events": [f"{one.begin}: {one.what}, page {one.page}" for one in document.events],
        "Documents named": [
            f"{one.relation.replace('_', ' ')} {one.what}"
            f"{f', {one.when}' if one.when else ''}, page {one.page}"
            for one in document.mentions
        ],
        "Risks": [f"{one.risk} ({one.rating}), page {one.page}" for one in document.risks],
        "Terms": [f"{one.short}: {one.long}, page {one.page}" for one in document.terms],
    }
    lines = []
    for name, found in groups.items():
        if found:
            lines += ["", f"  {name} ({len(found)})", *(_fill(one, "   ") for one in found)]
    return lines


def _action(one: ActionOut) -> str:
    facts = {
        "serves": ", ".join(one.serves),
        "lead": one.lead,
        "due": one.due,
        "target": one.target,
        "rated": one.rag,
    }
    told = "; ".join(f"{name} {value}" for name, value in facts.items() if value)
    damaged = "; damaged in the source" if one.damaged else ""
    return f"{one.ref} page {one.page}: {one.text} ({told}{damaged})"


def _crosswalk(one: CrosswalkOut) -> str:
    said = "agrees with the rows" if one.agrees else f"the rows say {', '.join(one.rows) or 'none'}"
    return f"{one.area}: {', '.join(one.actions)} ({said}), page {one.page}"


def _observation(one: ObservationOut) -> str:
    rated = f"; rated {one.rag}" if one.rag else ""
    if one.rag_agrees is False:
        rated += ", which does not agree with the numbers printed"
    owner = f"{one.who}, {one.role}" if one.role != "value" else one.who
    when = one.period or "no period"
    return f"{one.measure}: {one.value} ({owner}, {when}{rated}), page {one.page}"


def _question(one: QuestionOut) -> str:
    answer = f" Answer: {one.answer}" if one.answer else ""
    topic = f"{one.topic}: " if one.topic else ""
    return f"{topic}{one.text}{answer} (page {one.page})"


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
