"""The record of an issue as pages show it: each occurrence beside the words it was found for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.pages.review.judged import Judged, view_judged
from api.pages.shared import words
from api.pages.shared.holdings import address_of
from api.pages.shared.marking import Piece, cut, find_words
from corpus.citation import say_place
from corpus.privacy import hide_contacts
from index.answers.not_held import NotHeld
from index.answers.record import CitedLater, Record, RecordedAsk


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
    place: str
    kind: str
    number: str
    addressee: str
    pieces: tuple[Piece, ...]
    own: tuple[Piece, ...]
    chance: str
    is_same: bool
    reasons: tuple[str, ...]
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class LaterView:
    """What a later document says: `says` is the system's reading of it."""

    id: str
    address: str
    title: str
    published: date | None
    place: str
    says: str
    text: str


@dataclass(frozen=True, slots=True)
class Followed:
    """The ask that later statements are about; `is_own` where it is the one asked about."""

    id: str
    published: date | None
    place: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record: verdict, occurrences (before and since apart for an ask), later statements.

    `later_of` is the ask that the later statements are about; `became` what is said of them.
    """

    verdict: str
    reasons: tuple[str, ...]
    before: tuple[Quoted, ...]
    since: tuple[Quoted, ...]
    all: tuple[Quoted, ...]
    later_of: Followed | None
    became: tuple[str, ...]
    likely: tuple[LaterView, ...]
    other: tuple[LaterView, ...]
    not_held: tuple[NotHeld, ...]


def view_record(record: Record) -> RecordView:
    """The record as shown, in date order."""
    views = {each.ask.id: _quote(each, record.words) for each in record.occurrences}
    return RecordView(
        record.verdict,
        record.reasons,
        tuple(views[each.ask.id] for each in record.before),
        tuple(views[each.ask.id] for each in record.since),
        tuple(views.values()),
        _view_followed(record),
        record.became,
        tuple(map(_view_later, record.likely)),
        tuple(map(_view_later, record.unlikely)),
        record.not_held,
    )


def _quote(occurrence: RecordedAsk, asked: str) -> Quoted:
    held, citation, shared = occurrence.ask.held, occurrence.ask.citation, occurrence.shared_words
    return Quoted(
        id=occurrence.ask.id,
        address=address_of(citation),
        title=citation.title,
        body=citation.body,
        published=citation.published,
        place=say_place(citation),
        kind=words.say_ask_kind(held.ask.kind),
        number=held.ask.printed_number,
        addressee=held.ask.addressee,
        pieces=_mark(citation.shown, shared),
        own=_mark(hide_contacts(asked), shared),
        chance=words.say_chance(occurrence.relation, occurrence.probability),
        is_same=occurrence.is_same,
        reasons=occurrence.reasons,
        judged=view_judged(occurrence.verdict) if occurrence.verdict else None,
    )


def _mark(shown: str, shared: Sequence[str]) -> tuple[Piece, ...]:
    return cut(shown, find_words(shown, shared, "added"))


def _view_followed(record: Record) -> Followed | None:
    followed = record.later_of
    if followed is None:
        return None
    citation = followed.citation
    is_own = followed == record.ask
    return Followed(followed.id, citation.published, say_place(citation), is_own)


def _view_later(cited: CitedLater) -> LaterView:
    citation = cited.citation
    return LaterView(
        cited.later.statement.id,
        address_of(citation),
        citation.title,
        citation.published,
        say_place(citation),
        cited.later.says,
        citation.shown,
    )
