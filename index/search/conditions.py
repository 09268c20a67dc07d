"""Conditions that a query's words put on documents, and what they leave of a library.

"Ofsted 2018 Somerset caseloads" asks for caseloads, in what Ofsted published of Somerset in
2018. Each condition says which words were taken for it. One that leaves nothing is left
out, its words are looked for as any others, and the condition says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import combinations

from corpus.kinds import kind_of, kinds_where, load_kinds
from corpus.store.documents import DocumentScope
from index.search.council_names import find_councils

FIELDS = ("council", "year", "kind", "body")
# Where conditions leave nothing together, as few are left out as it takes, of these the
# first: whose documents they are is the last thing that a reader would give up.
_GIVEN_UP = ("year", "body", "kind", "council")

_ALWAYS = 9999  # a year after every other
_YEAR = r"(20[0-4]\d)"
_NOT_OF_DOCUMENTS = re.compile(  # "the Children Act 2004"; "before the 2019 inspection"
    r"\b(?:act|acts|regulations|order|together|guidance|code|rules|strategy|plan|vision)\s+$"
    r"|\b(?:before|after|since|until|following|by)\s+(?:the|its|their|that)\s+$",
    re.IGNORECASE,
)
_YEARS = re.compile(
    rf"\b(?:between\s+|from\s+)?{_YEAR}\s*(?:and|to|until|[-–])\s*{_YEAR}\b"
    rf"|\b{_YEAR}\s?[-/–]\s?(\d\d)\b"
    rf"|\b(?:(since|after|before|until|up to|in|during|of|for|from)\s+)?(?:the year )?{_YEAR}\b",
    re.IGNORECASE,
)
# What a word before a year makes of it: years added to it for the first and for the last.
_OPEN = {"since": (0, None), "after": (1, None), "before": (None, -1), "until": (None, 0)}

_IN_THE = r"(?:\b(?:in|from|by|of)\s+)?(?:\bthe\s+)?"
_OFSTED = r"(?:\bofsted(?:['’]s)?\s+)?"
_SAYS = (
    r"(?:say|said|says|find|finds|found|think|thinks|report|reports|reported|judge|judged|want"
    r"|wants|ask|asks|asked|recommend|recommends|recommended|criticis\w+|prais\w+|conclude\w*)\b"
)
_INSPECTION_REPORTS = rf"{_OFSTED}\binspection\s+reports?\b"
# A body is meant as the author where it opens or ends the query, stands beside a year or
# its reports, or says something: not in "registered with Ofsted" or "since Ofsted came".
_AS_AUTHOR = (
    r"^{body}(?:['’]s)?(?=\s+(?!rated|rating|regist|grade|inspect|visit|monitor|action|ready))"
    r"|\b(?:by|from|according\s+to)\s+{body}\b"
    r"|\b{body}(?:['’]s)?\s+(?:reports?|letters?)\b(?!\s+that)"
    rf"|\b{{body}}(?=\s+(?:{_SAYS}|20\d\d))"
    r"|(?<=20\d\d\s){body}\b"
    r"|(?<!to )(?<!with )(?<!after )(?<!before )(?<!since )(?<!and )(?<!for )(?<!on )(?<!about )"
    r"\b{body}\W*$"
)
_OFSTED_ALONE = re.compile(_AS_AUTHOR.format(body="ofsted"), re.IGNORECASE)
_CQC_ALONE = re.compile(_AS_AUTHOR.format(body="(?:cqc|care quality commission)"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QueryCondition:
    """A condition that a query's words put on documents; `field` is one of `FIELDS`.

    `words` are those taken, as typed; `label` says what documents must be. `left_out` says
    why documents were not narrowed by it, empty where they were. `values` are the names of
    councils or the ids of kinds; `years` the first and last year, of a condition on years.
    """

    field: str
    words: str
    label: str
    left_out: str = ""
    values: frozenset[str] = frozenset()
    years: tuple[int, int] = (0, 0)

    def holds(self, document: DocumentScope) -> bool:
        """True where a document is as the condition asks."""
        if self.field == "council":
            return not self.values.isdisjoint(_names_of(document.authority))
        if self.field == "year":
            first, last = self.years
            return any(first <= year <= last for year in document.years)
        return document.kind in self.values


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a query's words narrow: its conditions, the documents left (None: all), those that
    are not, its other words."""

    conditions: tuple[QueryCondition, ...]
    documents: frozenset[str] | None
    barred: frozenset[str]
    text: str


def narrow(
    text: str, read: Sequence[QueryCondition], documents: Sequence[DocumentScope]
) -> Narrowing:
    """What the conditions read in a text leave of these documents.

    One that every document meets changes nothing and is none.
    """
    telling = (condition for condition in read if not all(map(condition.holds, documents)))
    conditions = _leave_out_together(_leave_out_alone(telling, documents), documents)
    applied = [condition for condition in conditions if not condition.left_out]
    if not applied:
        return Narrowing(tuple(conditions), None, frozenset(), text)
    left = frozenset(document.id for document in documents if _all_hold(applied, document))
    barred = frozenset(document.id for document in documents) - left
    return Narrowing(tuple(conditions), left, barred, _without(text, applied))


def _names_of(authority: str) -> set[str]:
    """An authority's name and those of its parts: Poole's documents may be of the council that
    took it over."""
    return {authority, *re.split(r", | and ", authority)}


def _all_hold(conditions: Sequence[QueryCondition], document: DocumentScope) -> bool:
    """True where, of each field, at least one condition holds: of two councils, either."""
    fields = {condition.field for condition in conditions}
    met = {condition.field for condition in conditions if condition.holds(document)}
    return met == fields


def _leave_out_alone(
    conditions: Iterable[QueryCondition], documents: Sequence[DocumentScope]
) -> list[QueryCondition]:
    """The conditions, those that no document meets left out."""
    return [
        condition
        if any(map(condition.holds, documents))
        else replace(condition, left_out="nothing held is so")
        for condition in conditions
    ]


def _leave_out_together(
    conditions: Sequence[QueryCondition], documents: Sequence[DocumentScope]
) -> list[QueryCondition]:
    """The conditions, as few left out as it takes for a document to meet the rest at once."""
    applied = [condition for condition in conditions if not condition.left_out]
    given_up = next(
        fields
        for count in range(len(_GIVEN_UP) + 1)
        for fields in combinations(_GIVEN_UP, count)
        if _can_hold([part for part in applied if part.field not in fields], documents)
    )
    return [
        replace(condition, left_out="nothing held is so beside the rest")
        if condition in applied and condition.field in given_up
        else condition
        for condition in conditions
    ]


def _can_hold(conditions: Sequence[QueryCondition], documents: Sequence[DocumentScope]) -> bool:
    return not conditions or any(_all_hold(conditions, document) for document in documents)


def _without(text: str, conditions: Iterable[QueryCondition]) -> str:
    """A text without the words of conditions; the whole where nothing else would be left."""
    rest = text
    for condition in conditions:
        rest = rest.replace(condition.words, " ", 1)
    return " ".join(rest.split()) if re.search(r"\w", rest) else text


# --- the words that name them -------------------------------------------------


def read_conditions(text: str, held: Iterable[str] = ()) -> list[QueryCondition]:
    """The conditions that a text names, field by field; `held` are authorities to know.

    >>> [condition.label for condition in read_conditions("Ofsted 2019 Somerset caseloads")]
    ['Somerset', '2019', 'Ofsted']
    """
    kinds = [*_read_kinds(text)]
    bodies = [
        body for body in _read_bodies(text) if not any(body.words in kind.words for kind in kinds)
    ]
    return [*_read_councils(text, held), *_read_years(text), *kinds, *bodies]


def _read_councils(text: str, held: Iterable[str]) -> Iterator[QueryCondition]:
    for council in find_councils(text, held):
        words = text[council.start : council.stop].strip()
        yield QueryCondition("council", words, council.name, values=frozenset((council.name,)))


def _read_years(text: str) -> Iterator[QueryCondition]:
    for match in _YEARS.finditer(text):
        first, last, financial, ending, word, year = match.groups()
        if _NOT_OF_DOCUMENTS.search(text[: match.start()]):
            continue
        if year:
            years = _to_years((word or "").lower(), int(year))
        elif financial:
            years = int(financial), int(financial[:2] + ending)
        else:
            years = int(first), int(last)
        yield QueryCondition("year", match[0].strip(), _say_years(*years), years=years)


def _to_years(word: str, year: int) -> tuple[int, int]:
    """The first and last year that a word before a year makes of it."""
    from_year, to_year = _OPEN.get(word.replace("up to", "until"), (0, 0))
    return (
        0 if from_year is None else year + from_year,
        _ALWAYS if to_year is None else year + to_year,
    )


def _say_years(first: int, last: int) -> str:
    """Years in words.

    >>> _say_years(2019, 2019), _say_years(2019, 2021), _say_years(2019, 9999)
    ('2019', '2019 to 2021', '2019 or later')
    """
    if first == last:
        return str(first)
    if last == _ALWAYS:
        return f"{first} or later"
    return f"{first} to {last}" if first else f"{last} or earlier"


def _read_kinds(text: str) -> Iterator[QueryCondition]:
    taken: list[str] = []
    for kind, name in _load_kind_names():
        match = name.search(text)
        if match and not any(match[0] in words for words in taken):
            taken.append(match[0])
            label = kind_of(kind).label
            yield QueryCondition("kind", match[0].strip(), label, values=frozenset((kind,)))
    match = re.search(_IN_THE + _INSPECTION_REPORTS, text, re.IGNORECASE)
    if match and not taken:
        label = "Reports of inspections"
        yield QueryCondition("kind", match[0].strip(), label, values=_by_inspectors())


@cache
def _load_kind_names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Ids of kinds with what each is called, in the order in which to try them."""
    vocabulary = files("corpus.vocabulary").joinpath("kind_names.json").read_text("utf-8")
    return tuple((row["kind"], _to_name(row["name"])) for row in json.loads(vocabulary)["names"])


def _to_name(pattern: str) -> re.Pattern[str]:
    filled = pattern.replace("{ofsted}", _OFSTED).replace("{says}", _SAYS)
    return re.compile(_IN_THE + filled, re.IGNORECASE)


def _read_bodies(text: str) -> Iterator[QueryCondition]:
    if match := _OFSTED_ALONE.search(text):
        yield QueryCondition("body", match[0].strip(), "Ofsted", values=_by_inspectors())
    if match := _CQC_ALONE.search(text):
        kinds = kinds_where(inspects="send")
        yield QueryCondition("body", match[0].strip(), "Care Quality Commission", values=kinds)


def _by_inspectors() -> frozenset[str]:
    return frozenset(kind.id for kind in load_kinds() if kind.by_inspectors)
