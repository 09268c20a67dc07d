"""Answers in plain words: each line that quotes ends with where its words stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Protocol

from pydantic import BaseModel

from api.assistant.shapes import CouncilsOut, IssueOut, IssuesOut, TextOut
from api.export.pack_text import say_asked
from api.http import schemas
from index.answers.records.said import MOST_POSSIBLE
from index.recurrence.follow_up import label_of
from index.recurrence.wording import say_count, say_day


class Quoted(Protocol):
    """Words of a document and where they stand, as the shapes of quotations have them."""

    text: str
    title: str
    place: str
    link: str
    lead: str
    cells: list[schemas.CellOut]

    @property
    def published(self) -> date | None:
        """The day of the document."""


def _quote(words: Quoted, *remarks: str) -> str:
    """A line: the words, what is said of them in brackets, the document, day, place and link.

    What a list begins with is said of its item, and of words in a row the row's cells.
    """
    lead = words.lead and f"in a list that begins “{words.lead}”"
    row = "; ".join(": ".join(filter(None, (cell.name, cell.text))) for cell in words.cells)
    remark = "; ".join(filter(None, (*remarks, lead, row and f"in the row: {row}")))
    where = [words.title, say_day(words.published), words.place, words.link]
    said = f"“{' '.join(words.text.split())}”" + (f" ({remark})" if remark else "")
    return f"- {said} [{', '.join(filter(None, where))}]"


def _said(said: schemas.SaidOut) -> str:
    """A line with a sentence, what it leans on and what turns from it, and what it says."""
    whole = " ".join((said.before, said.text, said.after))
    return _quote(said.model_copy(update={"text": whole}), label_of(said.says))


def _part(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines under a heading; nothing where there are none."""
    listed = list(lines)
    if listed:
        yield ""
        yield heading
        yield from listed


# --- search and records --------------------------------------------------------


def search(answer: schemas.SearchOut) -> Iterator[str]:
    """The hits, best first, and what of the words was looked for."""
    if not answer.hits:
        yield "Nothing close to these words was found in the documents held."
    elif answer.nothing_close:
        yield "No passage held is clearly about all of these words."
    yield from (f"{remark}." for remark in answer.remarks)
    yield from map(_condition, answer.conditions)
    if answer.added:
        yield f"Also looked for: {', '.join(answer.added)}."
    heading = "The nearest:" if answer.nothing_close else "Passages, best first:"
    yield from _part(heading, (_quote(hit, f"document {hit.document}") for hit in answer.hits))


def _condition(condition: Any) -> str:
    taken = f"“{condition.words}” was read as {condition.field}: {condition.label}"
    left_out = condition.left_out and f"; not narrowed by it: {condition.left_out}"
    return f"{taken}{left_out}."


def _listed(action: schemas.ListedActionOut) -> str:
    due = f", due: {action.due}" if action.due else ""
    return f"- {action.ref} “{action.words}”{due} [{action.place}, {action.link}]".replace(
        "  ", " "
    )


def record(found: schemas.RecurredOut) -> Iterator[str]:
    """What was asked, found and said, the latest word, and what is not held."""
    yield f"Has this come up before? {found.authority}: {found.words}".strip()
    if found.ask:
        yield _quote(found.ask, f"id {found.ask.id}")
    yield found.verdict
    yield from found.reasons
    if found.latest_word:
        yield from _part(f"The latest word: {found.latest_word}", map(_quote, found.latest))
    yield from _part("What was asked, oldest first:", map(_occurrence, found.occurrences))
    yield from _part("What can be said of it:", found.became)
    nearest = (_quote(each.nearest) for each in found.inspections if each.nearest)
    yield from _part("The nearest, where nothing is surely on it:", nearest)
    likely = (_quote(later, label_of(later.says)) for later in found.later if later.likely)
    yield from _part("What later documents say of the ask (our reading in brackets):", likely)
    inspectors = map(_said, found.found)
    yield from _part("What outside bodies found (our reading in brackets):", inspectors)
    council = map(_said, found.reported)
    yield from _part("What the council itself said (our reading in brackets):", council)
    possible = map(_said, found.possible[:MOST_POSSIBLE])
    yield from _part("What may be about it, and may be only near it:", possible)
    for listed in found.listed:
        said = f"{listed.title} {listed.says} (“{' '.join(listed.ask.text.split())}”):"
        yield from _part(
            f"As the council says, not judged here: {said}", map(_listed, listed.actions)
        )
    if found.elsewhere:
        places = (*found.elsewhere.shown, *found.elsewhere.further)
        yield from _part("Where else the words stand:", map(_quote, places))
    measures = (_quote(each, f"{each.measure}: {each.value}") for each in found.measures)
    yield from _part(
        "Measures that bear on it, the newest value that could be read (a newer may be printed):",
        measures,
    )
    if found.mentions:
        yield from _part("Where it is mentioned, latest first:", map(_quote, found.mentions.shown))
    beside = (_quote(each, f"{each.judged.who}: {each.judged.verdict}") for each in found.beside)
    yield from _part("What people said of it and other statements:", beside)
    yield from _not_held(found.not_held)


def _occurrence(ask: schemas.OccurrenceOut) -> str:
    judged = f"said by {ask.judged.who} to be {ask.judged.verdict}" if ask.judged else ""
    return _quote(ask, f"id {ask.id}", ask.relation, f"probability {ask.probability:.2f}", judged)


def _not_held(documents: Iterable[schemas.NotHeldOut]) -> Iterator[str]:
    lines = (f"- {each.title} [{each.url or each.why}]" for each in documents)
    yield from _part("Not held, so not seen here:", lines)


# --- issues ----------------------------------------------------------------------


def issues(answer: IssuesOut) -> Iterator[str]:
    """Each issue with its state and what that rests on."""
    last = answer.offset + len(answer.issues)
    counted = say_count(answer.total, "issue")
    yield f"{answer.council}: {counted}; those from {answer.offset + 1} to {last} are here."
    for each in answer.issues:
        yield from _issue(each)
    yield from _not_held(answer.not_held)


def issue(answer: IssueOut) -> Iterator[str]:
    """One issue with every statement."""
    yield answer.council
    yield from _issue(answer.issue)
    yield from _not_held(answer.not_held)


def _issue(thread: schemas.ThreadOut) -> Iterator[str]:
    yield ""
    years = f"{thread.first.year} to {thread.last.year}"
    yield f"{thread.label}: {thread.state} ({years}; our reading). Issue {thread.id}"
    yield from thread.reasons
    for look in thread.looks:
        said = ", ".join(filter(None, (look.asked * "asked for", look.found and f"{look.found}")))
        yield f"{look.body}, {say_day(look.published)}: {said} (our reading of {look.document})"
    yield from (_quote(member, member.stance) for member in thread.members)
    yield from (f"{say_day(gap.published)}: no mention in {gap.title}" for gap in thread.gaps)


# --- documents -------------------------------------------------------------------


def document_text(answer: TextOut) -> Iterator[str]:
    """The text in its order; what is a heading or a cell says so."""
    pages = f", pages {answer.pages[0]} to {answer.pages[1]}" if answer.pages else ""
    yield f"{answer.title}, {say_day(answer.published)}{pages}; document {answer.document}"
    for block in answer.blocks:
        cell = f"row {block.row}, column {block.column}" if block.row is not None else ""
        yield _quote(block, block.kind if block.kind != "paragraph" else "", cell)
    if answer.next is not None:
        yield f"{answer.total - answer.next} more: ask again with offset {answer.next}."


def documents(answer: schemas.DocumentPage) -> Iterator[str]:
    """A line a document, oldest first."""
    shown, total = len(answer.documents), answer.page.total
    yield f"{say_count(total, 'document')} held; {shown} from {answer.page.offset + 1} on:"
    yield from map(_document, answer.documents)


def _document(each: Any) -> str:
    where = ", ".join(filter(None, (each.authority, each.kind, each.url)))
    return f"- {each.title}, {say_day(each.published)} [document {each.id}, {where}]"


def councils(answer: CouncilsOut) -> Iterator[str]:
    """A line a council."""
    yield f"Documents of {say_count(len(answer.councils), 'council')} are held:"
    for each in answer.councils:
        counted = say_count(each.documents, "document")
        yield f"- {each.name}: {counted}, the newest of {say_day(each.newest)}"


# --- a briefing ------------------------------------------------------------------


def briefing(pack: BaseModel) -> Iterator[str]:
    """The pack in reading order, every quotation whole."""
    yield from _briefing(pack)


def _briefing(pack: Any) -> Iterator[str]:
    yield f"Briefing: {pack.subject}. {pack.authority}, for {say_day(pack.meeting)}."
    yield from _part("Whose paper it is", filter(None, (pack.whose,)))
    yield from _part("Why now", pack.why_now)
    yield from _part("Decision sought", map(_evidence, pack.decision))
    yield from _part("Who answers", pack.answers_by)
    yield from _part("The inspectors' list and the paper's own", _compared(pack))
    yield from _part(say_asked(), map(_evidence, pack.asked))
    yield from _part("What the council says and planned", map(_evidence, pack.council_said))
    yield from _part("Measures, as printed", map(_figure, pack.figures))
    yield from _part("What a committee recommended on this item", map(_evidence, pack.recommended))
    yield from _part("What members asked before, and were told", map(_told, pack.told))
    for enquiry in pack.enquiries:
        yield from _part(f"Line of enquiry (a draft): {enquiry.question}", _enquiry(enquiry))
    yield from _part("Not held", (f"- {missing}" for missing in pack.not_held))
    yield from _part("Words", (f"- {word.short}: {word.meaning}" for word in pack.words))


def _evidence(quotation: Any) -> str:
    return _quote(quotation.citation, quotation.by)


def _compared(pack: Any) -> Iterator[str]:
    for pair in pack.compared:
        yield f"{pair.change}:"
        sides = (quotation for quotation in (pair.asked, pair.listed) if quotation)
        yield from map(_evidence, (*sides, *pair.said))
        if not pair.said:
            rest = {"the plan": pair.planned, "the nearest": next(iter(pair.nearest), None)}
            yield from (f"{name}: {_evidence(each)}" for name, each in rest.items() if each)


def _figure(figure: Any) -> str:
    values = {
        "latest": figure.latest,
        "before": figure.before,
        "target": figure.target,
        "England": figure.england,
    }
    said = "; ".join(f"{name} {value}" for name, value in values.items() if value)
    return _quote(figure.citation, f"{figure.measure}: {said}")


def _told(exchange: Any) -> str:
    told = f"told: “{exchange.answer}”" if exchange.answer else "no answer is printed"
    return _quote(exchange.question.citation, told)


def _enquiry(enquiry: Any) -> Iterator[str]:
    yield enquiry.counted
    yield from map(_evidence, enquiry.evidence)
    yield f"Follow-up: {' '.join(enquiry.follow_ups)}"
    yield f"A full answer would include: {enquiry.full_answer}"
    if enquiry.answered_by:
        yield f"Who could answer: {enquiry.answered_by}"
    if enquiry.ending:
        yield f"How it could end: {enquiry.ending}"
