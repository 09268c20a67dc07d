"""Days typed in an address: three fields of a form, or one day as older addresses have it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from api.http.inputs import TypedDay, read_day

PARTS = ("day", "month", "year")
_LONGEST = 20  # characters of a field


@dataclass(frozen=True, slots=True)
class Between:
    """The first and last day of publication wanted, as typed; empty ones do not narrow."""

    since: TypedDay = field(default_factory=TypedDay)
    until: TypedDay = field(default_factory=TypedDay)

    @property
    def is_faulty(self) -> bool:
        """True where something typed is no day."""
        return bool(self.since.fault or self.until.fault)

    def holds(self, day: date | None) -> bool:
        """True of a day that is not before the first and not after the last."""
        since, until = self.since.value, self.until.value
        if day is None:
            return since is None and until is None
        return (since is None or since <= day) and (until is None or day <= until)

    @property
    def typed(self) -> Mapping[str, str]:
        """What an address says of both: a day as 2024-03-07, what is none as it was typed."""
        return {**_to_fields("from", self.since), **_to_fields("to", self.until)}


def read_between(query: Mapping[str, str]) -> Between:
    """The days in an address: `from-day`, `from-month`, `from-year`, or `from=2024-03-07`."""
    return Between(read_typed_day(query, "from"), read_typed_day(query, "to"))


def read_typed_day(query: Mapping[str, str], name: str) -> TypedDay:
    """The day under a name: three fields, or `name=2024-03-07`."""
    parts = [query.get(f"{name}-{part}", "")[:_LONGEST] for part in PARTS]
    whole = query.get(name, "")[:_LONGEST]
    if not any(parts) and whole:
        day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", whole)
        parts = [day[3], day[2], day[1]] if day else [whole, "", ""]
    return read_day(*parts)


def _to_fields(name: str, typed: TypedDay) -> dict[str, str]:
    if typed.value:
        return {name: typed.value.isoformat()}
    return {f"{name}-{part}": getattr(typed, part) for part in PARTS}
