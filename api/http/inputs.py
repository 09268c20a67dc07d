"""What comes in over HTTP, each kind with its bounds: whatever is outside them is told, as 422.

Texts have a longest length, and cannot hold what is no text (half a surrogate pair); numbers
fit into the 53 bits that every program reads from JSON as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
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

# --- a day in three fields -------------------------------------------------

_NUMBER = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class TypedDay:
    """A day as typed in three fields, and the day that it is, None where it is none.

    `fault` says what to write where it is not empty and no day; `wrong` are the fields
    that it is about, of `day`, `month` and `year`.
    """

    day: str = ""
    month: str = ""
    year: str = ""
    value: date | None = None
    fault: str = ""
    wrong: tuple[str, ...] = ()


def read_day(day: str, month: str, year: str) -> TypedDay:
    """The day that three fields name; a month may be a name. Three empty fields are no day.

    >>> read_day("7", "March", "2024").value
    datetime.date(2024, 3, 7)
    >>> read_day("31", "2", "2024").fault
    'There is no 31 February in 2024. Check the day and the month.'
    """
    typed = TypedDay(day.strip(), month.strip(), year.strip())
    parts = {"day": typed.day, "month": typed.month, "year": typed.year}
    missing = tuple(name for name, value in parts.items() if not value)
    if len(missing) == len(parts):
        return typed
    if missing:
        return replace(typed, fault=f"Add the {' and the '.join(missing)}.", wrong=missing)
    numbers = {
        "day": _number(typed.day, 31),
        "month": _number(typed.month, 12) or _month_named(typed.month),
        "year": _number(typed.year, 9999) if len(typed.year) == 4 else 0,
    }
    wrong = tuple(name for name, number in numbers.items() if not number)
    if wrong:
        return replace(typed, fault=" ".join(_ADVICE[name] for name in wrong), wrong=wrong)
    return _to_day(typed, numbers)


_ADVICE: Mapping[str, str] = {
    "day": "Write the day as a number from 1 to 31.",
    "month": "Write the month as a number from 1 to 12, or its name.",
    "year": "Write the year with four figures, for example 2024.",
}


def _to_day(typed: TypedDay, numbers: Mapping[str, int]) -> TypedDay:
    try:
        return replace(typed, value=date(**numbers))
    except ValueError:
        name = f"{date(2000, numbers['month'], 1):%B}"
        fault = (
            f"There is no {numbers['day']} {name} in {numbers['year']}."
            " Check the day and the month."
        )
        return replace(typed, fault=fault, wrong=("day", "month"))


def _number(typed: str, most: int) -> int:
    """A number from 1 to `most`; 0 for anything else."""
    number = int(typed) if _NUMBER.fullmatch(typed) else 0
    return number if number <= most else 0


def _month_named(typed: str) -> int:
    """The month of a name or of how it begins, from three letters on; 0 for anything else.

    >>> _month_named("Sept."), _month_named("Marble")
    (9, 0)
    """
    name = typed.lower().rstrip(".")
    full = [f"{date(2000, month, 1):%B}".lower() for month in range(1, 13)]
    return next((n for n, each in enumerate(full, 1) if len(name) > 2 and each.startswith(name)), 0)


# --- faults ----------------------------------------------------------------

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
