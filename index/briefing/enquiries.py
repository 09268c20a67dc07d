"""Lines of enquiry: open questions about children's outcomes, each standing on quotations.

What is asked is the issue's own question (`vocabulary/issue_questions.json`); the words before
it say why it is asked now; the follow-ups fit what the quotation says. They rest on the
questions that inspectors ask leaders: what do you know of the quality of practice, how do you
know it, what are your plans? The wording is a draft, for members to make their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from corpus.vocabulary.issue_questions import IssueQuestion, load_issue_questions
from index.briefing.contents import Enquiry
from index.briefing.matters import Matter, evidence_of, lead_of
from index.briefing.roles import STATUTORY, name_role
from index.briefing.topics import Topic
from index.recurrence.wording import say_day, say_join, say_month

_WITHIN = timedelta(days=28)  # in which information is asked for
_NUMBER = r"\d[\d,.]*\d|\d"
_PER_CENT = re.compile(rf"(?:{_NUMBER})\s?(?:%|per ?cent)", re.IGNORECASE)
# Two grades counted as one: "graded Good and Requires Improvement increased to 87%".
_JOINED = re.compile(
    rf"\b(?:good|outstanding)\b[\w ]{{0,12}}\b(?:and|or)\b[\w ]{{0,6}}\b"
    rf"(?:requires? improvement|RI|adequate)\b.*?(?P<share>(?:{_NUMBER})\s?(?:%|per ?cent))",
    re.IGNORECASE | re.DOTALL,
)
_CHANGE = re.compile(
    rf"\bfrom\b(?P<how>[^.;]{{0,24}}?)(?P<first>{_NUMBER})(?P<unit>\s?%)?"
    rf"[^.;]{{0,24}}?\bto\b(?P<between>[^.;\d]{{0,12}})(?P<last>{_NUMBER}\s?%?)",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"\bmore (?:work )?to (?:do|be done)\b|\bin hand\b|\bnot yet\b|\bfurther work\b|\btoo soon\b"
    r"|\bin progress\b|\bunder ?way\b",
    re.IGNORECASE,
)
_ANY = IssueQuestion(
    question="What does this mean for the children concerned?",
    check="How many children does it concern today, and how many a year ago?",
    answer="how many children it concerns, now and a year ago; what happened to them; who checks",
)


def enquire(
    matters: Sequence[Matter], roles: Sequence[str], day: date, is_decided: bool = False
) -> tuple[Enquiry, ...]:
    """A line for each matter, in their order; `is_decided` where the paper asks for a decision
    of those who meet."""
    return tuple(_to_line(matter, roles, day, is_decided) for matter in matters)


def _to_line(matter: Matter, roles: Sequence[str], day: date, is_decided: bool) -> Enquiry:
    asked = load_issue_questions().get(matter.issue, _ANY)
    return Enquiry(
        issue=matter.label,
        counted=_count(matter.topic) if matter.topic else "",
        question=" ".join(filter(None, (_say_cause(matter), asked.question))),
        follow_ups=(next(_fit(matter)), asked.check),
        full_answer=f"{asked.answer}.",
        evidence=tuple(evidence_of(matter)[:4]),
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
    """What makes it worth asking now, in one sentence."""
    if matter.is_passed_over and matter.ask:
        asked = say_month(matter.ask.published)
        return (
            f"Inspectors named {matter.label} among the areas to improve in {asked}; no account of"
            " what was done was found in the whole paper."
        )
    if matter.before:
        return _say_before(matter)
    if matter.admitted:
        kind = "a risk" if "admits" not in matter.causes else "a difficulty"
        return f"On {matter.label}, this paper itself names {kind}."
    if "figure" in matter.causes:
        return f"This paper gives a figure on {matter.label}."
    return _say_record(matter)


def _say_before(matter: Matter) -> str:
    before = matter.before
    assert before is not None
    month = say_month(before.earlier.citation.published)
    counted = (
        "the two count different posts or people, so they are no trend"
        if before.differs
        else "whether both are counted in the same way is not said"
    )
    return (
        f"On {matter.label}, this paper gives {before.value}; a document of {month} gave"
        f" {before.earlier_value}: {counted}."
    )


def _say_record(matter: Matter) -> str:
    """What inspectors asked, or a plan promised, where the paper itself admits nothing."""
    if matter.ask:
        asked = say_month(matter.ask.published)
        told = "; this paper reports steps, and no figure" if matter.sentences else ""
        return f"Inspectors named {matter.label} among the areas to improve in {asked}{told}."
    if matter.promise:
        planned = say_month(matter.promise.quotation.citation.published)
        return f"The plan of {planned} set a date for {matter.label}."
    return f"{matter.label[:1].upper()}{matter.label[1:]} came up more than once."


# --- follow-ups ------------------------------------------------------------


def _fit(matter: Matter) -> Iterator[str]:
    """Follow-ups that fit what the line stands on, the closest first."""
    words = lead_of(matter).citation.quote
    if joined := _JOINED.search(words):
        yield f"What share of the {joined['share']} was good?"
    if matter.before and matter.before.differs:
        yield f"What would the {matter.before.value} be, counted as it was then?"
    if change := _CHANGE.search(words):
        first, last = f"{change['first']}{change['unit'] or ''}", change["last"]
        yield f"What explains the change from {first} to {last}?"
    if share := _PER_CENT.search(words):
        yield f"What was the {share[0]} a year ago, on the same definition?"
    if matter.promise and not matter.admitted:
        yield f"The plan gave “{' '.join(matter.promise.due.split())}” for this: what shows that it was done?"
    if any(_UNFINISHED.search(sentence.text) for sentence in matter.admitted):
        yield "What is left to do, and by what date?"
    if matter.admitted:
        yield "What stops the rest from improving?"
    yield "What would show, before the next inspection, that it had stalled?"


# --- who, and how it could end ---------------------------------------------


def _say_who(matter: Matter, roles: Sequence[str]) -> str:
    """Those who bring the paper, else who must answer in every council; and a partner to whom
    the ask is addressed, or who leads what was planned."""
    own = list(roles or STATUTORY)
    partner = matter.ask.ask.addressee if matter.ask else ""
    if partner and not re.search(r"\b(?:council|authority|borough)\b", partner, re.IGNORECASE):
        own.append(partner)
    lead = name_role(matter.promise.lead) if matter.promise else ""
    named = [*own[:2], *own[2:][-1:], *([f"{lead} (named in the plan)"] if lead else [])]
    return "; ".join(dict.fromkeys(named))


def _say_ending(matter: Matter, day: date, is_decided: bool) -> str:
    by = say_day(day + _WITHIN)
    if is_decided:
        return (
            "A recommendation, before the decision is taken: a condition with a measure and a date."
        )
    if matter.is_passed_over:
        return (
            f"A recommendation to the cabinet: that the next update report on {matter.label}, with"
            " a measure and a date."
        )
    if matter.before or "figure" in matter.causes:
        return f"Information: the figures asked for here, in writing by {by}."
    if matter.promise:
        return "A return: what came of the planned action, at a meeting named today."
    return f"A return to this committee on {matter.label}, with dated targets, at a meeting named today."
