"""Where records and passages stand, and what stands in passages, as citations."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import Any

from corpus.citation import (
    OPENING,
    Citation,
    find_leads,
    find_own_date,
    has_pages,
    name_body,
)
from corpus.document import Span
from corpus.kinds import kinds_where
from corpus.store.connection import Connection

_PASSAGE_PARAGRAPH = "coalesce(p.paragraph, '')"
_PASSAGE_SECTION = "coalesce(k.heading, '')"
LabelsOf = Callable[[str], Mapping[int, str]]  # a document's printed page numbers by page

# The tables of what a reader may open on a page of its own, and the others whose records
# have ids, which people may judge too.
STATEMENT_TABLES = (
    "ask",
    "finding",
    "action",
    "observation",
    "question",
    "timeline_event",
    "mention",
    "risk",
)
JUDGED_TABLES = (*STATEMENT_TABLES, "passage", "crosswalk", "term")
# What tells a record's paragraph and section: columns of its own, else the passage that it
# begins in. An ask's number is its own, no paragraph's.
_IN_PASSAGE = (_PASSAGE_PARAGRAPH, _PASSAGE_SECTION)
_OWN = {
    "ask": (
        f"case when r.printed_number = '' then {_PASSAGE_PARAGRAPH} else '' end",
        "r.section",
    ),
    "finding": ("r.paragraph", _PASSAGE_SECTION),
    "question": ("r.paragraph", _PASSAGE_SECTION),
}
_DETAILS = {"ask": "r.kind", "finding": "r.stance"}
_OWN_DATED = ", ".join(f"'{kind}'" for kind in sorted(kinds_where(inspects="", meeting="")))
_PLACE = (
    "d.id, d.title, d.author, d.kind, d.authority, d.published, d.reader,"
    f" iif(d.kind in ({_OWN_DATED}), substr(d.text, 1, {OPENING}), ''),"
    # A page after the first, which shows that the source has pages.
    " coalesce((select page from passage where document = d.id and page > 1 limit 1), 1)"
)
_RECORDS = (
    f"select {{columns}}, {_PLACE}, r.page, {{paragraph}}, {{section}}, r.start, r.stop,"
    " substr(d.text, r.start + 1, r.stop - r.start)"
    " from {table} r join document d on d.id = r.document"
    " left join passage p on p.document = d.id and p.start <= r.start and r.start < p.stop"
    " {headings} where {where}"
)
_HEADINGS = "left join keywords k on k.rowid = p.number"
_CITATION_COLUMNS = 15  # the last of `_RECORDS` and `_PASSAGES`: where the words stand
_PASSAGES = (
    "select p.number, p.id, d.authority, d.kind,"
    f" {_PLACE}, p.page, p.paragraph, k.heading, p.start, p.stop, k.text"
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
class CitedRecord:
    """A record held, and where it stands; `table` is where it is held."""

    id: str
    table: str
    detail: str  # an ask's kind, a finding's stance
    citation: Citation


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage held, and where it stands; `authority` and `kind` are its document's."""

    number: int
    id: str
    authority: str
    kind: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Stated:
    """A record that stands in a passage; `table` is where it is held."""

    id: str
    table: str  # ask | finding | action | question | risk
    stance: str = ""  # of a finding
    themes: tuple[str, ...] = ()


# --- citations ---------------------------------------------------------------


def find_records(
    db: Connection, ids: Iterable[str], tables: Sequence[str] = STATEMENT_TABLES
) -> dict[str, CitedRecord]:
    """The records of those ids that are held in these tables, each by its id.

    Of an ask and the passage that it fills, which have one id, the first table's is meant.
    """
    wanted = json.dumps(sorted(set(ids)))
    return {
        record.id: record for table in reversed(tables) for record in _find_in(db, table, wanted)
    }


def _find_in(db: Connection, table: str, ids: str) -> Iterator[CitedRecord]:
    columns = ", ".join(("r.id", _DETAILS.get(table, "''")))
    held = "r.id in (select value from json_each(?))"
    for (record_id, detail), citation in select_records(db, table, columns, held, (ids,)):
        yield CitedRecord(record_id, table, detail, citation)


def select_records(
    db: Connection, table: str, columns: str, where: str, values: Sequence[object] = ()
) -> Iterator[tuple[list[Any], Citation]]:
    """The records of a table for which a condition holds: these columns, and the citation.

    `columns` and `where` name the record `r`, its document `d`, and the passage that it begins
    in `p`, which may be missing.
    """
    paragraph, section = _OWN.get(table, _IN_PASSAGE)
    query = _RECORDS.format(
        columns=columns,
        paragraph=paragraph,
        section=section,
        table=table,
        headings=_HEADINGS if section == _PASSAGE_SECTION else "",
        where=where,
    )
    leads_of = cache(partial(_find_leads, db)) if table == "ask" else _no_leads
    for row in db.execute(query, values):
        citation = _to_citation(row[-_CITATION_COLUMNS:])
        lead = leads_of(citation.document).get(citation.span.start, "")
        yield list(row[:-_CITATION_COLUMNS]), replace(citation, lead=lead) if lead else citation


def _find_leads(db: Connection, document_id: str) -> Mapping[int, str]:
    """What each ask of a document that is an item of a list hangs on, by its start."""
    query = "select start, stop from ask where document = ? order by start, stop"
    asks = [Span(start, stop) for start, stop in db.execute(query, (document_id,))]
    if not asks:
        return {}
    [text] = db.execute("select text from document where id = ?", (document_id,)).fetchone()
    return dict(find_leads(text, asks))


def _no_leads(_: str) -> Mapping[int, str]:
    return {}


def add_printed_pages(citations: Iterable[Citation], labels_of: LabelsOf) -> list[Citation]:
    """The citations with what is printed as their pages' numbers.

    `labels_of` gives that of a document (`load_page_labels`); it is asked once for each.
    """
    labels = cache(labels_of)
    return [
        replace(citation, printed_page=labels(citation.document).get(citation.page, ""))
        if citation.page
        else citation
        for citation in citations
    ]


def cite_passages(db: Connection, numbers: Iterable[int]) -> list[CitedPassage]:
    """The passages of those numbers that are held, each with where it stands."""
    rows = db.execute(_PASSAGES, (json.dumps(list(numbers)),))
    return [
        CitedPassage(number, id_, authority, kind, _to_citation(place))
        for number, id_, authority, kind, *place in rows
    ]


def add_leads(db: Connection, citations: Iterable[Citation]) -> list[Citation]:
    """The citations of passages, those that begin with an item of a list with what it hangs on."""
    cited = list(citations)
    leads_of = cache(partial(_find_leads, db))
    items = _find_asked(db, cited)
    leads = {place: lead for place in items if (lead := leads_of(place[0]).get(place[1]))}
    places = ((citation.document, citation.span.start) for citation in cited)
    return [
        replace(citation, lead=leads[place]) if place in leads else citation
        for citation, place in zip(cited, places, strict=True)
    ]


def _find_asked(db: Connection, citations: Iterable[Citation]) -> list[tuple[str, int]]:
    """Where citations begin with an ask, by document and start."""
    places = [(citation.document, citation.span.start) for citation in citations]
    rows = db.execute(
        "select distinct document, start from ask"
        " where document in (select value ->> 0 from json_each(?))"
        " and (document, start) in (select value ->> 0, value ->> 1 from json_each(?))",
        (json.dumps(places), json.dumps(places)),
    )
    return list(rows)


def _to_citation(row: Sequence[Any]) -> Citation:
    document, title, author, kind, authority, day, reader, opening, *place = row
    later_page, page, paragraph, section, start, stop, quote = place
    published = date.fromisoformat(day) if day else None
    return Citation(
        document=document,
        title=title,
        body=name_body(author, kind, authority),
        published=published,
        page=page if has_pages(reader, max(later_page, page)) else None,
        printed_page="",
        paragraph=paragraph,
        section=section,
        quote=quote,
        span=Span(start, stop),
        dated=find_own_date(opening, kind, published),
    )


# --- records -------------------------------------------------------------------


def holds_ask(db: Connection, ask_id: str) -> bool:
    """True where an ask of that id is held."""
    return db.execute("select 1 from ask where id = ?", (ask_id,)).fetchone() is not None


def load_row(db: Connection, table: str, record_id: str) -> Mapping[str, Any]:
    """A record's columns by name, and as `text` that of its document; it must be held."""
    rows = db.execute(
        f"select r.*, d.text from {table} r join document d on d.id = r.document where r.id = ?",
        (record_id,),
    )
    names = (name for name, *_ in rows.description)
    return dict(zip(names, rows.fetchone(), strict=True))


def find_stated(db: Connection, passages: Iterable[int]) -> Mapping[int, tuple[Stated, ...]]:
    """The records that stand in passages, by the passage's number; those without are left out."""
    by_passage: defaultdict[int, list[Stated]] = defaultdict(list)
    for number, stated in _read_stated(db, json.dumps(list(passages))):
        by_passage[number].append(stated)
    return {number: tuple(stated) for number, stated in by_passage.items()}


def _read_stated(db: Connection, passages: str) -> Iterator[tuple[int, Stated]]:
    for table, stance, themes in _STATED:
        rows = db.execute(
            f"select p.number, r.id, {stance}, {themes} from passage p join {table} r"
            " on r.document = p.document and r.start < p.stop and p.start < r.stop"
            " where p.number in (select value from json_each(?)) order by p.number, r.start",
            (passages,),
        )
        for number, id_, stance_, themes_ in rows:
            yield number, Stated(id_, table, stance_, tuple(json.loads(themes_)))
