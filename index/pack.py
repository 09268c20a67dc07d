"""A briefing for a committee's item: what was asked, said and not held, all in quotations.

Only documents published on or before the meeting are quoted or counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from corpus.errors import QueryError
from index.library import Library
from index.statements import OUTSIDE
from index.threads import Member, Thread, find_threads
from index.unheld import find_unheld
from index.wording import say_day

_OUTSIDE = frozenset({"asked", "found weak"})
_COUNCIL = frozenset({"planned", "council reported"})
# Two pages of A4 hold five lines of enquiry with their quotations.
_LINES = 5
_ASKED, _SAID, _OWN, _UNHELD = 5, 3, 2, 3
_REPEATED = 2  # inspections that make an issue one to ask about without a recent ask


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a document, character for character, and where they stand."""

    text: str
    document: str
    title: str
    page: int
    published: date


@dataclass(frozen=True, slots=True)
class Enquiry:
    """An open question about one issue, its follow-up, and the quotations it stands on."""

    issue: str
    counted: str
    question: str
    follow_up: str
    full_answer: str
    evidence: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A briefing on one item, for one meeting."""

    subject: str
    authority: str
    meeting: date
    why_now: str
    asked: tuple[Quotation, ...]
    council_said: tuple[Quotation, ...]
    own_asks: tuple[Quotation, ...]
    enquiries: tuple[Enquiry, ...]
    not_held: tuple[str, ...]
    produced: date
    library: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A thread as it stood at the meeting."""

    label: str
    members: tuple[Member, ...]
    own_asks: tuple[Member, ...]  # of the council's own papers and minutes

    @property
    def asked_in(self) -> int:
        """In how many documents an outside body asked for it or found it weak."""
        return len({one.document for one in self.members if one.stance in _OUTSIDE})


# --- packs -----------------------------------------------------------------


def brief_document(library: Library, document: str, meeting: date | None = None) -> Pack:
    """The pack for a council's paper; the meeting is the paper's own day unless told."""
    query = "select id, title, authority, published from document where id like ? || '%'"
    found = library.db.execute(query, (document,)).fetchall()
    if len(found) != 1 or not found[0][3]:
        raise QueryError(f"{document!r}: not one dated document; `throughline documents` lists ids")
    id_, title, authority, published = found[0]
    day = meeting or date.fromisoformat(published)
    latest = _inspections(library.db, authority, day)[:1]
    topics = _topics(find_threads(library, authority), day, library.db)
    kept = [one for one in topics if _belongs(one, id_, latest)]
    return _write(library, title, authority, day, _rank(kept, id_), id_)


def brief_theme(library: Library, theme: str, authority: str, meeting: date | None = None) -> Pack:
    """The pack for a theme: the threads with an ask or a finding of it."""
    day = meeting or date.today()
    held = _themed(library.db, theme)
    topics = _topics(find_threads(library, authority), day, library.db)
    kept = [one for one in topics if any(member.id in held for member in one.members)]
    return _write(library, theme, authority, day, _rank(kept, ""), "")


def brief_thread(
    library: Library, thread: str, authority: str, meeting: date | None = None
) -> Pack:
    """The pack for one issue that runs through the years."""
    day = meeting or date.today()
    kept = [one for one in find_threads(library, authority) if one.id == thread]
    if not kept:
        raise QueryError(f"{thread!r}: no such thread; `throughline threads` lists ids")
    return _write(library, kept[0].label, authority, day, _topics(kept, day, library.db), "")


# --- topics ----------------------------------------------------------------


def _topics(threads: Iterable[Thread], day: date, db: Connection) -> list[Topic]:
    """The threads as of a day: what was published later is left out."""
    kinds = dict(db.execute("select id, kind from document").fetchall())
    outside = frozenset(id_ for id_, kind in kinds.items() if kind in OUTSIDE)
    cut = (_cut(one, day, outside) for one in threads)
    return [one for one in cut if one.asked_in]


def _cut(thread: Thread, day: date, outside: frozenset[str]) -> Topic:
    """A thread until a day, what the council's own papers and minutes ask kept apart."""
    held = [one for one in thread.members if one.published <= day]
    own = tuple(one for one in held if one.stance in _OUTSIDE and one.document not in outside)
    return Topic(thread.label, tuple(one for one in held if one not in own), own)


def _belongs(topic: Topic, item: str, latest: Sequence[str]) -> bool:
    """True where the item speaks of it, the latest inspection asks it, or several did."""
    told = any(one.document == item for one in topic.members)
    recent = any(one.document in latest and one.stance == "asked" for one in topic.members)
    return told or recent or topic.asked_in >= _REPEATED


def _rank(topics: Iterable[Topic], item: str) -> list[Topic]:
    def weight(topic: Topic) -> tuple[bool, int, date]:
        own = any(one.document == item for one in topic.members)
        last = max(one.published for one in topic.members if one.stance in _OUTSIDE)
        return own, topic.asked_in, last

    return sorted(topics, key=weight, reverse=True)


def _inspections(db: Connection, authority: str, day: date) -> list[str]:
    query = (
        "select id from document where authority = ? and kind = 'inspection_report'"
        " and published <= ? order by published desc"
    )
    return [id_ for (id_,) in db.execute(query, (authority, day.isoformat()))]


def _themed(db: Connection, theme: str) -> set[str]:
    query = (
        "select id from ask where themes like :theme"
        " union select id from finding where themes like :theme"
    )
    return {id_ for (id_,) in db.execute(query, {"theme": f'%"{theme}"%'})}


# --- writing ---------------------------------------------------------------


def _write(
    library: Library, subject: str, authority: str, day: date, topics: Sequence[Topic], item: str
) -> Pack:
    if not topics:
        raise QueryError(f"{subject}: nothing an outside body raised by {say_day(day)} is held")
    shown = topics[:_LINES]
    members = [member for topic in shown for member in topic.members]
    inside = [member for topic in topics for member in topic.own_asks]
    asks = [member for topic in topics for member in _latest_ask(topic)]
    return Pack(
        subject, authority, day, _say_why(topics, day),
        _newest(asks, frozenset({"asked"}), _ASKED), _newest(members, _COUNCIL, _SAID),
        _newest(inside, frozenset({"asked"}), _OWN),
        tuple(_enquire(topic, item) for topic in shown), _unheld(library.db, authority, day),
        date.today(), _say_library(library.db, authority, day),
    )  # fmt: skip


def _say_why(topics: Sequence[Topic], day: date) -> str:
    outside = [one for topic in topics for one in topic.members if one.stance in _OUTSIDE]
    documents, last = len({one.document for one in outside}), max(one.published for one in outside)
    return (
        f"By {say_day(day)}, outside bodies had raised the issues behind this item in"
        f" {documents} of the documents held, most recently on {say_day(last)}."
    )


def _newest(
    members: Iterable[Member], stances: frozenset[str], limit: int
) -> tuple[Quotation, ...]:
    said = sorted(
        {one for one in members if one.stance in stances},
        key=lambda one: (one.published, one.id),
        reverse=True,
    )
    return tuple(map(_quote, said[:limit]))


def _latest_ask(topic: Topic) -> tuple[Member, ...]:
    """The newest ask of an issue, so that each issue is shown once."""
    return tuple(one for one in topic.members if one.stance == "asked")[-1:]


def _enquire(topic: Topic, item: str) -> Enquiry:
    return Enquiry(
        topic.label,
        f"Raised in {topic.asked_in} of the documents of outside bodies held.",
        f"What do you know about the difference made for children on “{topic.label}”,"
        " and how do you know it?",
        "What are your plans from here, and by when would children notice?",
        "A figure now and a year ago, children's own views, and a dated next step with an owner.",
        _evidence(topic, item),
    )


def _evidence(topic: Topic, item: str) -> tuple[Quotation, ...]:
    """The item's own words, then the latest and the earliest that an outside body said."""
    outside = [one for one in topic.members if one.stance in _OUTSIDE]
    own = [one for one in topic.members if one.document == item]
    told = sorted(own, key=lambda one: not any(map(str.isdigit, one.text)))[:1]  # a figure first
    return tuple(dict.fromkeys(map(_quote, (*told, outside[-1], outside[0]))))


def _quote(one: Member) -> Quotation:
    return Quotation(one.text, one.document, one.title, one.page, one.published)


def _unheld(db: Connection, authority: str, day: date) -> tuple[str, ...]:
    """What is named by documents of the day or before, and is not held."""
    query = "select id from document where published <= ?"
    known = {id_ for (id_,) in db.execute(query, (day.isoformat(),))}
    found = [
        f"{one.what} ({one.when}), named in {named.title}, page {named.page}"
        for one in find_unheld(db, authority)
        for named in one.named[:1]
        if named.document in known
    ]
    return tuple(found[-_UNHELD:])


def _say_library(db: Connection, authority: str, day: date) -> str:
    query = "select count(*) from document where authority = ? and published <= ?"
    (count,) = db.execute(query, (authority, day.isoformat())).fetchone()
    return f"{count} documents of {authority} published by {say_day(day)}"
