"""Words in another sense than a member means: supervision of a chief executive, not of staff."""

from __future__ import annotations

import re

# Who or what is named after the words is a role or a body, not practice with children.
_OF_ROLE = (
    r"(?:\s+(?:and|or)\s+\w+)?\s+(?:to|of|for|over)\s+(?:the\s+)?"
    r"(?P<sense>(?:(?:lead|leadership|interim)\s+)*(?:chief executive|director|leader|lead member"
    r"|cabinet|improvement (?:board|partner|adviser)|commissioner|secretary of state"
    r"|department|trust board)\b(?:\s+of\s+\w+(?:\s+services)?)?)"
)
# Words that have another sense where they are of a role or a body.
_ACTS = re.compile(r"\b(?:supervision|oversight|coaching|monitoring|direction|challenge)\b", re.I)


def find_other_sense(words: str, text: str) -> str:
    """The role or body whose supervision, oversight and so on a text speaks of; else nothing.

    Only where every place that has the typed act has such an object.

    >>> find_other_sense("supervision", "give supervision to the Chief Executive")
    'the Chief Executive'
    >>> find_other_sense("supervision", "supervision of staff; supervision of the Director")
    ''
    """
    act = _ACTS.search(words)
    if not act:
        return ""
    places = list(re.finditer(rf"\b{act.group()}\b", text, re.I))
    objects = [re.compile(_OF_ROLE, re.I).match(text, place.end()) for place in places]
    if not objects or not all(objects):
        return ""
    return f"the {objects[0]['sense']}" if objects[0] else ""
