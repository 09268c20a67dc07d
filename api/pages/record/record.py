"""The record of an issue as pages show it: each occurrence beside the words it was found for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.http.answers import say_shared
from api.pages.review.judged import Judged, say_verdict, view_judged
from api.pages.shared import words
from api.pages.shared.holdings import address_of_words
from api.pages.shared.marking import Piece, cut, find_words
from corpus.privacy import hide_contacts
from corpus.store.asks import HeldAsk
from corpus.store.verdicts import Verdict
from index.recurrence.corrections import Verdicts
from index.recurrence.trace import NO_VERDICTS, Occurrence, Recurrence


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement in the record: who said it, when and where, its words with those shared marked.

    `reasons` say what it shares with the words it was found for, `judged` what a person said
    of it and the statement whose record this is.
    """

    id: str
    address: str
    title: str
    body: str
    published: date | None
    page: int
    number: str
    addressee: str
    pieces: tuple[Piece, ...]
    own: tuple[Piece, ...]
    chance: str
    is_same: bool
    reasons: tuple[str, ...]
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class RecordView:
    """Verdict, reasons and occurrences, those before and those since apart for an ask."""

    verdict: str
    reasons: tuple[str, ...]
    before: tuple[Quoted, ...]
    since: tuple[Quoted, ...]
    all: tuple[Quoted, ...]


def view_record(found: Recurrence, verdicts: Verdicts = NO_VERDICTS) -> RecordView:
    """The record as shown, in date order, with what people said of its pairs."""
    day = found.ask.published if found.ask else None
    own = found.ask.ask.id if found.ask else ""
    quoted = tuple(
        _quote(one, found.words, verdicts.get(_pair_of(one, own))) for one in found.occurrences
    )
    before = tuple(one for one in quoted if day and one.published and one.published < day)
    since = tuple(one for one in quoted if one not in before)
    return RecordView(found.verdict, found.reasons, before, since, quoted)


def _pair_of(one: Occurrence, own: str) -> frozenset[str]:
    """The two ids that an occurrence was weighed by: its own and the one it was found through."""
    return frozenset((one.ask.ask.id, one.through.ask.id if one.through else own))


def _quote(one: Occurrence, asked: str, verdict: Verdict | None) -> Quoted:
    held, shared = one.ask, one.shared.words
    return Quoted(
        id=held.ask.id,
        address=address_of_ask(held),
        title=held.title,
        body=words.say_body(held.kind, held.authority),
        published=held.published,
        page=held.page,
        number=held.ask.printed_number,
        addressee=held.ask.addressee,
        pieces=_mark(held.text, shared),
        own=_mark(asked, shared),
        chance=words.say_chance(one.relation, one.same if one.relation == "same" else one.related),
        is_same=one.relation == "same",
        reasons=(*_say_through(one.through, verdict), *say_shared(one.shared)),
        judged=view_judged(verdict) if verdict and not one.through else None,
    )


def _mark(text: str, shared: Sequence[str]) -> tuple[Piece, ...]:
    shown = hide_contacts(text)
    return cut(shown, find_words(shown, shared, "added"))


def _say_through(held: HeldAsk | None, verdict: Verdict | None) -> tuple[str, ...]:
    """What an occurrence was found through, where it does not have the words themselves."""
    if held is None:
        return ()
    said = "likely the same issue"
    if verdict:
        said = f"said by {verdict.who} to be {say_verdict(verdict.verdict)}"
    day = words.say_day(held.published)
    return (f"{said} as the one on page {held.page}, {day}, on these words",)


def address_of_ask(held: HeldAsk) -> str:
    """Where an ask stands in its document's readable text."""
    return address_of_words(held.document, held.ask.span.start, held.ask.span.end)
