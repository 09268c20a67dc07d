"""Where records and passages stand, and what stands in passages, as citations."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from sqlite3 import Connection
from typing import Any

from corpus.citation import Citation, has_pages, name_body
from corpus.document import Span

_PASSAGE_PARAGRAPH = "coalesce(p.paragraph, '')"
_PASSAGE_SECTION = "coalesce(k.heading, '')"
LabelsOf = Callable[[str], Mapping[int, str]]  # a document's printed page numbers by page

# Tables of records that are cited, each with what tells its paragraph and section: its own
# columns, else the passage that it begins in. An ask's number is its own, no paragraph's.
_CITED = {
    "ask": (f"case when r.printed_number = '' then {_PASSAGE_PARAGRAPH} else '' end", "r.section"),
    "finding": ("r.paragraph", _PASSAGE_SECTION),
    "question": ("r.paragraph", _PASSAGE_SECTION),
    **dict.fromkeys(
        ("action", "observation", "risk", "timeline_event", "mention"),
        (_PASSAGE_PARAGRAPH, _PASSAGE_SECTION),
    ),
}
_PLACE = (
    "d.id, d.title, d.author, d.kind, d.authority, d.published, d.reader,"
    " (select page from passage where document = d.id order by number desc limit 1)"
)
_RECORDS = (
    f"select r.id, {_PLACE}, r.page, {{paragraph}}, {{section}}, r.start, r.stop,"
    " substr(d.text, r.start + 1, r.stop - r.start)"
    " from {table} r join document d on d.id = r.document"
    " left join passage p on p.document = d.id and p.start <= r.start and r.start < p.stop"
    " left join keywords k on k.rowid = p.number"
    " where r.id in (select value from json_each(?)) group by r.id"
)
_PASSAGES = (
    f"select p.number, {_PLACE}, p.page, p.paragraph, k.heading, p.start, p.stop, k.text"
    " from passage p join document d on d.id = p.document join keywords k on k.rowid = p.number"
    " where p.number in (select value from json_each(?))"
)
# Tables whose records are told of a passage, with what each says of stance and themes. A
# measure's many values say little one by one.
_STATED = (
    ("ask", "''", "r.themes"),
    ("finding", "r.stance", "r.themes"),
    ("action", "''", "'[]'"),
    ("question", "''", "r.themes"),
    ("risk", "''", "'[]'"),
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A record that stands in a passage; `table` is where it is held."""

    id: str
    table: str  # ask | finding | action | question | risk
    stance: str = ""  # of a finding
    themes: tuple[str, ...] = ()


# --- citations ---------------------------------------------------------------


def cite_records(
    db: Connection, ids: Iterable[str], labels_of: LabelsOf | None = None
) -> dict[str, Citation]:
    """The records of those ids that are held, of whatever kind, each by its id.

    `labels_of` gives what a document prints as its pages' numbers (`load_page_labels`);
    without it no printed page is told.
    """
    wanted = json.dumps(sorted(set(ids)))
    citations = {
        row[0]: _to_citation(row[1:])
        for table, (paragraph, section) in _CITED.items()
        for row in db.execute(
            _RECORDS.format(table=table, paragraph=paragraph, section=section), (wanted,)
        )
    }
    return _add_printed_pages(citations, labels_of) if labels_of else citations


def _add_printed_pages(
    citations: Mapping[str, Citation], labels_of: LabelsOf
) -> dict[str, Citation]:
    documents = {citation.document for citation in citations.values() if citation.page}
    labels = {document: labels_of(document) for document in documents}
    return {
        record_id: replace(
            citation,
            printed_page=labels.get(citation.document, {}).get(citation.page or 0, ""),
        )
        for record_id, citation in citations.items()
    }


def cite_passages(db: Connection, numbers: Iterable[int]) -> dict[int, Citation]:
    """The passages of those numbers, each by its number."""
    rows = db.execute(_PASSAGES, (json.dumps(list(numbers)),))
    return {row[0]: _to_citation(row[1:]) for row in rows}


def _to_citation(row: Sequence[Any]) -> Citation:
    document, title, author, kind, authority, day, reader, last_page, *place = row
    page, paragraph, section, start, stop, quote = place
    return Citation(
        document=document,
        title=title,
        body=name_body(author, kind, authority),
        published=date.fromisoformat(day) if day else None,
        page=page if has_pages(reader, last_page or page) else None,
        printed_page="",
        paragraph=paragraph,
        section=section,
        quote=quote,
        span=Span(start, stop),
    )


# --- records -------------------------------------------------------------------


def holds_ask(db: Connection, ask_id: str) -> bool:
    """True where an ask of that id is held."""
    return db.execute("select 1 from ask where id = ?", (ask_id,)).fetchone() is not None


def load_row(db: Connection, table: str, record_id: str) -> Mapping[str, Any]:
    """A record's columns by name, and as `text` that of its document; it must be held."""
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    row = cursor.execute(
        f"select r.*, d.text from {table} r join document d on d.id = r.document where r.id = ?",
        (record_id,),
    ).fetchone()
    return dict(row)


def find_stated(db: Connection, passages: Iterable[int]) -> Mapping[int, tuple[Stated, ...]]:
    """The records that stand in passages, by the passage's number; those without are left out."""
    found: defaultdict[int, list[Stated]] = defaultdict(list)
    for number, stated in _read_stated(db, json.dumps(list(passages))):
        found[number].append(stated)
    return {number: tuple(stated) for number, stated in found.items()}


def _read_stated(db: Connection, passages: str) -> Iterator[tuple[int, Stated]]:
    for table, stance, themes in _STATED:
        rows = db.execute(
            f"select p.number, r.id, {stance}, {themes} from passage p join {table} r"
            " on r.document = p.document and r.start < p.stop and p.start < r.stop"
            " where p.number in (select value from json_each(?)) order by p.number, r.start",
            (passages,),
        )
        for number, id_, said, about in rows:
            yield number, Stated(id_, table, said, tuple(json.loads(about)))
