"""Verdicts and briefings taken out of one library and into another.

Records are named by ids that are digests of source and words, so verdicts hold wherever
the same files were read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from corpus.plain import field_names, values_of
from corpus.store.connection import Connection, marks_of, transaction
from corpus.store.people.briefings import Saved, add_briefing, iter_briefings
from corpus.store.people.verdicts import Verdict, iter_verdicts


@dataclass(frozen=True, slots=True)
class Exported:
    """Every verdict, undone ones too, and every briefing of a library."""

    verdicts: tuple[Verdict, ...]  # each with its number in the library that it is of
    briefings: tuple[Saved, ...]
    format: Literal[1] = 1


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the verdicts and briefings given."""

    verdicts: int  # new here
    undone: int  # held before, and undone since where they come from
    briefings: int  # new here
    held: int  # verdicts and briefings that were here already
    other: tuple[str, ...] = ()  # briefings at whose address another one is saved here

    def say(self) -> str:
        """The counts in a line."""
        line = (
            f"{self.verdicts} verdicts and {self.briefings} briefings added, {self.undone}"
            f" verdicts undone, {self.held} held already."
        )
        if not self.other:
            return line
        return f"{line} Left out, as another briefing has the address: {', '.join(self.other)}."


def export_people(db: Connection) -> Exported:
    """Every verdict and briefing held, oldest first."""
    return Exported(tuple(iter_verdicts(db)), tuple(iter_briefings(db)))


def import_people(db: Connection, exported: Exported) -> Imported:
    """Keep the verdicts and briefings that are not here; all or nothing.

    Given twice it changes nothing the second time. Of a pair judged here and there the
    later verdict holds, and a verdict undone in either library is undone.
    """
    with transaction(db):
        added, undone = _keep_verdicts(db, exported.verdicts)
        new, other = _keep_briefings(db, exported.briefings)
    given = len(exported.verdicts) + len(exported.briefings)
    return Imported(added, undone, new, given - added - undone - new - len(other), other)


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
