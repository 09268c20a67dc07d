"""The passages held: where they stand and which pass a filter.

A passage's `number` is its place in the store and its row in the keyword index.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.document import Span
from corpus.store.connection import Connection
from corpus.store.filters import Filters, Holding
from corpus.store.keywords import Numbers, to_numbers

Mask = NDArray[np.bool_]

_EVERY = Holding("passage", "true")
# Where a statement or a passage stands in all texts, one document's after the other.
_PLACE = "(d.number << 40) + s.start, (d.number << 40) + s.stop"


@dataclass(frozen=True, slots=True)
class PassageSpan:
    """Where a passage stands in its document's text."""

    number: int
    span: Span


def load_spans(db: Connection, document_id: str) -> list[PassageSpan]:
    """Where the passages of a document stand, in their order; none where it is not held."""
    rows = db.execute(
        "select number, start, stop from passage where document = ? order by number",
        (document_id,),
    )
    return [PassageSpan(number, Span(start, stop)) for number, start, stop in rows]


def load_texts(db: Connection, document_id: str) -> list[str]:
    """The words of a document's passages, in their order; none where it is not held."""
    rows = db.execute(
        "select substr(d.text, p.start + 1, p.stop - p.start) from passage p"
        " join document d on d.id = p.document where d.id = ? order by p.number",
        (document_id,),
    )
    return [text for (text,) in rows]


def load_paragraphs(db: Connection, document_id: str) -> list[str]:
    """The printed numbers of a document's passages, in their order; empty where one has none."""
    rows = db.execute(
        "select paragraph from passage where document = ? order by number", (document_id,)
    )
    return [paragraph for (paragraph,) in rows]


def find_numbers(db: Connection, source_id: str) -> list[int]:
    """The numbers of the passages of a source's documents; none where it is not held."""
    rows = db.execute(
        "select p.number from passage p join document d on d.id = p.document where d.source = ?",
        (source_id,),
    )
    return [number for (number,) in rows]


def find_passages(
    db: Connection, filters: Filters, documents: Iterable[str] | None = None
) -> dict[int, str]:
    """The numbers and ids of the passages that pass, of the documents that pass.

    Of `documents` alone where they are given.
    """
    among = _among(db, filters, documents)
    # One value a column: 20,000 rows take half as long again.
    ((numbers, ids),) = among.select(
        "passage", "json_group_array(s.number), json_group_array(s.id)"
    )
    passages = dict(zip(json.loads(numbers), json.loads(ids), strict=True))
    for holdings in filters.holdings():
        held = set(among.find_holding(holdings).tolist())
        passages = {number: id_ for number, id_ in passages.items() if number in held}
    return passages


def _among(db: Connection, filters: Filters, documents: Iterable[str] | None) -> _Among:
    where, values = filters.where("d")
    if documents is not None:
        where += " and d.id in (select value from json_each(?))"
        values.append(json.dumps(list(documents)))
    return _Among(db, where, values)


@dataclass(frozen=True, slots=True)
class _Among:
    """The documents `d` of a store for which a condition holds."""

    db: Connection
    where: str
    values: Sequence[str]

    def select(self, table: str, columns: str, rows: Holding = _EVERY) -> list[Any]:
        """These columns of the rows `s` of a table that are of these documents.

        The documents are gone through first (`cross join`): rows are many to each of them.
        """
        query = (
            f"select {columns} from document d cross join {table} s on s.document = d.id"
            f" where {self.where} and {rows.condition}"
        )
        return self.db.execute(query, (*self.values, *rows.values)).fetchall()

    def find_holding(self, holdings: Sequence[Holding]) -> Numbers:
        """The numbers of the passages that hold a statement, or a part of one, of any kind
        given.

        As many statements touch a passage as begin before its end, but for those that end
        before it begins.
        """
        statements = [row for each in holdings for row in self.select(each.table, _PLACE, each)]
        if not statements:
            return np.zeros(0, np.int64)
        starts, stops = np.sort(_to_columns(statements, 2), axis=1)
        passages = self.select("passage", f"{_PLACE}, s.number")
        begins, ends, numbers = _to_columns(passages, 3)
        begun = np.searchsorted(starts, ends, "left")
        ended = np.searchsorted(stops, begins, "right")
        return np.asarray(numbers[begun > ended])


@dataclass(frozen=True, slots=True)
class Shelves:
    """The numbers of the passages of each document, one document's after the other."""

    places: Mapping[str, int]  # of documents
    starts: Numbers  # of each document's numbers, and the end of the last
    numbers: Numbers
    size: int  # of an array with a place for every passage held

    def of(self, document: str) -> Numbers:
        """The numbers of a document's passages, in their order; none where it is not held."""
        if document not in self.places:
            return self.numbers[:0]
        start, stop = self.starts[self.places[document] :][:2]
        return self.numbers[start:stop]

    def mark(self, documents: Iterable[str]) -> Mask:
        """True for the passages of some documents, by number."""
        chosen = np.zeros(len(self.places), bool)
        chosen[[self.places[id_] for id_ in documents if id_ in self.places]] = True
        return to_mask(self.numbers[np.repeat(chosen, np.diff(self.starts))], self.size)


def load_shelves(db: Connection) -> Shelves:
    """The numbers of the passages of all documents."""
    rows = db.execute(
        "select document, count(*), json_group_array(number)"
        " from (select document, number from passage order by document, number) group by document"
    ).fetchall()
    numbers = to_numbers(f"[{','.join(array[1:-1] for _, _, array in rows)}]")
    return Shelves(
        {document: place for place, (document, _, _) in enumerate(rows)},
        np.cumsum([0, *(count for _, count, _ in rows)]),
        numbers,
        int(numbers.max(initial=-1)) + 1,
    )


def to_mask(numbers: Numbers, size: int) -> Mask:
    """True at some numbers of an array of a size."""
    mask = np.zeros(size, bool)
    mask[numbers] = True
    return mask


def find_stating(
    db: Connection, filters: Filters, holdings: Sequence[Holding], documents: Iterable[str] | None
) -> Numbers:
    """The numbers of the passages, of the documents that pass, that hold such a statement."""
    return _among(db, filters, documents).find_holding(holdings)


def _to_columns(rows: Sequence[Sequence[int]], count: int) -> NDArray[np.int64]:
    return np.array(rows, np.int64).reshape(-1, count).T


def load_strengths(db: Connection, numbers: Iterable[int]) -> dict[int, float]:
    """The share of strengths among the findings that stand in each passage, by its number.

    A passage without findings is left out.
    """
    rows = db.execute(
        "select p.number, avg(f.stance = 'strength') from passage p join finding f"
        " on f.document = p.document and f.start < p.stop and f.stop > p.start"
        " where p.number in (select value from json_each(?)) group by p.number",
        [json.dumps(list(numbers))],
    )
    return dict(rows)


def load_ids(db: Connection, numbers: Sequence[int], ids: Sequence[str]) -> dict[int, str]:
    """The numbers and ids of all passages named by number or by id, in order of number."""
    rows = db.execute(  # by `or` it would look at every passage
        "select number, id from passage where number in (select value from json_each(?))"
        " union select number, id from passage where id in (select value from json_each(?))"
        " order by number",
        (json.dumps(list(numbers)), json.dumps(list(ids))),
    )
    return dict(rows)


def load_passages(db: Connection, documents: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
    """The numbers and ids of the passages of each document, in their order."""
    query = (
        "select document, number, id from passage"
        " where document in (select value from json_each(?)) order by number"
    )
    passages: dict[str, list[tuple[int, str]]] = {}
    for document, number, id_ in db.execute(query, [json.dumps(list(documents))]):
        passages.setdefault(document, []).append((number, id_))
    return passages


def count_documents(db: Connection, numbers: Iterable[int]) -> int:
    """How many documents passages stand in."""
    query = (
        "select count(distinct document) from passage"
        " where number in (select value from json_each(?))"
    )
    (count,) = db.execute(query, [json.dumps(list(numbers))]).fetchone()
    return int(count)
