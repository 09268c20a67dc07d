"""The record of an issue as pages show it: each occurrence beside the words it was found for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.review.judged import Judged, view_judged
from api.pages.shared.marking import Piece, cut, find_words
from corpus.privacy import hide_contacts
from index.answers.records.record import Record, RecordedAsk
from index.answers.records.said import SaidInDocument, by_document


@dataclass(frozen=True, slots=True)
class OccurrenceView:
    """An ask of the record: its words, and those of the record (`own`), with what they share
    marked; `judged` is what a person said of the two.
    """

    occurrence: RecordedAsk
    pieces: tuple[Piece, ...]
    own: tuple[Piece, ...]
    chance: str
    judged: Judged | None


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record with its occurrences as shown: all, and for an ask those before and since.

    `found` and `reported` are what else is said of typed words, by document, `possible` the
    nearest of what may be about them.
    """

    record: Record
    all: tuple[OccurrenceView, ...]
    before: tuple[OccurrenceView, ...]
    since: tuple[OccurrenceView, ...]
    found: tuple[SaidInDocument, ...] = ()
    reported: tuple[SaidInDocument, ...] = ()
    possible: tuple[SaidInDocument, ...] = ()


def view_record(record: Record) -> RecordView:
    """The record as shown, in date order."""
    views = {
        occurrence.ask.id: _view_occurrence(occurrence, record) for occurrence in record.occurrences
    }
    return RecordView(
        record,
        tuple(views.values()),
        tuple(views[occurrence.ask.id] for occurrence in record.before),
        tuple(views[occurrence.ask.id] for occurrence in record.since),
        by_document(record.subject.found) if record.subject else (),
        by_document(record.subject.reported) if record.subject else (),
        by_document(record.subject.nearest) if record.subject else (),
    )


def _view_occurrence(occurrence: RecordedAsk, record: Record) -> OccurrenceView:
    shared = occurrence.shared_words
    return OccurrenceView(
        occurrence,
        _mark(occurrence.ask.citation.shown, shared),
        _mark(hide_contacts(record.words), shared),
        record.say_chance(occurrence),
        view_judged(occurrence.verdict) if occurrence.verdict else None,
    )


def _mark(shown: str, shared: Sequence[str]) -> tuple[Piece, ...]:
    return cut(shown, find_words(shown, shared, "added"))
