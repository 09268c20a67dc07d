"""Who is asked to act, as the words of an ask name them."""

from __future__ import annotations

import re

_ACTOR = re.compile(
    r"(?:the\s+)?([^.:;]{2,140}?)\s+(?:should|must|needs?\s+to|are\s+to|is\s+to)\b", re.IGNORECASE
)
# Not a name but the beginning of a sentence.
_CLAUSE = re.compile(r"\b(?:that|which|is|are|to|so|when|where|if)\b", re.IGNORECASE)
# Who can be asked; "child protection plans need to be clear" names nobody.
ACTOR_WORD = re.compile(
    r"\b(?:leaders|managers?|workers?|authority|council|trust|boards?|LSCB|LAP|partners"
    r"|partnership|chairs?|chairpersons|officers?|commissioners|ICBs?|CCGs?|police|agencies"
    r"|members|services?|director|headteacher|panel|practitioners|staff)\b",
    re.IGNORECASE,
)


def find_actor(words: str) -> str:
    """Who "should" or "must" in the first sentence that says so; empty where nobody is named.

    >>> find_actor("The local authority and its partners should improve plans.")
    'local authority and its partners'
    """
    for sentence in re.split(r"(?<=[.?!])\s+", words):
        match = _ACTOR.match(sentence)
        if match and ACTOR_WORD.search(match[1]) and not _CLAUSE.search(match[1]):
            return " ".join(match[1].split()).strip(",")
    return ""
