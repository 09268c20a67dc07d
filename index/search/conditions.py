"""Conditions that a query's words put on documents, and what they leave of a library.

"Ofsted 2018 Somerset caseloads" asks for caseloads, in what Ofsted published of Somerset in
2018. Each condition says which words were taken for it. One that leaves nothing is left
out, its words are looked for as any others, and the condition says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from corpus.store.documents import DocumentScope

FIELDS = ("council", "year", "kind", "body")
# Where conditions leave nothing together, as few are left out as it takes, of these the
# first: whose documents they are is the last thing that a reader would give up.
_GIVEN_UP = ("year", "body", "kind", "council")


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
