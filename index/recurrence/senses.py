"""Words in another sense than a member means: supervision of a chief executive, not of staff."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.kinds import kind_of
from models.links.ask_text import stem_words
from models.links.lexicon import find_objects, open_lexicon, plain
from models.links.topic import Topic
from models.statements.issues import issue_columns, list_issues

# Who or what is named after the words is a role or a body, not practice with children.
_OF_ROLE = re.compile(
    r"(?:\s+(?:and|or)\s+\w+)?\s+(?:to|of|for|over)\s+(?:the\s+)?"
    r"(?P<sense>(?:(?:lead|leadership|interim)\s+)*(?:chief executive|director|leader|lead member"
    r"|cabinet|improvement (?:board|partner|adviser)|commissioner|secretary of state"
    r"|department|trust board)\b(?:\s+of\s+\w+(?:\s+services)?)?)",
    re.I,
)
# A body's own: that of a board or a partnership, not of managers.
_BODYS = re.compile(
    r"\b(?P<sense>\w*scb|[\w ]{0,20}\b(?:board|partnership|committee))['’]s?\s+$", re.I
)
# Words that have another sense where they are of a role or a body.
_ACTS = re.compile(r"\b(?:supervision|oversight|coaching|monitoring|direction|challenge)\b", re.I)


_OF_SEND = "children with special educational needs"
_MEANS_SEND = 0.1  # how likely words or their other names are about such children
_IN_CARE = re.compile(r"\b(?:in care|care leavers)\b")


def find_other_children(topic: Topic, kind: str) -> str:
    """Of which children a kind of document speaks where words mean those in care; else nothing.

    Health assessments in care are not those that an area SEND inspection asks for.
    """
    likeliest = list_issues()[topic.issues[0].argmax()].label
    means_send = topic.issues[:, issue_columns()["send"]].max() >= _MEANS_SEND
    is_other = kind_of(kind).inspects == "send" and _IN_CARE.search(likeliest) and not means_send
    return _OF_SEND if is_other else ""


# What a report may speak of is asked of the report. Rests on one direction of the Secretary of
# State, whose list of what the reports on a council may cover has six subjects.
_MAY_COVER = re.compile(
    r"\b(?:reports?|updates?|reviews?)\s+(?:may|might|can|could)\s+(?:also\s+)?(?:cover|include)\b",
    re.I,
)
_OF_REPORTS = "what reports may cover"


def find_other_sense(words: str, text: str) -> str:
    """The role or body whose supervision, oversight and so on a text speaks of; else nothing.

    Only where every place that has the typed act has such an object. So is a subject that a text
    names only among those that reports may cover.

    >>> find_other_sense("supervision", "give supervision to the Chief Executive")
    'the Chief Executive'
    >>> find_other_sense("supervision", "supervision of staff; supervision of the Director")
    ''
    """
    if _is_among_contents(words, text):
        return _OF_REPORTS
    act = _ACTS.search(words)
    if not act:
        return ""
    places = re.finditer(rf"\b{act.group()}\b", text, re.I)
    objects = [_sense_at(text, place.start(), place.end()) for place in places]
    return objects[0] if objects and all(objects) else ""


def _is_among_contents(words: str, text: str) -> bool:
    listed = _MAY_COVER.search(text)
    return bool(listed) and not set(stem_words(plain(words))) <= set(
        stem_words(plain(text[: listed.start()])) if listed else ()
    )


def _sense_at(text: str, start: int, end: int) -> str:
    """The role or body that an act at a place is of, or whose it is; empty where it is neither."""
    match = _OF_ROLE.match(text, end) or _BODYS.search(text[:start])
    return f"the {match['sense'].strip()}" if match else ""


# Things of the lexicon that are two, though one issue is about both: of 66 judged pairs in which
# one was typed and only the other named, none was about the words and one touched them. Of other
# issues that name two things (audits and quality assurance) half of such pairs were about them.
_APART = (
    frozenset({"domestic_abuse", "neglect"}),
    frozenset({"strategy_meeting", "cp_enquiry"}),
)


def find_other_thing(topic: Topic, text: str) -> str:
    """The thing that a text names in place of the one typed, of two that one issue is about.

    A sentence on neglect has the issue "domestic abuse and neglect", and is not about domestic
    abuse. Empty where the text names what was typed too, or names neither.
    """
    typed = {thing for name in (topic.words, *topic.others) for thing in _things_in(name)}
    others = {other for pair in _APART if typed & pair for other in pair - typed}
    named = _things_in(text) if others else frozenset()
    return "" if named & typed else min(named & others, default="")


@lru_cache(maxsize=20_000)
def _things_in(text: str) -> frozenset[str]:
    """What a text names, by the lexicon."""
    return frozenset(mark.entry for mark in find_objects(plain(text), open_lexicon().objects))
