"""Councils named in a query: by the register's names, their short forms, or as held.

A name inside another name is not the council's: "Medway Maritime Hospital", "University of
Reading", "East Lancashire". "Reading", "Bury", "Bath" and "Barking" are also words, and are
read as councils only with a capital letter, and "Reading levels" not at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.vocabulary.council_short_names import load_short_names

_ALSO_WORDS = frozenset(("barking", "bath", "bucks", "bury", "reading", "staffs", "wilts"))
# What may stand around a council's name and belongs to it.
_STYLE = r"(?:(?:city|county|borough|metropolitan|unitary|district|royal)\s+)*council\b"
_BEFORE = re.compile(
    r"(?:\b(?:in|at|by|for|of|within|across|from|the)\s+)?"
    r"(?:\b(?:(?:the\s+)?(?:london|royal|metropolitan)\s+borough\s+of|city\s+of|county|lb)\s+)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"(?:\s+{_STYLE})?(?:['’]s\b|['’](?=\s))?", re.IGNORECASE)
# What makes a name part of another: before it, and after it.
_PART_BEFORE = re.compile(
    r"\b(?:north|south|east|west|mid|greater|central|new|upper|lower)[\s-]+$"
    r"|\b(?:university|college|diocese|archdiocese|bishop|duchess|duke|earl|bank)\s+of\s+$",
    re.IGNORECASE,
)
_INSTITUTION = (
    r"(?:nhs|hospital|academy|school|college|university|institute|foundation|constabulary"
    r"|police|integrated care|icb|clinical commissioning|ccg|lscb|(?:local )?safeguarding"
    r"|(?:local )?area partnership|partnership|magistrates|crown court|healthwatch"
    r"|(?-i:Learning|Maritime|Festival|Road|Street|Park|House|Hall|Together))\b"
)
# Verbs and measures after which "Reading" is what children do.
_READING = (
    r"(?:levels?|skills?|ages?|ability|abilities|attainment|progress|scores?|tests?|writing"
    r"|books?|schemes?|difficulties|recovery|comprehension|materials?|lists?|groups?|and"
    r"|for|with|to|a|the|about|aloud|between|through|is|at)\b"
)


@dataclass(frozen=True, slots=True)
class NamedCouncil:
    """A council named in a text: its name in the register or as held, and the words that do."""

    name: str
    start: int
    stop: int


def find_councils(text: str, held: Iterable[str]) -> tuple[NamedCouncil, ...]:
    """The councils named in a text, in its order; `held` are names to know beside the register.

    >>> [council.name for council in find_councils("Hull's caseloads, and in reading", ())]
    ['Kingston upon Hull']
    """
    names = _known_names(tuple(sorted(held)))
    matches = [*_pattern(tuple(names)).finditer(text)]
    councils: list[NamedCouncil] = []
    last, was_part = len(text), False
    for match in reversed(matches):
        # Of "Kent and Medway NHS Trust" neither name is the council's.
        joined = bool(re.fullmatch(r"\s+and\s+", text[match.end() : last], re.IGNORECASE))
        was_part = _is_part(match[0], text[: match.start()], text[match.end() :]) or (
            was_part and joined
        )
        last = match.start()
        if not was_part:
            councils.append(_widen(text, match, names[_fold(match[0])]))
    return tuple(reversed(councils))


def _widen(text: str, match: re.Match[str], name: str) -> NamedCouncil:
    """A name with the style and the preposition around it."""
    before = _BEFORE.search(text[: match.start()])
    after = _AFTER.match(text, match.end())
    return NamedCouncil(
        name,
        before.start() if before else match.start(),
        after.end() if after else match.end(),
    )


def _is_part(name: str, before: str, after: str) -> bool:
    """True where a name is an ordinary word there, or part of another name."""
    if re.match(rf"\s+{_STYLE}", after, re.IGNORECASE):
        return False
    return (
        _is_word(name, before, after)
        or bool(_PART_BEFORE.search(before))
        or bool(re.match(rf"\s+{_INSTITUTION}", after, re.IGNORECASE))
    )


def _is_word(name: str, before: str, after: str) -> bool:
    if name.lower() not in _ALSO_WORDS:
        return False
    begins = not before.strip() and bool(re.match(rf"\s+{_READING}", after, re.IGNORECASE))
    return name.islower() or begins


def find_other_names(text: str) -> tuple[str, ...]:
    """Other names of the councils named in a text: "BCP" is Bournemouth, Christchurch and Poole.

    None that stands in the text.
    """
    from corpus.manifest import load_councils

    named = {council.name for council in find_councils(text, ())}
    councils = (council for council in load_councils() if council.name in named)
    names = (
        name
        for council in councils
        for name in (
            council.name,
            *council.also_known_as,
            *load_short_names().get(council.name, ()),
        )
    )
    return tuple(name for name in names if _fold(name) not in _fold(text))


# --- names -----------------------------------------------------------------


def _fold(name: str) -> str:
    """A name without case, hyphens, dots and commas, "&" as "and"."""
    words = re.sub(r"[\s.,-]+", " ", name.lower().replace("&", " and "))
    return " ".join(words.split())


@cache
def _known_names(held: Sequence[str]) -> Mapping[str, str]:
    """Folded names, short forms and aliases to the name that documents carry."""
    # Read when first wanted: a library opens without the register.
    from corpus.manifest import load_councils

    councils = load_councils()
    names = {
        _fold(alias): council.name
        for council in councils
        for alias in (*load_short_names().get(council.name, ()), *council.also_known_as)
    }
    names |= _short_forms([council.name for council in councils])
    names |= {_fold(council.name): council.name for council in councils}
    return names | {_fold(name): name for name in held}


def _short_forms(names: Sequence[str]) -> dict[str, str]:
    """The first part of a long name, where no other council has or begins with it."""
    parts = [(re.split(r",? and |, | with |[ -](?:up)?on[ -]", name), name) for name in names]
    begins = Counter(_fold(part[0]) for part, _ in parts)
    return {
        _fold(part[0]): name
        for part, name in parts
        if len(part) > 1 and begins[_fold(part[0])] == 1
    }


@cache
def _pattern(folded: Sequence[str]) -> re.Pattern[str]:
    """Any of the names, the longest that fits."""
    longest_first = sorted(folded, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_to_pattern, longest_first))})(?![\w-])", re.I)


def _to_pattern(folded: str) -> str:
    words = (r"(?:and|&)" if word == "and" else re.escape(word) for word in folded.split())
    return r"(?:[\s,-]|\.\s)+".join(words)
