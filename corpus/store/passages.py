"""The passages held: where they stand and which pass a filter.

A passage's `number` is its place in the store and its row in the keyword index.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.document import Span
from corpus.store.connection import Connection, marks_of
from corpus.store.filters import Filters


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
    of_document, values = filters.where("d")
    of_passage, more = filters.where_passage("p")
    if documents is not None:
        of_document += " and d.id in (select value from json_each(?))"
        values.append(json.dumps(list(documents)))
    rows = db.execute(
        "select p.number, p.id from passage p join document d on d.id = p.document"
        f" where {of_document} and {of_passage}",
        (*values, *more),
    )
    return dict(rows)


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
    rows = db.execute(
        f"select number, id from passage where number in ({marks_of(numbers)})"
        f" or id in ({marks_of(ids)}) order by number",
        (*numbers, *ids),
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
