"""What stands beside the lines of enquiry: measures, earlier questions, words, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from rapidfuzz import fuzz

from corpus.citation import Citation, cite_spans, say_place
from corpus.document import Span
from corpus.kinds import kind_of
from corpus.records import Action, Question, Report, Term
from corpus.store.asks import iter_asks
from corpus.store.connection import Connection
from corpus.store.documents import (
    HeldDocument,
    documents_of,
    find_document,
    find_source_of,
    iter_documents_of_source,
    quote_span,
)
from corpus.store.reports import load_report
from corpus.store.statements import SourcedRecord, iter_records
from corpus.vocabulary.glossary import load_glossary, load_phrases
from corpus.vocabulary.measures import find_measure
from index.briefing.contents import Cited, Exchange, Figure, Quotation, Word, stays_open
from index.briefing.lines.appendices import name_stems
from index.briefing.lines.evidence import find_base, quote_whole
from index.briefing.measure_series import Series, Value, list_series
from index.briefing.paper import Paper, say_with_unit
from index.briefing.printed import PrintedCount, find_count
from index.briefing.topics import Topic, inspected_before, latest_inspection
from index.issues.readings import find_issues
from index.issues.statements import encode_citations
from index.library import Library
from index.recurrence.not_held import Unheld, find_unheld
from index.recurrence.wording import say_begin, say_day, say_month
from models.links.ask_text import stem_words
from models.links.lexicon import plain
from models.text.sentences import find_sentences

_UNHELD, _WORDS, _PHRASES, _TOLD = 2, 8, 3, 2  # what two pages hold
_TOLD_OF_ITEM = 5  # of minutes that are the item itself: they are what there is to read
_HANGS = re.compile(r"(?:s?he|it|they|this|that|these|those|her|his|its|their)\b", re.IGNORECASE)
# Of 100, how alike two meanings of a short form are written that are one: of twelve forms with
# several in the papers of one council the least alike has 80, the two that differ 51.
_SAME_MEANING = 75
_SHARED = 2  # words of a title that say together what it is on
_OF_REPORTS = "scrutiny"  # the issue of what members say of reports to themselves
# The sentence of minutes in which somebody of office replies.
_REPLIES = re.compile(
    r"(?:the |an? )?(?:[\w’'-]+,? ){0,6}?(?:chief executive|commissioner|director|head|holder"
    r"|leader|lead member|manager|minister|officer)s?\b[^.]{0,80}?\b(?:added|advised|answered"
    r"|assured|clarified|commented|confirmed|explained|informed|replied|responded|said|stated"
    r"|told)\b",
    re.IGNORECASE,
)
# From which value to which: "from 88% in May to 79%".
_FROM_TO = re.compile(
    r"\bfrom (?:an? )?(?:(?P<peak>high|low|peak) )?(?:of )?(?P<first>\d[\d,.]*%?)(?![\d/])"
    r"(?: (?:in|at|on) [^.;%]{3,30}?)?,? to (?P<last>\d(?:[\d,.]*\d)?%?)",
    re.IGNORECASE,
)
# Of the words of two names, how many they share that name one measure, but for how often it is.
_ALIKE, _EVERY = 0.8, re.compile(r"\b(?:each|every|in|past|last|the|per)\b")
_LONGEST_NAME = 100  # characters: a longer name of a measure is a row that was read amiss

# --- measures --------------------------------------------------------------


def find_figures(
    library: Library, topics: Sequence[Topic], authority: str, day: date
) -> list[tuple[str, Figure]]:
    """The measures of the topics' issues, each with its issue: the newest first, then in the
    topics' order."""
    measures = list_series(library.db, authority, until=day)
    clear = [series for series in measures if _is_clear(library.db, series)]
    named_in = [series.values[0].citation.document for series in clear]
    issues = find_issues(library, [series.names[0] for series in clear], named_in)
    order = {topic.issue: index for index, topic in enumerate(topics)}
    kept = [
        (of_name[0], series)
        for of_name, series in zip(issues, clear, strict=True)
        if of_name and of_name[0] in order and not _is_of_part(library.db, series, clear)
    ]
    kept.sort(key=lambda each: order[each[0]])
    kept.sort(key=lambda each: _recency(each[1]), reverse=True)
    told = [each for at, each in enumerate(kept) if not _is_told(each, kept[:at])]
    return [(issue, _to_figure(library.db, series)) for issue, series in told]


def find_counts(paper: Paper) -> list[Figure]:
    """What the paper's own sentences count, then and now, in its order; where a table of the paper
    has both counts, what that has, for there may be one between the two."""
    figures: list[Figure] = []
    for each in paper.account:
        count = find_count(each.text) if each.is_own and each.is_prose else None
        if count is None:
            continue
        if row := _find_row(paper, count):
            figures.append(row)
            continue
        citation = each.quotation.citation
        when = f"reported {say_month(citation.own_day)}"
        told = "; ".join(filter(None, (count.then, say_peak(count.peak))))
        figures.append(
            Figure(
                f"{count.what[:1].upper()}{count.what[1:]}",
                f"{count.last} ({count.now or when})",
                f"{count.first}{f' ({told})' if told else ''}",
                "",
                "",
                citation,
            )
        )
    return figures


def _is_told(named: tuple[str, Series], before: Sequence[tuple[str, Series]]) -> bool:
    """True of a measure that is told by another name: on one issue, with the same value, or with
    nearly the same words and an older one."""
    issue, series = named
    return any(_is_same_measure(series, each) for of, each in before if of == issue)


def _is_same_measure(series: Series, newer: Series) -> bool:
    latest, theirs = series.latest, newer.latest
    words, others = (
        {*stem_words(re.sub(_EVERY, " ", each.names[0].lower()))} for each in (series, newer)
    )
    is_equal = (latest.amount, latest.unit) == (theirs.amount, theirs.unit)
    if latest.amount is not None and is_equal and words & others:
        return True
    is_alike = len(words & others) >= _ALIKE * len(words | others)
    return is_alike and latest.citation.document != theirs.citation.document


def _find_row(paper: Paper, count: PrintedCount) -> Figure | None:
    """The row of a table in the paper that ends with the one count and has the other, and has a
    word of what is counted."""
    counted = {*stem_words(plain(count.what))}
    for each in paper.account:
        row = each.figure
        values = {text for _, text in each.quotation.cells}
        is_its = row is not None and not counted.isdisjoint(stem_words(plain(row.measure)))
        if (
            row
            and is_its
            and row.value == count.last
            and row.before
            and {count.first, count.last} <= values
        ):
            when = next(name for name, text in each.quotation.cells if text == row.value)
            return Figure(
                row.measure,
                f"{row.value} ({when})" if when else row.value,
                f"{row.before} ({row.before_when})" if row.before_when else row.before,
                row.target,
                row.england,
                each.quotation.citation,
            )
    return None


def say_peak(peak: str) -> str:
    """That a value is called a high or a low where it is printed; empty of any other."""
    return f"called a {peak.lower()}" if peak else ""


def _is_of_part(db: Connection, series: Series, all_series: Sequence[Series]) -> bool:
    """True where the latest value goes on about a measure that its sentence gives before ("20%,
    with 12% in the north teams"): it is of a part, whose name is not printed."""
    value = series.results[-1]
    known = find_measure(series.names[0])
    before = (
        other
        for each in all_series
        if each is not series and known and find_measure(each.names[0]) == known
        for other in each.results
        if other.citation.document == value.citation.document
        and other.citation.span.end <= value.citation.span.start
    )
    return any(
        value.citation.span in quote_whole(db, other.citation).citation.span for other in before
    )


def _recency(series: Series) -> tuple[date, int]:
    """The day of the latest value; then how many values there are."""
    return series.latest.citation.published or date.min, len(series.values)


def _is_clear(db: Connection, series: Series) -> bool:
    """True of a measure that is named as one, with a value of the council's own, surely of its
    time, that the same document holds against another, or that is a share of a whole."""
    if not (series.is_named and _is_name(series.names[0]) and series.results):
        return False
    latest = series.results[-1]
    if not _has_own_period(db, latest):
        return False
    others = (value.citation.document for value in series.values if value.role != "value")
    return latest.unit == "%" or latest.citation.document in others


def _has_own_period(db: Connection, value: Value) -> bool:
    """False of a value in a sentence that takes its time from another one: a year that somebody
    names before it in the minutes need not be its own."""
    said = quote_whole(db, value.citation) if re.search(r"\d{4}", value.period) else None
    if said is None or said.cells:
        return True
    words = " ".join(f"{said.citation.section} {said.citation.quote}".split())
    return " ".join(value.period.split()) in words


def _is_name(name: str) -> bool:
    return bool(re.search(r"[a-z]{3}", name)) and len(name) <= _LONGEST_NAME


def read_measures(library: Library, report: Report) -> None:
    """Read the names of a document's measures, so that packs need not."""
    names = {measure.measure for measure in report.measures if _is_name(measure.measure)}
    find_issues(library, sorted(names), [report.document.id] * len(names))


def _to_figure(db: Connection, series: Series) -> Figure:
    """The latest value beside others of the same document: elsewhere it may be counted
    otherwise, and what was printed there stands apart, in its own sentence."""
    latest = series.results[-1]
    document = latest.citation.document
    beside = [value for value in series.values if value.citation.document == document]
    before = [value for value in beside if value.role == "value" and value.when != latest.when]
    elsewhere = [value for value in series.results if value.citation.document != document]
    was = "" if before else _find_before(quote_whole(db, latest.citation), latest)
    return Figure(
        _say_name(db, series, latest),
        _say_value(latest),
        _say_last(before) or was,
        _say_last([value for value in beside if value.role == "target"]),
        _say_last([value for value in beside if value.who == "England"]),
        latest.citation,
        _say_last([value for value in beside if "neighbour" in value.who.lower()]),
        _say_apart(db, elsewhere[-1:], latest) if elsewhere and not (before or was) else (),
    )


def _find_before(said: Quotation, latest: Value) -> str:
    """The value from which the latest came, as its sentence says: "fell from 88% to 79%"."""
    pairs = () if said.cells else _FROM_TO.finditer(said.citation.quote)
    pair = next((each for each in pairs if each["last"] == latest.value), None)
    if pair is None:
        return ""
    return f"{pair['first']} ({say_peak(pair['peak'])})" if pair["peak"] else pair["first"]


def _say_apart(db: Connection, others: Sequence[Value], latest: Value) -> tuple[Quotation, ...]:
    """What was printed elsewhere, in its own sentence, and the sentence of the latest value; a row
    of that is told by the measure itself."""
    quoted = (quote_whole(db, value.citation) for value in (*others, latest))
    *before, own = quoted
    return tuple(before) if own.cells else (*before, own)


def _say_name(db: Connection, series: Series, latest: Value) -> str:
    """What is measured, and of whom, where the sentence of the value says that before it."""
    name, said = series.names[0], quote_whole(db, latest.citation)
    before = said.citation.quote[: latest.citation.span.start - said.citation.span.start]
    base = "" if said.cells else find_base(re.split(r"[;:]|\d\S*", before)[-1])
    says_more = set(stem_words(base)) - set(stem_words(name))
    return f"{name} ({base})" if says_more else name


def _say_last(values: Sequence[Value]) -> str:
    return _say_value(values[-1]) if values else ""


def _say_value(value: Value) -> str:
    """A value as printed, with its unit and its period; one of the council's own that has none with
    the month in which it was reported."""
    when = f"reported {say_month(value.citation.own_day)}" if value.role == "value" else ""
    told = say_with_unit(value)
    return f"{told} ({when})" if (when := value.period or when) else told


# --- asked and told before -------------------------------------------------


def find_exchanges(
    library: Library,
    topics: Sequence[Topic],
    authority: str,
    day: date,
    paper: Paper,
    lines: Set[str],
    is_minutes: bool = False,
) -> tuple[Exchange, ...]:
    """What members asked before on the topics' issues, and were told: what members are minuted
    to have said before what has a heading alone, what was answered first, then by the topics'
    order, then what is nearest in meaning to the whole paper.

    An exchange is on the issue of question and answer together; what they said of reports to
    themselves bears on every report. Where the minuted item has a title on other issues, members
    spoke of those. Of an item that is minutes itself (`is_minutes`) it is what these tell, in their
    order, where they tell any. Of a paper on one thing it is what names that, if anything does.
    """
    if is_minutes and (own := _list_exchanges(library.db, authority, day, paper.id)):
        return tuple(own[:_TOLD_OF_ITEM])
    minuted = iter_records(library.db, Question, authority, day)
    asked = [held for held in minuted if held.document != paper.id and held.record.kind == "asked"]
    asked.sort(key=_newest_first)
    exchanges = [_to_exchange(library.db, held) for held in asked]
    minutes = [held.document for held in asked]
    texts = [_say_exchange(each.question.citation.quote, each.answer) for each in exchanges]
    issues = find_issues(library, texts, minutes)
    titles = [_title_of_item(held.citation.title) for held in asked]
    of_titles = find_issues(library, titles, minutes)
    order = {_OF_REPORTS: len(topics)} | {topic.issue: at for at, topic in enumerate(topics)}
    kept = [
        (each.is_unminuted, not each.answer, order[issue], -near, each)
        for each, of_exchange, of_title, near in zip(
            exchanges, issues, of_titles, _nearness(library, asked, paper), strict=True
        )
        for issue in of_exchange[:1]
        if issue in order and (not of_title or issue in of_title)
    ]
    named = _name_subject(library.db, paper) if paper.is_on_one else frozenset()
    on_it = [each for each, text in zip(exchanges, texts, strict=True) if _names(text, named)]
    if on_it:  # of a paper on one thing nothing else is told
        kept = [(each.is_unminuted, not each.answer, 0, 0.0, each) for each in on_it]
    kept.sort(key=lambda candidate: candidate[:-1])  # what is alike stays newest first
    told = (_from_lines(library, each, lines) for *_, each in kept[:_TOLD])
    return tuple(_with_host(library.db, each, paper) for each in told)


def _name_subject(db: Connection, paper: Paper) -> frozenset[str]:
    """The words of a paper's title that name what it is on, as stems."""
    held = find_document(db, paper.id)
    return name_stems(held.title) - name_stems(held.authority) if held else frozenset()


def _names(text: str, named: Set[str]) -> bool:
    """True of a text that has two of some words, or the only one."""
    return bool(named) and len(name_stems(text) & named) >= min(len(named), _SHARED)


def _list_exchanges(db: Connection, authority: str, day: date, document: str) -> list[Exchange]:
    """What members asked by the minutes of that id and were told, in their order, but for what is
    not answered."""
    minuted = iter_records(db, Question, authority, day)
    asked = [held for held in minuted if held.document == document and held.record.kind == "asked"]
    asked.sort(key=lambda held: held.record.span.start)
    return [told for held in asked if (told := _to_exchange(db, held)).answer]


def find_recommended(db: Connection, authority: str, day: date, item: str) -> tuple[Quotation, ...]:
    """What a committee recommended on the item of those who decide, by minutes that are the item
    itself, or stand behind its paper in one file; not what the paper asks it to recommend."""
    asks = iter_asks(db, authority, kinds=("recommendation_to_executive",))
    known = [ask for ask in asks if ask.published and ask.published <= day]
    hosts = {each: find_report_before(db, each) for each in {ask.document for ask in known}}
    return tuple(
        Quotation(ask.citation, id=ask.id)
        for ask in known
        if (ask.document == item and kind_of(ask.kind).meeting == "minutes")
        or ((host := hosts[ask.document]) and host.id == item)
    )


def _with_host(db: Connection, exchange: Exchange, paper: Paper) -> Exchange:
    """The exchange with the report that prints it: the item's own paper, or one that is known by
    the day it was for and listed with the sources."""
    report = _find_host(db, exchange)
    if report is None:
        return replace(exchange, printed_in=_say_agenda(db, exchange, paper))
    within = "this paper" if report.id == paper.id else f"a paper {_say_meeting(report)}"
    return replace(exchange, printed_in=within, host="" if report.id == paper.id else report.id)


def _say_agenda(db: Connection, exchange: Exchange, paper: Paper) -> str:
    """The agenda in whose file the minutes stand, by whose pages they are cited; empty where they
    are a file of their own or have no pages."""
    citation = exchange.question.citation
    source = find_source_of(db, citation.document)
    parts = list(iter_documents_of_source(db, source[0])) if source and citation.page else []
    agenda = next((part for part in parts if kind_of(part.kind).meeting == "agenda"), None)
    if agenda is None or agenda.id == citation.document:
        return ""
    is_same = any(part.id == paper.id for part in parts)
    return "the same agenda as this paper" if is_same else f"the agenda {_say_meeting(agenda)}"


def _say_meeting(item: HeldDocument) -> str:
    """ "for the meeting of 7 March 2024", "of 7 March 2024" where no meeting is known."""
    decides = kind_of(item.kind).decides or item.title.lower().startswith("cabinet")
    who = "cabinet’s " if decides else ""
    lead = f"for the {who}meeting of" if item.event_kind == "meeting" else "of"
    return f"{lead} {say_day(meeting_of(item))}"


def meeting_of(item: HeldDocument) -> date | None:
    """The day of the meeting that a paper is for, else the day of the paper."""
    if item.event_kind == "meeting" and item.event_start and item.published:
        return max(item.event_start, item.published)
    return item.published


def _find_host(db: Connection, exchange: Exchange) -> HeldDocument | None:
    """The report of which the minutes are a section: it stands before them in one file, and their
    paragraph numbers fill a gap in its own. None where there is none."""
    citation = exchange.question.citation
    report = find_report_before(db, citation.document)
    section = _first_number(citation.paragraph)
    if report is None or section is None:
        return None
    passages = load_report(db, report.id).passages
    numbers = {_first_number(passage.paragraph) for passage in passages} - {None}
    own = [number for number in numbers if number is not None]
    is_gap = section not in own and min(own, default=section) < section < max(own, default=section)
    return report if is_gap else None


def _first_number(paragraph: str) -> int | None:
    """ "7.5.4" to 7."""
    head = paragraph.partition(".")[0]
    return int(head) if head.isdecimal() else None


def find_report_before(db: Connection, document: str) -> HeldDocument | None:
    """The last report to a meeting before a document in the file that both are of; None where
    that holds none."""
    source = find_source_of(db, document)
    parts = list(iter_documents_of_source(db, source[0])) if source else []
    before = parts[: next((row for row, part in enumerate(parts) if part.id == document), 0)]
    reports = [part for part in before if kind_of(part.kind).meeting == "report"]
    return reports[-1] if reports else None


def _from_lines(library: Library, exchange: Exchange, lines: Set[str]) -> Exchange:
    """The exchange with its answer from the first sentence on that is on an issue of the lines of
    enquiry and says of whom it speaks; the whole answer where there is none."""
    sentences = _sentences_of(exchange.answer)
    minutes = [exchange.question.citation.document] * len(sentences)
    issues = find_issues(library, sentences, minutes)
    on_them = (
        sentence
        for sentence, of in zip(sentences, issues, strict=True)
        if lines & {*of} and not _HANGS.match(sentence)
    )
    first = next(on_them, exchange.answer)
    at = exchange.answer.index(first)
    is_open = any(map(stays_open, _sentences_of(exchange.answer[:at])))
    return exchange if is_open else replace(exchange, answer=exchange.answer[at:])


def _sentences_of(answer: str) -> list[str]:
    return [answer[each.start : each.end] for each in find_sentences(answer)]


def read_exchanges(library: Library, report: Report) -> None:
    """Read what members asked by a document's minutes and were told, so that packs need not."""
    document = report.document
    asked = [question for question in report.questions if question.kind == "asked"]
    texts = [
        _say_exchange(
            document.quote(question.span),
            document.quote(question.answer).strip() if question.answer else "",
        )
        for question in asked
    ]
    texts += [
        each
        for question in asked
        if question.answer
        for each in _sentences_of(document.quote(question.answer).strip())
    ]
    texts += [_title_of_item(document.title)] if asked else []
    find_issues(library, texts, [document.id] * len(texts))
    encode_citations(library, cite_spans(report, map(_told_in, asked)))


def _nearness(
    library: Library, asked: Sequence[SourcedRecord[Question]], paper: Paper
) -> list[float]:
    """How near in meaning what was told, else asked, is to a paper's sentences, on the mean."""
    prose = [each.quotation.citation for each in paper.account if each.is_prose]
    if not (asked and prose):
        return [0.0] * len(asked)
    told = [_cite_told(library.db, held) for held in asked]
    rows = encode_citations(library, [*told, *prose])
    nearness: list[float] = (rows[: len(told)] @ rows[len(told) :].mean(axis=0)).tolist()
    return nearness


def _cite_told(db: Connection, held: SourcedRecord[Question]) -> Citation:
    span = _told_in(held.record)
    return replace(held.citation, quote=quote_span(db, held.document, span), span=span)


def _told_in(question: Question) -> Span:
    return question.answer or question.span


def _say_exchange(question: str, answer: str) -> str:
    return f"{question} {answer}"


def say_none_told(db: Connection, authority: str, day: date) -> str:
    """In which minutes no question was found; empty where none are held."""
    minutes = _list_minutes(db, authority, day)
    if not minutes:
        return ""
    newest = max(document.published or date.min for document in minutes)
    count = "the one set" if len(minutes) == 1 else f"the {len(minutes)} sets"
    return (
        f"In {count} of minutes held (the newest of {say_day(newest)}), no question of members on"
        " what these lines are about was found."
    )


def say_newest_minutes(db: Connection, authority: str, day: date) -> str:
    """How new the minutes held are: what was asked since is not told."""
    newest = max(each.published or date.min for each in _list_minutes(db, authority, day))
    return f"The newest minutes held were published on {say_day(newest)}."


def _say_namer(citation: Citation, paper: Paper) -> str:
    """Who names a document, when and where: a title would fill the line."""
    if citation.document == paper.id:
        return ", ".join(filter(None, ("this paper", say_place(citation))))
    body = re.sub(r"^The\b", "the", citation.body)
    is_item = re.fullmatch(r"[a-z]", citation.paragraph)  # of a list, which others may have too
    place = say_place(replace(citation, paragraph="") if is_item else citation)
    where = filter(None, (body, say_month(citation.own_day), place))
    return ", ".join(where)


def _list_minutes(db: Connection, authority: str, day: date) -> list[HeldDocument]:
    held = documents_of(db, authority, day)
    return [document for document in held if kind_of(document.kind).meeting == "minutes"]


def _title_of_item(title: str) -> str:
    """What a minuted item is called; the name of the committee that met says nothing of it."""
    return re.sub(r"^.*\bCommittee\b", "", title)


def _newest_first(held: SourcedRecord[Question]) -> tuple[int, int]:
    return -(held.published or date.min).toordinal(), held.record.span.start


def _to_exchange(db: Connection, held: SourcedRecord[Question]) -> Exchange:
    span, citation = held.record.answer, held.citation
    answer = quote_span(db, held.document, span).strip() if span else ""
    asked = _end_of_asked(citation.quote) if not answer else 0
    if asked:
        answer = citation.quote[asked:].strip()
        own = Span(citation.span.start, citation.span.start + asked)
        citation = replace(citation, quote=citation.quote[:asked], span=own)
    return Exchange(Quotation(citation, id=held.record.id), answer)


def _end_of_asked(words: str) -> int:
    """Where in a minuted paragraph what members said ends, and what they were told begins; 0 where
    nobody replies in a sentence of its own.

    >>> _end_of_asked("A member asked about places. The Director replied that there are ten.")
    28
    """
    sentences = list(find_sentences(words))
    replies = (before.end for before, each in pairwise(sentences) if _REPLIES.match(each.of(words)))
    return next(replies, 0)


# --- words, sources, what is not held --------------------------------------


def explain_words(db: Connection, quotations: Iterable[str], authority: str) -> tuple[Word, ...]:
    """The short forms used, as the council's documents expand them, else as the field does; none
    of what they expand in two ways. Then phrases of the field, in the order of use."""
    words = " ".join(quotations)
    meanings: dict[str, list[str]] = {}
    for held in iter_records(db, Term, authority):
        meanings.setdefault(held.record.short, []).append(held.record.long)
    usual = dict(_glossary())
    known = usual | {
        short: _one_meaning(of)
        for short, of in meanings.items()
        if short not in usual or _spells(of[-1], short)
    }
    used = sorted(set(re.findall(r"\b[A-Z][A-Za-z]*[A-Z]s?\b", words)))
    meant = ((short, known.get(short) or known.get(short.removesuffix("s"))) for short in used)
    once = {short.lower(): Word(short, meaning) for short, meaning in meant if meaning}
    by_meaning: dict[str, Word] = {}
    for word in once.values():  # "CAMH" and "CAMHS"
        by_meaning.setdefault(word.meaning.lower(), word)
    short_forms = list(by_meaning.values())[:_WORDS]
    return (*short_forms, *_explain_phrases(words))


def _explain_phrases(words: str) -> list[Word]:
    """The first phrases of the field that are used, in plain words."""
    found = [(each.pattern.search(words), each) for each in load_phrases() if not each.on_pages]
    used = sorted((m.start(), each.term, each.plain, m[0]) for m, each in found if m)
    return [Word(term, plain, written) for _, term, plain, written in used[:_PHRASES]]


def _spells(meaning: str, short: str) -> bool:
    """True where the letters of a short form begin words of its meaning, in their order: a
    meaning that was cut does not spell it.

    >>> _spells("education, employment and training", "EET"), _spells("employment training", "EET")
    (True, False)
    """
    initials = iter(word[0] for word in re.findall(r"[a-z]+", meaning.lower()))
    return all(letter in initials for letter in short.removesuffix("s").lower())


def _one_meaning(meanings: Sequence[str]) -> str:
    """The last where all are written nearly alike; empty where one says something else."""
    last = meanings[-1].lower()
    is_one = all(fuzz.ratio(last, each.lower()) >= _SAME_MEANING for each in meanings)
    return meanings[-1] if is_one else ""


def _glossary() -> Iterator[tuple[str, str]]:
    """Each short form of one meaning, by all the ways in which it is written."""
    return (
        (short, term.expansions[0])
        for term in load_glossary()
        if len(term.expansions) == 1
        for short in (term.term, *term.variants)
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


def list_hosts(db: Connection, told: Iterable[Exchange]) -> tuple[Cited, ...]:
    """The reports that print what members were told, each once."""
    held = (find_document(db, host) for host in dict.fromkeys(each.host for each in told) if host)
    return tuple(
        Cited(
            each.id,
            f"{_bare_title(each)} (paper {_say_meeting(each)})",
            each.published or date.min,
            each.url,
            (),
        )
        for each in held
        if each
    )


def _bare_title(held: HeldDocument) -> str:
    """Its title without the council and the year that stand behind it."""
    return re.sub(rf"(?:, {re.escape(held.authority)})?, (?:19|20)\d\d$", "", held.title)


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
        kind_of(held.kind).body if held else "",
        _say_own_date(first),
    )


def _say_own_date(citation: Citation) -> str:
    """The date that a document gives as its own: a month, for a day may not be printed."""
    return say_month(citation.dated) if citation.dated else ""


def find_missing(
    library: Library, authority: str, day: date, paper: Paper
) -> tuple[tuple[str, Citation | None], ...]:
    """The plan that the paper stands on and what documents of the day or before name, and the
    library does not hold, each with where it is named; minutes, where it holds none. What is of a
    later day than the meeting is not missing. Beside a paper nothing from before the inspection
    before the last: what was found then was looked at twice since; beside a paper on one thing
    nothing on another.
    """
    db = library.db
    held = documents_of(db, authority, day)
    known = {document.id for document in held}
    since = inspected_before(db, authority, day).isoformat()
    never = {(unheld.kind, unheld.when) for unheld in find_unheld(db, authority)}
    named = [
        unheld
        for unheld in find_unheld(db, authority, day)
        if unheld.named[0].document in known
        and unheld.when <= day.isoformat()[: len(unheld.when)]
        and not _is_held_by_another_month(unheld, held)
        and (not paper.id or unheld.when >= since[: len(unheld.when)])
    ]
    on_it = [unheld for unheld in named if _is_on_subject(library, unheld, paper)]
    missing = [
        (
            _say_unheld(unheld, paper)
            + ("" if (unheld.kind, unheld.when) in never else f"; not published by {say_day(day)}"),
            unheld.named[0],
        )
        for unheld in on_it
    ]
    minutes = () if _list_minutes(db, authority, day) else ((_say_no_minutes(day, paper), None),)
    plan = _find_plan(db, authority, day, paper)
    told = (*minutes, *plan, *missing[len(plan) - _UNHELD :])
    return told or (((_NONE_ON_IT, None),) if named and not paper.appendices else ())


def _say_unheld(unheld: Unheld, paper: Paper) -> str:
    """What is not held, and who names it; that it is awaited, where that document says so."""
    namer = _say_namer(unheld.named[0], paper)
    if unheld.is_awaited:
        return f"{unheld.what} ({say_begin(unheld.when)}): awaited ({namer})"
    planned = "; planned then, it may not have taken place" if unheld.is_planned else ""
    return f"{unheld.what} ({say_begin(unheld.when)}), named by {namer}{planned}"


def _is_on_subject(library: Library, unheld: Unheld, paper: Paper) -> bool:
    """False of a document that a paper on one thing does not name itself, where the words that name
    it are on something else, or say not what it is on."""
    named = unheld.named[0]
    if not paper.is_on_one or any(each.document == paper.id for each in unheld.named):
        return True
    (issues,) = find_issues(library, [named.quote], [named.document])
    is_named = _names(named.quote, _name_subject(library.db, paper))
    return is_named or bool(paper.titled & {*issues})


def _say_no_minutes(day: date, paper: Paper) -> str:
    """That no minutes are held, and what is not known for that; a paper may say itself what members
    asked for."""
    none = f"Minutes of meetings before {say_day(day)}"
    asked = next((each for each in paper.account if _MEMBERS_ASKED.search(each.text)), None)
    if asked is None:
        return f"{none}: what members asked is not known."
    place = say_place(asked.quotation.citation)
    where = f" ({place})" if place else ""
    return f"{none}; of what members asked, only what this paper says{where} is known."


def _find_plan(
    db: Connection, authority: str, day: date, paper: Paper
) -> tuple[tuple[str, Citation | None], ...]:
    """The plan that a paper names first, where no plan is held that is newer than the latest
    inspection; nothing where one is, or it names none."""
    inspection = latest_inspection(db, authority, day)
    named = ((_PLAN.search(each.text), each.quotation.citation) for each in paper.account)
    name, where = next(((found[0], cited) for found, cited in named if found), ("", None))
    if not (where and inspection and inspection.published) or paper.by:
        return ()
    if any(name.lower() in appendix.lower() for appendix in paper.appendices):
        return ()  # it is told as missing already
    planned = (action.published for action in iter_records(db, Action, authority, day))
    if any(published and published >= inspection.published for published in planned):
        return ()
    since = f"no plan since the inspection report of {say_month(inspection.published)} is held"
    return ((f"{name[:1].upper()}{name[1:]} ({_say_namer(where, paper)}); {since}", where),)


_NONE_ON_IT = "We found no document on this item that is named and not held."
# "the measures that the committee asked to see"
_MEMBERS_ASKED = re.compile(
    r"\b(?:committee|members|panel) (?:has |have |had )?(?:also )?(?:asked|requested|wanted)\b"
    r"|\b(?:asked for|requested) by (?:the )?(?:committee|members|panel)\b",
    re.IGNORECASE,
)
# "Continuous Improvement Plan", "improvement plan": without what stands before the name.
_PLAN = re.compile(
    r"\b(?:(?!(?:The|A|An|Our|Its|This)\b)[A-Z][\w’'-]*\s+)*(?:[Ii]mprovement|[Aa]ction|[Rr]ecovery)"
    r"\s+[Pp]lan\b"
)


def _is_held_by_another_month(unheld: Unheld, held: Sequence[HeldDocument]) -> bool:
    """True where one of its kind was published in the month before: no body inspects a council
    twice in a month (of 344 pairs of reports of one kind on one council the nearest are 61 days
    apart), and "appointed in September following the inspection" dates what followed."""
    months = {_month_after(document.published) for document in held if document.kind == unheld.kind}
    return unheld.when[:7] in months


def _month_after(day: date | None) -> str:
    return f"{(day or date.min).replace(day=1) + timedelta(days=31):%Y-%m}"


def say_library(db: Connection, authority: str, day: date) -> str:
    """From what a briefing was made, as a count."""
    count = len(documents_of(db, authority, day))
    held = "1 document" if count == 1 else f"{count} documents"
    return f"{held} of {authority} published by {say_day(day)}"
