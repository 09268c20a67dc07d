"""Answers as plain text for a terminal: quotations in quotation marks, each with its page."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from api.schemas import (
    CitedAsk,
    DocumentLine,
    DocumentOut,
    Extracted,
    HitOut,
    LinkOut,
    Occurrence,
    RecurredOut,
    SearchOut,
)
from corpus.records import Rejected
from index.wording import say_day

if TYPE_CHECKING:
    from ingest.fetch import Fetched, NotFetched

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
            f"   words: {', '.join(hit.why.words) or 'none'}; meaning: {hit.why.meaning:.2f}",
        ]
    )


def recurred(found: RecurredOut) -> str:
    """Both sides in date order, with what was and was not held."""
    lines = [_asked(found), "", _fill(found.verdict)]
    lines += [_fill(reason, "  ") for reason in found.reasons]
    for one in found.occurrences:
        lines += ["", _occurrence(one, found.ask is not None)]
    if found.not_held:
        lines += ["", f"Not held ({len(found.not_held)}), so not seen here:"]
        lines += [f"  {one.title}, {say_day(one.published)}  {one.url}" for one in found.not_held]
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
    reasons = "; ".join([f"{said} ({one.probability:.2f})", *one.evidence])
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
    return "\n".join([*sides, f"   likely the same issue ({link.probability:.2f})"])


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
    lines = [
        document.title,
        f"  {document.kind}, {document.framework or 'no framework'}, {document.authority},"
        f" published {_iso(document.published)} (from the {document.published_from or 'nothing'})",
        f"  inspected {_iso(document.event_start)} to {_iso(document.event_end)}",
    ]
    lines += [
        f"  {one.area}: {one.grade_as_printed} (page {one.page})" for one in document.judgements
    ]
    for ask in document.asks:
        number = f"{ask.printed_number} " if ask.printed_number else ""
        lines += ["", f"  {number}{ask.kind.replace('_', ' ')}, page {ask.page}", _quote(ask.text)]
    return "\n".join(lines)


def fetched(outcome: Fetched | NotFetched) -> str:
    """A line about one document."""
    from ingest.fetch import Fetched

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
    from ingest.fetch import Fetched

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
