"""A record at a glance: asked how often, what was found, what the council said, the latest word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corpus.citation import Citation
from corpus.kinds import load_kinds
from corpus.privacy import hide_contacts
from corpus.store.asks import HeldAsk
from corpus.store.statements import Statement
from index.answers.records.history import InspectionSays
from index.answers.records.latest import find_latest
from index.answers.records.mentions import Touch
from index.answers.records.said import (
    SaidInDocument,
    SaidOfSubject,
    by_document,
    is_found,
    is_reported,
)
from index.briefing.measure_series import Series
from index.library import Library
from index.recurrence.wording import CLAIMED, name_asker, say_join
from models.text.sentences import split_sentences

if TYPE_CHECKING:  # a record has a summary
    from index.answers.records.record import Record

# Words that are quoted whole: a recommendation has 16 to 27 in the middle (`domain.md`, 3).
_WHOLE = 45
_WHOLE_LATEST = 90  # of a sentence with the one that it leans on, and the one that takes it back
_MOST_PRINTED = 2
_NO_DAY = date.min


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A citation and the whole sentences of it that are read first; what is left out is marked."""

    citation: Citation
    text: str
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class AskedOnce:
    """Once that it was asked for; `is_own` of the ask that the record is about, not `is_sure` of
    one that only probably is about typed words."""

    ask: HeldAsk
    excerpt: Excerpt
    is_own: bool
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class DocumentSays:
    """What one document says: what it comes to, in brief too, and the sentence that tells most."""

    excerpt: Excerpt
    comes_to: str
    brief: str
    says: str


@dataclass(frozen=True, slots=True)
class Printed:
    """The newest value of a measure that bears on it, as it is told: "59%, year to date (target:
    80%)"."""

    name: str
    says: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Summary:
    """The record at a glance. All lists are newest first.

    `possible` counts the asks that may be about it and are not counted. `found` and `reported`
    have a line for each document of outside bodies, and of the council. `latest` is what the
    latest word rests on, `printed` the few measures whose values are newest.
    """

    asked: tuple[AskedOnce, ...] = ()
    possible: int = 0
    found: tuple[DocumentSays, ...] = ()
    reported: tuple[DocumentSays, ...] = ()
    latest_word: str = ""
    latest: tuple[Citation, ...] = ()
    printed: tuple[Printed, ...] = ()

    @property
    def asked_in(self) -> str:
        """ "Asked for by Ofsted in 2013 and 2019, and probably by Ofsted in 2015"; empty where it
        was not."""
        sure = [_ask_of(each) for each in self.asked if each.is_sure]
        probable = [_ask_of(each) for each in self.asked if not each.is_sure]
        probable = [each for each in probable if each not in sure]
        parts = (
            f"asked for {_say_by_whom(sure)}" if sure else "",
            f"probably {'' if sure else 'asked for '}{_say_by_whom(probable)}" if probable else "",
        )
        words = ", and ".join(filter(None, parts))
        return words[:1].upper() + words[1:]

    @property
    def latest_beside(self) -> tuple[Excerpt, ...]:
        """What the latest word rests on, where the first of `asked` and `found` are older."""
        first = [each.excerpt for each in self.found[:1]]
        first += [each.excerpt for each in self.asked[:1]]
        quoted = {excerpt.citation.document for excerpt in first}
        beside = (each for each in self.latest if each.document not in quoted)
        return tuple(cut_long(each, whole=_WHOLE_LATEST) for each in beside)


EMPTY = Summary()


def _ask_of(asked: AskedOnce) -> tuple[int, str]:
    """In which year, 0 where that is not known, and by whom."""
    ask = asked.ask
    return ask.published.year if ask.published else 0, name_asker(ask)


def _say_by_whom(asks: Iterable[tuple[int, str]]) -> str:
    """ "by Ofsted in 2013 and 2019 and by the Commissioner in 2020", the first who asked first."""
    years: dict[str, list[int]] = {}
    for year, body in sorted(asks):
        years.setdefault(body, []).append(year)
    return say_join([f"by {body} in {_say_years(held)}" for body, held in years.items()])


def _say_years(years: Iterable[int]) -> str:
    """ "2013 and 2019"."""
    each = dict.fromkeys(years)
    return say_join([str(year) if year else "a document without a date" for year in each])


def summarise(library: Library, record: Record) -> Summary:
    """The record of an ask or of typed words at a glance."""
    asks = [each for each in record.occurrences if each.is_same]
    asked = [
        _to_asked(
            each.ask,
            each.shared_words,
            is_sure=record.ask is not None or each.probability >= CLAIMED,
        )
        for each in asks
    ]
    if record.ask:
        asked.append(_to_asked(record.ask, (), is_own=True))
    found = _to_documents(_said(record, is_found), _list_verdicts(record))
    latest, word = _find_latest(library, record)
    return Summary(
        tuple(sorted(asked, key=lambda each: each.ask.published or _NO_DAY, reverse=True)),
        len(record.occurrences) - len(asks),
        found,
        _to_documents(_said(record, is_reported)),
        word,
        tuple(latest),
        _list_printed(record),
    )


def _list_printed(record: Record) -> tuple[Printed, ...]:
    """The measures that bear on typed words, the newest first; none of an ask."""
    measures = record.subject.measures if record.subject else ()
    own = (series for series in measures if series.results and not _is_of_outside(series))
    newest = sorted(own, key=_day_of, reverse=True)
    return tuple(map(_to_printed, newest[:_MOST_PRINTED]))


def _is_of_outside(series: Series) -> bool:
    """True where an outside body prints its newest value: that is no word of the council's."""
    outside = {kind.body.casefold() for kind in load_kinds() if kind.outside}
    return series.latest.citation.body.casefold() in outside


def _day_of(series: Series) -> date:
    return series.latest.citation.published or _NO_DAY


def _to_printed(series: Series) -> Printed:
    """The newest value with the target that stands beside it in the same document."""
    latest, target = series.latest, series.target
    says = f"{latest.value}, {latest.when_with_year}"
    if target and target is not latest and target.citation.document == latest.citation.document:
        says += f" (target: {target.value})"
    return Printed(series.names[0], says, latest.citation)


def _to_asked(
    ask: HeldAsk, words: Iterable[str], is_own: bool = False, is_sure: bool = True
) -> AskedOnce:
    return AskedOnce(ask, cut_long(ask.citation, words), is_own, is_sure)


def _said(record: Record, wanted: Callable[[Statement], bool]) -> Sequence[SaidOfSubject]:
    """What is said of typed words; of an ask, what is likely about it in later documents."""
    if record.subject:
        return record.subject.found if wanted is is_found else record.subject.reported
    return [
        SaidOfSubject(each.statement, each.says, each.probability)
        for each in record.likely
        if wanted(each.statement)
    ]


def _find_latest(library: Library, record: Record) -> tuple[Sequence[Citation], str]:
    if record.subject:
        return record.subject.latest, record.subject.latest_word
    same = [each.ask for each in record.occurrences if each.is_same]
    asks = [*same, *([record.ask] if record.ask else [])]
    near = [
        Touch(each.statement.citation, each.statement.is_outside, has_words=False)
        for each in record.later
    ]
    return find_latest(library, record.authority, asks, _said(record, is_found), near)


def _list_verdicts(record: Record) -> dict[str, InspectionSays]:
    """What each document comes to, by its id; nothing is known of those about an ask."""
    inspections = record.subject.inspections if record.subject else ()
    return {each.document: each for each in inspections}


def _to_documents(
    said: Sequence[SaidOfSubject], verdicts: Mapping[str, InspectionSays] | None = None
) -> tuple[DocumentSays, ...]:
    return tuple(_to_line(each, verdicts or {}) for each in reversed(by_document(said)))


def _to_line(document: SaidInDocument, verdicts: Mapping[str, InspectionSays]) -> DocumentSays:
    """A document with the one of its sentences that tells most."""
    main = document.main
    verdict = verdicts.get(document.citation.document)
    says = (verdict.says, verdict.brief) if verdict else (document.tally, document.tally)
    return DocumentSays(cut_long(main.citation, whole=_WHOLE_LATEST), *says, main.says)


def cut_long(citation: Citation, words: Iterable[str] = (), whole: int = _WHOLE) -> Excerpt:
    """The quotation, or of one with more words than `whole` the first of its sentences with most
    of the words."""
    text = hide_contacts(citation.quote)
    sentences = split_sentences(text)
    if len(text.split()) <= whole or len(sentences) < 2:
        return Excerpt(citation, text)
    wanted = [word.casefold() for word in words]
    counts = [sum(word in sentence.casefold() for word in wanted) for sentence in sentences]
    at = counts.index(max(counts))
    return Excerpt(citation, sentences[at], at > 0, at < len(sentences) - 1)
