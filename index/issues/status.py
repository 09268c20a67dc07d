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

from corpus.store.statements import Statement
from index.recurrence.wording import name_outside_body, say_count, say_day, say_when

# A statement, and how sure it is that it says this, and of this issue.
Weighted = tuple[Statement, float]
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
# low where a sentence names several things, and two such sentences make a cell.
_LEAST_WEIGHT = 0.2
# Of a document's sentences, together, for what it praises to have been sound: "returned
# after good" is said of a relapse, and not where a weak issue was once praised in passing.
# On the sample's issues half a sure sentence tells the two apart best. As much that is
# weak, where the whole was not found so, is told as found weak in part.
_SOUND = 0.5


@dataclass(frozen=True, slots=True)
class IssueCell:
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


# --- cells -----------------------------------------------------------------


def read_cells(statements: Iterable[Weighted]) -> list[IssueCell]:
    """One cell for each document that judges the issue, oldest first.

    Plans, restated asks and what the council reported make none, nor does a document
    that only touches on the issue.
    """
    judging = sorted(
        (weighted for weighted in statements if weighted[0].stance in _JUDGING), key=_document_of
    )
    by_document = (list(weighted) for _, weighted in groupby(judging, key=_document_of))
    return [_to_cell(weighted) for weighted in by_document if _is_judged(weighted)]


def _document_of(weighted: Weighted) -> tuple[date, str]:
    statement, _ = weighted
    return statement.published, statement.document


def _is_judged(statements: Sequence[Weighted]) -> bool:
    asked = any(statement.stance == "asked" for statement, _ in statements)
    return asked or sum(weight for _, weight in statements) >= _LEAST_WEIGHT


def _to_cell(statements: Sequence[Weighted]) -> IssueCell:
    weights = dict.fromkeys(_JUDGING, 0.0)
    for statement, weight in statements:
        weights[statement.stance] += weight
    weak = weights["found weak"] + weights["mixed"] / 2
    improving, good = weights["improving"], weights["good"] + weights["mixed"] / 2
    asked = weights["asked"] > 0
    # "Improving" is said of what is good already too ("continues to improve").
    found: Literal["weak", "improving", "good"] = "good" if good >= improving / 2 else "improving"
    if asked or weak > _WEAK_SHARE * (weak + improving + good):
        found = "weak"
    first, _ = statements[0]
    return IssueCell(
        published=first.published,
        document=first.document,
        body=name_outside_body(first.document_kind),
        found=found,
        asked=asked,
        weight=round(sum(weights.values()), 4),
        in_part=found != "weak" and weak >= _SOUND,
    )


# --- standing --------------------------------------------------------------


def find_standing(cells: Sequence[IssueCell], read_since: int, read_to: date | None) -> Standing:
    """Where an issue stands after its cells, oldest first.

    `read_since` is how many inspections later than the last cell were read without a
    mention; `read_to` the day of the newest document held. ValueError without a cell.
    """
    if not cells:
        raise ValueError("no outside body looked at it: it has no standing")
    history = _history(cells)
    return Standing(
        _state(cells, history, read_since), history, _reasons(cells, read_since, read_to)
    )


def _history(cells: Sequence[IssueCell]) -> History:
    weak = [index for index, cell in enumerate(cells) if cell.found == "weak"]
    good = [index for index, cell in enumerate(cells) if _is_sound(cell)]
    if weak and good and good[0] < weak[-1]:
        return "resolved then returned"
    better = bool(weak) and any(cell.found != "weak" for cell in cells[weak[0] :])
    if len(weak) > 1:
        return "recurred" if better else "persisting"
    return "resolved" if better or not weak else "raised once"


def _is_sound(cell: IssueCell) -> bool:
    """True where a document called the issue good, and not in passing."""
    return cell.found == "good" and cell.weight >= _SOUND


def _state(cells: Sequence[IssueCell], history: History, read_since: int) -> State:
    if history == "raised once":
        return "raised once"
    if read_since:
        return "no later mention"
    if cells[-1].found != "weak":
        return "good at last look" if cells[-1].found == "good" else "improving"
    if history == "resolved then returned":
        return "returned after good"
    return "recurring" if history == "recurred" else "persisting"


def _reasons(cells: Sequence[IssueCell], read_since: int, read_to: date | None) -> tuple[str, ...]:
    """What was asked and found, by whom and when; then what was read without a mention."""
    asked = [cell for cell in cells if cell.asked]
    by_verdict = {
        "Found weak": [cell for cell in cells if cell.found == "weak" and not cell.asked],
        "Reported as improving": [cell for cell in cells if cell.found == "improving"],
        "Found good": [cell for cell in cells if cell.found == "good"],
        "Found weak in part": [cell for cell in cells if cell.in_part],
    }
    reasons = [f"Asked for by {_say_bodies(asked)}."] if asked else []
    for verdict, judging in by_verdict.items():
        reasons += [f"{verdict} by {_say_bodies(judging)}."] if judging else []
    if read_since:
        count = say_count(read_since, "later inspection")
        reasons.append(f"No mention found in {count} read (documents held to {say_day(read_to)}).")
    return tuple(reasons)


def _say_bodies(cells: Iterable[IssueCell]) -> str:
    """Bodies with their days: "Ofsted on 23 August 2013 and 27 August 2019, and ..."."""
    return say_when((cell.body, cell.published) for cell in cells)
