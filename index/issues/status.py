"""Where an issue stands: what each document said of it, the history that makes, its state.

Rules over dated stances, each state with its reasons in fair words. Only outside bodies
settle a state: what the council itself reported is told, and never read as "good".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from index.recurrence.wording import say_day

Stance = Literal[
    "asked", "found weak", "improving", "good", "mixed", "planned", "council reported", "restated"
]
State = Literal[
    "raised once",
    "recurring",
    "persisting",
    "improving",
    "good at last look",
    "returned after good",
    "no later mention",
]
History = Literal["raised once", "resolved", "recurred", "resolved then returned", "persisting"]

_JUDGING = frozenset({"asked", "found weak", "improving", "good", "mixed"})
# Of the evaluative sentences of one document, the share that has to say "weak" for it to
# count as finding the issue weak; below, its good sentences outweigh. One in three: reports
# praise a service in general and say in a sentence what is wrong with it.
_WEAK_SHARE = 1 / 3
# Of the sentences of one document, together, for it to have looked at the issue: chances are
# low where a sentence names several things, and two such sentences are a look.
_LEAST_WEIGHT = 0.2
# Of a document's sentences, together, for what it praises to have been sound: "returned
# after good" is said of a relapse, and not where a weak issue was once praised in passing.
# On the sample's issues half a sure sentence tells the two apart best. As much that is
# weak, where the whole was not found so, is told as found weak in part.
_SOUND = 0.5


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: when, in which document, by whom (`body`), and what it says."""

    published: date
    document: str
    body: str
    stance: Stance
    weight: float = 1.0  # how sure it is that it says this, and of this issue


@dataclass(frozen=True, slots=True)
class Look:
    """What one document of an outside body says of an issue, taken together."""

    published: date
    document: str
    body: str
    found: Literal["weak", "improving", "good"]
    asked: bool
    weight: float = 1.0  # how much was said, in sure statements
    in_part: bool = False  # found weak in part, where the whole was not


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of an issue, the shape of its history, and why."""

    state: State
    history: History
    reasons: tuple[str, ...]


# --- looks -----------------------------------------------------------------


def take_looks(said: Iterable[Said]) -> list[Look]:
    """One look for each document that judges the issue, oldest first.

    Plans, restated asks and what the council reported are not looks, nor is a document
    that only touches on the issue.
    """
    judging = sorted(
        (statement for statement in said if statement.stance in _JUDGING),
        key=lambda statement: (statement.published, statement.document),
    )
    documents = groupby(judging, key=lambda statement: statement.document)
    by_document = (list(statements) for _, statements in documents)
    return [_look(statements) for statements in by_document if _is_look(statements)]


def _is_look(statements: Sequence[Said]) -> bool:
    asked = any(statement.stance == "asked" for statement in statements)
    return asked or sum(statement.weight for statement in statements) >= _LEAST_WEIGHT


def _look(statements: Sequence[Said]) -> Look:
    weights = dict.fromkeys(_JUDGING, 0.0)
    for statement in statements:
        weights[statement.stance] += statement.weight
    weak = weights["found weak"] + weights["mixed"] / 2
    improving, good = weights["improving"], weights["good"] + weights["mixed"] / 2
    asked = weights["asked"] > 0
    # "Improving" is said of what is good already too ("continues to improve").
    found: Literal["weak", "improving", "good"] = "good" if good >= improving / 2 else "improving"
    if asked or weak > _WEAK_SHARE * (weak + improving + good):
        found = "weak"
    weight = round(sum(weights.values()), 4)
    in_part = found != "weak" and weak >= _SOUND
    first = statements[0]
    return Look(first.published, first.document, first.body, found, asked, weight, in_part)


# --- standing --------------------------------------------------------------


def find_standing(looks: Sequence[Look], read_since: int, read_to: date | None) -> Standing:
    """Where an issue stands after its looks, oldest first.

    `read_since` is how many inspections later than the last look were read without a
    mention; `read_to` the day of the newest document held. ValueError without a look.
    """
    if not looks:
        raise ValueError("no outside body looked at it: it has no standing")
    history = _history(looks)
    return Standing(
        _state(looks, history, read_since), history, _reasons(looks, read_since, read_to)
    )


def _history(looks: Sequence[Look]) -> History:
    weak = [index for index, look in enumerate(looks) if look.found == "weak"]
    good = [index for index, look in enumerate(looks) if _is_sound(look)]
    if weak and good and good[0] < weak[-1]:
        return "resolved then returned"
    better = bool(weak) and any(look.found != "weak" for look in looks[weak[0] :])
    if len(weak) > 1:
        return "recurred" if better else "persisting"
    return "resolved" if better or not weak else "raised once"


def _is_sound(look: Look) -> bool:
    """True where a document called the issue good, and not in passing."""
    return look.found == "good" and look.weight >= _SOUND


def _state(looks: Sequence[Look], history: History, read_since: int) -> State:
    if history == "raised once":
        return "raised once"
    if read_since:
        return "no later mention"
    if looks[-1].found != "weak":
        return "good at last look" if looks[-1].found == "good" else "improving"
    if history == "resolved then returned":
        return "returned after good"
    return "recurring" if history == "recurred" else "persisting"


def _reasons(looks: Sequence[Look], read_since: int, read_to: date | None) -> tuple[str, ...]:
    """What was asked and found, by whom and when; then what was read without a mention."""
    asked = [look for look in looks if look.asked]
    by_verdict = {
        "Found weak": [look for look in looks if look.found == "weak" and not look.asked],
        "Reported as improving": [look for look in looks if look.found == "improving"],
        "Found good": [look for look in looks if look.found == "good"],
        "Found weak in part": [look for look in looks if look.in_part],
    }
    reasons = [f"Asked for by {_say_when(asked)}."] if asked else []
    reasons += [
        f"{verdict} by {_say_when(judging)}." for verdict, judging in by_verdict.items() if judging
    ]
    if read_since:
        count = f"{read_since} later inspection{'s' if read_since > 1 else ''}"
        reasons.append(f"No mention found in {count} read (documents held to {say_day(read_to)}).")
    return tuple(reasons)


def _say_when(looks: Iterable[Look]) -> str:
    """Bodies with their days: "Ofsted on 23 August 2013 and 27 August 2019, and ..."."""
    days: dict[str, list[date]] = {}
    for look in looks:
        days.setdefault(look.body, []).append(look.published)
    return ", and ".join(f"{body} on {say_days(on)}" for body, on in days.items())


def say_days(days: Sequence[date]) -> str:
    """Days in words: "1 May 2015, 2 May 2017 and 3 May 2019". ValueError for none."""
    *before, last = map(say_day, days)
    return f"{', '.join(before)} and {last}" if before else last
