"""Whether a sentence that names a document with a date names one about this council, of that date.

Read on the papers of seven councils: of 41 documents told as not held 12 were none, or others.
"""

from __future__ import annotations

import re

from corpus.document import Span
from corpus.kinds import kind_of
from corpus.manifest import load_councils

_ADJACENT = re.compile(r"[\s,(–-]*(?:the |an? |its )?(?:[A-Z]\w+[’']?s? )?", re.IGNORECASE)
# "In June 2017 Ofsted carried out an inspection": what a date before the thing is of.
_DID = re.compile(
    r"\b(?:carried out|undertook|conducted|completed|issued|published|held|had an?|received"
    r"|invited|commissioned|was subject to|wrote|inspected|visited)\b[^,;:.]{0,60}$",
    re.IGNORECASE,
)
# Between a thing and a date behind it: something else that met or began on that day.
_OTHER_EVENT = re.compile(
    r"\b(?:meetings?|boards?|conversation|conference|established|appointed|set up|launched"
    r"|introduced|presented|presentation|strateg\w+|workshop|survey"
    r"|(?:focused|monitoring|follow[- ]up|subsequent|further) (?:\w+ )?visits?)\b",
    re.IGNORECASE,
)
# A single home or school is inspected by itself; "full" and "interim" inspections are of homes.
_OF_A_SETTING = re.compile(
    r"\bthe (?:home|school|unit|college|nursery|provider)\b"
    r"|\b(?:a|the|this|each|secure|residential) (?:\(secure\) )?(?:children[’']s )?home\b"
    r"|\b(?:full|interim) inspection (?:on|in|was)\b"
    r"|\b(?:school|nursery|college|prison|hospital)[’']?s? inspection\b",
    re.IGNORECASE,
)
_BEFORE_NAME = (
    40  # characters before a thing in which a council may own it: "Hampshire peer review"
)
_PREVIOUS = re.compile(
    r"\b(?:previous|last|earlier|former)\s+(?:full\s+)?(?:\w+\s+)?$", re.IGNORECASE
)


def owns_date(words: str, thing: Span, day: Span) -> bool:
    """True where the date is that of the thing, and not of what else the sentence tells.

    >>> said = "She was appointed in September 2019, following the inspection."
    >>> owns_date(said, Span(51, 61), Span(21, 35))
    False
    >>> said = "Since the last inspection and two focused visits in October 2022 it has."
    >>> owns_date(said, Span(15, 25), Span(52, 64)), owns_date(said, Span(34, 48), Span(52, 64))
    (False, True)
    """
    if day.end <= thing.start:
        between = words[day.end : thing.start]
        return bool(_ADJACENT.fullmatch(between) or _DID.search(between))
    return not _OTHER_EVENT.search(words[thing.end : day.start])


def is_of_another_council(words: str, thing: Span, authority: str) -> bool:
    """True where another council's name stands before the thing, or is what it is of, and the
    sentence does not name this one."""
    own = authority.lower()
    if own and own in words.lower():
        return False
    around = words[max(0, thing.start - _BEFORE_NAME) : thing.start]
    behind = re.match(
        r"\s+(?:of|in|at)\s+(?:the\s+)?((?:[A-Z][\w’'-]+\s?(?:and\s|upon\s)?){1,4})",
        words[thing.end :],
    )
    beside = f"{around} {behind[1] if behind else ''}"
    return any(
        re.search(rf"\b{re.escape(council.name)}\b", beside)
        for council in load_councils()
        if council.name.lower() != own
    )


def is_of_setting(words: str) -> bool:
    """True of an inspection of one home, school or other place.

    >>> is_of_setting("At its inspection in May 2013 the home was judged satisfactory.")
    True
    """
    return _OF_A_SETTING.search(words) is not None


def kind_named(kind: str, words: str, thing: Span, of_document: str) -> str:
    """The kind of what is named: in an area SEND report the previous inspection is one as well."""
    is_like = kind_of(of_document).inspects == "send" and kind_of(kind).inspects == "service"
    return of_document if is_like and _PREVIOUS.search(words[: thing.start]) else kind
