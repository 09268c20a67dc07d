"""People's verdicts as pages show them, and what a reviewer's forms carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fastapi import Request

from api.auth.rights import form_key, person_of
from corpus.store.people.verdicts import Verdict
from index.recurrence.trace import SHOWN
from index.recurrence.wording import LIKELY, say_chance, say_day, say_verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person said of two statements; `machine` is what the system had said before."""

    number: int
    verdict: str
    who: str
    day: str
    why: str
    machine: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What the forms of a page carry for a reviewer: the session's key, and where to go back to."""

    key: str
    back: str


def desk_of(request: Request, back: str = "") -> Desk | None:
    """The desk of a person who may review; None for everybody else.

    Forms lead back to the page itself unless told otherwise.
    """
    person = person_of(request)
    if person is None or not person.may("reviewer"):
        return None
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return Desk(form_key(request), back or here)


def view_judged(verdict: Verdict) -> Judged:
    """A verdict in words."""
    return Judged(
        verdict.number,
        say_verdict(verdict.verdict),
        verdict.who,
        say_day(datetime.fromisoformat(verdict.said_at).date()),
        verdict.why,
        "" if verdict.score is None else say_score(verdict.score),
    )


def say_score(same: float) -> str:
    """The machine's chance that two statements are the same issue, in words.

    >>> say_score(0.734), say_score(0.08)
    ('likely the same issue', 'not likely the same issue')
    """
    if same >= LIKELY:
        return say_chance("same", same)
    return "may be the same issue" if same >= SHOWN else "not likely the same issue"
