"""Addresses that last, for files that are kept: a statement's own page, and its publisher's.

A statement's id is a digest of its source and words, so its page is found again however often
the library is read anew.
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus.citation import Citation
from corpus.store.connection import Connection
from corpus.store.documents import held_documents


def link_statement(base: str, statement_id: str) -> str:
    """The address of a statement's page on the server at `base`.

    >>> link_statement("https://scrutiny.example/", "ab12")
    'https://scrutiny.example/statements/ab12'
    """
    return f"{base.rstrip('/')}/statements/{statement_id}"


def address_of(citation: Citation) -> str:
    """Where cited words stand in their document's readable text, without the host."""
    span = citation.span
    return f"/documents/{citation.document}?start={span.start}&end={span.end}#words"


def load_publishers(db: Connection) -> Mapping[str, str]:
    """The address of each document at its publisher's, by the document's id; some are empty."""
    return {document.id: document.url for document in held_documents(db)}


def link_publisher(citation: Citation, publishers: Mapping[str, str]) -> str:
    """The address of cited words at the publisher's, at their page; empty where not known."""
    url = publishers.get(citation.document, "")
    return f"{url}#page={citation.page}" if url and citation.page else url
