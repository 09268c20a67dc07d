"""A person's verdict on two records, given on a page that may have been overtaken."""

from __future__ import annotations

from datetime import date

from corpus.errors import Overtaken
from corpus.store.asks import load_ask
from corpus.store.citations import CitedRecord
from corpus.store.connection import transaction
from corpus.store.people.verdicts import (
    Verdict,
    holding_verdicts,
    load_record,
    save_verdict,
)
from index.library import Library
from index.recurrence.trace import weigh_pairs


def judge_pair(
    library: Library,
    first: str,
    second: str,
    verdict: str,
    who: str,
    why: str = "",
    seen: int | None = None,
) -> Verdict:
    """Keep what a person says of two records, the earlier first, beside what the machine says.

    `seen` is the number of the verdict that held on the pair when the person looked, 0 for
    none: Overtaken where another one holds by now. None does not ask. QueryError and
    NotFound as `save_verdict` says.
    """
    earlier, later = sorted(
        (load_record(library.db, first), load_record(library.db, second)),
        key=lambda record: record.citation.published or date.min,
    )
    score = weigh_two(library, earlier, later)
    with transaction(library.db):  # so that of two people at once, one is told of the other
        holding = find_verdict(library, first, second)
        if seen is not None and seen != (holding.number if holding else 0):
            raise Overtaken(f"{first} and {second}: judged by somebody else since you looked")
        return save_verdict(library.db, earlier.id, later.id, verdict, who, why, score)


def find_verdict(library: Library, first: str, second: str) -> Verdict | None:
    """The verdict that holds on two records, if anybody judged them."""
    return holding_verdicts(library.db).get(frozenset((first, second)))


def weigh_two(library: Library, earlier: CitedRecord, later: CitedRecord) -> float | None:
    """The machine's chance that two asks are the same; None where they are not both asks."""
    if {earlier.table, later.table} != {"ask"}:
        return None
    pair = (load_ask(library.db, earlier.id), load_ask(library.db, later.id))
    (link,) = weigh_pairs(library.weigher, [pair], least=-1.0)
    return link.same
