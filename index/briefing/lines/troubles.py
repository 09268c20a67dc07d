"""What kind of trouble words tell of, and of what: for matters that are about no known issue."""

from __future__ import annotations

import re

from corpus.vocabulary.issue_questions import Trouble, load_troubles

_LONGEST = 8  # words of a name
# What is short, late or rising, and of what: "backlog of assessments", "shortage of nurses".
_OF = re.compile(
    r"\b(?P<name>(?:appeals?|audit|backlogs?|complaints?|delays?|demand|lack|requests?|reviews?"
    r"|shortages?|wait(?:s|ing (?:times?|lists?))?)"
    r" (?:for|in|of|to) (?:(?:an?|the) )?[a-z\d][\w’'-]*(?: (?!(?:are|is|was|were|stood|has|have"
    r"|took|rose|fell|in|at|on|by|with|found|that|which|who)\b)[a-z][\w’'-]*){0,4})"
)
# Of whom or what a sentence speaks: the words before what is said of it.
_SUBJECT = re.compile(
    r"(?:(?:The|An?|Our|Continued|Average|Annual) )?(?P<name>[A-Za-z][\w’'-]*(?: [\w’'-]+){0,6}?)"
    r"(?::| (?:are|is|was|were|has|have|had|will|can|cannot|could|may|do|does|did|rose|fell|took"
    r"|stood|grew|grows?|remains?|exceeds?|received|issued|upheld|began|continues?)\b)"
)
# "The opening of the first": of which, stands in a sentence before.
_POINTS_BACK = re.compile(r"\b(?:first|second|third|last|latter|former|other|same|two)$")
_FOUND_THAT = re.compile(r"^.*\b(?:found|noted|reported|said|says|showed|shows) that (?:the )?")
_NO_SUBJECT = re.compile(
    r"(?:in|of|at|on|by|for|from|since|this|that|these|those|it|they|we|there|both|all|some|many"
    r"|most|however|while|when|as|our)\b",
    re.IGNORECASE,
)


def find_trouble(words: str) -> Trouble | None:
    """The kind of trouble of which most of its words stand in a text, the first of those alike;
    None where it has none.

    >>> trouble = find_trouble("The backlog is 247: families wait because two posts are empty.")
    >>> trouble.label if trouble else ""
    'waits and delays'
    """
    *kinds, figures = load_troubles()
    trouble = max(kinds, key=lambda each: len(each.words.findall(words)))
    told = (each for each in (trouble, figures) if each.words.search(words))
    return next(told, None)


def name_thing(words: str) -> str:
    """What a sentence is about, in few of its own words; empty where it does not say it first.

    >>> name_thing("The main reason is the shortage of child psychologists.")
    'shortage of child psychologists'
    >>> name_thing("Parents who complained rose from 61 to 118."), name_thing("It rose.")
    ('Parents who complained', '')
    """
    whole = " ".join(words.split())
    if found := _OF.search(whole):
        return found["name"]
    subject = None if _NO_SUBJECT.match(whole) else _SUBJECT.match(whole)
    name = _FOUND_THAT.sub("", subject["name"]) if subject else ""
    return name if len(name.split()) <= _LONGEST and not _POINTS_BACK.search(name) else ""
