"""The public reports of an authority that the library is known not to hold."""

from __future__ import annotations

from corpus.manifest import Listing, load_manifest
from corpus.store.connection import Connection
from corpus.store.documents import documents_of


def find_not_held(db: Connection, authority: str) -> list[Listing]:
    """The known public reports of an authority that the library does not hold, oldest first.

    A report is held where the library has its bytes, or a document of that authority
    and day (the publisher's copy may have changed since it was listed).
    """
    documents = documents_of(db, authority)
    sources = {document.source for document in documents}
    days = {document.published for document in documents}
    return [
        listing
        for listing in load_manifest().of_authority(authority)
        if listing.sha256 not in sources and listing.published not in days
    ]
