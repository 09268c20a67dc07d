"""The matters that outside bodies opened: what was asked last, beside what the paper says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress

from corpus.store.asks import HeldAsk
from index.briefing.compared import is_put_to_council, list_asked
from index.briefing.contents import Compared, Quotation
from index.briefing.lines.appendices import may_tell_of
from index.briefing.lines.cues import admits, counts
from index.briefing.lines.roles import is_board, name_addressee
from index.briefing.matters.matter import Matter
from index.briefing.matters.names import issues_of, label_issue, name_ask, name_point
from index.briefing.nearness import find_near, is_beside
from index.briefing.paper import Paper, Sentence, say_part
from index.briefing.topics import Topic, latest_inspection
from index.library import Library
from models.links.ask_text import stem_words

_DIGIT = re.compile(r"\d")
_HALF = 0.5  # of what an inspection asked: a paper that is near to so much is about it


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked, whether its list begins with that, and what of the paper is near to it;
    of this what also says something on it, by meaning or by what both name."""

    ask: HeldAsk
    is_first: bool
    near: Sequence[Sentence] = ()
    beside: Sequence[Sentence] = ()


def find_asked(
    library: Library,
    authority: str,
    day: date,
    paper: Paper,
    record: Mapping[str, Topic],
) -> list[_Asked]:
    """What the latest inspection asked, each with what of the whole paper is near to it; of an
    outside body's paper, which answers no other body, what that itself asks.

    What the paper passes over is left out where another paper of its day tells of it, and
    where the paper is not about the inspection; so is what it is near to and says nothing on.
    """
    inspection = latest_inspection(library.db, authority, day)
    source = paper.id if paper.by else inspection.id if inspection else ""
    asks = list_asked(library, authority, source) if source else []
    if not paper.id:
        return [_Asked(ask, False) for ask in asks if record.keys() & issues_of(ask)]
    asked = [_read_near(library, paper, ask, row == 0) for row, ask in enumerate(asks)]
    if paper.by:
        return [each for each in asked if is_put_to_council(each.ask)]
    is_on_it = sum(bool(each.near) for each in asked) >= _HALF * len(asks)
    return [
        each
        for each in asked
        if _is_told(each, paper)
        or (is_on_it and not each.near and is_owed(each.ask, record, paper))
    ]


def _is_told(asked: _Asked, paper: Paper) -> bool:
    """True where the paper says something on an ask; of a paper that is on other things by its
    title only where it admits something there: the rest is off its item."""
    told = [each for each in asked.beside if admits(each)] if is_apart(asked.ask, paper) else None
    return bool(asked.beside if told is None else told)


def is_apart(ask: HeldAsk, paper: Paper) -> bool:
    """True of an ask on none of the issues that a paper's title names, where that names any."""
    return bool(paper.titled) and paper.titled.isdisjoint(issues_of(ask))


def _read_near(library: Library, paper: Paper, ask: HeldAsk, is_first: bool) -> _Asked:
    near = find_near(library, paper, ask)
    citations = [each.quotation.citation for each in near]
    says = is_beside(library, ask.citation, citations)
    return _Asked(ask, is_first, near, list(compress(near, says)))


def add_ask(
    matters: dict[str, Matter], asked: _Asked, paper: Paper, record: Mapping[str, Topic]
) -> None:
    """The ask with the matter that it is about, where what answers it is too, else as one of its
    own."""
    ask, issues = asked.ask, [each for each in issues_of(asked.ask) if each in record]
    issues = issues or issues_of(ask)
    own = [each for each in asked.beside if _is_account_of(each, issues)]
    own = sorted(own, key=lambda each: each.is_risk)[:1]
    spoken = [issue for each in own for issue in each.issues[:1]]
    issues = [*spoken, *(issue for issue in issues if issue not in spoken)]
    own = [each for each in own if not paper.by or admits(each)]
    key = next((issue for issue in issues if issue in matters), next(iter(issues), ""))
    is_taken = not key or (key in matters and matters[key].ask is not None)
    if is_taken and not paper.by:
        return
    key = ask.id if is_taken else key
    is_answered = _is_on_point(asked, matters[key]) if key in matters else bool(own)
    if asked.near and not is_answered and not paper.by:
        return
    passed_over = bool(paper.id) and not asked.near and not paper.by
    part = own[0].part if own else _part_asked(ask, paper)
    label = label_issue(key) or name_ask(ask)
    known = matters.get(key) or Matter(key, label, part, tuple(own))
    matters[key] = replace(
        known,
        ask=ask,
        is_passed_over=passed_over,
        is_first=asked.is_first,
        lacks_figure=bool(own) and not paper.by and not _has_figure(asked, known, paper),
        appendices=_unread(paper, label, ask) if passed_over else (),
    )


def _is_account_of(sentence: Sentence, issues: Sequence[str]) -> bool:
    """True of the paper's own words on one of the issues; what is to be done about a risk is no
    account of what was."""
    return sentence.is_own and not sentence.is_remedy and bool({*sentence.issues[:1]} & {*issues})


def add_admitted(matters: dict[str, Matter], row: Compared, paper: Paper) -> None:
    """What the paper admits on a point of the latest inspection's list, to the matter of that,
    where this stands on nothing that admits or counts: it is what there is to ask about."""
    matter = next((each for each in matters.values() if _is_asked(each, row)), None)
    admitted = _admitted_in(row, paper)
    if matter is None or not admitted or any(map(_opens, matter.sentences)):
        return
    part = admitted[0].part
    matters[matter.key] = replace(matter, part=part, sentences=admitted, admitted=admitted)


def _is_asked(matter: Matter, row: Compared) -> bool:
    return bool(matter.ask and row.asked and matter.ask.id == row.asked.id)


def _opens(sentence: Sentence) -> bool:
    return admits(sentence) or counts(sentence)


def _admitted_in(row: Compared, paper: Paper) -> tuple[Sentence, ...]:
    """The sentences of the paper in a row of the comparison that admit something."""
    return tuple(
        each
        for each in paper.account
        if admits(each) and any(_holds(said, each.quotation) for said in row.said)
    )


def add_own_point(matters: dict[str, Matter], row: Compared, paper: Paper) -> None:
    """A point that only the paper's own list has, where the latest inspection finds it weak and
    the paper admits something on it: of the matter of its issue, else one of its own."""
    if not (row.listed and row.spoken and row.is_spoken_weak):
        return
    admitted = _admitted_in(row, paper)
    if not admitted:
        return
    key = next((key for key in admitted[0].issues if key in matters), row.listed.id)
    key = key if _is_of_point(matters.get(key), row) else row.listed.id
    label = name_point(row.listed.citation.quote, row.spoken.citation.quote)
    known = matters.get(key) or Matter(key, label, admitted[0].part, admitted, admitted)
    matters[key] = replace(known, spoken=row.spoken)


def _holds(whole: Quotation, part: Quotation) -> bool:
    is_one = whole.citation.document == part.citation.document
    return is_one and part.citation.span in whole.citation.span


def _is_of_point(matter: Matter | None, row: Compared) -> bool:
    """True of a matter whose name is among the words that the paper lists."""
    words = {*stem_words(row.listed.citation.quote)} if row.listed else set()
    return matter is not None and not words.isdisjoint(stem_words(matter.label))


def find_claimed(matter: Matter, compared: Sequence[Compared], paper: Paper) -> Quotation | None:
    """What the paper says was done about what was listed, in its words or those of the table;
    none of what it admits."""
    rows = (
        row
        for row in compared
        for point in (row.asked, row.listed)
        if point and point.id in (matter.key, matter.ask.id if matter.ask else "")
    )
    hard = [each.quotation for each in paper.account if admits(each) or not each.is_prose]
    return next(
        (said for row in rows for said in row.said if not any(_holds(said, each) for each in hard)),
        None,
    )


def _is_on_point(asked: _Asked, matter: Matter) -> bool:
    """True where what says something on an ask is on the matter's issue, or of its part."""
    parts = {each.part for each in matter.sentences}
    return any(matter.key in each.issues or each.part in parts for each in asked.beside)


def _has_figure(asked: _Asked, matter: Matter, paper: Paper) -> bool:
    """True where anything in the paper that is near to an ask, or may be about it, has a number:
    that there is none is not said of what may be one."""
    issues = {*issues_of(asked.ask), matter.key}
    about = (each for each in paper.account if issues & each.chances.keys())
    return any(_DIGIT.search(each.text) for each in (*asked.near, *matter.sentences, *about))


def _unread(paper: Paper, label: str, ask: HeldAsk) -> tuple[str, ...]:
    """The appendices not held that may tell of what was asked."""
    words = f"{label} {ask.text}"
    return tuple(each for each in paper.appendices if may_tell_of(each, words, ask.authority))


def _part_asked(ask: HeldAsk, paper: Paper) -> str:
    """Where a paper itself asks; else all of it; nothing without a paper."""
    if ask.document == paper.id:
        return say_part(ask.citation)
    return "the whole paper" if paper.id else ""


def _is_told_beside(ask: HeldAsk, record: Mapping[str, Topic], paper: Paper) -> bool:
    """True where another document of the paper's day, one of its appendices, speaks of it."""
    day = next((each.quotation.citation.published for each in paper.account), None)
    topics = (record[issue] for issue in issues_of(ask) if issue in record)
    return any(member.published == day for topic in topics for member in topic.council)


def is_owed(ask: HeldAsk, record: Mapping[str, Topic], paper: Paper) -> bool:
    """True of an ask of which a council's paper may be missed to say nothing: not where it is put
    to a board of partners, which answers for itself, or another paper of its day tells of it, nor
    where the paper is on other things by its title."""
    issues = issues_of(ask)
    is_of_one = paper.is_on_one and paper.subject not in issues
    is_other = paper.is_unlisted or is_of_one or is_apart(ask, paper)
    is_to_board = is_board(name_addressee(ask.ask.addressee))
    return not (is_other or is_to_board) and not _is_told_beside(ask, record, paper)


def of_record(topic: Topic) -> Matter:
    """What is asked about without a paper: an issue that an outside body raised."""
    return Matter(topic.issue, topic.label, "")
