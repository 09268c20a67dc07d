"""The issues behind an item, as they stood on the day of its meeting.

A topic is a thread until a day, beside what the item's own paper says of the issue: every
sentence of the paper counts, not only those that judge.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from corpus.kinds import kind_of
from corpus.records import Judgement
from corpus.store.asks import iter_asks
from corpus.store.connection import Connection
from corpus.store.documents import HeldDocument, documents_of
from corpus.store.statements import iter_records
from corpus.vocabulary.issue_questions import load_issue_questions
from index.briefing.compared import is_to_outside
from index.briefing.contents import Quotation
from index.briefing.paper import NO_PAPER, Paper
from index.briefing.printed import say_review
from index.issues.retold import is_retold as is_retold_look
from index.issues.retold import tells_who_looked
from index.issues.threads import Member, Thread
from index.library import Library
from models.links.ask_text import stem_words

RAISED = frozenset({"asked", "found weak"})
PRAISED = frozenset({"good", "improving"})
OFTEN = 3  # documents of outside bodies that make an issue one that runs through the years
_SURE = 0.5  # likelier than not of its issue, and saying what it is held to say, to be quoted
# The same, for a year to be named by it: between the sentences that were read rightly and those
# misread in the reports of Medway and of the sample, some 60, no more.
CLEARLY = 0.7
# As sure as this an ask counts for an issue though it is likelier of another, where it has a word
# of its name, and else where it has none: "minimise what changes of staff do to children" is of
# recruitment at 0.92, and of changes of social worker at 0.94. Set on some twenty histories of two
# councils, a handful.
_SURELY_NAMED, _SURELY = 0.9, 0.95
# A sentence that turns from what the one before praises and says that it is of that: a bare
# "However" may turn to something else.
TURNS = re.compile(r"(?:however|but|yet)\b", re.IGNORECASE)  # of what stands before
_TURNS = re.compile(r"(?:while|although|though|despite) (?:this|these)\b", re.IGNORECASE)
_GAP = 2  # characters between two sentences
# Words by which one sentence sets good against weak; without one "mixed" may be of a mix of staff.
_SETS_AGAINST = re.compile(
    r"\b(?:but|however|although|though|while|whilst|yet|despite|uneven|varia\w+|inconsisten\w+"
    r"|not (?:all|always)|partly|still|better|stronger|improv\w+)\b",
    re.IGNORECASE,
)
_ANY_WORDS = frozenset(
    stem_words("children young people families social care support staff service work quality")
)
# Of whom a report speaks, or what is to come, which judges nothing: "Those interviewed were a mix".
_JUDGES_NOTHING = re.compile(r"\b(?:interviewed|mix(?:ture)? of|will be)\b", re.IGNORECASE)
# Headings under which a report tells what others said or did: praise there may be theirs.
_OF_OTHERS = re.compile(r"\b(?:views of|response|what \w+ (?:say|said|told))\b", re.IGNORECASE)
_LEADERSHIP = "leadership"  # an issue
# Where a second part of an ask begins: only such an ask counts for the issue that it is less of.
_OF_TWO_PARTS = re.compile(r"[,;:]\s+(?:and|including|as well as|in particular)\b|\n|•")
_OF_LEADERS = re.compile(r"\bleader", re.IGNORECASE)  # an area of judgement
# What orders the issues of an item: see `Topic.weight`.
_ASKED_LAST, _PASSED_OVER, _FIGURE, _SPOKEN = 3.0, 2.0, 3.0, 1.0
_DOCUMENT, _MOST_DOCUMENTS = 0.75, 4


@dataclass(frozen=True, slots=True)
class Judged:
    """A grade of an inspection, in its words, and where it gives it."""

    grade: str
    quotation: Quotation


@dataclass(frozen=True)
class Topic:
    """An issue until a day.

    `outside` is what outside bodies said, `council` what the council planned and reported
    elsewhere, both oldest first; `paper` what the item's paper says, figures first, then the
    likeliest on the issue. `has_figure` where it gives a number, `asked_last` where the
    latest inspection asks for it, `listed` where the paper repeats that ask, `touched` where
    anything in the paper may be about it: without that, it is silent (where there is no
    paper, nothing is). `clearness` is how likely the paper's clearest sentence is about it.
    `found_good` and `found_weak` are the documents of outside bodies that found it so, taken
    together. `newest` is what the newest document of an outside body that judges it, or asks for
    it, says of it, the likeliest on it first: good or bad, sure of that or not. `aside` are the
    asks that are likelier of another issue, and not surely of this one. `conceded` is what the
    newest document praises in the sentence before one that turns from it to find this weak.
    `also` are clear asks on the issue that is asked about with this one
    (`vocabulary/issue_questions.json`), which is called `also_label`; `judged` is the latest
    inspection's grade of what the issue is on, where it gives one.
    """

    issue: str
    label: str
    thread: str
    outside: tuple[Member, ...]
    council: tuple[Member, ...]
    paper: tuple[Quotation, ...]
    has_figure: bool
    asked_last: bool
    listed: bool
    touched: bool
    clearness: float
    found_good: frozenset[str]
    found_weak: frozenset[str]
    newest: tuple[Member, ...] = ()
    aside: frozenset[str] = frozenset()
    conceded: tuple[Member, ...] = ()
    also: tuple[Member, ...] = ()
    also_label: str = ""
    judged: Judged | None = None

    @cached_property
    def raised(self) -> tuple[Member, ...]:
        """Where an outside body asked for it, or found it weak on the whole or in part."""
        return tuple(
            member
            for member in self.outside
            if member.stance == "asked"
            or (member.stance in RAISED and member.document in self.found_weak)
        )

    @cached_property
    def mentioned_years(self) -> list[int]:
        """In which other years an outside body said more weak than good of it in a report that is
        clear neither way: there not in one sentence alone, which may be misread."""
        known = {member.published.year for member in self.raised}
        told = {member.document for member in self.outside} - self.found_good
        weak = {document for document in told if self._is_mostly_weak(document)}
        years = {each.published.year for each in self.outside if each.document in weak}
        return sorted(years - known)

    @cached_property
    def praised_years(self) -> list[int]:
        """In which years after it was last raised a report found it good and says so clearly
        twice, and in which last before: one sentence of praise may be of what leaders try."""
        raised = {member.published.year for member in self.raised} | {*self.mentioned_years}
        told = Counter(
            member.published.year
            for member in self.outside
            if member.document in self.found_good
            and member.stance in PRAISED
            and member.probability >= CLEARLY
        )
        good = sorted({year for year, count in told.items() if count > 1} - raised)
        before = [year for year in good if year < max(raised)]
        return [*before[-1:], *good[len(before) :]]

    def _is_mostly_weak(self, document: str) -> bool:
        stances = [
            member.stance
            for member in self.outside
            if member.document == document and member.probability >= CLEARLY
        ]
        weak, good = (sum(map(each.__contains__, stances)) for each in (RAISED, PRAISED))
        return weak > max(good, 1)

    @cached_property
    def years_told(self) -> dict[str, list[Member]]:
        """What shows in which years outside bodies clearly asked for it, in which others they found
        it weak, and in which since they found it good: the clearest statement of each body and
        year, oldest first."""
        asked = [
            each
            for each in self.outside
            if each.stance == "asked" and each.probability >= CLEARLY and each.id not in self.aside
        ]
        mentioned, praised = {*self.mentioned_years}, {*self.praised_years}
        weak = [
            each
            for each in self.outside
            if each.stance in RAISED
            and each.id not in self.aside
            and (each in self.raised or each.published.year in mentioned)
            and self._is_clearly_weak(each)
            and each.published.year not in {ask.published.year for ask in asked}
        ]
        good = [
            each
            for each in self.outside
            if each.published.year in praised
            and each.stance in PRAISED
            and each.document in self.found_good
        ]
        told = {"asked for": asked, "criticised": _leave_turning(weak), "praised": good}
        return {did: _clearest_of_years(of) for did, of in told.items() if of}

    def _is_clearly_weak(self, member: Member) -> bool:
        """False of what is hardly of the issue and alone in its document: it may be on another."""
        alike = [each for each in self.raised if each.document == member.document]
        return member.probability >= CLEARLY or len(alike) > 1

    @cached_property
    def also_asked(self) -> list[Member]:
        """The clearest ask of each body and year on the issue asked about with this one, of years
        in which this was not asked for; oldest first."""
        years = {each.published.year for each in self.years_told.get("asked for", ())}
        return _clearest_of_years(each for each in self.also if each.published.year not in years)

    @cached_property
    def last_look(self) -> tuple[Member, ...]:
        """What shows that the newest document of an outside body found some of it good or improved,
        besides what it asks or finds weak: one that says both, else the clearest of each, else
        what it praises before it turns to the weak; with nothing weak the praise alone. Empty where
        the praise is none, or one sentence only, which may be of what leaders try."""
        sure = [each for each in self.newest if is_sure_word(each)]
        both = [
            each
            for each in sure
            if each.stance == "mixed"
            and _SETS_AGAINST.search(each.text)
            and not _JUDGES_NOTHING.search(each.text)
        ]
        good = [each for each in sure if each.stance in PRAISED]
        good.sort(key=lambda each: each.stance != "improving")
        weak = [each for each in sure if each.stance == "found weak"]
        if both:
            return (both[0],)
        if self.conceded and not good:
            return (self.conceded[0], *weak[:1])
        return (good[0], *weak[:1]) if len(good) > 1 else ()

    @cached_property
    def is_mixed_at_last(self) -> bool:
        """True where the newest document of an outside body finds some of it good or improved, and
        some weak."""
        return any(each.stance in ("mixed", "found weak") for each in self.last_look)

    @cached_property
    def asked_in(self) -> int:
        """In how many documents an outside body asked for it."""
        return len({each.document for each in self.outside if each.stance == "asked"})

    @cached_property
    def raised_in(self) -> int:
        """In how many documents an outside body raised it."""
        return len({member.document for member in self.raised})

    @cached_property
    def slip(self) -> tuple[Member, Member] | None:
        """What the first document that found it good says best, and what raised it last, later;
        None where it was never found good first, or not in words sure enough to quote."""
        weak = clearest(self.raised, last=True)
        good = [member for member in self.outside if member.document in self.found_good]
        praise = [member for member in good if member.stance in PRAISED]
        first = min((member.published for member in praise), default=weak.published)
        if first >= weak.published:
            return None
        earliest = (member for member in praise if member.published == first)
        return max(earliest, key=lambda member: member.probability), weak

    @cached_property
    def weight(self) -> float:
        """What puts one issue before another: asked for last, and passed over by the paper;
        numbers in the paper, the paper's own words, and how many documents raised it."""
        often = min(self.raised_in, _MOST_DOCUMENTS) * _DOCUMENT
        spoken = _SPOKEN * bool(self.paper) + _FIGURE * self.has_figure
        passed_over = _PASSED_OVER * (self.listed and not self.touched)
        return _ASKED_LAST * self.asked_last + passed_over + spoken + often


def find_topics(
    library: Library, threads: Iterable[Thread], authority: str, day: date, paper: Paper = NO_PAPER
) -> list[Topic]:
    """The threads that an outside body had raised by a day, the weightiest first."""
    inspection = latest_inspection(library.db, authority, day)
    latest = inspection.id if inspection else ""
    others = {ask.id for ask in iter_asks(library.db, authority) if is_to_outside(ask)}
    weighed = [(thread, _weigh(thread, others)) for thread in threads]
    likeliest: dict[str, tuple[float, str]] = {}
    for _, thread in weighed:
        for member in thread.members:
            own = member.probability, thread.issue or thread.id
            likeliest[member.id] = max(own, likeliest.get(member.id, own))
    praise = _praise_by_end(thread for _, thread in weighed)
    topics = (
        replace(
            _to_topic(thread, day, latest, paper),
            newest=(newest := _newest_of(whole, day, paper, others)),
            conceded=_find_conceded(newest, praise),
            aside=frozenset(
                each.id
                for each in thread.members
                if each.stance == "asked"
                and each.probability < min(_sure_of(each, thread.label), likeliest[each.id][0])
            ),
        )
        for whole, thread in weighed
    )
    graded = _find_graded(library.db, authority, day)
    raised = [topic for topic in topics if topic.raised]
    by_issue = {topic.issue: topic for topic in raised}
    whole_topics = (
        replace(_with_also(topic, by_issue, likeliest), judged=graded.get(topic.issue))
        for topic in raised
    )
    return sorted(whole_topics, key=_order)


def _with_also(
    topic: Topic, topics: Mapping[str, Topic], likeliest: Mapping[str, tuple[float, str]]
) -> Topic:
    """The topic with the clear asks on the issue that is asked about with it; an ask that is
    likelier of that one, and of this too, asks for both: "plans for care leavers, and where they
    live"."""
    questions = load_issue_questions().get(topic.issue)
    other = topics.get(questions.beside) if questions else None
    if other is None:
        return topic
    shared = {
        each.id
        for each in topic.outside
        if each.stance == "asked"
        and likeliest[each.id][1] == other.issue
        and _OF_TWO_PARTS.search(each.text)
    }
    outside = tuple(
        replace(each, probability=max(each.probability, CLEARLY)) if each.id in shared else each
        for each in topic.outside
    )
    return replace(
        topic,
        outside=outside,
        aside=topic.aside - shared,
        also=tuple(other.years_told.get("asked for", ())),
        also_label=other.label,
    )


def _find_graded(db: Connection, authority: str, day: date) -> dict[str, Judged]:
    """The grade that the latest inspection gives to what an issue is on: to leaders."""
    inspection = latest_inspection(db, authority, day)
    judged = (
        each
        for each in iter_records(db, Judgement, authority, day)
        if inspection and each.document == inspection.id
    )
    of_leaders = next((each for each in judged if _OF_LEADERS.search(each.record.area)), None)
    if of_leaders is None:
        return {}
    by = kind_of(inspection.kind).body if inspection else ""
    grade = of_leaders.record.grade_as_printed.lower()
    return {_LEADERSHIP: Judged(grade, Quotation(of_leaders.citation, by))}


def _praise_by_end(threads: Iterable[Thread]) -> dict[tuple[str, int], Member]:
    """What is clearly praised, by its document and where it ends."""
    members = (member for thread in threads for member in thread.members)
    return {
        (each.document, each.citation.span.end): each
        for each in members
        if each.stance in PRAISED and each.is_outside and each.probability >= CLEARLY
    }


def _find_conceded(
    newest: Iterable[Member], praise: Mapping[tuple[str, int], Member]
) -> tuple[Member, ...]:
    """The praise right before what is found weak in a sentence that turns from it: "Visits are
    regular. While this helps, plans are weak"."""
    turned = (
        (each.document, each.citation.span.start - gap)
        for each in newest
        if each.stance == "found weak" and _TURNS.match(each.text)
        for gap in range(_GAP + 1)
    )
    return tuple(praise[at] for at in turned if at in praise)


def _sure_of(member: Member, label: str) -> float:
    """How sure an ask must be of an issue to count for it, though it is likelier of another."""
    named = {*stem_words(label)} - _ANY_WORDS
    return _SURELY if named.isdisjoint(stem_words(member.citation.quote)) else _SURELY_NAMED


def _order(topic: Topic) -> tuple[float, bool, float, int, str]:
    """The weightiest first; of those alike, what the latest inspection asks, what the paper
    is clearest on, what was raised last."""
    last = topic.raised[-1].published.toordinal()
    return -topic.weight, not topic.asked_last, -topic.clearness, -last, topic.thread


def clearest(raised: Sequence[Member], last: bool) -> Member:
    """Of the newest or the earliest document that raised it: an ask first, then the likeliest."""
    day = raised[-1 if last else 0].published
    of_day = (member for member in raised if member.published == day)
    return max(of_day, key=lambda member: (member.stance == "asked", member.probability))


def _leave_turning(weak: Sequence[Member]) -> list[Member]:
    """Blame without that which turns from praise ("However"), of years that have other clear blame:
    who opens the page finds blame there, and not both."""
    plain = [each for each in weak if not TURNS.match(each.text) and each.probability >= CLEARLY]
    years = {each.published.year for each in plain}
    return [each for each in weak if each in plain or each.published.year not in years]


def _clearest_of_years(members: Iterable[Member]) -> list[Member]:
    """Of each year and body the likeliest, oldest first."""
    best: dict[tuple[int, str], Member] = {}
    for member in sorted(members, key=lambda each: each.probability):
        best[member.published.year, member.citation.body] = member
    return sorted(best.values(), key=lambda each: each.published)


def is_sure_word(member: Member) -> bool:
    """True where a statement is likelier than not of its issue and says what it is held to say:
    praise only where the body itself speaks."""
    is_kind = member.stance in PRAISED | {"mixed"}
    is_own = not (is_kind and _OF_OTHERS.search(member.citation.heading))
    return is_own and member.probability * member.confidence >= _SURE


def _newest_of(thread: Thread, day: date, paper: Paper, others: Set[str]) -> tuple[Member, ...]:
    """What the newest document of an outside body says on an issue, an ask first, then the
    likeliest; of a document that asks for it and one that judges it on one day, both."""
    told = [
        member
        for member in thread.members
        if member.is_outside
        and member.published <= day
        and member.document != paper.id
        and member.stance in RAISED | PRAISED | {"mixed"}
        and member.probability >= (_SURE if member.stance == "asked" else CLEARLY)
        and member.id not in others
        and _is_own_word(member)
    ]
    newest = max((member.published for member in told), default=day)
    of_day = [member for member in told if member.published == newest]
    of_day.sort(key=lambda member: (member.stance == "asked", member.probability), reverse=True)
    return tuple(of_day)


def latest_inspection(db: Connection, authority: str, day: date) -> HeldDocument | None:
    """The newest inspection report by a day; None where none is held."""
    newest_first = reversed(documents_of(db, authority, day))
    inspections = (
        document for document in newest_first if kind_of(document.kind).inspects == "service"
    )
    return next(inspections, None)


def inspected_before(db: Connection, authority: str, day: date) -> date:
    """The day of the inspection of the service before the last one until a day; where only one is
    held, of that; the earliest of days where none is."""
    held = documents_of(db, authority, day)
    days = [each.published for each in held if kind_of(each.kind).inspects == "service"]
    known = sorted(known for known in days if known)
    return known[-2:][0] if known else date.min


def _is_own_word(member: Member) -> bool:
    """False of what an outside body tells of an earlier look, by its sentence or its heading: that
    is no word of that body, nor of its day."""
    heading = member.citation.heading if member.is_outside else ""
    is_retold = is_retold_look(member) or tells_who_looked(member)
    return not is_retold and not say_review(heading, member.published)


def _weigh(thread: Thread, others: Set[str]) -> Thread:
    """A thread without what may well be of another issue, or say something else, what is told
    again of an earlier look, and what is asked of others than the council: the chance of a member
    is that it is of the issue and says what it is held to say."""
    weighed = (
        replace(member, probability=member.probability * member.confidence)
        for member in thread.members
        if _is_own_word(member)
    )
    likely = tuple(
        member for member in weighed if member.probability >= _SURE and member.id not in others
    )
    return replace(thread, members=likely)


def _to_topic(thread: Thread, day: date, latest: str, paper: Paper) -> Topic:
    held = [
        member
        for member in thread.members
        if member.published <= day and member.document != paper.id
    ]
    outside = tuple(member for member in held if member.is_outside)
    issue = thread.issue or thread.id
    return Topic(
        issue=issue,
        label=thread.label,
        thread=thread.id,
        outside=outside,
        council=tuple(member for member in held if not member.is_outside),
        paper=paper.sentences.get(issue, ()),
        has_figure=issue in paper.figures,
        asked_last=any(
            member.document == latest and member.stance == "asked" for member in outside
        ),
        listed=issue in paper.listed,
        touched=not paper.id or issue in paper.touched,
        clearness=paper.clearness.get(issue, 0.0),
        found_good=frozenset(cell.document for cell in thread.looks if cell.found == "good"),
        found_weak=frozenset(
            cell.document for cell in thread.looks if cell.found in ("weak", "mixed")
        ),
    )


def quote(member: Member) -> Quotation:
    """A thread's member as a quotation, said by the outside body that wrote the document."""
    return Quotation(member.citation, kind_of(member.document_kind).body, member.id)
