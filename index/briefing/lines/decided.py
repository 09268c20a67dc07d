"""The line of enquiry on the decision itself, where those who meet are asked to agree something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from corpus.vocabulary.issue_questions import IssueQuestion, load_issue_questions
from index.briefing.contents import Enquiry, Quotation
from index.briefing.lines.cues import name_whom
from index.briefing.lines.endings import Sitting, end_of_decision
from index.briefing.lines.roles import say_roles
from index.briefing.paper import Paper, Sentence, find_told_on

_BUYS = re.compile(
    r"\b(?:award|procure|tender)(?:s|ed|ing|ment)?\b"
    r"|\b(?:agree|approve|enter|extend|let|renew|sign|vary)\b[^.;]{0,60}\bcontracts?\b",
    re.IGNORECASE,
)
# What is bought, in the words of the decision: "the contract for supported lodgings to the ...".
_BOUGHT = re.compile(
    r"\b(?P<bought>(?:contracts?|agreement|framework|tender) for (?:the )?[a-z][\w’' -]{2,60}?)"
    r"(?= (?:to|with|from|until|as|at|by|on|for|in|be)\b|[,;.:(]|\s*$)"
)
_MEASURED = "Which measures in the contract are about how {whom} fare?"
_ANSWER_BOUGHT = (
    "measures of quality in the contract; how they will be checked, and by whom; what is done"
    " where the provider falls short; what {whom} say"
)
# A plan, a strategy or a board's work that is to be closed, and one that is to be agreed.
_PLAN = r"(?:plan|strategy|programme|action plan|improvement board)"
_NAMES = re.compile(r"\b(?:plan|strategy|programme|board)\b", re.IGNORECASE)
_ITS = r"(?:the|this|a|an|its|our)\s+(?:[\w’'-]+\s+)"  # what may stand before its name
_CLOSES = re.compile(
    rf"\b{_PLAN}\b[^.;]{{0,40}}\b(?:be |is )?(?:closed|ended|stood down|discontinued)\b"
    rf"|\b(?:clos(?:e|ing|ure of)|end|stand down|discontinue)\s+{_ITS}{{0,4}}?{_PLAN}\b",
    re.IGNORECASE,
)
_ADOPTS = re.compile(
    rf"\b(?:adopt|agree|approve|endorse)s?\s+{_ITS}{{0,6}}?"
    r"(?P<plan>plan|strategy|(?<!work )(?<!forward )programme)\b",
    re.IGNORECASE,
)
# What a paper says of how much of a plan is done, and how that is judged.
_DONE = re.compile(
    r"\b(?:complete[ds]?|in progress|unfinished|not (?:yet )?(?:been )?(?:finished|implemented)"
    r"|outstanding (?:actions?|recommendations?)|remain(?:s|ing)? open)\b",
    re.IGNORECASE,
)
_ACTIONS = re.compile(r"\b(?:actions?|recommendations?|areas?|priorities)\b", re.IGNORECASE)
_MOST = 2  # sentences of the paper beside the decision
ANY_DECIDED = IssueQuestion(
    question="If what is proposed is agreed, what will be different for the children concerned?",
    check="How many children does it concern, and from when?",
    test="What would make the council change course after the decision?",
    answer="how many children and from when; measures with dates; what else was weighed",
)
_CLOSED = IssueQuestion(
    question="What has changed for children because of the {plan}, apart from actions that are"
    " done?",
    check="Who answers for each action that is not finished, once the {plan} is closed?",
    test="What would tell you, a year from now, that what was gained is being lost?",
    answer="what is not finished, with who leads it and by when; what audits and children say of"
    " what is called complete; when members see it next",
)
_ADOPTED = IssueQuestion(
    question="What will children notice first if this {plan} works?",
    check="Which of its actions have no measure, or no date?",
    test="What would make you change the {plan}?",
    answer="for each action who leads it, by when and how it is measured; what children and"
    " families will notice; when members see the results",
)


def is_to_buy(decision: Quotation) -> bool:
    """True of a decision on a contract."""
    return bool(_BUYS.search(decision.citation.quote))


def find_main(decision: Sequence[Quotation]) -> Quotation | None:
    """The first decision that would close a plan, else agree one: what such a paper is about
    before all; None where none does."""
    closing = (each for each in decision if _CLOSES.search(each.citation.quote))
    adopting = (each for each in decision if _ADOPTS.search(each.citation.quote))
    return next(closing, None) or next(adopting, None)


def ask_of_decision(
    decision: Quotation, roles: Sequence[str], day: date, is_decided: bool, paper: Paper
) -> Enquiry:
    """A line on the decision itself, with what the paper says of how far a plan is: on one to buy,
    how it will be known to do good; on one to close or agree a plan, what came or will come of
    it for children."""
    asked = _questions_on(decision)
    return Enquiry(
        issue="the decision itself",
        counted="",
        question=asked.question,
        follow_ups=(asked.check, asked.test),
        full_answer=f"{asked.answer}.",
        evidence=(decision, *_find_beside(decision, paper)),
        answered_by=say_roles(roles),
        ending=end_of_decision(
            Sitting(day, is_decided, buys=is_to_buy(decision)), find_closed(decision)
        ),
        part="decision sought",
    )


def _questions_on(decision: Quotation) -> IssueQuestion:
    words = decision.citation.quote
    if is_to_buy(decision):
        return _questions_on_purchase(decision)
    if closed := find_closed(decision):
        return _name_plan(_CLOSED, closed)
    if adopted := _ADOPTS.search(words):
        return _name_plan(_ADOPTED, adopted["plan"].lower())
    return ANY_DECIDED


def find_closed(decision: Quotation) -> str:
    """What a decision would close, by what it is called: "plan"; empty where it closes none."""
    closes = _CLOSES.search(decision.citation.quote)
    named = _NAMES.search(closes[0]) if closes else None
    return named[0].lower() if named else ""


def _name_plan(asked: IssueQuestion, plan: str) -> IssueQuestion:
    """The questions on a plan that is to be agreed or closed, by what it is called."""
    return replace(
        asked,
        question=asked.question.format(plan=plan),
        check=asked.check.format(plan=plan),
        test=asked.test.format(plan=plan),
    )


def _find_beside(decision: Quotation, paper: Paper) -> Iterator[Quotation]:
    """What the paper says of how much of a plan is done, of one to be closed; of one to be agreed
    how many actions it has."""
    words = decision.citation.quote
    own = [each for each in paper.account if each.is_own and each.is_prose and not each.is_risk]
    if _CLOSES.search(words):
        done = [each for each in own if _DONE.search(each.text)]
        yield from (each.quotation for each in done[:_MOST])
    elif _ADOPTS.search(words) and not is_to_buy(decision):
        counting = next((each for each in own if _counts_actions(each)), None)
        if counting:
            yield find_told_on(counting, own) or counting.quotation


def _counts_actions(sentence: Sentence) -> bool:
    has_plan = re.search(rf"\b{_PLAN}\b", sentence.text, re.IGNORECASE)
    return bool(has_plan and re.search(rf"\d+ {_ACTIONS.pattern}", sentence.text, re.IGNORECASE))


def _questions_on_purchase(decision: Quotation) -> IssueQuestion:
    """Those on commissioning, on what is bought where the decision names it."""
    asked = load_issue_questions()["commissioning"]
    bought = _BOUGHT.search(" ".join(decision.citation.quote.split()))
    if bought is None:
        return asked
    words = f"{decision.citation.title} {decision.citation.quote}"
    whom = name_whom(words, "children and young people")
    return replace(
        asked,
        question=f"How will the {bought['bought']} make life better for {whom}?",
        check=_MEASURED.format(whom=whom),
        test="What would make the council end or change this contract early?",
        answer=_ANSWER_BOUGHT.format(whom=whom),
    )
