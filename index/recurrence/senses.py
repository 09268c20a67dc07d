"""Words in another sense than a member means: supervision of a chief executive, not of staff."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.kinds import kind_of
from index.recurrence.wording import OTHER_CHILDREN
from models.links.lexicon import patterns_of, plain
from models.links.topic import Topic, name_objects
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


_MEANS_SEND = 0.1  # how likely words or their other names are about such children
_IN_CARE = re.compile(r"\b(?:in care|care leavers)\b")


def find_other_children(topic: Topic, kind: str) -> str:
    """Of which children a kind of document speaks where words mean those in care; else nothing.

    Health assessments in care are not those that an area SEND inspection asks for.
    """
    likeliest = list_issues()[topic.issues[0].argmax()].label
    means_send = topic.issues[:, issue_columns()["send"]].max() >= _MEANS_SEND
    is_other = kind_of(kind).inspects == "send" and _IN_CARE.search(likeliest) and not means_send
    return OTHER_CHILDREN if is_other else ""


# Whom the chapters of an inspection report are about.
_GROUPS = {
    "care leavers": re.compile(r"\bcare[- ](?:leav\w+|experienced)|\bleaving care\b", re.I),
    "children in care": re.compile(
        r"\bin (?:their |our |local authority )?care\b|\blooked[- ]after\b|\bpermanence\b", re.I
    ),
    "children who need help and protection": re.compile(
        r"\bchild(?:ren)?(?: who are| who is)? in need\b|\bprotection\b|\bneed help\b", re.I
    ),
}


def find_other_chapter(topic: Topic, headings: Sequence[str], text: str) -> str:
    """Whom a text, or its chapter where it names nobody, is about, where the words, or their issue,
    mean another of the groups that reports have chapters on; else nothing.

    The health of children in care is not that of care leavers. Rests on what two readers of two
    councils' records called wrong; of the judged findings only one stands so.
    """
    label = list_issues()[topic.issues[0].argmax()].label
    meant = _groups_in(topic.words) or _groups_in(label)
    whom = next(filter(None, map(_groups_in, (text, *reversed(headings)))), frozenset())
    return min(whom) if meant and whom and not meant & whom else ""


@lru_cache(maxsize=20_000)
def _groups_in(text: str) -> frozenset[str]:
    return frozenset(name for name, words in _GROUPS.items() if words.search(text))


# Roles that a direction makes, whose names have words of the field.
_ROLE_NAME = re.compile(
    r"\b(?:the )?(?:leadership improvement partner(?:ship)?|improvement board"
    r"|(?:non-executive )?commissioner for children[’']s services"
    r"|children[’']s services commissioner)\b",
    re.I,
)
# Who is sent to help a council, or to look: what these are to do is asked of no council.
_HELPER = re.compile(r"\b(?:commissioner|improvement (?:partner|adviser|advisor))\b", re.I)


def find_other_addressee(addressee: str) -> str:
    """What a text is about where it says what a commissioner or partner is to do; else nothing.

    >>> find_other_addressee("Improvement Adviser"), find_other_addressee("Wexmere Council")
    ('what the Improvement Adviser is to do', '')
    """
    return f"what the {addressee} is to do" if _HELPER.search(addressee) else ""


def find_other_sense(words: str, text: str) -> str:
    """The role or body whose supervision, oversight and so on a text speaks of; else nothing.

    Only where every place that has the typed act has such an object. So of words that stand only in
    the name of a role: a leadership improvement partner is no leadership.

    >>> find_other_sense("supervision", "give supervision to the Chief Executive")
    'the Chief Executive'
    >>> find_other_sense("supervision", "supervision of staff; supervision of the Director")
    ''
    """
    if name := _find_role_of(words, text):
        return name
    act = _ACTS.search(words)
    if not act:
        return ""
    places = re.finditer(rf"\b{act.group()}\b", text, re.I)
    objects = [_sense_at(text, place.start(), place.end()) for place in places]
    return objects[0] if objects and all(objects) else ""


def _find_role_of(words: str, text: str) -> str:
    """The name of a role in which alone a text has the words; empty where they stand elsewhere."""
    typed = re.compile(rf"\b{re.escape(words)}", re.I)
    name = next(
        (name.group() for name in _ROLE_NAME.finditer(text) if typed.search(name.group())), ""
    )
    is_role = _ROLE_NAME.fullmatch(words) or typed.search(_ROLE_NAME.sub(" ", text))
    return "" if is_role else name


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
    typed = {thing for name in (topic.words, *topic.others) for thing in name_objects(name)}
    others = frozenset(other for pair in _APART if typed & pair for other in pair - typed)
    if not _may_name(others, text):
        return ""
    named = name_objects(text)
    return "" if named & typed else min(named & others, default="")


def _may_name(things: frozenset[str], text: str) -> bool:
    """True where a text has words for one of these things: most texts have none, and need not be
    read for all that they name."""
    patterns = patterns_of(things)
    words = plain(text) if patterns else ""
    return any(pattern.search(words) for pattern in patterns)
