"""What comes in over HTTP, each kind with its bounds: whatever is outside them is told, as 422.

Texts have a longest length, and cannot hold what is no text (half a surrogate pair); numbers
fit into the 53 bits that every program reads from JSON as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

# Of the query in an address: a page of text, longer than any recommendation.
LONGEST_WORDS = 2000
# Ids are digests of a few letters; the longest key of a measure is its name.
Id = Annotated[str, StringConstraints(max_length=500)]
# A council, a theme, a kind: "any usual spelling" of the longest has half of it.
Name = Annotated[str, StringConstraints(max_length=200)]
# Several of one filter, of which any will do: `?kind=a&kind=b`. The empty ones of forms go.
Names = Annotated[
    tuple[Name, ...],
    Query(max_length=50),
    AfterValidator(lambda names: tuple(filter(None, names))),
]
# The words of a search on a page: cut there, and told; no address is longer.
Typed = Annotated[str, StringConstraints(max_length=100_000)]
Words = Annotated[str, StringConstraints(max_length=LONGEST_WORDS)]
# Of a list: before the first there is none, so the first is meant.
PageNumber = Annotated[
    int, Field(ge=-1_000_000, le=1_000_000), AfterValidator(lambda number: max(1, number))
]
# A page of a document: one that it does not have is not found, 0 as well.
SheetNumber = Annotated[int, Field(ge=0, le=1_000_000)]
Place = Annotated[int, Field(ge=0, le=2**31)]
Limit = Annotated[int, Field(ge=1, le=200)]
Offset = Annotated[int, Field(ge=0, le=2**31)]
VerdictNumber = Annotated[int, Field(ge=0, le=2**53 - 1)]
VerdictWord = Literal["same", "related", "different"]


def _only_a_day(value: object) -> object:
    """A day written 2024-03-07, which nothing else is taken for; ValueError says so.

    Otherwise a number would be taken for the seconds since 1970.
    """
    if isinstance(value, str) and len(value) != len("2024-03-07"):
        raise ValueError("write a day as 2024-03-07")
    return value


Day = Annotated[date, BeforeValidator(_only_a_day)]

# What is wrong with a value, by pydantic's name for it.
_FAULTS: Mapping[str, str] = {
    "missing": "is missing",
    "int_parsing": "write a whole number",
    "int_parsing_size": "write a smaller number",
    "int_type": "write a whole number",
    "bool_parsing": "write true or false",
    "string_type": "write a text",
    "string_unicode": "is no text: it has half a character in it",
    "string_too_long": "write at most {max_length} characters",
    "too_long": "give at most {max_length} of them",
    "string_too_short": "write at least {min_length} characters",
    "greater_than_equal": "write {ge} or more",
    "less_than_equal": "write {le} or less",
    "literal_error": "write {expected}",
    "date_from_datetime_parsing": "write a day as 2024-03-07",
    "date_parsing": "write a day as 2024-03-07",
    "value_error": "{error}",
    "json_invalid": "is no JSON",
    "model_attributes_type": "send a JSON object, with Content-Type: application/json",
}


def say_fault(fault: Mapping[str, Any]) -> str:
    """What is wrong with a value that was sent, and what to write, from pydantic's account.

    >>> say_fault({"type": "less_than_equal", "loc": ("query", "page"), "ctx": {"le": 9}})
    'page: write 9 or less'
    """
    known = _FAULTS.get(str(fault["type"]))
    said = known.format(**fault.get("ctx") or {}) if known else str(fault["msg"])
    names = [part for part in fault["loc"] if isinstance(part, str)]  # none of a place in a list
    return f"{names[-1]}: {said}"
