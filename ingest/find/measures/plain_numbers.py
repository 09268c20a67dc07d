"""What the numbers of a plain sentence measure: the first, those behind it, those in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.find.measures.plain_names import NO_NAME, RATES, TOLD_OF, is_tally, name_of
from models.text.quantities import Quantity

_NO_LEVEL = re.compile(
    r"\b(?:by|over|above|below|under|at least|at most|up to|more than|less than|fewer than|from|to"
    r"|between|within|nearly|(?:increase|rise|fall|drop|reduction|decrease|growth|gap|difference"
    r"|change|saving|cut)s? of|£|section|paragraph|page|year) $",
    re.IGNORECASE,
)
# "and girls 42%", "; dental checks for 74%"
_ALSO = re.compile(
    r"(?:[^.;:£]{0,60})?(?:;|,| and|^and|\bwhile|\bbut|,? whereas)(?: (?:and|the|for|of|that))* "
    r"(?P<name>[A-Za-z][A-Za-z’'-]+(?: [A-Za-z’'-]+){0,7}?)"
    r"(?: (?:for|was|is|were|are|at|stood at|filled|had|made up|accounted for|made|of|in))?",
    re.IGNORECASE,
)
_AND_ALONE = re.compile(r"(?:^|,|;| )(?:and|;|,)$|[,;]$")
# "58 in residential homes": what a number of a list of them counts.
_OWN_PART = re.compile(
    r" (?P<name>(?:(?:children|people|families|pupils|young people) )?(?:in|at|with|had|were|lived"
    r"|was|who|to|on|from|of) (?!the (?:year|quarter|month)\b)[a-z][^.;,()£\d]{3,60}?)"
    r"(?=$|[.;,(]| and \d)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"(?:(?P<before>[A-Z][^.;:()£%\d]{8,90}?) (?:for|in|by|with|to) |.*)"
    r"(?<![\d£])\d[\d,]*(?: [^.;()£%]{2,60})? \((?:or )?$"
)


def first_named(
    sentence: str, quantities: list[Quantity], timed: bool, last: str
) -> tuple[Quantity | None, str, str]:
    """The first number that its sentence names, with its name and role."""
    for quantity in quantities:
        named, role = name_of(sentence, quantity, last)
        if named and (timed or quantity.unit in RATES or role == "target" or is_tally(sentence)):
            return quantity, named, role
    return None, "", ""


def also_named(sentence: str, before: Quantity, quantity: Quantity, last: str, beside: bool) -> str:
    """The name that words between two numbers give the second: "boys made up 58% and girls 42%",
    "in foster homes and 58 in residential homes"; "" where it is none of the same kind."""
    between = " ".join(sentence[before.span.end : quantity.span.start].split())
    like = quantity.unit == before.unit
    if not like or _NO_LEVEL.search(f"{between} "):
        return ""
    ahead = _ALSO.fullmatch(between)
    if ahead and not NO_NAME.match(ahead["name"]):
        return ahead["name"][:1].upper() + ahead["name"][1:]
    if between == "and" and beside:
        return last
    behind = _OWN_PART.match(sentence, quantity.span.end)
    if behind and _AND_ALONE.search(between):
        return behind["name"].strip().capitalize()
    return ""


def shares_in_brackets(sentence: str, quantities: list[Quantity]) -> Iterator[tuple[str, Quantity]]:
    """The shares that stand in brackets behind a count: "61 (29%) had a plan", "for 88 of 104
    children (84.6%)"; the name is what is said of those counted."""
    for quantity in quantities:
        ahead, behind = sentence[: quantity.span.start], sentence[quantity.span.end :]
        counted = _BRACKETED.match(ahead)
        if quantity.unit != "%" or not counted or not behind.startswith(")"):
            continue
        told = TOLD_OF.match(behind[1:])
        name = told["told"] if told else counted["before"]
        if name and len(name.split()) > 1:
            yield name.strip()[:1].upper() + name.strip()[1:], quantity
