"""What an authority's documents say: records with where they stand and their documents' kinds.

A statement is an ask, a planned action or an evaluative sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from corpus.citation import Citation, Quoted
from corpus.kinds import kind_of
from corpus.plain import from_plain
from corpus.records import TRACED_KINDS, IssueProbability
from corpus.store.citations import select_records
from corpus.store.connection import Connection
from corpus.store.reports import RECORDS, columns_of, from_columns

RecordT = TypeVar("RecordT")
Stance = Literal[
    "asked", "found weak", "improving", "good", "mixed", "planned", "council reported", "restated"
]

# The stance of a statement by the kind of an ask or the stance of a finding. What is not here
# is no statement: a decision, a sentence that judges nothing.
_STANCES: Mapping[str, Stance] = {
    **dict.fromkeys(TRACED_KINDS, "asked"),
    "restated": "restated",
    "planned_action": "planned",
    "commitment": "planned",
    "weakness": "found weak",
    "declining": "found weak",
    "improving": "improving",
    "strength": "good",
    "mixed": "mixed",
}


@dataclass(frozen=True, slots=True)
class Statement(Quoted):
    """An ask, a planned action or a finding, and what it says of its subject (`stance`).

    `kind` is the table it is held in, `passage` the id of the passage that it begins in;
    `confidence` how sure its stance is, `critical` how likely a finding finds fault at all.
    `beside` is what a plan's row measures, which is what its action is about too; `rest` is
    where the words of an action go on behind the end of a page.
    """

    id: str
    kind: str
    stance: Stance
    citation: Citation
    document_kind: str
    passage: str = ""
    confidence: float = 1.0
    issues: tuple[IssueProbability, ...] = ()  # likeliest first
    critical: float = 0.5
    beside: str = ""
    rest: str = ""

    @property
    def text(self) -> str:
        """Its words, with those that the end of a page parts from them."""
        return f"{self.citation.quote} {self.rest}".strip() if self.rest else self.citation.quote

    @property
    def published(self) -> date:
        """The day on which its document was published."""
        return self.citation.published or date.min

    @property
    def heading(self) -> str:
        """The headings over it, outermost first."""
        return self.citation.section

    @property
    def is_outside(self) -> bool:
        """True where a body outside the council says it."""
        return kind_of(self.document_kind).outside


@dataclass(frozen=True, slots=True)
class SourcedRecord(Quoted, Generic[RecordT]):
    """A record of any kind, and where it stands."""

    record: RecordT
    citation: Citation
    document_kind: str


# --- asks, actions and findings --------------------------------------------

# The words of the other spans of an action, in their order.
_REST = (
    "coalesce((select group_concat("
    "substr(d.text, (value ->> 0) + 1, (value ->> 1) - (value ->> 0)), ' ')"
    " from json_each(r.rest)), '')"
)
# The tables of statements, each with the columns that tell its stance, how sure that is, how
# likely it finds fault, what stands beside it, and where it goes on.
_TABLES = {
    "ask": "r.kind, 1.0, 0.5, '', ''",
    "action": f"'planned_action', 1.0, 0.5, r.measure || '; ' || r.success_measure, {_REST}",
    "finding": "r.stance, r.confidence, r.critical, '', ''",
}


# How a thing is measured says nothing of what is: "measured through audit" is not about audits.
_HOW_MEASURED = re.compile(
    r"\b(?:to be )?(?:measured|monitored|evidenced?|reviewed|checked)\s+"
    r"(?:through|by|via|in)\b[^.;]*",
    re.I,
)


def iter_statements(db: Connection, authority: str, until: date) -> Iterator[Statement]:
    """The statements of an authority's documents dated to `until`: asks, actions, findings.

    Decisions and sentences that judge nothing are left out.
    """
    for table, columns in _TABLES.items():
        rows = select_records(
            db,
            table,
            f"r.id, {columns}, d.kind, coalesce(p.id, ''), r.issues",
            "d.authority = ? and d.published <= ?",
            (authority, until.isoformat()),
        )
        for (
            id_,
            detail,
            confidence,
            critical,
            beside,
            rest,
            kind,
            passage,
            held,
        ), citation in rows:
            stance = stance_of(table, detail, kind)
            if stance:
                issues = from_plain(tuple[IssueProbability, ...], json.loads(held))
                yield Statement(
                    id_,
                    table,
                    stance,
                    citation,
                    kind,
                    passage,
                    confidence,
                    issues,
                    critical,
                    _HOW_MEASURED.sub("", beside).strip("; "),
                    " ".join(rest.split()),
                )


def stance_of(table: str, detail: str, document_kind: str) -> Stance | None:
    """What a statement says of its subject; what a council says itself is its report."""
    stance = _STANCES.get(detail)
    if table == "finding" and stance and not kind_of(document_kind).outside:
        return "council reported"
    return stance


def find_themed(db: Connection, theme: str) -> set[str]:
    """The ids of the asks and findings of a theme."""
    query = (
        "select id from ask where themes like :theme"
        " union select id from finding where themes like :theme"
    )
    return {id_ for (id_,) in db.execute(query, {"theme": f'%"{theme}"%'})}


# --- records of any kind ---------------------------------------------------


def iter_records(
    db: Connection, kind: type[RecordT], authority: str, until: date | None = None
) -> Iterator[SourcedRecord[RecordT]]:
    """The records of one kind in the documents of exactly that authority.

    By publication, then as saved. With `until` only those of documents dated to that day;
    without it documents that have no date come first.
    """
    names = columns_of(kind)
    own = ", ".join(f'r."{name}"' for name in names)
    last = until and until.isoformat()
    rows = select_records(
        db,
        _table_of(kind),
        f"{own}, d.kind",
        "d.authority = ? and (? is null or d.published <= ?)"
        " order by d.published, d.number, r.number",
        (authority, last, last),
    )
    for (*columns, document_kind), citation in rows:
        record: RecordT = from_columns(kind, dict(zip(names, columns, strict=True)))
        yield SourcedRecord(record, citation, document_kind)


def _table_of(kind: type) -> str:
    return next(record.table for record in RECORDS if record.type is kind)
