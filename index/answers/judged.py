"""What people said of a statement and others, beside what its record shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from corpus.citation import Citation
from corpus.store.citations import find_records
from corpus.store.people.verdicts import Verdict, holding_verdicts
from index.library import Library


@dataclass(frozen=True, slots=True)
class JudgedBeside:
    """Another statement, of whatever kind, and what a person said of it and this one."""

    id: str
    citation: Citation
    verdict: Verdict


def find_judged(
    library: Library, statement_id: str, shown: Collection[str] = ()
) -> tuple[JudgedBeside, ...]:
    """The statements that people judged with this one, but for those that are `shown` already.

    Those taken out of the library since are left out.
    """
    others = {
        other: verdict
        for verdict in holding_verdicts(library.db).values()
        if statement_id in verdict.pair
        for other in verdict.pair - {statement_id}
        if other not in shown
    }
    records = find_records(library.db, others)
    return tuple(
        JudgedBeside(other, records[other].citation, verdict)
        for other, verdict in others.items()
        if other in records
    )
