"""Asks, links of asks, and those that a person should look at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from corpus.store.asks import HeldAsk, find_asks
from corpus.store.documents import list_authorities, only_authority
from corpus.store.filters import Filters
from index.answers.cache import Key, cached
from index.answers.issues import list_threads
from index.library import Library
from index.recurrence.review_queue import Doubt, find_doubts
from index.recurrence.trace import Link, link_asks

# More than a reviewer gets through before they are worked out anew.
MOST_DOUBTS = 200
_ASKS: Key[list[HeldAsk]] = Key("asks")
_LINKS: Key[list[Link]] = Key("links")
_DOUBTS: Key[list[Doubt]] = Key("doubts")


def answer_asks(library: Library, filters: Filters, addressee: str = "") -> list[HeldAsk]:
    """The asks of the documents that pass, by council and date."""
    return find_asks(library.db, filters, addressee)


def every_ask(library: Library) -> list[HeldAsk]:
    """Every ask held, by council and date; cached."""
    return cached(library, _ASKS, lambda: answer_asks(library, Filters()))


def answer_links(library: Library, authority: str) -> list[Link]:
    """Every pair of an earlier and a later ask of an authority worth listing, likeliest first.

    Cached. None of an authority that is not held; without a name that of the only one held.
    QueryError where several are.
    """
    council = authority or only_authority(library.db)
    if council not in list_authorities(library.db):
        return []
    make = partial(link_asks, library, library.weigher, council)
    return cached(library, _LINKS.of(council), make)


def answer_doubts(library: Library, authority: str) -> list[Doubt]:
    """An authority's pairs whose verdict would teach most, the best first; cached, and at most
    `MOST_DOUBTS`. Of which authority, as for `answer_links`.
    """
    links = answer_links(library, authority)
    council = authority or only_authority(library.db)
    make = partial(_find_doubts, library, council, links)
    return cached(library, _DOUBTS.of(council), make) if links else []


def _find_doubts(library: Library, council: str, links: Sequence[Link]) -> list[Doubt]:
    return find_doubts(library, council, MOST_DOUBTS, list_threads(library, council), links)
