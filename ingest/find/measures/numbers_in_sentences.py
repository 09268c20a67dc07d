"""A number in its sentence: the words beside it tell whose it is and for when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.find.measures.owners import find_owner, list_comparators
from ingest.find.measures.periods import Period
from models.text.quantities import Quantity

# What tells of a number stands near it: "14% nationally", "(the England average is 14%)".
_NEAR = 60
_STANDARD = r"(?:average|target|threshold|limit|national|england|neighbours?|figure|benchmark)"
_COMPARES = (
    r"\b(?:(?:compar(?:ed|es|ing) (?:to|with)|(?:similar|comparable) to|in line with|short of"
    r"|(?:up|down) (?:from|on)"
    r"|(?:improvement|increase|decrease|reduction|rise|fall|drop|decline) (?:on|from)"
    r"|(?:higher|lower|more|less|fewer|better|worse|greater|larger|smaller|longer|shorter|slower"
    r"|faster|quicker)(?: \w+)? than)\b"
    rf"|(?:against|above|below|outside|exceed\w*) (?=(?:[\w’'-]+ ){{0,4}}{_STANDARD}))"
)
_COMPARISON = re.compile(_COMPARES, re.IGNORECASE)
_THAN = re.compile(r"\bthan\b", re.IGNORECASE)
_BREAK = r"[;:()]|,? (?:compared (?:to|with)|against|but|while|whereas|and)\b"
_BEFORE = re.compile(_BREAK, re.IGNORECASE)
# Behind a number the other side of a comparison is no longer its own.
_AFTER = re.compile(rf"{_BREAK}|{_COMPARES}", re.IGNORECASE)
# Words between two numbers that tell of the second: "below the national average of 20%".
_LEADS_ON = re.compile(
    r"\b(?:of|at|is|was|were|average|figure|neighbours|nationally|england|rate)\W*$", re.IGNORECASE
)
_PAIRED = re.compile(r"\W+and\W+$", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\W*respectively\b", re.IGNORECASE)
_FROM = re.compile(
    r"\bfrom (?:(?:an? )?(?:average|total|high|low|peak) of )?"
    r"(?:about |around |approximately |just |over |under )?$",
    re.IGNORECASE,
)
_TO = re.compile(r"(?<!relating )\bto (?:\w+ ){0,4}$", re.IGNORECASE)
# "47% and currently 40%", "47%, currently 40%": the time is the next number's.
_APART = re.compile(r"[,;] |\band (?:(?:there|it) )?(?:(?:is|are|was|were) )?$", re.IGNORECASE)
# A time that another is held against: "an increase on the previous year, with 33%".
_HELD_AGAINST = re.compile(
    r"\b(?:on|from|than|with|to|over|against|of) (?:(?:the|that|their) )?(?:position )?$",
    re.IGNORECASE,
)
_SAYS_OF = re.compile(r"(?:['’]s)?\s*(?:\w+ ){0,3}(?:of|at|was|were|is|when) ?$", re.IGNORECASE)
_GIVEN = re.compile(rf"{_STANDARD} (?:of|is|was|at) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlacedNumber:
    """A number and the words around it, to the numbers next to it and beyond."""

    sentence: str
    quantity: Quantity
    before: str  # the words since the number before it, or since the sentence began
    after: str  # the words up to the next number, or to the end
    earlier: str  # all words before it

    @property
    def is_paired_first(self) -> bool:
        """True of A in "A and B respectively"."""
        rest = self.sentence[self.quantity.span.end + len(self.after) :]
        return bool(_PAIRED.match(self.after) and re.match(r"\S+ respectively\b", rest))

    @property
    def is_paired_last(self) -> bool:
        """True of B in "A and B respectively"."""
        return bool(_PAIRED.match(self.before) and _RESPECTIVELY.match(self.after))


def place_numbers(sentence: str, quantities: Sequence[Quantity]) -> list[PlacedNumber]:
    """Each number of a sentence in its place, in order."""
    edges = [0, *(quantity.span.end for quantity in quantities)]
    nexts = [*(quantity.span.start for quantity in quantities[1:]), len(sentence)]
    return [
        PlacedNumber(
            sentence,
            quantity,
            sentence[start : quantity.span.start],
            sentence[quantity.span.end : end],
            sentence[: quantity.span.start],
        )
        for quantity, start, end in zip(quantities, edges, nexts, strict=False)
    ]


# --- whose -------------------------------------------------------------------


def owner_of(number: PlacedNumber, authority: str) -> tuple[str, str]:
    """Who a number belongs to, and its role, by the words of its clause.

    A number that is compared with somebody's is not theirs: "above the national average
    (12%, compared with 5% nationally)".
    """
    if paired := _paired_owner(number, authority):
        return paired
    after = _clause_after(number)
    named = authority and authority.lower() in after.lower()
    if named and find_owner(after, authority)[1] == "value":
        return authority, "value"
    found = find_owner(_last_clause(number.before.rstrip(" (£"))[-_NEAR:] + " " + after, authority)
    given = _GIVEN.search(number.before)  # "below the threshold of 547 days, in line with"
    if found[1] == "comparator" and not given and found == _compared_in(number.after, authority):
        return authority, "value"
    return found


def _paired_owner(number: PlacedNumber, authority: str) -> tuple[str, str] | None:
    """Of "than England (A and B respectively)" the authority for A, England for B.

    Of "above England and its neighbours at A and B respectively" those two. None elsewhere.
    """
    if not (number.is_paired_first or number.is_paired_last):
        return None
    compared = _COMPARISON.search(number.earlier) or _THAN.search(number.earlier)
    named = list_comparators(number.earlier[compared.end() :]) if compared else []
    if not named:
        return None
    both = named if len(named) > 1 else [(authority, "value"), *named]
    return both[0] if number.is_paired_first else both[1]


def _clause_after(number: PlacedNumber) -> str:
    """The words behind a number that tell of it; none where they lead on to the next number."""
    leads_on = len(number.after) < len(number.sentence) - number.quantity.span.end
    if leads_on and _LEADS_ON.search(number.after):
        return ""
    return _AFTER.split(number.after)[0][:_NEAR]


def _compared_in(words: str, authority: str) -> tuple[str, str] | None:
    """Whose number the words compare with, behind the first comparison; None of none."""
    compared = _COMPARISON.search(words) or _THAN.search(words)
    if compared is None:
        return None
    found = find_owner(words[compared.end() :][:_NEAR], authority)
    return found if found[1] == "comparator" else None


def _last_clause(words: str) -> str:
    cuts = [found.end() for found in _BEFORE.finditer(words)]
    return words[cuts[-1] :] if cuts else words


# --- for when ----------------------------------------------------------------


def period_of(
    number: PlacedNumber, periods: Sequence[Period], told_before: Sequence[Period] = ()
) -> Period | None:
    """The time of a number: what follows it before the next number, else what came before.

    A sentence with one time and one number less sure has that time. `told_before` are the
    times of the sentence that it goes on from.
    """
    if not periods:
        return _from_and_to(number, told_before) or _only(told_before)
    place = number.quantity.span
    after = [period for period in periods if _is_its_own(number, period)]
    before = [
        period for period in periods if period.span.end <= place.start and _tells_of(number, period)
    ]
    if after and (not before or after[0].span.start - place.end < _NEAR):
        return after[0]
    if _ends_apart(number, before):
        return None
    return _from_and_to(number, before) or (before[-1] if before else _only(_free(number, periods)))


def _is_its_own(number: PlacedNumber, period: Period) -> bool:
    """True of a time behind a number, before the next one; not of one it is compared with."""
    end = number.quantity.span.end
    if not end <= period.span.start < end + len(number.after):
        return False
    between = number.sentence[end : period.span.start]
    last = end + len(number.after) == len(number.sentence)
    apart = not last and _APART.search(between)
    return not apart and not _COMPARISON.search(between) and not _is_held(number, period)


def _tells_of(number: PlacedNumber, period: Period) -> bool:
    """True of a time before a number, but of one that others are held against."""
    between = number.sentence[period.span.end : number.quantity.span.start]
    return not _is_held(number, period) or _SAYS_OF.fullmatch(between) is not None


def _is_held(number: PlacedNumber, period: Period) -> bool:
    words = number.sentence[: period.span.start]
    return period.counted and _HELD_AGAINST.search(words) is not None


def _free(number: PlacedNumber, periods: Sequence[Period]) -> list[Period]:
    """The times that nothing is held against or compared with."""
    end = number.quantity.span.end
    return [
        period
        for period in periods
        if not _is_held(number, period)
        and not _COMPARISON.search(number.sentence, end, period.span.start)
    ]


def _ends_apart(number: PlacedNumber, before: Sequence[Period]) -> bool:
    """True of B in "from A in 2014 to B": it is of now, not of 2014."""
    start = number.quantity.span.start - len(number.before)
    if not before or before[-1].span.start < start or not _TO.search(number.before):
        return False
    first = re.search(r"\S+\s*$", number.sentence[:start])
    return bool(first and _FROM.search(number.sentence[: first.start()]))


def _from_and_to(number: PlacedNumber, periods: Sequence[Period]) -> Period | None:
    """Of "between 2012 and 2013 numbers fell from A to B": 2012 for A, 2013 for B."""
    if len(periods) != 2:
        return None
    if _FROM.search(number.before) and re.match(r"\W*to\b", number.after):
        return periods[0]
    return periods[1] if re.fullmatch(r"\W*to (?:\w+ ){0,2}", number.before) else None


def _only(periods: Sequence[Period]) -> Period | None:
    return periods[0] if len(periods) == 1 else None
