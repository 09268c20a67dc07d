"""How a line of enquiry could end: by what it stands on, and by whether those who meet decide.

Information by a day after the meeting, a recommendation, a return, a referral: never "note the
report", nothing that papers may tell of already ("a check from outside"). Whether a
committee or a board meets is not read, so that neither is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from index.briefing.lines.clashes import Clash
from index.briefing.lines.follow_ups import UNFINISHED, follows_promise
from index.briefing.lines.roles import is_board, name_addressee
from index.briefing.matters.matter import Matter
from index.briefing.matters.stands_on import lead_of, opening_of
from index.briefing.topics import OFTEN
from index.recurrence.wording import say_day

_WITHIN, _AFTER = timedelta(days=28), timedelta(days=91)  # for information, and for a report back
_IN_USE = timedelta(days=273)  # until what was bought can have changed something
_PER_CENT = re.compile(r"\d\s?(?:%|per ?cent)", re.IGNORECASE)
_MONEY = "money"  # an issue


@dataclass(frozen=True, slots=True)
class Sitting:
    """The day of a meeting, whether those who meet decide on the paper, and on buying a service."""

    day: date
    is_decided: bool
    buys: bool


def say_ending(
    matter: Matter, follow_ups: Sequence[str], sitting: Sitting, told: Sequence[str]
) -> str:
    """The closest of those that fit the line and that fewest of the others have."""
    fit = _fit_decision if sitting.is_decided else _fit_scrutiny
    used = Counter(told)
    return min(fit(matter, follow_ups, sitting.day), key=lambda ending: used[ending])


def end_of_decision(sitting: Sitting, closed: str = "") -> str:
    """Of a line on the decision itself; `closed` is what that would close."""
    back = say_day(sitting.day + (_IN_USE if sitting.buys else _AFTER))
    heads = "Add to the decision" if sitting.is_decided else "A recommendation"
    if closed:
        return (
            f"{heads}: that the {closed} stay open until a report, by {back}, shows what each"
            " action has changed for children."
        )
    if sitting.is_decided:
        return (
            f"{heads}: the changes that should be seen first, each with its measure; a report on"
            f" them by {back}."
        )
    return f"A report back to the committee by {back}: what the decision has changed for children."


def _fit_scrutiny(matter: Matter, follow_ups: Sequence[str], day: date) -> Iterator[str]:
    """Endings of those who ask and do not decide, the closest first."""
    by, back = say_day(day + _WITHIN), say_day(day + _AFTER)
    answered_by = name_addressee(matter.ask.ask.addressee) if matter.ask else ""
    if is_board(answered_by):
        yield f"A request to {answered_by}: a written answer by {by}."
    if matter.clash:
        yield f"Information: {_which(matter.clash)}, in writing by {by}."
    if _is_of_figures(matter):
        yield f"Information: these figures, in writing by {by}."
    if matter.is_passed_over:
        yield (
            f"A recommendation: that the committee be told by {back} what was done, for how many"
            " children."
        )
    if target := _missed_target(matter):
        yield f"A recommendation: a plan with dates to reach the target of {target}."
    if matter.lacks_figure:
        yield f"A recommendation: that the committee be given figures on this by {back}."
    if follows_promise(matter, follow_ups):
        yield (
            f"A report back to the committee by {back}: whether the planned action is done, and"
            " what it has changed."
        )
    if UNFINISHED in follow_ups:
        yield f"A report back to the committee by {back}: which of these steps are done."
    if _is_of_risk(matter):
        yield (
            f"A report back to the committee by {back}: whether this risk is lower, and how that"
            " is known."
        )
    if _MONEY in (matter.issue, matter.trouble):
        yield "A referral to those who scrutinise the budget, with the answers given today."
    yield f"A report back to the committee by {back} with this answer."
    yield f"Information: this answer, in writing by {by}."
    yield f"A recommendation: a plan with dates, brought to the committee by {back}."
    yield f"A visit by members before {back}, to hear from those who do this work."


def _fit_decision(matter: Matter, follow_ups: Sequence[str], day: date) -> Iterator[str]:
    """Endings of those who decide on the paper, the closest first."""
    by, back = say_day(day + _WITHIN), say_day(day + _AFTER)
    if matter.clash:
        yield f"Information: {_which(matter.clash)}, in writing by {by}."
    if _is_of_figures(matter):
        yield f"Information: these figures, in writing by {by}."
    if matter.is_passed_over:
        yield f"Add to the decision: a report by {back} on what was done, for how many children."
    if follows_promise(matter, follow_ups):
        yield f"A report back by {back}: whether the planned action is done, and what it changed."
    if _is_of_risk(matter):
        yield "Add to the decision: the day by which this risk should be lower, and its measure."
    if target := _missed_target(matter):
        yield f"Add to the decision: the day by which the target of {target} is to be reached."
    if matter.admitted:
        yield f"A report back by {back} with this answer."
    if matter.lacks_figure or _is_asked_often(matter):
        yield f"A referral to scrutiny, to test by {back} what was done."
    yield f"Add to the decision: a report by {back} that gives this answer."
    yield f"Information: this answer, in writing by {by}."


def _which(clash: Clash) -> str:
    """What is to be put right, which nobody knows before it is answered."""
    return (
        "which of the two figures is right"
        if clash.other
        else ("which is right, the figure or its colour")
    )


def _missed_target(matter: Matter) -> str:
    """The target that the figure of a line is short of, as printed; empty where none is."""
    own = opening_of(matter)
    figure = own.figure if own else None
    return figure.target if figure and figure.is_short and figure.is_sure else ""


def _is_asked_often(matter: Matter) -> bool:
    return matter.topic is not None and matter.topic.raised_in >= OFTEN


def _is_of_figures(matter: Matter) -> bool:
    return bool(matter.before or _PER_CENT.search(lead_of(matter).citation.quote))


def _is_of_risk(matter: Matter) -> bool:
    own = opening_of(matter)
    return own is not None and own.is_risk
