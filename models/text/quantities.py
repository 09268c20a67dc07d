"""Numbers with what they count: percentages, rates, money, days, people. No dates, no ages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Span

_NAMES = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    "|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
)
_WORDS = {word: number for number, word in enumerate(_NAMES.split("|"))}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = re.compile(
    r"(?P<money>£\s?)?(?P<sign>(?<![\w)])(?<!\d\s)[-+]\s?)?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<percent>\s?%|\s(?:per ?cent)\b)?"
    rf"|\b(?:(?P<tens>{'|'.join(_TENS)})(?:[- ](?P<ones>{'|'.join(list(_WORDS)[1:10])}))?"
    rf"|(?P<word>{'|'.join(list(_WORDS)[1:20])}))\b",
    re.IGNORECASE,
)
# What a number is not a measure in: a day, a year, an age, a paragraph, a law, a range of ages.
_DATE_AFTER = re.compile(
    rf"\s*(?:st|nd|rd|th)?\s*(?:of\s+)?{_MONTH}\b|\s*[-–−/]\s*\d{{2}}\b(?!\s?%)", re.IGNORECASE
)
_MONTH_NEXT = re.compile(rf"\s*{_MONTH}\b", re.IGNORECASE)  # "from 662 June 2023 to"
_DATE_BEFORE = re.compile(rf"\b{_MONTH}\s*$|\d\s*[-–−/]\s*$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_BEFORE = re.compile(
    r"\b(?:section|paragraphs?|para|page|chapter|act|appendix|annex|figure|table|regulation|part"
    r"|number|no|priority|stage|tier|level|grade|phase|aged?|ages?(?: of)?|key stages?|year"
    r"|recommendations?|outcome|quarter|term|attainment|progress|s|per|form|telephone|tel"
    r"|schedule|article|rule|hundred and)\.?\s*$",
    re.IGNORECASE,
)
_LISTED = re.compile(  # "key stages 1 and 2"
    r"\b(?:key stages?|stages|sections|paragraphs|tiers|levels|recommendations|years|aged|ages)"
    r" \d+(?:,| and| to| or| ?[-–]|, and) *$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"\s*(?:(?:-|–|to|and|or|- and)\s*\d+\s*)?[- ]?(?:years?[- ]olds?|years? (?:of age|old)"
    r"|years?\b"
    r"|st\b|nd\b|rd\b|th\b|-\d|months? (?:ago|later|old)|hours?\b|am\b|pm\b)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s*(?:children (?=per ))?(per 10,?000|(?:working )?days|weeks|months|FTE|(?:per )?cases?"
    r"|children|young people|people|care leavers|social workers"
    r"|posts?|foster carers?|carers|households?|families"
    r"|adopters|plans|audits|visits|referrals|contacts|schools|places|m\b|million)",
    re.IGNORECASE,
)
# A telephone number's code, and what stands behind one.
_CODE = re.compile(r"0\d{2,}")
_CODE_BEFORE = re.compile(r"\b0\d{2,4}\)?(?: \d{3,4})?[ -]$")
_AGE_BEFORE = re.compile(r"\b(?:under|over)\s*$", re.IGNORECASE)
_SPELL_BEFORE = re.compile(
    r"\b(?:last|past|previous|next|first|within|every|over the|than|least)\s*$", re.IGNORECASE
)
_SPELL_AFTER = re.compile(r"\s*(?:working )?(?:days|weeks|months)\b", re.IGNORECASE)
_PER_CENT = re.compile(r"\s+per ?cent\b", re.IGNORECASE)  # "ninety-two per cent"
UNNAMED = "things"  # the unit of a number before a plural that is no known unit
_OLDEST = 25  # "over 18", "under 5" are ages; "over 200" is not
_LAST_DAY = 31
_COUNTED = re.compile(
    r"\s*(?:[‘’'\w-]+ ){0,3}?(?:[a-z’'-]{3,}s\b(?<!ss)|staff\b|(?:of )?th[eo]se\b)", re.IGNORECASE
)
_SMALL_WORD = 3  # "one", "two", "three" in prose are seldom counts of anything measured


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed, where in its text, its value and unit."""

    span: Span
    amount: float
    unit: str


def find_quantities(text: str) -> Iterator[Quantity]:
    """The measured numbers of a text, in order."""
    for found in _NUMBER.finditer(text):
        if not _is_other(text, found):
            yield _to_quantity(text, found)


def _is_other(text: str, found: re.Match[str]) -> bool:
    """True of a number that dates, names or ages something."""
    before, after = text[max(0, found.start() - 24) : found.start()], text[found.end() :][:40]
    if found["percent"] or found["money"]:
        return False
    if found["word"] or found["tens"]:
        small = _named(found) <= _SMALL_WORD
        return small or bool(_NOT_AFTER.match(after) or _NOT_BEFORE.search(before))
    amount = float(found["digits"].replace(",", ""))
    if amount > _LAST_DAY and "." not in found["digits"] and not _YEAR.fullmatch(found["digits"]):
        after = _MONTH_NEXT.sub("", after)
    glued = bool(re.search(r"[\w.]$|[a-z]-$", before)) or bool(re.match(r"[A-Za-z_]|\.\d", after))
    return (
        glued
        or bool(_CODE.fullmatch(found["digits"]) or _CODE_BEFORE.search(before))
        or bool(_YEAR.fullmatch(found["digits"]))
        or bool(_DATE_AFTER.match(after) or _DATE_BEFORE.search(before))
        or bool(_NOT_BEFORE.search(before) or _LISTED.search(before) or _NOT_AFTER.match(after))
        or bool(_SPELL_BEFORE.search(before) and _SPELL_AFTER.match(after))
        or bool(amount <= _OLDEST and _AGE_BEFORE.search(before))
    )


def _to_quantity(text: str, found: re.Match[str]) -> Quantity:
    named = found["word"] or found["tens"]
    amount = float(_named(found) if named else found["digits"].replace(",", ""))
    if (found["sign"] or "").strip() == "-":
        amount = -amount
    return Quantity(Span(found.start(), found.end()), amount, _unit(text, found))


def _named(found: re.Match[str]) -> int:
    """The number of a word: "seven", "forty", "twenty-seven"."""
    ones = (found["word"] or found["ones"] or "").lower()
    return _TENS.get((found["tens"] or "").lower(), 0) + _WORDS.get(ones, 0)


def _unit(text: str, found: re.Match[str]) -> str:
    if found["percent"] or _PER_CENT.match(text, found.end()):
        return "%"
    unit = _UNIT.match(text[found.end() :])
    said = " ".join(unit[1].lower().split()) if unit else ""
    if found["money"]:
        return "£ million" if said in ("m", "million") else "£"
    return said or (UNNAMED if _COUNTED.match(text[found.end() :]) else "")
