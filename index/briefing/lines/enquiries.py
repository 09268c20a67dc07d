"""Lines of enquiry: open questions about children's outcomes, each standing on quotations.

What is asked is the issue's own question (`vocabulary/issue_questions.json`); the words before
it say why it is asked now; the follow-ups fit what the quotation says. They rest on the
questions that inspectors ask leaders: what do you know of the quality of practice, how do you
know it, what are your plans? The wording is a draft, for members to make their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from datetime import date, timedelta

from corpus.kinds import kind_of
from corpus.vocabulary.issue_questions import IssueQuestion, load_issue_questions
from index.briefing.contents import Enquiry
from index.briefing.lines.evidence import EarlierFigure
from index.briefing.lines.matters import Matter, evidence_of, find_cue, lead_is_prose, lead_of
from index.briefing.lines.roles import STATUTORY, name_role
from index.briefing.paper import Sentence
from index.briefing.topics import Topic
from index.recurrence.wording import say_day, say_join, say_month

_EVIDENCE = 4  # quotations of a line
_FEWEST = 3  # words that can be read by themselves
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
# What is asked next, by the words of what is admitted, the more telling first.
_FOLLOW_UPS = (
    (
        re.compile(
            r"\bmore (?:work )?to (?:do|be done)\b|\bin hand\b|\bnot yet\b|\bfurther work\b"
            r"|\btoo soon\b|\bunder ?way\b",
            re.IGNORECASE,
        ),
        "What is left to do, with a date for each step?",
    ),
    (
        re.compile(
            r"\bshort (?:supply|of)\b|\bshortage|\bunfilled\b|\binsufficient\b|\btoo few\b"
            r"|\btimely access\b|\bnot enough\b",
            re.IGNORECASE,
        ),
        "How many children are waiting because of it today?",
    ),
    (
        re.compile(r"\brisen\b|\bfewer\b|\bworse|\bdeclin|\blowest\b|\bexceed", re.IGNORECASE),
        "What does the service believe lies behind it?",
    ),
    (
        re.compile(
            r"\bchalleng|\bdifficult|\bneutral\b|\bdespite\b|\bremain|\bpressure", re.IGNORECASE
        ),
        "Which of the steps taken so far has made the most difference?",
    ),
)
# What fits where nothing closer does: how do you know, and what would show that it is not so?
_ALWAYS = (
    "What would show, before the next inspection, that it had stalled?",
    "What do the children concerned say about it?",
    "Who outside the service has checked it?",
    "What would members see first if it were not working?",
    "What was it a year ago?",
)
# What hangs loose at either end of a few words cut from a sentence.
_LOOSE = re.compile(
    r"^(?:(?:and|but|or|that|which|of|to|the|a|an|is|are|was|in|for|with|by|as|it)\s+)+"
    r"|(?:\s+(?:and|but|or|that|which|of|to|the|a|an|is|are|was|in|for|with|by|as|it|has|have"
    r"|been|be|its|their|our|at|on|from|will|would|do))+$",
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
    lines: list[Enquiry] = []
    for matter in matters:
        told = {follow_up for line in lines for follow_up in line.follow_ups}
        lines.append(_to_line(matter, roles, day, is_decided, told))
    return tuple(lines)


def _to_line(
    matter: Matter, roles: Sequence[str], day: date, is_decided: bool, told: Set[str]
) -> Enquiry:
    asked = load_issue_questions().get(matter.issue, _ANY)
    fitting = next(follow_up for follow_up in _fit(matter) if follow_up not in told)
    return Enquiry(
        issue=matter.label,
        counted=_count(matter.topic) if matter.topic else "",
        question=" ".join(filter(None, (_say_cause(matter), asked.question))),
        follow_ups=(fitting, asked.check),
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
    """What makes it worth asking now, in one sentence."""
    if matter.is_passed_over and matter.ask:
        asked, body = say_month(matter.ask.published), kind_of(matter.ask.kind).body
        return (
            f"{body} asked in {asked} for what is quoted here; no account of what was done was"
            " found anywhere in this paper."
        )
    if matter.before:
        return _say_before(matter, matter.before)
    if matter.admitted:
        return _say_admitted(matter)
    if "figure" in matter.causes:
        on = f"on {matter.label}" if matter.issue else f"in {matter.part}"
        return f"This paper gives a figure {on}."
    return _say_record(matter)


def _say_admitted(matter: Matter) -> str:
    """The paper's own words, in short; of a risk only that it is one."""
    worded = (words for each in matter.admitted if (words := find_words(each)))
    on = f"On {matter.label}" if matter.issue else f"In {matter.part}"
    if words := next(worded, ""):
        return f"{on}, this paper says “{words}”."
    kind = "a risk" if all(each.is_risk for each in matter.admitted) else "a difficulty"
    return f"{on}, this paper names {kind}."


def find_words(sentence: Sentence) -> str:
    """The words by which a sentence admits something, and what follows them in its clause.

    Empty for a row of a table, and where it admits by no word that is known.
    """
    admits = find_cue(sentence)
    if admits is None:
        return ""
    after = re.match(r"[\w’'-]*(?:[^\S\n]+[\w’'-]+){0,8}", sentence.text[admits.end() :])
    end = admits.end() + (after.end() if after else 0)
    start = admits.start()
    if len(sentence.text[start:end].split()) < _FEWEST:
        before = re.search(r"(?:[\w’'-]+[^\S\n]+){0,3}$", sentence.text[:start])
        start = before.start() if before else start
    clause = re.split(r"\s(?:and|but|which)\s", sentence.text[start:end])[0]
    return _LOOSE.sub("", clause)


def _say_before(matter: Matter, before: EarlierFigure) -> str:
    counted = (
        "the two are counted differently, so they are no trend"
        if before.differs
        else "whether both are counted in the same way is not said"
    )
    return (
        f"On {matter.label}, this paper gives {before.value} ({before.when}), and"
        f" {before.earlier.by or before.earlier.citation.body} gave {before.earlier_value}"
        f" ({before.earlier_when}):"
        f" {counted}."
    )


def _say_record(matter: Matter) -> str:
    """What inspectors asked, or a plan promised, where the paper itself admits nothing."""
    if matter.ask:
        asked = say_month(matter.ask.published)
        return f"Inspectors named {matter.label} among the areas to improve in {asked}."
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
    if lead_is_prose(matter) and (share := _PER_CENT.search(words)):
        yield f"What was the {share[0]} a year ago, on the same definition?"
    if matter.promise and not matter.admitted:
        due = " ".join(matter.promise.due.split())
        yield f"The plan gave “{due}” for this: what shows that it was done?"
    words = " ".join(sentence.text for sentence in matter.admitted)
    yield from (follow_up for cue, follow_up in _FOLLOW_UPS if cue.search(words))
    if matter.causes & {"risk"}:
        yield "What would be the first sign that this risk is coming true?"
    if "figure" in matter.causes and not lead_is_prose(matter):
        yield "What stands between this figure and its target?"
    yield from _ALWAYS


# --- who, and how it could end ---------------------------------------------


def _say_who(matter: Matter, roles: Sequence[str]) -> str:
    """Those who bring the paper, else who must answer in every council; and a partner to whom
    the ask is addressed, or who leads what was planned."""
    own = list(roles or STATUTORY)
    partner = matter.ask.ask.addressee if matter.ask else ""
    if partner and not re.search(r"\b(?:council|authority|borough)\b", partner, re.IGNORECASE):
        own.append(partner)
    lead = name_role(matter.promise.lead.split("/")[0]) if matter.promise else ""
    named = [*own[:2], *own[2:][-1:], *([f"{lead} (named in the plan)"] if lead else [])]
    return "; ".join(dict.fromkeys(named))


def _say_ending(matter: Matter, day: date, is_decided: bool) -> str:
    """Information, a recommendation or a return, by what the line stands on."""
    by = "before the decision is taken" if is_decided else f"by {say_day(day + _WITHIN)}"
    if matter.before or _PER_CENT.search(lead_of(matter).citation.quote):
        return f"Information: the figures asked for here, in writing {by}."
    if is_decided:
        return f"A recommendation to the cabinet: a measure and a date on {matter.label}."
    if matter.is_passed_over:
        return (
            f"A recommendation to the cabinet: that the next update say what was done on"
            f" {matter.label}, with a measure and a date."
        )
    if matter.promise and not matter.admitted:
        return "A return: what came of the planned action, at a meeting named today."
    return (
        f"A return to this committee on {matter.label}, with dated targets, at a meeting named"
        " today."
    )
