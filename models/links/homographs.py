"""Words that a text has in another sense than those typed: a missed chance is no missing child.

Stems do not tell these apart. What stands beside the word, or how it ends, does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_NOT_BETWEEN = (
    r"(?!(?:and|or|by|for|with|from|to|that|which|when|homes?|famil\w+|placements?|arrangements?"
    r"|plan\w*|foster\w*|adopt\w*|options?|match\w*)\b)"
)
_STAFF = (
    rf"(?:{_NOT_BETWEEN}\w+\s+){{0,4}}?(?:staff\w*|workforce|workers?|managers?|management|teams?|leadership|leaders?"
    r"|director\w*|officers?|posts?|positions?|roles?|appoint\w+|recruit\w+|employ\w+|contracts?)\b"
)


@dataclass(frozen=True)
class _Homograph:
    """A word with two senses: where it is typed as one, and where a text has the other.

    `typed` finds it in typed words that mean the sense of the field; `place` all of its places in
    a text, `other` those, from the place on, that have the other sense, `before` those by what
    stands before them.
    """

    typed: re.Pattern[str]
    place: re.Pattern[str]
    other: re.Pattern[str]
    before: re.Pattern[str] = re.compile(r"(?!)")

    def is_other(self, names: Iterable[str], text: str) -> bool:
        """True where a text has only the other sense than the one typed."""
        places = [*self.place.finditer(text)]
        apart = [name for name in names if not self.place.search(name)]
        return (
            bool(places)
            and all(self._has_other(text, place.start()) for place in places)
            and not any(name.casefold() in text.casefold() for name in apart)
        )

    def _has_other(self, text: str, start: int) -> bool:
        return bool(self.other.match(text, start) or self.before.search(text[:start]))


_WAYS = (
    r"(?:approach|model|practice|strateg|polic|method|tool|framework|definition|system|process|plan"
    r"|programme|stance|culture|measure|standard)\w*"
)

_HOMOGRAPHS = (
    _Homograph(  # of children, and of ways of working
        typed=re.compile(r"\badopt(?:ion|ions|ers?|ive|ed)\b", re.I),
        place=re.compile(r"\badopt\w*", re.I),
        other=re.compile(
            r"adopt(?:s|ed|ing|ion of)?\s+(?:an?|the|this|that|new|its)\s+"
            rf"(?:[\w-]+\s+){{0,3}}?{_WAYS}",
            re.I,
        ),
        before=re.compile(rf"\b{_WAYS}\s+(?:(?:was|were|is|are|been|being)\s+)?\Z", re.I),
    ),
    _Homograph(  # of a child, and teams that are called so
        typed=re.compile(r"\bassessments?\b(?!\s+(?:and\s+\w+\s+)?(?:teams?|services?)\b)", re.I),
        place=re.compile(r"\bassess(?:ment)?s?\b", re.I),
        other=re.compile(
            r"assessment\s+(?:(?:and|&)\s+\w+\s+)?(?:teams?|services?|pods?|hubs?|units?)\b", re.I
        ),
    ),
    _Homograph(
        typed=re.compile(r"\bmissing\b", re.I),
        place=re.compile(r"\bmiss(?:es|ed|ing)?\b", re.I),
        other=re.compile(
            r"miss(?:es|ed)?\b|miss\s+(?:opportunit|chance|out\b)\w*"
            r"|missing from (?:[\w’']+ ){0,2}?(?:plans?|records?|files?|assessments?|others)\b",
            re.I,
        ),
        before=re.compile(  # "information is incomplete or missing"
            r"\b(?:(?:incomplete|inaccurate|unclear|out of date|absent),?\s+(?:or|and)"
            r"|(?:information|detail|section|element)s?\s+(?:is|are|was|were)"
            r"(?:\s+(?:often|sometimes|still|also))?)\s+\Z",
            re.I,
        ),
    ),
    _Homograph(  # from home or care, and from school; not where either is said in the sentence
        typed=re.compile(r"\A(?!.*\b(?:education|school)).*\bmissing\b", re.I | re.S),
        place=re.compile(r"\bmiss(?:es|ed|ing)?\b", re.I),
        other=re.compile(
            r"(?:miss(?:es|ed)?\b"
            r"|missing\s+(?:out\s+on\s+)?(?:from\s+)?(?:an\s+)?(?:education|school))"
            r"(?!.*\b(?:care|homes?|placements?|return\s+interview|runn?\w*\s+away|abscond))",
            re.I | re.S,
        ),
    ),
    _Homograph(
        typed=re.compile(r"^prevent(?:\s+(?:duty|strategy|agenda|programme|training))?$", re.I),
        place=re.compile(r"\bprevent\w*", re.I),
        other=re.compile(r"prevent|Prevent\w"),
        before=re.compile(r"\A\W*\Z"),  # the first word is written so in any case
    ),
    _Homograph(
        typed=re.compile(rf"\bpermanen(?:ce|cy|t)\b(?!\s+(?:exclu|school|{_STAFF}))", re.I),
        place=re.compile(r"\bpermanen\w+", re.I),
        other=re.compile(
            rf"permanen(?:t|tly)\s+(?:{_STAFF}|exclu\w+|school\b)"
            rf"|permanen(?:ce|cy)\s+(?:of|in|among)\s+{_STAFF}",
            re.I,
        ),
        before=re.compile(r"\b(?:recruit|appoint|employ)\w*\s+(?:\w+\s+){0,3}\Z", re.I),
    ),
    _Homograph(  # staff of an agency, and agencies that work together
        typed=re.compile(r"\bagency\b(?=\s+(?:staff|\w*\s?workers?)\b)", re.I),
        place=re.compile(r"\bagenc(?:y|ies)\b", re.I),
        other=re.compile(
            r"agencies|agency(?!\s+(?:and\s+\w+\s+)?(?:staff|(?:social\s+)?workers?|managers?)\b)",
            re.I,
        ),
        before=re.compile(
            r"\b(?:multi|inter|single|cross|each|every|partner|adoption)[-‐‑–\s]*\Z", re.I
        ),
    ),
    _Homograph(  # staff of an agency, and whatever else is for the time being
        typed=re.compile(r"\b(?:agency|temporary|locum)\b(?=\s+(?:staff|\w*\s?workers?)\b)", re.I),
        place=re.compile(r"\b(?:interims?|agency|temporary|locums?)\b", re.I),
        other=re.compile(
            r"interims?\b(?!\s+(?:and\s+\w+\s+)?(?:staff|(?:social\s+)?workers?|managers?)\b)", re.I
        ),
    ),
    _Homograph(  # staff who leave, and those who leave care
        typed=re.compile(
            r"\b(?:staff|workers?|carers?|managers?)\s+(?:\w+\s+)?leav(?:e|es|ing)\b(?!\s+care)",
            re.I,
        ),
        place=re.compile(r"\b(?:leav(?:e|es|ing)|left)\b", re.I),
        other=re.compile(r"(?:leav(?:e|es|ing)|left)\s+care\b", re.I),
        before=re.compile(r"\bcare\s+\Z", re.I),
    ),
    _Homograph(  # young people who care, and those who care for them
        typed=re.compile(r"\byoung carers?\b", re.I),
        place=re.compile(r"\bcarers?\b", re.I),
        other=re.compile(r"(?!)"),
        before=re.compile(
            r"(?<!\byoung )(?<!\byoung adult )(?<!\bare )(?<!\bas )(?<!\bbe )\Z", re.I
        ),
    ),
    _Homograph(  # where young people live, and where a court has them kept
        typed=re.compile(r"(?<!secure )\b(?:accommodation|housing)\b", re.I),
        place=re.compile(r"\baccommodation\b", re.I),
        other=re.compile(r"(?!)"),
        before=re.compile(r"\bsecure\s+\Z", re.I),
    ),
    _Homograph(  # low income, and a deprivation of liberty
        typed=re.compile(r"\b(?:poverty|deprivation)\b(?!\s+of\s+liberty)", re.I),
        place=re.compile(r"\bdepriv\w+", re.I),
        other=re.compile(r"depriv\w+(?:\s+\w+){0,2}?\s+(?:liberty|safeguards)", re.I),
    ),
    _Homograph(  # of staff, and of carers, contact or a family by order of a court
        typed=re.compile(r"\bsupervision\b(?!\s+orders?\b)", re.I),
        place=re.compile(r"\bsupervis\w+", re.I),
        other=re.compile(
            r"supervising\s+social\s+workers?\b|supervision\s+orders?\b"
            r"|supervis(?:ed|ing|ion\s+of)\s+(?:their\s+|the\s+)?(?:contacts?|family\s+time|visits?)\b",
            re.I,
        ),
    ),
    _Homograph(
        typed=re.compile(r"\brights\b", re.I),
        place=re.compile(r"\brights?\b", re.I),
        other=re.compile(r"right\b(?!\s+to\b)", re.I),  # "the right help at the right time"
    ),
    _Homograph(
        typed=re.compile(r"(?<!school )(?<!work )(?<!student )\bplacements?\b", re.I),
        place=re.compile(r"\bplacements?\b", re.I),
        other=re.compile(r"(?!)"),
        before=re.compile(r"\b(?:schools?|works?|students?|educational|nursery|degree)\s+\Z", re.I),
    ),
)


def has_other_sense(words: str, names: Iterable[str], text: str) -> bool:
    """True where a text has a typed word only in another sense; `names` are others of the same.

    >>> has_other_sense("missing children", (), "Chances were missed for these children.")
    True
    >>> has_other_sense("permanence", (), "A permanent foster home was found.")
    False
    """
    return bool(list_other_senses(words, names, [text]))


def list_other_senses(words: str, names: Iterable[str], texts: Sequence[str]) -> list[int]:
    """The places of the texts that have a typed word only in another sense, as `has_other_sense`;
    of most words no text is looked at."""
    others, typed = (*names,), _typed_in(words)
    if not typed:
        return []
    return [
        at
        for at, text in enumerate(texts)
        if any(homograph.is_other(others, text) for homograph in typed)
    ]


@lru_cache(maxsize=1_000)
def _typed_in(words: str) -> tuple[_Homograph, ...]:
    """Those that typed words have in the sense of the field; most have none."""
    return tuple(homograph for homograph in _HOMOGRAPHS if homograph.typed.search(words))
