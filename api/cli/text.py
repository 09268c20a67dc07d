"""Answers as plain text for a terminal: quotations in quotation marks, each with its page."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from corpus.citation import Cell, Citation, has_pages, say_lead, say_place, say_source
from corpus.probability import say_probability
from index.recurrence.wording import say_count, say_day, say_verdict

if TYPE_CHECKING:  # each command imports the answers that it gives, and no others
    from corpus.document import Document, Span
    from corpus.records import Action, Crosswalk, Mention, Observation, Question, Rejected, Report
    from corpus.store.asks import HeldAsk
    from corpus.store.documents import HeldDocument
    from corpus.store.people.verdicts import Verdict
    from index.answers.issues import Issue
    from index.answers.not_held import NotHeld
    from index.answers.records.many import QuestionRow, QuestionTable
    from index.answers.records.mentions import Mentions
    from index.answers.records.plans import ListedActions
    from index.answers.records.record import Record, RecordedAsk
    from index.answers.records.said import SaidOfSubject
    from index.answers.records.subject import SubjectRecord
    from index.answers.records.summary import Summary
    from index.answers.search import Hit, SearchAnswer
    from index.recurrence.trace import Link
    from index.search.conditions import QueryCondition
    from ingest.collect.fetch import Fetched, NotFetched

_WIDTH = 88
# Characters of a quotation on a terminal: nearly every recommendation is whole. All is in --json.
_QUOTED = 1500
_REST = "--all prints them"
_BY_INSPECTION = "Inspection by inspection (“found weak” and so on is our reading):"


def search(answer: SearchAnswer) -> str:
    """Hits with their words, page and reason."""
    remarks = [f"{remark}." for remark in answer.remarks]
    if not answer.hits:
        advice = [] if answer.names else ["Nothing found. Try other words, or fewer."]
        return "\n\n".join([*advice, *remarks])
    head = (
        ["No passage held is clearly about all of these words. The nearest:"]
        if answer.nothing_close
        else []
    )
    head += remarks
    head.append(_count(answer))
    head += [_condition(condition) for condition in answer.conditions]
    if answer.added:
        head.append(f"Also looked for: {', '.join(answer.added)} (--exact leaves these out)")
    hits = [_hit(number, hit) for number, hit in enumerate(answer.hits, start=1)]
    return "\n\n".join(head + hits)


def _count(answer: SearchAnswer) -> str:
    """How many there are, and how many of them are shown."""
    passages = "passage has" if answer.total == 1 else "passages have"
    found = f"{answer.total:,} {passages} all your words or a close meaning"
    return f"{found}, in {answer.documents} of the documents held; {len(answer.hits)} shown."


def _condition(condition: QueryCondition) -> str:
    """What words were taken for, or why they were not."""
    taken = f"“{condition.words}” was read as {condition.field}: {condition.label}"
    if condition.left_out:
        return f"{taken}; not narrowed by it: {condition.left_out}."
    return f"{taken} (--everywhere looks beyond it)"


def _hit(number: int, hit: Hit) -> str:
    citation, why = hit.citation, hit.ranked.why
    return "\n".join(
        [
            f"{number}. {_row(citation.title, say_day(citation.published), say_place(citation))}",
            _words(citation),
            f"   words: {', '.join(why.words) or 'none'}; meaning: {say_probability(why.meaning)}",
        ]
    )


# --- records ---------------------------------------------------------------


def recurred(record: Record, whole: bool = False) -> str:
    """Both sides in date order, with what was and was not held; `whole` with every sentence."""
    lines = [_asked(record), "", _fill(record.verdict)]
    lines += [_fill(reason, "  ") for reason in record.reasons]
    lines += _latest(record.summary) + _council(record.summary)
    for occurrence in record.occurrences:
        lines += ["", *_occurrence(occurrence, record)]
    lines += _later(record)
    lines += _subject(record.subject, whole) if record.subject else []
    lines += _listed(record.listed, whole)
    lines += _beside(record)
    if record.not_held:
        lines += ["", f"Not held ({len(record.not_held)}), so not seen here:"]
        lines += [_not_held(document) for document in record.not_held]
    return "\n".join(lines)


def questions(table: QuestionTable) -> str:
    """The record of each of many subjects in a few lines."""
    lines = [f"{len(table.rows)} subjects, the record of {table.council}"]
    for row in table.rows:
        lines += ["", _fill(f"{row.number}. {row.subject or '(empty)'}")]
        lines += [_fill(line, "   ") for line in _short_record(row)]
    return "\n".join(lines)


def _short_record(row: QuestionRow) -> Iterator[str]:
    from index.recurrence.follow_up import label_of

    if row.problem:
        yield f"Not looked for: {row.problem}"
        return
    yield row.verdict
    if row.times:
        years, bodies = ", ".join(map(str, row.years)), ", ".join(row.bodies)
        yield f"Asked for {row.times} times, in {years}, by {bodies}."
    named = {
        "Asked for, latest": row.asked,
        "Inspectors found": row.found,
        "The council said": row.said,
    }
    for name, told in named.items():
        if told:
            where = f"{say_day(told.citation.published)}, {say_source(told.citation)}"
            yield f"{name}, {where}: {label_of(told.says)}: “{told.citation.shown}”"
    yield from row.remarks


def _asked(record: Record) -> str:
    if record.ask is None:
        return f"Has “{record.words}” come up before? {record.authority}"
    return _ask(record.ask)


def _ask(held: HeldAsk) -> str:
    """An ask: its document, day, place and number, and its words."""
    citation, printed = held.citation, held.ask.printed_number
    number = f"number {printed}" if printed else ""
    head = _row(citation.title, say_day(citation.published), say_place(citation), number)
    return f"{head}\n{_words(citation)}"


def _occurrence(occurrence: RecordedAsk, record: Record) -> list[str]:
    relation = record.say_chance(occurrence)
    if occurrence.verdict:
        relation = _say_verdict(occurrence.verdict)
    reasons = "; ".join([relation, *occurrence.reasons])
    remark = "demand" if occurrence.ask.ask.kind == "demand" else ""
    return [*_dated(occurrence.ask.citation, remark), _fill(reasons, "   ")]


def _latest(summary: Summary) -> list[str]:
    """How often it was asked for, and the latest word of outside bodies, quoted."""
    if not summary.latest:
        return []
    asked = f"{summary.asked_in}. " if summary.asked else ""
    lines = ["", _fill(f"{asked}The latest word: {summary.latest_word}")]
    if len({citation.document for citation in summary.latest}) > 1:
        return [*lines, *(line for citation in summary.latest for line in _dated(citation))]
    return [*lines, *map(_words, summary.latest)]


def _council(summary: Summary) -> list[str]:
    """What the council itself said of it last, and the newest figures: a claim, and as printed."""
    from index.recurrence.follow_up import label_of

    lines: list[str] = []
    for document in summary.reported[:1]:
        said = _dated(document.excerpt.citation, label_of(document.says))
        lines += ["", "The council's own latest words:", *said]
    for each in summary.printed:
        where = f"{say_day(each.citation.published)}, {say_source(each.citation)}"
        lines += ["", _fill(f"Printed: {each.name}: {each.says}. {where}")]
    return lines


def _subject(subject: SubjectRecord, whole: bool) -> list[str]:
    """What was found, reported, measured and mentioned of a subject."""
    lines = _said("What outside bodies found, in their words:", subject.found, whole)
    lines += _said("What the council itself said:", subject.reported, whole)
    if subject.possible and whole:
        lines += _said("What may be about it, or only near it:", subject.nearest, whole)
        if subject.further:
            others = say_count(subject.further, "other sentence")
            lines += ["", f"{others} may be near it, less likely; --json has them all."]
    elif subject.possible:
        others = say_count(len(subject.possible), "other sentence")
        lines += ["", f"{others} may be about it, or only near it; {_REST}."]
    if subject.elsewhere:
        heading = "Where else the words stand"
        lines += _places(heading, subject.elsewhere, subject.elsewhere.total, whole)
    if subject.measures:
        lines += [
            "",
            "Measures that bear on it, the newest value that could be read of each; a newer one"
            " may stand in a table:",
        ]
    for series in subject.measures:
        latest = series.latest
        lines += _dated(
            latest.citation, f"{series.names[0]}: {latest.value}, {latest.when_with_year}"
        )
    mentions = subject.mentions
    if mentions and mentions.shown:
        heading = "Passages that may be near it" if mentions.near else "Where it is mentioned"
        lines += _places(heading, mentions, mentions.near or mentions.total, whole)
    return lines


def _places(heading: str, mentions: Mentions, total: int, whole: bool) -> list[str]:
    """A few places, or all, under how many of them are here."""
    here = mentions.all if whole else mentions.shown
    rest = f"{len(here)} of {say_count(total, 'place')}; {_REST}"
    lines = ["", f"{heading} ({rest if len(here) < total else 'all'}), the latest first:"]
    return [*lines, *(line for citation in here for line in _dated(citation))]


def _listed(listed: Sequence[ListedActions], whole: bool) -> list[str]:
    """What plans list against what was asked for: their own claim."""
    from index.answers.records.plans import LISTED

    lines = ["", _fill(f"{LISTED}:")] if listed else []
    for each in listed:
        citation = each.line.citation
        lines += ["", f"{say_day(citation.published)}  {say_source(citation)}"]
        lines += [f"   {each.says}:", _quote(each.line.ask.citation.shown)]
        for action in each.actions if whole else each.shown:
            due = f" (due: {action.due})" if action.due else ""
            lines.append(_fill(f"{action.ref} “{action.text}”{due}".strip(), "   "))
        if each.further and not whole:
            lines.append(f"   and {len(each.further)} more; {_REST}")
    return lines


def _said(heading: str, said: Sequence[SaidOfSubject], whole: bool) -> list[str]:
    """Statements by document: what they come to, and those that are read first or all."""
    from index.answers.records.said import by_document
    from index.recurrence.follow_up import label_of

    lines = ["", heading] if said else []
    for document in by_document(said):
        day, title = say_day(document.citation.published), document.citation.title
        lines += ["", _fill(f"{day}  {title}: {document.tally}")]
        for each in document.all if whole else document.decisive:
            place = say_place(each.statement.citation)
            lines += [f"   {_row(place, label_of(each.says))}", _words(each.citation)]
        if document.others and not whole:
            lines += [f"   and {len(document.others)} more; {_REST}"]
    return lines


def _later(record: Record) -> list[str]:
    """What later documents say, and what can be said of it."""
    from index.recurrence.follow_up import label_of

    became = [line for each in _became(record) for line in each]
    if not record.likely:
        heading = [_fill(_BY_INSPECTION)] if record.ask is None else []
        return ["", *heading, *became] if became else []
    day = say_day(record.later_of.citation.published if record.later_of else None)
    lines = ["", f"What later documents say of the one of {day} (the reading in brackets is ours):"]
    for later in record.likely:
        lines += _dated(later.statement.citation, label_of(later.says))
    return [*lines, "", *became]


def _became(record: Record) -> Iterator[list[str]]:
    """What became of it, line by line; where an inspection has nothing surely on it the nearest."""
    inspections = record.subject.inspections if record.subject else ()
    nearest = {each.line: each.nearest for each in inspections if each.nearest}
    for line in record.became:
        citation = nearest.get(line)
        yield [_fill(line), *([f"   {say_place(citation)}", _words(citation)] if citation else [])]


def _beside(record: Record) -> list[str]:
    """What people said of the ask and statements that are none of its occurrences."""
    lines = ["", "What people said of it and other statements:"] if record.beside else []
    for statement in record.beside:
        lines += _dated(statement.citation, _say_verdict(statement.verdict))
    return lines


def _say_verdict(verdict: Verdict) -> str:
    return f"said by {verdict.who} to be {say_verdict(verdict.verdict)}"


def _dated(citation: Citation, remark: str = "") -> list[str]:
    """A quotation under its day, document and place, with a remark in brackets."""
    head = f"{say_day(citation.published)}  {say_source(citation)}"
    return [f"{head} ({remark})" if remark else head, _words(citation)]


def _not_held(document: NotHeld) -> str:
    day = f", {say_day(document.published)}" if document.published and document.url else ""
    return f"  {document.title}{day}  {document.url or document.why}"


# --- lists -----------------------------------------------------------------


def threads(issues: Sequence[Issue]) -> str:
    """Each issue with its state, its reasons and its members."""
    return "\n\n".join(map(_thread, issues)) or "No issues found. See `throughline documents`."


def _thread(issue: Issue) -> str:
    from index.issues.status import say_state  # with it numpy

    thread = issue.thread
    years = f"{thread.first.year} to {thread.last.year}"
    lines = [f"{thread.label}: {say_state(thread.state)} ({years})  {thread.id}"]
    lines += [_fill(reason, "  ") for reason in thread.reasons]
    for member in thread.members:
        source = _row(member.stance, say_source(member.citation))
        lines += [f"  {say_day(member.published)}  {source}", _words(member.citation)]
    lines += [f"  {say_day(gap.published)}  no mention in {gap.title}" for gap in thread.gaps]
    return "\n".join(lines)


def links(weighed: Sequence[Link]) -> str:
    """Likely links, both sides quoted."""
    likely = [_link(link) for link in weighed if link.same >= 0.5]
    return "\n\n".join(likely) or "No two recommendations are likely to be the same issue."


def _link(link: Link) -> str:
    sure = f"   likely the same issue ({say_probability(link.same)})"
    return "\n".join([_ask(link.earlier), _ask(link.later), sure])


def asks(held: Sequence[HeldAsk]) -> str:
    """A register: where, to whom, the words, the id."""
    return "\n\n".join(map(_registered, held)) or "No recommendations match."


def _registered(held: HeldAsk) -> str:
    addressee = held.ask.addressee
    asked_of = f"asked of: {addressee};" if addressee else ""
    return f"{_ask(held)}\n   {asked_of} id {held.id}"


def documents(held: Sequence[HeldDocument], refused: Sequence[Rejected]) -> str:
    """A line a document, oldest first, then what was refused."""
    lines = [
        f"{_iso(document.published)}  {document.title}  (asked for: {document.asks})  {document.id}"
        for document in held
    ] or ["No documents match."]
    if refused:
        lines += ["", f"Refused ({len(refused)}):", *(f"  {file.reason}" for file in refused)]
    return "\n".join(lines)


# --- one file --------------------------------------------------------------


def extracted(reports: Iterable[Report], rejected: Iterable[Rejected] = ()) -> str:
    """What is found in one file."""
    parts = [_report(report) for report in reports]
    return "\n\n".join(parts + [f"refused: {file.reason}" for file in rejected])


def _report(report: Report) -> str:
    document = report.document
    return "\n".join(
        [
            *_facts(document),
            *(f"  note: {note.say()}" for note in document.notes if not note.lost),
            *(f"  to check: {missing.say()}" for missing in report.account.missing),
            *_judgements(report),
            *_asks(report),
            *_statements(report),
        ]
    )


def _facts(document: Document) -> list[str]:
    first, last = document.pages[0].number, document.pages[-1].number
    pages = f"pages {first} to {last}" if has_pages(document.reader, last) else ""
    author = f"by {document.author or 'a body it does not name'}"
    lines = [
        document.title,
        f"  {document.kind}, {document.framework or 'no framework'}, {document.authority},"
        f" published {_iso(document.published)} (from the {document.published_from or 'nothing'})",
        f"  {_row(author, pages, document.status)}",
    ]
    event = document.event
    if event and event.start:
        lines.append(f"  event: {_iso(event.start)} to {_iso(event.end)}")
    return lines


def _page(document: Document, span: Span) -> str:
    """The page of a record; nothing where the source has no pages."""
    paged = has_pages(document.reader, document.pages[-1].number)
    return f"page {document.page_of(span)}" if paged else ""


def _judgements(report: Report) -> list[str]:
    lines = []
    for judgement in report.judgements:
        page = _page(report.document, judgement.span)
        head = f"  {judgement.area}: {judgement.grade_as_printed}"
        lines.append(f"{head} ({page})" if page else head)
    return lines


def _asks(report: Report) -> list[str]:
    lines = []
    for ask in report.asks:
        number = f"{ask.printed_number} " if ask.printed_number else ""
        origin = f", restates {ask.origin}" if ask.origin else ""
        kind = ask.kind.replace("_", " ")
        head = _row(f"{number}{kind}{origin}", _page(report.document, ask.span))
        lines += ["", f"  {head}", _quote(report.document.quote(ask.span))]
    return lines


def _statements(report: Report) -> list[str]:
    """What else was found, a heading and a line or two each."""
    document = report.document
    # Of each group what is said of a record before its page, and with its words after it.
    groups: dict[str, tuple[Sequence[Any], Callable[[Any, str], tuple[str, str]]]] = {
        "Findings": (report.findings, lambda finding, text: (finding.stance, f": {text}")),
        "Actions": (report.actions, partial(_action, document)),
        "What was asked for and the actions that serve it": (report.crosswalk, _crosswalk),
        "Measures": (report.measures, _observation),
        "Questions": (report.questions, partial(_question, document)),
        "Events": (report.events, lambda event, text: (f"{event.begin}: {event.what}", "")),
        "Documents named": (report.mentions, _mention),
        "Risks": (report.risks, lambda risk, text: (f"{risk.risk} ({risk.rating})", "")),
        "Terms": (report.terms, lambda term, text: (f"{term.short}: {term.long}", "")),
    }
    lines = []
    for name, (records, say) in groups.items():
        lines += ["", f"  {name} ({len(records)})"] if records else []
        for record in records:
            head, rest = say(record, document.quote(record.span))
            lines.append(_fill(f"{_row(head, _page(document, record.span))}{rest}", "   "))
    return lines


def _action(document: Document, action: Action, text: str) -> tuple[str, str]:
    text = " ".join((text, *map(document.quote, action.rest)))
    facts = {
        "serves": ", ".join(action.serves),
        "lead": action.lead,
        "due": action.due,
        "target": action.target,
        "rated": action.rag,
    }
    printed = "; ".join(f"{name} {value}" for name, value in facts.items() if value)
    damaged = "; damaged in the source" if action.damaged else ""
    return action.ref, f": {text} ({printed}{damaged})"


def _crosswalk(line: Crosswalk, text: str) -> tuple[str, str]:
    rows = ", ".join(line.rows) or "none"
    agrees = "agrees with the rows" if line.agrees else f"the rows say {rows}"
    return f"{line.area}: {', '.join(line.actions)} ({agrees})", ""


def _observation(value: Observation, text: str) -> tuple[str, str]:
    rated = f"; rated {value.rag}" if value.rag else ""
    if value.rag_agrees is False:
        rated += ", which does not agree with the numbers printed"
    owner = f"{value.who}, {value.role}" if value.role != "value" else value.who
    when = value.period or "no period"
    return f"{value.measure}: {value.value} ({owner}, {when}{rated})", ""


def _mention(mention: Mention, text: str) -> tuple[str, str]:
    when = f", {mention.when}" if mention.when else ""
    return f"{mention.relation.replace('_', ' ')} {mention.what}{when}", ""


def _question(document: Document, question: Question, text: str) -> tuple[str, str]:
    answer = f" Answer: {document.quote(question.answer)}" if question.answer else ""
    topic = f"{question.topic}: " if question.topic else ""
    return f"{topic}{text}{answer}", ""


# --- fetching --------------------------------------------------------------


def fetched(outcome: Fetched | NotFetched) -> str:
    """A line about one document."""
    from ingest.collect.fetch import Fetched

    listing = outcome.listing
    if not isinstance(outcome, Fetched):
        return f"not fetched: {outcome.reason}"
    outcomes = {
        "new": "fetched",
        "held": "held already",
        "changed": "fetched; the publisher's copy has changed since it was listed",
    }
    return f"{outcomes[outcome.outcome]}: {listing.title}, {listing.published} -> {outcome.path}"


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


# --- shared ----------------------------------------------------------------


def _row(*parts: str) -> str:
    """The parts with commas between, empty ones left out."""
    return ", ".join(filter(None, parts))


def _words(citation: Citation) -> str:
    """A quotation, or the cells of its row under their headings; first what an item hangs on."""
    lead = say_lead(citation)
    cells = (_cell(cell, citation) for cell in citation.row)
    words = "\n".join(_fill(cell, "   ") for cell in cells) or _quote(citation.shown)
    return f"{_fill(f'{lead}:', '   ')}\n{words}" if lead else words


def _cell(cell: Cell, citation: Citation) -> str:
    words = f"“{cell.text}”" if cell.text == citation.line else cell.text
    return f"{cell.name}: {words}" if cell.name else words


def _quote(text: str) -> str:
    shown = text if len(text) <= _QUOTED else text[:_QUOTED].rsplit(" ", 1)[0] + " [...]"
    return _fill(f"“{shown}”", "   ")


def _fill(text: str, indent: str = "") -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else "no date"
