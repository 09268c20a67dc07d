"""Values of measures, in tables, in plans and in prose, each with its period and whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.document import Document, digest
from corpus.kinds import kind_as_read
from corpus.records import Observation
from ingest.find.measures.plain_statements import find_plain_statements
from ingest.find.measures.prose import find_in_prose
from ingest.find.measures.tables.find import find_in_tables


def find_measures(document: Document) -> tuple[Observation, ...]:
    """Every value of a measure that a document prints, in order.

    The span of one covers the value. The period is as printed, with its last day; where a
    sentence names none it is empty and the day is the document's own.
    """
    if not kind_as_read(document.kind, document.kind_doubt).measures:
        return ()
    found = [*find_in_tables(document), *find_in_prose(document)]
    found += [
        value
        for value in find_plain_statements(document)
        if not any(value.span.touches(other.span) for other in found)
    ]
    return tuple(_with_ids(document, sorted(found, key=lambda value: value.span)))


def _with_ids(document: Document, found: Iterable[Observation]) -> Iterator[Observation]:
    seen: Counter[str] = Counter()
    for value in found:
        key = f"{value.span.start}-{value.value}"
        seen[key] += 1
        yield replace(value, id=digest(document.id, "measure", key, seen[key]))
