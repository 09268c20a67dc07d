"""Asks and links of asks."""

from __future__ import annotations

from corpus.store.asks import HeldAsk, find_asks
from corpus.store.filters import Filters
from index.answers.cache import Key, cached
from index.library import Library
from index.recurrence.trace import Link, link_asks

_ASKS: Key[list[HeldAsk]] = Key("asks")


def answer_asks(library: Library, filters: Filters, addressee: str = "") -> list[HeldAsk]:
    """The asks of the documents that pass, by council and date."""
    return find_asks(library.db, filters, addressee)


def every_ask(library: Library) -> list[HeldAsk]:
    """Every ask held, by council and date; cached."""
    return cached(library, _ASKS, lambda: answer_asks(library, Filters()))


def answer_links(library: Library, authority: str) -> list[Link]:
    """Every pair of an earlier and a later ask worth listing, the likeliest first."""
    return link_asks(library, library.weigher, authority)
