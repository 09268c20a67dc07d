"""What beside the paper bears on an item: promises that fell due, and figures printed before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.citation import Citation, cite_spans
from corpus.document import Span
from corpus.kinds import kind_of
from corpus.records import Action, Observation
from corpus.store.connection import Connection
from corpus.store.reports import load_report
from corpus.store.statements import SourcedRecord, iter_records
from corpus.vocabulary.measures import find_measure
from index.briefing.contents import Quotation
from index.briefing.measure_series import key_of
from index.issues.grouping import BELONGS
from index.recurrence.wording import say_month
from models.text.sentences import find_sentences

_CUT = re.compile(r" (?!of\b|and\b|for\b|the\b|to\b|in\b)[a-z]{2,3}\b")  # "Safeguard ing"
_ROW = 40  # words of a sentence, or a row of a table of measures; a plan's row says much else
# Whom or what a rate is of: "for case holding social workers", "of all posts".
_BASE = re.compile(
    r"\b(?:for|of|among|in|across)\s+((?:all\s+|the\s+)?(?:[\w’'-]+\s+){0,4}?"
    r"(?:roles|posts|workers|teams|staff|managers|children|carers|plans|cases))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Promise:
    """An action of a plan that was to be done by a day before the meeting."""

    issues: frozenset[str]
    quotation: Quotation
    due: str
    lead: str  # "" where the row was read amiss


@dataclass(frozen=True, slots=True)
class EarlierFigure:
    """A figure of the paper, and the same measure in the newest document that printed it before.

    `differs` is true where the two say of whom or what they are, and it is not the same.
    """

    value: str
    when: str
    at: Span
    earlier_value: str
    earlier_when: str
    earlier: Quotation
    differs: bool


# --- promises --------------------------------------------------------------


def find_promises(db: Connection, authority: str, day: date) -> list[Promise]:
    """The actions of the newest plan held that fell due before a day, the latest due first."""
    held = [action for action in iter_records(db, Action, authority, day) if action.published]
    newest = max(((each.published or date.min, each.document) for each in held), default=None)
    due = [
        each
        for each in held
        if newest and each.document == newest[1] and (each.record.due_by or day) < day
    ]
    due.sort(key=lambda each: each.record.due_by or day, reverse=True)
    return [_to_promise(each) for each in due]


def _to_promise(held: SourcedRecord[Action]) -> Promise:
    action = held.record
    issues = frozenset(issue.id for issue in action.issues if issue.probability >= BELONGS)
    lead = "" if action.damaged or _CUT.search(action.lead) else action.lead
    return Promise(issues, Quotation(held.citation, id=action.id), action.due, lead)


def find_promise(promises: Iterable[Promise], issue: str) -> Promise | None:
    """The first that is about an issue; None where there is none."""
    return next((promise for promise in promises if issue in promise.issues), None)


# --- figures ---------------------------------------------------------------


def find_earlier_figures(
    db: Connection, authority: str, day: date, item: str
) -> list[EarlierFigure]:
    """The figures of a paper of which an earlier document prints the measure too."""
    results = [
        each
        for each in iter_records(db, Observation, authority, day)
        if _is_result(each, authority)
    ]
    own = {_measure(each): each for each in results if each.document == item}
    before: dict[str, SourcedRecord[Observation]] = {}
    for each in sorted(results, key=lambda each: each.published or date.min):
        measure = _measure(each)
        if measure in own and (each.published or day) < (own[measure].published or day):
            before[measure] = each
    pairs = [_to_pair(db, own[measure], earlier) for measure, earlier in before.items()]
    return [pair for pair in pairs if len(pair.earlier.citation.quote.split()) <= _ROW]


def _is_result(held: SourcedRecord[Observation], authority: str) -> bool:
    """True of a council's own value, in per cent: other numbers depend on the year's length."""
    return held.record.role == "value" and held.record.unit == "%" and bool(authority)


def _measure(held: SourcedRecord[Observation]) -> str:
    """What two documents may call otherwise: the known measure, else its name."""
    known = find_measure(held.record.measure)
    return known.id if known else key_of(held.record.measure)


def _to_pair(
    db: Connection, own: SourcedRecord[Observation], earlier: SourcedRecord[Observation]
) -> EarlierFigure:
    said = quote_whole(db, earlier.citation)
    bases = [
        _base(own.record.measure, quote_whole(db, own.citation).citation.quote),
        _base(earlier.record.measure, said.citation.quote),
    ]
    return EarlierFigure(
        own.record.value,
        _when(own),
        own.citation.span,
        earlier.record.value,
        _when(earlier),
        said,
        bases[0] != bases[1],
    )


def _when(held: SourcedRecord[Observation]) -> str:
    """Its period as printed, else the month of its document."""
    return held.record.period or f"reported {say_month(held.published)}"


def _base(measure: str, sentence: str) -> frozenset[str]:
    """The words that say of whom or what a measure is."""
    found = _BASE.search(sentence) or _BASE.search(measure)
    return (
        frozenset(re.findall(r"[a-z]+", found[1].lower())) - {"all", "the"}
        if found
        else frozenset()
    )


def quote_whole(db: Connection, citation: Citation) -> Quotation:
    """The sentence, or the row of a table, that some words stand in."""
    report = load_report(db, citation.document)
    holding = [passage.span for passage in report.passages if citation.span in passage.span]
    spans = [
        sentence
        for passage in holding
        for sentence in _pieces(report.document.quote(passage), passage)
        if citation.span in sentence
    ]
    span = min((*spans, *holding), key=lambda each: each.end - each.start, default=citation.span)
    (whole,) = cite_spans(report, [span])
    return Quotation(whole, kind_of(report.document.kind).body)


def _pieces(text: str, passage: Span) -> Sequence[Span]:
    return [
        Span(passage.start + sentence.start, passage.start + sentence.end)
        for sentence in find_sentences(text)
    ]
