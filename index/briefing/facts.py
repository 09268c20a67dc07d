"""What stands beside the lines of enquiry: measures, earlier questions, words, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from corpus.citation import Citation, say_source
from corpus.records import Question, Term
from corpus.store.connection import Connection
from corpus.store.documents import documents_of, find_document, quote_span
from corpus.store.statements import SourcedRecord, iter_records
from corpus.vocabulary.glossary import load_glossary
from index.briefing.contents import Cited, Exchange, Figure, Quotation, Word
from index.briefing.measure_series import Series, Value, list_series
from index.briefing.paper import find_issues
from index.briefing.topics import Topic
from index.library import Library
from index.recurrence.not_held import find_unheld
from index.recurrence.wording import say_day

_UNHELD, _WORDS, _TOLD = 2, 8, 1  # what two pages hold
_LONGEST_NAME = 100  # characters: a longer name of a measure is a row that was read amiss

# --- measures --------------------------------------------------------------


def find_figures(
    library: Library, topics: Sequence[Topic], authority: str, day: date
) -> list[tuple[str, Figure]]:
    """The measures of the topics' issues, each with its issue: in the topics' order, then the
    newest first; one for each issue."""
    measures = list_series(library.db, authority, until=day)
    clear = [series for series in measures if _is_clear(series)]
    issues = find_issues(library, [series.names[0] for series in clear])
    by_issue: dict[str, list[Series]] = {}
    for of_name, series in zip(issues, clear, strict=True):
        by_issue.setdefault(next(iter(of_name), ""), []).append(series)
    return [
        (topic.issue, _to_figure(max(of_issue, key=_recency)))
        for topic in topics
        if (of_issue := by_issue.pop(topic.issue, []))
    ]


def _recency(series: Series) -> tuple[date, int]:
    """The day of the latest value; then how many values there are."""
    return series.latest.citation.published or date.min, len(series.values)


def _is_clear(series: Series) -> bool:
    """True of a measure that is named as one, with a value of the council's own that the same
    document holds against another, or that is a share of a whole."""
    name = series.names[0]
    named = series.is_named and re.search(r"[a-z]{3}", name) and len(name) <= _LONGEST_NAME
    if not (named and series.results):
        return False
    latest = series.results[-1]
    others = (value.citation.document for value in series.values if value.role != "value")
    return latest.unit == "%" or latest.citation.document in others


def _to_figure(series: Series) -> Figure:
    """The latest value beside others of the same document: elsewhere it may be counted
    otherwise."""
    latest = series.results[-1]
    document = latest.citation.document
    beside = [value for value in series.values if value.citation.document == document]
    before = [value for value in beside if value.role == "value" and value.when != latest.when]
    return Figure(
        series.names[0],
        _say_value(latest),
        _say_last(before),
        _say_last([value for value in beside if value.role == "target"]),
        _say_last([value for value in beside if value.who == "England"]),
        latest.citation,
    )


def _say_last(values: Sequence[Value]) -> str:
    return _say_value(values[-1]) if values else ""


def _say_value(value: Value) -> str:
    """A value as printed, with its period where one is printed."""
    return f"{value.value} ({value.period})" if value.period else value.value


# --- asked and told before -------------------------------------------------


def find_exchanges(
    library: Library, topics: Sequence[Topic], authority: str, day: date, item: str
) -> tuple[Exchange, ...]:
    """What members asked before on the topics' issues, in the topics' order, the newest first;
    then the key questions that the council set itself."""
    questions = [
        held for held in iter_records(library.db, Question, authority, day) if held.document != item
    ]
    questions.sort(key=_newest_first)
    issues = find_issues(library, [held.text for held in questions])
    order = {topic.issue: index for index, topic in enumerate(topics)}
    kept = [
        (_is_own(held), order[issue], held)
        for held, of_question in zip(questions, issues, strict=True)
        for issue in of_question[:1]
        if issue in order
    ]
    kept.sort(key=lambda candidate: candidate[:2])  # what is alike stays newest first
    return tuple(_to_exchange(library.db, held) for *_, held in kept[:_TOLD])


def _is_own(held: SourcedRecord[Question]) -> bool:
    """True of a key question that the council set itself."""
    return held.record.kind == "key_question"


def _newest_first(held: SourcedRecord[Question]) -> tuple[int, int]:
    return -(held.published or date.min).toordinal(), held.record.span.start


def _to_exchange(db: Connection, held: SourcedRecord[Question]) -> Exchange:
    span = held.record.answer
    answer = quote_span(db, held.document, span).strip() if span else ""
    return Exchange(Quotation(held.citation, id=held.record.id), answer)


# --- words, sources, what is not held --------------------------------------


def explain_words(db: Connection, quotations: Iterable[str], authority: str) -> tuple[Word, ...]:
    """The short forms used, as the council's documents expand them, else as the field does."""
    terms = (held.record for held in iter_records(db, Term, authority))
    known = dict(_glossary()) | {term.short: term.long for term in terms}
    used = sorted(set(re.findall(r"\b[A-Z][A-Za-z]*[A-Z]\b", " ".join(quotations))))
    return tuple(Word(short, known[short]) for short in used if short in known)[:_WORDS]


def _glossary() -> Iterator[tuple[str, str]]:
    return (
        (term.term, term.expansions[0]) for term in load_glossary() if len(term.expansions) == 1
    )


def list_sources(db: Connection, citations: Iterable[Citation]) -> tuple[Cited, ...]:
    """The documents cited, newest first, each with the pages cited of it."""
    by_document: dict[str, list[Citation]] = {}
    for citation in citations:
        by_document.setdefault(citation.document, []).append(citation)
    cited = (_to_cited(db, of_document) for of_document in by_document.values())
    return tuple(
        sorted(cited, key=lambda source: (source.published, source.document), reverse=True)
    )


def _to_cited(db: Connection, citations: Sequence[Citation]) -> Cited:
    """The document that the citations are of."""
    first = citations[0]
    held = find_document(db, first.document)
    pages = {citation.page for citation in citations if citation.page}
    return Cited(
        first.document,
        first.title,
        first.published or date.min,
        held.url if held else "",
        tuple(sorted(pages)),
    )


def find_missing(db: Connection, authority: str, day: date) -> tuple[str, ...]:
    """What documents of the day or before name, and the library does not hold."""
    known = {document.id for document in documents_of(db, authority, day)}
    missing = [
        f"{unheld.what} ({unheld.when}), named in {say_source(citation)}"
        for unheld in find_unheld(db, authority)
        for citation in unheld.named[:1]
        if citation.document in known
    ]
    return tuple(missing[-_UNHELD:])


def say_library(db: Connection, authority: str, day: date) -> str:
    """From what a briefing was made, as a count."""
    count = len(documents_of(db, authority, day))
    return f"{count} documents of {authority} published by {say_day(day)}"
