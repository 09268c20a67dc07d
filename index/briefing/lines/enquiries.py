"""Lines of enquiry: open questions about children's outcomes, each standing on quotations.

What is asked is the issue's own question (`vocabulary/issue_questions.json`); the words before
it say why it is asked now; the follow-ups fit what the quotation says. They rest on the
questions that inspectors ask leaders: what do you know of the quality of practice, how do you
know it, what are your plans? The wording is a draft, for members to make their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from datetime import date, timedelta

from corpus.kinds import kind_of
from corpus.store.asks import HeldAsk
from corpus.vocabulary.issue_questions import IssueQuestion, load_issue_questions
from index.briefing.contents import Enquiry, Quotation
from index.briefing.lines.evidence import EarlierFigure, Promise
from index.briefing.lines.follow_ups import follow_up
from index.briefing.lines.matters import Matter, evidence_of, lead_of, opening_of
from index.briefing.lines.roles import STATUTORY, name_role
from index.briefing.topics import Topic
from index.recurrence.wording import say_day, say_join, say_month

_EVIDENCE = 2  # quotations of a line
_BUYS = re.compile(r"\b(?:award|contract|procure\w*|tender|provider|framework)\b", re.IGNORECASE)
_END_DECIDED = (
    "A recommendation to the cabinet: to set, with the decision, a measure and a day on which to"
    " hear what came of it."
)
_END_ASKED = "A return to this committee: what came of it, at a meeting named today."
_WITHIN = timedelta(days=28)  # in which information is asked for
_PER_CENT = re.compile(r"\d\s?(?:%|per ?cent)", re.IGNORECASE)
# Of what is about no issue: where a decision is sought, and elsewhere.
_ANY = IssueQuestion(
    question="What difference does this make in the lives of the children it is about?",
    check="How many children is it about today?",
    test="How would you find out that it is not working for them?",
    answer="how many children it concerns, now and a year ago; what happened to them; who checks",
)
_ANY_DECIDED = IssueQuestion(
    question="If this is agreed, what will be different for the children concerned?",
    check="How many children does it concern, and from when?",
    test="What would make the council change course after the decision?",
    answer="how many children and from when; measures with dates; what else was weighed",
)


def enquire(
    matters: Sequence[Matter], roles: Sequence[str], day: date, is_decided: bool = False
) -> tuple[Enquiry, ...]:
    """A line for each matter, in their order; `is_decided` where the paper asks for a decision
    of those who meet."""
    lines: list[Enquiry] = []
    for matter in matters:
        told = {each for line in lines for each in line.follow_ups}
        lines.append(_to_line(matter, roles, day, is_decided, told))
    return tuple(lines)


def ask_of_decision(decision: Quotation, roles: Sequence[str], is_decided: bool) -> Enquiry:
    """A line on the decision itself; on one to buy, how it will be known to do good."""
    buys = _BUYS.search(decision.citation.quote)
    asked = load_issue_questions()["commissioning"] if buys else _ANY_DECIDED
    return Enquiry(
        issue="the decision itself",
        counted="",
        question=asked.question,
        follow_ups=(asked.check, asked.test),
        full_answer=f"{asked.answer}.",
        evidence=(decision,),
        answered_by=_say_roles(roles),
        ending=_END_DECIDED if is_decided else _END_ASKED,
        part="decision sought",
    )


def _to_line(
    matter: Matter, roles: Sequence[str], day: date, is_decided: bool, told: Set[str]
) -> Enquiry:
    otherwise = _ANY_DECIDED if is_decided else _ANY
    asked = load_issue_questions().get(matter.issue, otherwise)
    return Enquiry(
        issue=matter.label,
        counted=_count(matter.topic) if matter.topic else "",
        question=" ".join(filter(None, (_say_cause(matter), asked.question))),
        follow_ups=follow_up(matter, asked, told),
        full_answer=f"{asked.answer}.",
        evidence=tuple(evidence_of(matter)[:_EVIDENCE]),
        answered_by=_say_who(matter, roles),
        ending=_say_ending(matter, day, is_decided),
        part=matter.part,
    )


def _count(topic: Topic) -> str:
    """In which years outside bodies raised it."""
    raised = {member.published.year for member in topic.raised}
    return f"Raised by outside bodies in {say_join([str(year) for year in sorted(raised)])}."


# --- why it is asked -------------------------------------------------------


def _say_cause(matter: Matter) -> str:
    """What the quotations do not say by themselves; empty where they do."""
    if matter.before:
        return _say_before(matter.before)
    asked = _say_asked(matter.ask) if matter.ask else ""
    if matter.is_passed_over:
        return f"{asked}; no account of it was found in this paper{_say_unread(matter)}."
    if asked and not opening_of(matter):
        return f"{asked}."
    return ""


def _say_asked(ask: HeldAsk) -> str:
    body = kind_of(ask.kind).body
    return f"{body[:1].upper()}{body[1:]} asked for this in {say_month(ask.published)}"


def _say_unread(matter: Matter) -> str:
    """That what was not found may stand in what is not held."""
    if not matter.appendices:
        return ""
    held = "is" if len(matter.appendices) == 1 else "are"
    return f"; {say_join(matter.appendices)}, which it names, {held} not held"


def _say_before(before: EarlierFigure) -> str:
    """Both figures, of whom each is, and what may be said of the two."""
    when = "" if before.when.startswith("reported") else before.when
    own = _say_figure(before.value, before.base, when)
    earlier = _say_figure(before.earlier_value, before.earlier_base, before.earlier_when)
    by = before.earlier.by or before.earlier.citation.body
    counted = (
        "They are counted differently, so they show no trend."
        if before.differs
        else "Whether both are counted in the same way is not said."
    )
    return f"This paper gives {own}; {by} gave {earlier}. {counted}"


def _say_figure(value: str, base: str, when: str) -> str:
    return f"{value}{f' for {base}' if base else ''}{f' ({when})' if when else ''}"


# --- who, and how it could end ---------------------------------------------


def _say_who(matter: Matter, roles: Sequence[str]) -> str:
    """Those who bring the paper, else who must answer in every council; and a partner to whom
    the ask is addressed, or who leads what was planned."""
    own = list(roles or STATUTORY)
    partner = matter.ask.ask.addressee if matter.ask else ""
    if partner and not re.search(r"\b(?:council|authority|borough)\b", partner, re.IGNORECASE):
        own.append(partner)
    return _say_roles(own, *_say_planned_lead(matter.promise))


def _say_planned_lead(promise: Promise | None) -> list[str]:
    """The role that a plan named, with the day of the plan: the post may be no more."""
    lead = name_role(promise.lead.split("/")[0]) if promise else ""
    if not (promise and lead):
        return []
    day = promise.quotation.citation.published
    return [f"{lead} (named in the plan{f' of {say_month(day)}' if day else ''})"]


def _say_roles(roles: Sequence[str], *besides: str) -> str:
    """The first two and the last, each once."""
    own = list(roles or STATUTORY)
    return "; ".join(dict.fromkeys([*own[:2], *own[2:][-1:], *besides]))


def _say_ending(matter: Matter, day: date, is_decided: bool) -> str:
    """Information, a recommendation or a return, by what the line stands on."""
    by = "before the decision is taken" if is_decided else f"by {say_day(day + _WITHIN)}"
    if matter.before or _PER_CENT.search(lead_of(matter).citation.quote):
        return f"Information: the figures asked for here, in writing {by}."
    if is_decided:
        return "A recommendation to the cabinet: to set a measure of it and a date."
    if matter.is_passed_over:
        return (
            "A recommendation to the cabinet: that the next update say what was done, with a"
            " measure and a date."
        )
    if matter.promise and not matter.admitted:
        return "A return: what came of the planned action, at a meeting named today."
    return "A return to this committee, with dated targets, at a meeting named today."
