"""What people say of two records: the same issue, related, or different; nothing overwritten.

Any two records may be linked: an ask and another ask, a finding, an action. The newest
verdict on a pair that is not undone holds, whichever way round the pair was given. Two
reviewers at once are both kept, and the later one holds. Verdicts name records by id,
ids are digests of source and words, so reading a document again, or removing it and
taking it in once more, leaves them in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from corpus.errors import NotFound, QueryError
from corpus.plain import field_names
from corpus.store.asks import iter_asks
from corpus.store.citations import JUDGED_TABLES, CitedRecord, find_records
from corpus.store.connection import Connection, transaction

Relation = Literal["same", "related", "different"]
RELATIONS: tuple[str, ...] = get_args(Relation)
# The grades of the judged pairs that the weigher is trained on.
GRADES: Mapping[str, int] = {"same": 2, "related": 1, "different": 0}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One person's word on two records. `score` is the machine's at that time, if it had one."""

    number: int
    earlier: str
    later: str
    verdict: Relation
    who: str  # a role is enough
    said_at: str  # ISO time, UTC
    why: str = ""
    score: float | None = None
    undone_at: str | None = None
    undone_by: str = ""

    @property
    def pair(self) -> frozenset[str]:
        """The two ids, whichever came first."""
        return frozenset((self.earlier, self.later))


# --- saying and taking back ------------------------------------------------


def save_verdict(
    db: Connection,
    earlier: str,
    later: str,
    verdict: str,
    who: str,
    why: str = "",
    score: float | None = None,
) -> Verdict:
    """Keep what a person says of two records; it holds from now on.

    QueryError where the verdict is not one of `RELATIONS`, nobody is named, or the two
    are one record; NotFound where the library holds no record of an id.
    """
    _check(earlier, later, verdict, who)
    for record_id in (earlier, later):
        load_record(db, record_id)
    with transaction(db):
        number = db.execute(
            "insert into verdict (earlier, later, verdict, who, said_at, why, score)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            (earlier, later, verdict, who.strip(), _now(), why.strip(), score),
        ).lastrowid
    return load_verdict(db, int(number or 0))


def _check(earlier: str, later: str, verdict: str, who: str) -> None:
    if verdict not in RELATIONS:
        raise QueryError(f"{verdict}: not a verdict. Give one of: {', '.join(RELATIONS)}")
    if not who.strip():
        raise QueryError("no one is named; say who gives the verdict, a role is enough")
    if earlier == later:
        raise QueryError(f"{earlier}: given twice; a verdict is on two different records")


def undo_verdict(db: Connection, number: int, who: str) -> Verdict:
    """Take a verdict back; the row stays, and what was said of the pair before holds again.

    Undone a second time it keeps who undid it first. NotFound where there is none;
    QueryError where nobody is named.
    """
    if not who.strip():
        raise QueryError("no one is named; say who takes the verdict back, a role is enough")
    with transaction(db):
        db.execute(
            "update verdict set undone_at = ?, undone_by = ?"
            " where number = ? and undone_at is null",
            (_now(), who.strip(), number),
        )
        return load_verdict(db, number)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


# --- what was said ---------------------------------------------------------


def load_verdict(db: Connection, number: int) -> Verdict:
    """A verdict by its number; NotFound where there is none."""
    for verdict in _select(db, "where number = ?", number):
        return verdict
    raise NotFound(f"{number}: no verdict of that number. `throughline verdicts list` lists them.")


def iter_verdicts(db: Connection) -> Iterator[Verdict]:
    """The log: every verdict ever given, undone ones too, oldest first."""
    return _select(db, "order by said_at, number")


def holding_verdicts(db: Connection) -> dict[frozenset[str], Verdict]:
    """The verdict that holds on each pair: the newest that is not undone.

    By the time at which it was said, since those of another library may be imported.
    """
    return {
        verdict.pair: verdict
        for verdict in _select(db, "where undone_at is null order by said_at, number")
    }


def _select(db: Connection, clause: str, *values: object) -> Iterator[Verdict]:
    names = ", ".join(field_names(Verdict))
    return (Verdict(*row) for row in db.execute(f"select {names} from verdict {clause}", values))


# --- records of any kind ---------------------------------------------------


def load_record(db: Connection, record_id: str) -> CitedRecord:
    """The record of an id, whatever its kind; NotFound where none is held."""
    for record in find_judged_records(db, [record_id]).values():
        return record
    raise NotFound(f"{record_id}: no record of that id in this library.")


def find_judged_records(db: Connection, ids: Iterable[str]) -> dict[str, CitedRecord]:
    """The records of those ids that are held, of any kind that may be judged, each by its id."""
    return find_records(db, ids, JUDGED_TABLES)


# --- exports ---------------------------------------------------------------


def export_log(db: Connection) -> list[dict[str, Any]]:
    """Every verdict with the words and places of its two records, ready for JSON or CSV.

    Words and places are empty where the library no longer holds a record.
    """
    verdicts = list(iter_verdicts(db))
    records = find_judged_records(
        db, (record_id for each in verdicts for record_id in (each.earlier, each.later))
    )
    return [_log_row(verdict, records) for verdict in verdicts]


def _log_row(verdict: Verdict, records: Mapping[str, CitedRecord]) -> dict[str, Any]:
    facts = {name: getattr(verdict, name) for name in field_names(Verdict)}
    for end in ("earlier", "later"):
        record = records.get(facts[end])
        facts |= {
            f"{end}_text": record.citation.quote if record else "",
            f"{end}_document": record.citation.title if record else "",
            f"{end}_page": record.citation.file_page if record else None,
        }
    return facts


def export_pairs(db: Connection) -> list[dict[str, Any]]:
    """The pairs of asks that people judged, for `throughline train weigher --verdicts`.

    One row a pair whose verdict holds: the council, the grade (2 same, 1 related,
    0 different) and the two asks with what the weigher looks at. Pairs of other records,
    and of asks no longer held, are left out.
    """
    rows = []
    for verdict in holding_verdicts(db).values():
        asks = [_ask_facts(db, record_id) for record_id in (verdict.earlier, verdict.later)]
        if all(asks):
            earlier, later = sorted(filter(None, asks), key=lambda ask: ask["published"] or "")
            rows.append(
                {
                    "council": earlier.pop("authority") or later["authority"],
                    "grade": GRADES[verdict.verdict],
                    "earlier": earlier,
                    "later": {name: later[name] for name in later if name != "authority"},
                }
            )
    return rows


def _ask_facts(db: Connection, ask_id: str) -> dict[str, Any] | None:
    """What the weigher looks at of an ask; None where it is not held."""
    for held in iter_asks(db, ask_id=ask_id):
        return {
            "id": held.id,
            "text": held.text,
            "addressee": held.ask.addressee,
            "kind": held.ask.kind,
            "section": held.ask.section,
            "framework": held.framework,
            "published": held.published and held.published.isoformat(),
            "document": held.document,
            "authority": held.authority,
        }
    return None


def count_verdicts(db: Connection) -> tuple[int, int]:
    """How many verdicts were ever given, and how many of them were undone."""
    given, undone = db.execute("select count(*), count(undone_at) from verdict").fetchone()
    return given, undone
