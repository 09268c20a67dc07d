"""Whose a number is: the authority's, England's, its neighbours', a region's, or a target."""

from __future__ import annotations

import re

ENGLAND, NEIGHBOURS, TARGET = "England", "statistical neighbours", "target"
_NEIGHBOURS = (
    r"stat(?:istical|s)?\.? ?neighbours?|\bSN\b|similar (?:authorities|councils)|\bneighbours"
    r"|\bcompar(?:able|ator|ative) (?:local )?(?:authorit|council|borough)|\bcomparators\b"
)
_OWNERS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), who, role)
    for pattern, who, role in (
        (r"\btarget", "", "target"),
        (_NEIGHBOURS, NEIGHBOURS, "comparator"),
        (r"\bsouth east\b|\bSE\b", "South East", "comparator"),
        (r"\bregion", "region", "comparator"),
        (
            r"\bnational|\bengland\b|\beng\b|country as a whole|across the country",
            ENGLAND,
            "comparator",
        ),
    )
)


def find_owner(words: str, authority: str) -> tuple[str, str]:
    """Who a number under or beside such words belongs to, and its role.

    >>> find_owner("National 13/14", "Medway"), find_owner("Medway YTD", "Medway")
    (('England', 'comparator'), ('Medway', 'value'))
    """
    if re.search(r"\bof all (?:authorities|councils)|\bunitary average", words, re.IGNORECASE):
        return "other councils", "comparator"
    for pattern, who, role in _OWNERS:
        if pattern.search(words):
            return who or authority, role
    return authority, "value"


def list_comparators(words: str) -> list[tuple[str, str]]:
    """Every comparator that words name, each once, in the order of its first mention.

    >>> [who for who, _ in list_comparators("above its neighbours and England")]
    ['statistical neighbours', 'England']
    """
    found = [
        (place.start(), who, role)
        for pattern, who, role in _OWNERS
        if role == "comparator" and (place := pattern.search(words))
    ]
    return [(who, role) for _, who, role in sorted(found)]
