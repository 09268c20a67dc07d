"""What people made, taken out of one library and into another.

Records are named by ids that are digests of source and words, so verdicts hold wherever
the same files were read. What a follower has seen is told by the files that had come by then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from corpus.plain import field_names, values_of
from corpus.store.connection import Connection, marks_of, transaction
from corpus.store.library import list_arrivals
from corpus.store.people.briefings import Saved, add_briefing, iter_briefings
from corpus.store.people.follows import Follow, insert_follow, iter_follows
from corpus.store.people.questions import QuestionList, insert_questions, iter_questions
from corpus.store.people.verdicts import Verdict, iter_verdicts


@dataclass(frozen=True, slots=True)
class Exported:
    """Every verdict, undone ones too, every briefing, follow and list of questions of a library.

    `arrivals` are its files in the order in which they came, each with its number: what has
    been seen of a follow counts them.
    """

    verdicts: tuple[Verdict, ...]  # each with its number in the library that it is of
    briefings: tuple[Saved, ...]
    format: Literal[1] = 1
    follows: tuple[Follow, ...] = ()
    questions: tuple[QuestionList, ...] = ()
    arrivals: tuple[tuple[int, str], ...] = ()

    def say(self) -> str:
        """How many there are of each."""
        return (
            f"{len(self.verdicts)} verdicts, {len(self.briefings)} briefings,"
            f" {len(self.follows)} follows and {len(self.questions)} lists of questions"
        )

    def __len__(self) -> int:
        return sum(map(len, (self.verdicts, self.briefings, self.follows, self.questions)))


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of what was given."""

    verdicts: int  # new here
    undone: int  # held before, and undone since where they come from
    briefings: int  # new here
    held: int  # of what was given, that was here already
    other: tuple[str, ...] = ()  # briefings at whose address another one is saved here
    follows: int = 0  # new here
    questions: int = 0  # lists that are new here

    def say(self) -> str:
        """The counts in a line."""
        line = (
            f"{self.verdicts} verdicts, {self.briefings} briefings, {self.follows} follows and"
            f" {self.questions} lists of questions added, {self.undone} verdicts undone,"
            f" {self.held} held already."
        )
        if not self.other:
            return line
        return f"{line} Left out, as another briefing has the address: {', '.join(self.other)}."


def export_people(db: Connection) -> Exported:
    """All that people made, oldest first."""
    return Exported(
        tuple(iter_verdicts(db)),
        tuple(iter_briefings(db)),
        follows=tuple(iter_follows(db)),
        questions=tuple(iter_questions(db)),
        arrivals=tuple(list_arrivals(db)),
    )


def import_people(db: Connection, exported: Exported) -> Imported:
    """Keep what is not here; all or nothing.

    Given twice it changes nothing the second time. Of a pair judged here and there the
    later verdict holds, and a verdict undone in either library is undone. What a follower had
    not seen there is new to them here, and so is what only came here.
    """
    with transaction(db):
        added, undone = _keep_verdicts(db, exported.verdicts)
        new, other = _keep_briefings(db, exported.briefings)
        follows = _keep_follows(db, exported)
        questions = _keep_questions(db, exported.questions)
    kept = added + undone + new + follows + questions + len(other)
    return Imported(added, undone, new, len(exported) - kept, other, follows, questions)


def _keep_verdicts(db: Connection, verdicts: Iterable[Verdict]) -> tuple[int, int]:
    """How many were added, and how many of those held were undone."""
    held = {_identity(verdict): verdict for verdict in iter_verdicts(db)}
    added = undone = 0
    for verdict in verdicts:
        here = held.get(_identity(verdict))
        if here is None:
            held[_identity(verdict)] = verdict
            _insert_verdict(db, verdict)
            added += 1
        elif verdict.undone_at and not here.undone_at:
            db.execute(
                "update verdict set undone_at = ?, undone_by = ? where number = ?",
                (verdict.undone_at, verdict.undone_by, here.number),
            )
            undone += 1
    return added, undone


def _identity(verdict: Verdict) -> tuple[str, ...]:
    return (verdict.earlier, verdict.later, verdict.verdict, verdict.who, verdict.said_at)


def _insert_verdict(db: Connection, verdict: Verdict) -> None:
    names, values = field_names(Verdict)[1:], values_of(verdict)[1:]  # the number is given here
    db.execute(
        f"insert into verdict ({', '.join(names)}) values ({marks_of(names)})", tuple(values)
    )


def _keep_briefings(db: Connection, briefings: Iterable[Saved]) -> tuple[int, tuple[str, ...]]:
    """How many were added, and the ids at which another is held."""
    held = {briefing.id: briefing for briefing in iter_briefings(db)}
    added = 0
    other = []
    for briefing in briefings:
        here = held.get(briefing.id)
        if here is None:
            held[briefing.id] = briefing
            add_briefing(db, briefing)
            added += 1
        elif here != briefing:
            other.append(briefing.id)
    return added, tuple(other)


def _keep_follows(db: Connection, exported: Exported) -> int:
    """How many were added; what somebody follows here already stays as it is."""
    held = {(follow.who.casefold(), follow.followed) for follow in iter_follows(db)}
    ids = {follow.id for follow in iter_follows(db)}
    new = [
        follow
        for follow in exported.follows
        if follow.id not in ids and (follow.who.casefold(), follow.followed) not in held
    ]
    for follow in new:
        began, seen, told = (
            _count_here(db, number, exported) for number in (follow.began, follow.seen, follow.told)
        )
        insert_follow(db, replace(follow, began=began, seen=seen, told=told))
    return len(new)


def _count_here(db: Connection, number: int, exported: Exported) -> int:
    """The last arrival here up to which every file had come there by that number."""
    seen = {source for arrival, source in exported.arrivals if arrival <= number}
    known = takewhile(lambda arrival: arrival[1] in seen, list_arrivals(db))
    return max((arrival for arrival, _ in known), default=0)


def _keep_questions(db: Connection, lists: Iterable[QuestionList]) -> int:
    """How many lists were added, each at its own id."""
    held = {asked.id for asked in iter_questions(db)}
    new = [asked for asked in lists if asked.id not in held]
    for asked in new:
        insert_questions(db, asked)
    return len(new)
