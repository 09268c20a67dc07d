"""What is damaged in a store's file: found without changing it, and never an error itself.

SQLite knows whether its pages and indexes are whole. What we keep beside the texts
(keywords, vectors) is compared with them here, for SQLite cannot know that it belongs.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from corpus.document import Document
from corpus.errors import Throughline
from corpus.store.connection import Connection
from corpus.store.embeddings import decode_vectors, row_width
from corpus.store.file.raw import open_raw
from corpus.store.passages import load_spans
from corpus.store.people.briefings import iter_briefings
from corpus.store.people.follows import iter_follows
from corpus.store.people.verdicts import RELATIONS, iter_verdicts
from corpus.store.reports import RECORDS, load_report

Kind = Literal[
    "file", "pages", "indexes", "references", "documents", "keywords", "vectors", "people"
]
KINDS: tuple[Kind, ...] = get_args(Kind)

MAGIC = b"SQLite format 3\x00"
_MOST_TOLD = 100  # faults that SQLite lists
_UNIT_TOLERANCE = 0.01  # float16 of a unit row is within 0.001
_IN_INDEX = re.compile("missing from index|wrong # of entries|non-unique entry")
_IN_TREE = re.compile(r"[Tt]ree (?:page )?(\d+)|on page (\d+)")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something damaged: of what kind, what it is, and of which document, where of one."""

    kind: Kind
    says: str
    document: str = ""


def check_store(path: Path) -> list[Fault]:
    """Everything damaged in the store at a path, which is there; empty where it is whole.

    Each kind of damage is looked for even where there is another.
    """
    if amiss := _check_size(path):
        return [amiss]
    with closing(open_raw(path)) as db:
        faults = [*_guarded("pages", lambda: _check_pages(db))]
        for kind, check in _CHECKS:
            faults += _guarded(kind, lambda check=check: check(db))  # type: ignore[misc]
    return faults


def check_pages(path: Path) -> list[Fault]:
    """What SQLite finds damaged in any file of its own; empty where it is whole."""
    if amiss := _check_size(path):
        return [amiss]
    with closing(open_raw(path)) as db:
        return _guarded("pages", lambda: _check_pages(db))


def _guarded(kind: Kind, check: Callable[[], Iterator[Fault]]) -> list[Fault]:
    """What a check finds; that it cannot be made is a fault too."""
    faults = []
    try:
        for fault in check():
            faults.append(fault)
    except (sqlite3.Error, Throughline, ValueError, TypeError, KeyError) as error:
        faults.append(Fault(kind, f"cannot be read: {error}"))
    return faults


# --- the file ----------------------------------------------------------------


def _check_size(path: Path) -> Fault | None:
    size = path.stat().st_size
    with path.open("rb") as file:
        header = file.read(100)
    if not header.startswith(MAGIC):
        empty = "is empty (0 bytes)" if not size else "does not begin as a library does"
        return Fault("file", f"{path.name} {empty}")
    page_size = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    if page_size > 1 and size < pages * page_size:
        missing = pages - size // page_size
        return Fault(
            "file", f"{path.name} is cut short: {missing} of its {pages} pages are missing"
        )
    return None


def _check_pages(db: sqlite3.Connection) -> Iterator[Fault]:
    """What SQLite finds in the whole file; table by table where it cannot go through it all."""
    try:
        yield from _list_faults(db, str(_MOST_TOLD))
    except sqlite3.DatabaseError:
        tables = "select name from sqlite_master where type = 'table' and rootpage > 0"
        for (table,) in db.execute(tables).fetchall():
            try:
                yield from _list_faults(db, f'"{table}"')
            except sqlite3.DatabaseError as error:
                yield Fault("pages", f"the table {table} or an index of it: {error}")


def _list_faults(db: sqlite3.Connection, scope: str) -> list[Fault]:
    roots = _name_roots(db)
    rows = db.execute(f"pragma integrity_check({scope})").fetchall()
    lines = [line for (told,) in rows for line in str(told).splitlines()]
    return [
        Fault("indexes" if _IN_INDEX.search(line) else "pages", _with_name(line, roots))
        for line in lines
        if line != "ok" and not line.startswith("***")
    ]


def _name_roots(db: sqlite3.Connection) -> dict[int, str]:
    """The names of tables and indexes by the page where each begins."""
    with suppress(sqlite3.Error):
        return dict(db.execute("select rootpage, name from sqlite_master where rootpage"))
    return {}


def _with_name(line: str, roots: dict[int, str]) -> str:
    match = _IN_TREE.search(line)
    name = roots.get(int(match[1] or match[2])) if match else None
    return f"{line} (of {name})" if name else line


def _check_references(db: sqlite3.Connection) -> Iterator[Fault]:
    rows = db.execute("pragma foreign_key_check").fetchall()
    for (table, parent), count in Counter((row[0], row[2]) for row in rows).items():
        yield Fault("references", f"{count} rows of {table} belong to no {parent} that is held")
    for name in ("encoder", "generation"):
        if not db.execute("select 1 from meta where name = ?", (name,)).fetchone():
            yield Fault("references", f"meta does not say the library's {name}")


# --- documents, one by one -----------------------------------------------------


def _check_documents(db: sqlite3.Connection) -> Iterator[Fault]:
    for document_id in list_document_ids(db):
        yield from check_document(db, document_id)


def list_document_ids(db: Connection) -> list[str]:
    """The ids of all documents, in the order of saving."""
    return [id_ for (id_,) in db.execute("select id from document order by number")]


def check_document(db: Connection, document_id: str) -> list[Fault]:
    """What is damaged of a document held: its text, its records, its keywords, its vectors."""
    try:
        return list(_check_document(db, document_id))
    except Exception as error:  # of a value that nothing but damage makes: zlib's, a date's ...
        says = f"{document_id} cannot be read: {error.__cause__ or error or type(error).__name__}"
        return [Fault("documents", says, document_id)]


def _check_document(db: Connection, document_id: str) -> Iterator[Fault]:
    report = load_report(db, document_id)
    end = len(report.document.text)
    for record in RECORDS:
        beyond = sum(value.span.end > end for value in getattr(report, record.field))
        if beyond:
            says = f"{beyond} rows of {record.table} lie beyond the text of {document_id}"
            yield Fault("documents", says, document_id)
    yield from _check_words(db, report.document)
    yield from _check_vectors_of(db, document_id, len(report.passages))


def _check_words(db: Connection, document: Document) -> Iterator[Fault]:
    """That each passage stands in the keyword index with its own words."""
    spans = load_spans(db, document.id)
    wrong = 0
    for passage in spans:
        row = db.execute(
            "select k.text, l.words from keywords k join keyword_length l on l.number = k.rowid"
            " where k.rowid = ?",
            (passage.number,),
        ).fetchone()
        wrong += row is None or row[0] != document.quote(passage.span) or not row[1]
    if wrong:
        says = f"{wrong} of the {len(spans)} passages of {document.id} are missing or wrong"
        yield Fault("keywords", f"{says} in the index of words", document.id)


def _check_vectors_of(db: Connection, document_id: str, passages: int) -> Iterator[Fault]:
    query = "select counts, vectors from embedding where document = ?"
    row = db.execute(query, (document_id,)).fetchone()
    says = "are missing" if row is None else _check_rows(row[0], row[1], passages)
    if says:
        yield Fault("vectors", f"the vectors of {document_id} {says}", document_id)


def _check_rows(encoded: str, vectors: bytes, passages: int) -> str:
    """What is wrong with a document's vectors; empty where nothing is."""
    try:
        counts, rows = decode_vectors(encoded, vectors)
    except ValueError:
        return "have not as many bytes as its sentences need"
    if len(counts) != passages:
        return f"are of {len(counts)} passages, and it has {passages}"
    with np.errstate(invalid="ignore", over="ignore"):  # of rows that are no numbers
        lengths = np.linalg.norm(rows.astype(np.float32), axis=1)
    if not np.allclose(lengths, 1, atol=_UNIT_TOLERANCE):  # what is not finite is not close
        return "are not all of unit length"
    return ""


# --- tables beside each other ---------------------------------------------------


def _check_keywords(db: sqlite3.Connection) -> Iterator[Fault]:
    for table, column in (("keywords", "rowid"), ("keyword_length", "number")):
        query = f"select count(*) from {table} where {column} not in (select number from passage)"
        (spare,) = db.execute(query).fetchone()
        if spare:
            yield Fault("keywords", f"{spare} rows of {table} belong to no passage")
    if says := _check_index_of_words(db):
        yield Fault("keywords", says)


def _check_index_of_words(db: sqlite3.Connection) -> str:
    """What FTS5 says of its index, compared with its own texts; empty where all is well."""
    try:
        db.execute("begin immediate")  # it asks for the right to write, and writes nothing
    except sqlite3.OperationalError:
        return ""  # somebody writes, or nobody may: the rest was looked at
    try:
        db.execute("insert into keywords (keywords) values ('integrity-check')")
    except sqlite3.Error as error:
        return f"the index of words does not fit its texts: {error}"
    finally:
        with suppress(sqlite3.Error):
            db.execute("rollback")
    return ""


def _check_vectors(db: sqlite3.Connection) -> Iterator[Fault]:
    widths = Counter(
        row_width(len(vectors), rows)
        for rows, vectors in db.execute(
            "select (select sum(value) from json_each(counts)), vectors from embedding"
            " where json_valid(counts)"
        )
        if rows
    )
    if len(widths) > 1:
        yield Fault("vectors", f"they are of {len(widths)} widths, which cannot be compared")


def _check_people(db: sqlite3.Connection) -> Iterator[Fault]:
    for verdict in iter_verdicts(db):
        if verdict.verdict not in RELATIONS or not verdict.who or not verdict.said_at:
            yield Fault("people", f"verdict {verdict.number} is no verdict")
    for _ in (*iter_briefings(db), *iter_follows(db)):
        pass  # read whole, or an error


_CHECKS: tuple[tuple[Kind, Callable[[sqlite3.Connection], Iterator[Fault]]], ...] = (
    ("references", _check_references),
    ("documents", _check_documents),
    ("keywords", _check_keywords),
    ("vectors", _check_vectors),
    ("people", _check_people),
)
