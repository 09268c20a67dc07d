"""What stands beside the lines of enquiry: why now, measures, earlier questions, words, sources."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from sqlite3 import Connection

from corpus.kinds import kind_of, kinds_where
from corpus.vocabulary.glossary import load_glossary
from index.briefing.contents import Cited, Figure, Quotation, Told, Word
from index.briefing.measure_series import Series, Value, list_series
from index.briefing.topics import CLEAR, OFTEN, Topic, latest_inspection, read_issue
from index.library import Library
from index.recurrence.not_held import find_unheld
from index.recurrence.wording import say_day

_GRADES = 4  # overall judgements told, the newest
_UNHELD, _WORDS, _TOLD = 2, 8, 1  # what two pages hold
_LONGEST_NAME = 100  # characters: a longer name of a measure is a row that was read amiss

# --- why now ---------------------------------------------------------------


def say_why(
    db: Connection, topics: Sequence[Topic], authority: str, day: date, item: str
) -> tuple[str, ...]:
    """Sentences that count or quote: the judgements, what was asked last, what came up often."""
    told = (
        _say_decision(db, item) if item else "",
        _say_grades(db, authority, day),
        _say_asked(db, topics, authority, day, item),
        _say_often(db, topics, authority, day, item),
    )
    return tuple(filter(None, told))


def _say_decision(db: Connection, item: str) -> str:
    """What the paper asks of the committee, in its words."""
    row = db.execute(
        "select substr(d.text, a.start + 1, a.stop - a.start), a.page from ask a"
        " join document d on d.id = a.document"
        " where a.document = ? and a.kind = 'decision_asked' order by a.start limit 1",
        (item,),
    ).fetchone()
    return f"The paper asks: “{' '.join(row[0].split())}” (page {row[1]})." if row else ""


def _say_grades(db: Connection, authority: str, day: date) -> str:
    """The overall judgements, newest first."""
    rows = db.execute(
        "select j.grade_as_printed, d.published from judgement j"
        " join document d on d.id = j.document where d.authority = ? and d.published <= ?"
        " and d.kind in (select value from json_each(?))"
        " and j.area like 'overall effectiveness%' order by d.published desc, j.start",
        (authority, day.isoformat(), json.dumps(sorted(kinds_where(inspects="service")))),
    ).fetchall()
    by_day = {published: grade for grade, published in reversed(rows)}
    newest = sorted(by_day.items(), reverse=True)[:_GRADES]
    said = [f"{grade.lower()} ({_say_month(published)})" for published, grade in newest]
    return f"Inspectors' overall judgements: {', '.join(said)}." if said else ""


def _say_month(published: str) -> str:
    return f"{date.fromisoformat(published):%B %Y}"


def _say_asked(
    db: Connection, topics: Sequence[Topic], authority: str, day: date, item: str
) -> str:
    """What the latest inspection asked for, and on how much of it the paper says more."""
    latest = latest_inspection(db, authority, day)
    asked = [one for one in topics if one.asked_last]
    if not (latest and asked):
        return ""
    (published,) = db.execute("select published from document where id = ?", (latest,)).fetchone()
    said = (
        f"The latest inspection held ({_say_month(published)}) asked about {len(asked)} of the"
        " issues behind this item"
    )
    if not item:
        return f"{said}."
    spoken = sum(one.touched for one in asked)
    return f"{said}; this paper speaks of {spoken} of them beyond naming them."


def _say_often(
    db: Connection, topics: Sequence[Topic], authority: str, day: date, item: str
) -> str:
    """How many issues came up again and again, and of how many of those the paper speaks."""
    often = [one for one in topics if one.raised_in >= OFTEN]
    if not often:
        return ""
    query = "select kind from document where authority = ? and published <= ?"
    documents = sum(
        kind_of(kind).outside for (kind,) in db.execute(query, (authority, day.isoformat()))
    )
    issues = "1 issue was" if len(often) == 1 else f"{len(often)} issues were"
    bodies = f"the {documents} documents of outside bodies held"
    said = f"{issues} raised in three or more of {bodies}"
    spoken = sum(one.touched for one in often)
    return f"{said}; this paper speaks of {spoken} of them." if item else f"{said}."


# --- measures --------------------------------------------------------------


def find_figures(
    library: Library, topics: Sequence[Topic], authority: str, day: date
) -> list[tuple[str, Figure]]:
    """The measures of the topics' issues, each with its issue: in the topics' order, then the
    newest first; one for each issue."""
    series = [one for one in list_series(library.db, authority, until=day) if _is_clear(one)]
    issues = read_issue(library, [one.names[0] for one in series])
    by_issue: dict[str, list[Series]] = {}
    for (issue, _), one in zip(issues, series, strict=True):
        by_issue.setdefault(issue, []).append(one)
    found = []
    for topic in topics:
        if those := by_issue.pop(topic.issue, []):
            best = max(those, key=lambda one: (one.latest.published or date.min, len(one.values)))
            found.append((topic.issue, _to_figure(best)))
    return found


def _is_clear(series: Series) -> bool:
    """True of a measure that is named as one, with a value of the council's own that the same
    document holds against another, or that is a share of a whole."""
    name = series.names[0]
    named = series.is_named and re.search(r"[a-z]{3}", name) and len(name) <= _LONGEST_NAME
    if not (named and series.results):
        return False
    latest = series.results[-1]
    others = (one.document for one in series.values if one.role != "value")
    return latest.unit == "%" or latest.document in others


def _to_figure(series: Series) -> Figure:
    """The latest value beside others of the same document: elsewhere it may be counted
    otherwise."""
    latest = series.results[-1]
    beside = [one for one in series.values if one.document == latest.document]
    before = [one for one in beside if one.role == "value" and one.when != latest.when]
    return Figure(
        series.names[0],
        _say_value(latest),
        _say_last(before),
        _say_last([one for one in beside if one.role == "target"]),
        _say_last([one for one in beside if one.who == "England"]),
        latest.document,
        latest.title,
        latest.page,
        latest.published or date.min,
    )


def _say_last(values: Sequence[Value]) -> str:
    return _say_value(values[-1]) if values else ""


def _say_value(value: Value) -> str:
    """A value as printed, with its period where one is printed."""
    return f"{value.value} ({value.period})" if value.period else value.value


# --- asked and told before -------------------------------------------------


def find_told(
    library: Library, topics: Sequence[Topic], authority: str, day: date, item: str
) -> tuple[Told, ...]:
    """What members asked before on the topics' issues, in the topics' order, the newest first;
    then the key questions that the council set itself."""
    rows = library.db.execute(
        "select q.id, substr(d.text, q.start + 1, q.stop - q.start), q.answer, d.text, d.id,"
        " d.title, q.page, d.published, q.kind from question q"
        " join document d on d.id = q.document"
        " where d.authority = ? and d.published <= ? and d.id <> ?"
        " order by q.kind = 'key_question', d.published desc, q.start",
        (authority, day.isoformat(), item),
    ).fetchall()
    issues = read_issue(library, [row[1] for row in rows])
    order = {one.issue: place for place, one in enumerate(topics)}
    kept = [
        (row[8] == "key_question", order[issue], row)
        for row, (issue, chance) in zip(rows, issues, strict=True)
        if issue in order and chance >= CLEAR
    ]
    kept.sort(key=lambda one: one[:2])  # what is alike stays newest first
    return tuple(_to_told(row) for *_, row in kept[:_TOLD])


def _to_told(row: tuple[object, ...]) -> Told:
    id_, words, answer, text, document, title, page, published, _ = map(str, row)
    span = re.findall(r"\d+", answer)
    said = text[int(span[0]) : int(span[1])] if len(span) == 2 else ""
    question = Quotation(words, document, title, int(page), date.fromisoformat(published), id=id_)
    return Told(question, said.strip())


# --- words, sources, what is not held --------------------------------------


def explain_words(db: Connection, quotations: Iterable[str], authority: str) -> tuple[Word, ...]:
    """The short forms used, as the council's documents expand them, else as the field does."""
    rows = db.execute(
        "select t.short, t.long from term t join document d on d.id = t.document"
        " where d.authority = ?",
        (authority,),
    )
    known = dict(_glossary()) | dict(rows)
    used = sorted(set(re.findall(r"\b[A-Z][A-Za-z]*[A-Z]\b", " ".join(quotations))))
    return tuple(Word(short, known[short]) for short in used if short in known)[:_WORDS]


def _glossary() -> Iterator[tuple[str, str]]:
    return (
        (term.term, term.expansions[0]) for term in load_glossary() if len(term.expansions) == 1
    )


def list_sources(db: Connection, places: Iterable[tuple[str, int]]) -> tuple[Cited, ...]:
    """The documents of places (document, page), newest first, each with its pages."""
    pages: dict[str, set[int]] = {}
    for document, page in places:
        pages.setdefault(document, set()).add(page)
    found = (_to_cited(db, document, those) for document, those in pages.items())
    return tuple(sorted(found, key=lambda one: (one.published, one.document), reverse=True))


def _to_cited(db: Connection, document: str, pages: set[int]) -> Cited:
    title, published, url = db.execute(
        "select d.title, d.published, s.url from document d join source s on s.id = d.source"
        " where d.id = ?",
        (document,),
    ).fetchone()
    return Cited(document, title, date.fromisoformat(published), url, tuple(sorted(pages)))


def find_missing(db: Connection, authority: str, day: date) -> tuple[str, ...]:
    """What documents of the day or before name, and the library does not hold."""
    query = "select id from document where published <= ?"
    known = {id_ for (id_,) in db.execute(query, (day.isoformat(),))}
    found = [
        f"{one.what} ({one.when}), named on page {named.page} of {named.title}"
        for one in find_unheld(db, authority)
        for named in one.named[:1]
        if named.document in known
    ]
    return tuple(found[-_UNHELD:])


def say_library(db: Connection, authority: str, day: date) -> str:
    """From what a briefing was made, as a count."""
    query = "select count(*) from document where authority = ? and published <= ?"
    (count,) = db.execute(query, (authority, day.isoformat())).fetchone()
    return f"{count} documents of {authority} published by {say_day(day)}"
