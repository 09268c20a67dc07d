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
_REGIONS = (
    r"london|east of england|(?:east|west) midlands"
    r"|yorkshire(?: (?:and|&) (?:the )?humber(?:side)?)?|(?:north|south) (?:east|west)"
)
# A region of England over a column, or before a row: "London average 2023/24".
_REGION = re.compile(
    rf"(?:the |all |inner |outer |pan[- ])*(?P<region>{_REGIONS})"
    r"(?: (?:region|average|mean|median|boroughs?|authorities|councils|figure|benchmark))*"
    r"(?: \(?(?:20\d\d(?:[/-]\d\d)?|\d\d/\d\d)\)?)?",
    re.IGNORECASE,
)

# Over a column of places, of times, or of the parts that a population falls into.
_PLACES = re.compile(
    r"(?:(?:local )?(?:council|authority|area|borough|county|la)s?|local authorities"
    r"|(?:name of )?(?:council|authority)|place|comparator|neighbours?)\W*",
    re.IGNORECASE,
)
_NAME_WORDS = 6
_TIMES = re.compile(
    r"(?:(?:financial |academic |school )?years?|quarters?|months?|periods?|dates?|as at|term)\W*",
    re.I,
)
_TEAMS = re.compile(
    r"(?:team|service|service area|locality|district|ward|school|area team|quadrant)s?\W*", re.I
)
_PARTS = re.compile(r"(?:age|age (?:group|band)|gender|sex|ethnicity|band|key stage)\W*", re.I)
_PART = re.compile(
    r"(?:aged? )?\d{1,2} ?(?:[-–]|to) ?\d{1,2} ?(?:years?|yrs|year[- ]olds)(?: old)?"
    r"|(?:aged? |under )\d{1,2}s?(?: and over)?|boys|girls|males?|females?",
    re.IGNORECASE,
)
_PLACE_WORDS = re.compile(
    r"\b(?:(?:in )?england|nationally|national|statistical neighbours|region(?:al)?)\b", re.I
)
_POPULATION = re.compile(
    r"(?:(?:all|our|other|looked after) )*(?:children|pupils|young people|care leavers|students)"
    r"(?: (?:in care|looked after|in need|with send))?",
    re.IGNORECASE,
)


def heads_places(words: str) -> bool:
    """True of the head of a column of councils: "Council", "Local authority"."""
    return _PLACES.fullmatch(words.strip()) is not None


def names_place(label: str) -> bool:
    """True of a label that may be a council's name: capitals and no number, no address.

    >>> names_place("Greater Wexmere"), names_place("1 Civic Square"), names_place("of whom late")
    (True, False, False)
    """
    words = label.split()
    return 0 < len(words) <= _NAME_WORDS and label[:1].isupper() and not re.search(r"\d|@|:", label)


def heads_times(words: str) -> bool:
    """True of the head of a column of times: "Quarter", "Financial year"."""
    return _TIMES.fullmatch(words.strip()) is not None


def heads_teams(words: str) -> bool:
    """True of the head of a column of the council's own parts: "Team", "Locality"."""
    return _TEAMS.fullmatch(words.strip()) is not None


def names_part(words: str) -> bool:
    """True of a heading that is an age or a sex: "19-21 years", "Girls"."""
    return _PART.fullmatch(words.strip()) is not None


def heads_parts(words: str) -> bool:
    """True of the head beside ages, sexes and other parts of a population."""
    return _PARTS.fullmatch(words.strip()) is not None


def is_population(label: str, authority: str) -> bool:
    """True of a label that says of whom values are, beside whose, and not what is measured.

    >>> is_population("Children in care, England", ""), is_population("Referrals, England", "")
    (True, False)
    """
    names = re.sub(re.escape(authority), " ", label) if authority else label
    bare = re.sub(r"[,()–-]", " ", _PLACE_WORDS.sub(" ", names))
    return _POPULATION.fullmatch(" ".join(bare.split())) is not None


def find_region(words: str) -> str:
    """The region of England that is all that words name; empty of other words.

    >>> find_region("London average 2023/24"), find_region("London Borough of Wexmere")
    ('London', '')
    """
    found = _REGION.fullmatch(words.strip(" *()"))
    return found["region"].title().replace(" Of ", " of ") if found else ""


def find_owner(words: str, authority: str) -> tuple[str, str]:
    """Who a number under or beside such words belongs to, and its role.

    >>> find_owner("National 13/14", "Medway"), find_owner("Medway YTD", "Medway")
    (('England', 'comparator'), ('Medway', 'value'))
    """
    if re.search(r"\bof all (?:authorities|councils)|\bunitary average", words, re.IGNORECASE):
        return "other councils", "comparator"
    if region := find_region(words):
        return region, "comparator"
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
