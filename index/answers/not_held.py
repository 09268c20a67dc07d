"""What the library is known not to hold of a council: reports listed, and documents named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.citation import say_source
from corpus.manifest import Listing, load_manifest
from corpus.store.connection import Connection
from corpus.store.documents import documents_of
from index.answers.cache import Key, cached
from index.library import Library
from index.recurrence.not_held import Unheld, find_unheld
from index.recurrence.wording import say_begin

_SHOWN = 3  # places told at which a document is named
_DAY = len("2019-07-26")
_NAMED = "named in {}; not in this library"
_AWAITED = "awaited, as told in {}; not in this library"
_PLANNED = "planned when named in {}; it may not have taken place; not in this library"


@dataclass(frozen=True, slots=True)
class NotHeld:
    """A document known of and not held; `url` where its publisher lists it, `why` in words."""

    title: str
    published: date | None
    url: str
    why: str


_NOT_HELD: Key[tuple[NotHeld, ...]] = Key("not held")


def find_all_not_held(library: Library, authority: str) -> tuple[NotHeld, ...]:
    """The known documents of an authority that are not held, cached.

    First the reports that their publisher lists, oldest first, then those that held
    documents name.
    """
    return cached(library, _NOT_HELD.of(authority), lambda: _find_all(library.db, authority))


def _find_all(db: Connection, authority: str) -> tuple[NotHeld, ...]:
    listed = map(_from_listing, _find_listed(db, authority))
    named = map(_from_mention, find_unheld(db, authority))
    return (*listed, *named)


def _find_listed(db: Connection, authority: str) -> list[Listing]:
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


def _from_listing(listing: Listing) -> NotHeld:
    return NotHeld(
        title=listing.title,
        published=listing.published,
        url=listing.url,
        why="listed by its publisher; not in this library",
    )


def _from_mention(unheld: Unheld) -> NotHeld:
    """A document that held ones name; its day where they give one."""
    where = "; ".join(map(say_source, unheld.named[: 1 if unheld.is_awaited else _SHOWN]))
    return NotHeld(
        title=f"{unheld.what[:1].upper()}{unheld.what[1:]}, {say_begin(unheld.when)}",
        published=date.fromisoformat(unheld.when) if len(unheld.when) == _DAY else None,
        url="",
        why=_how(unheld).format(where),
    )


def _how(unheld: Unheld) -> str:
    """How it is known of."""
    if unheld.is_awaited:
        return _AWAITED
    return _PLANNED if unheld.is_planned else _NAMED
