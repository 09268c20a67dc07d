"""A scope as an expression that Milvus filters by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from corpus.store.connection import Connection
from corpus.store.documents import list_scopes
from corpus.store.filters import Filters, Values
from index.search.engines.scope import Scope, find_chosen


def to_expression(db: Connection, scope: Scope) -> str | None:
    """What passages must meet, empty where all may be shown; None where none may.

    What stands within a passage (a statement's kind, stance or theme, a condition on its words)
    only the library knows: these passages are named. So are the documents that came lately.
    """
    filters = scope.filters
    if scope.condition is not None or filters.statement or filters.stance or filters.theme:
        return _among_or_none("passage", find_chosen(db, scope).values())
    if filters.came_after:
        passing = {document.id for document in list_scopes(db, filters)}
        allowed = passing if scope.documents is None else passing & scope.documents
        return _among_or_none("document", sorted(allowed))
    if scope.documents is not None and not scope.documents:
        return None
    return " and ".join(filter(None, (*_filter_tests(filters), _document_test(scope))))


def is_among(field: str, values: Iterable[str]) -> str:
    """The test that a field has one of some values; empty where there are none.

    >>> is_among("authority", ['The "Isle"'])
    'authority in ["The \\\\"Isle\\\\""]'
    """
    escaped = ", ".join(json.dumps(value, ensure_ascii=False) for value in values)
    return f"{field} in [{escaped}]" if escaped else ""


def _among_or_none(field: str, values: Iterable[str]) -> str | None:
    return is_among(field, values) or None


def _document_test(scope: Scope) -> str:
    if scope.documents is None:
        return ""
    if scope.filters or len(scope.documents) <= len(scope.barred):
        return is_among("document", sorted(scope.documents))
    return f"not ({is_among('document', sorted(scope.barred))})" if scope.barred else ""


def _filter_tests(filters: Filters) -> Iterator[str]:
    yield is_among("authority", _each(filters.authority))
    yield is_among("kind", _each(filters.kind))
    yield is_among("framework", _each(filters.framework))
    yield is_among("document", _each(filters.document))
    yield _day_test(">=", filters.since)
    yield _day_test("<=", filters.until)
    years = [f'(published >= "{year}" and published < "{year + 1}")' for year in filters.years]
    yield f"({' or '.join(years)})" if years else ""


def _day_test(sign: str, day: date | None) -> str:
    """The test that a document is of a day; one without a date, kept as "", passes none."""
    return f'(published {sign} "{day.isoformat()}" and published != "")' if day else ""


def _each(values: Values) -> tuple[str, ...]:
    return tuple(filter(None, (values,) if isinstance(values, str) else values))
