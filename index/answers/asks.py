"""Asks and links of asks, each ask with where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.citation import Citation
from corpus.store.asks import HeldAsk, find_asks
from corpus.store.citations import LabelsOf, add_printed_pages
from corpus.store.filters import Filters
from index.answers.cache import Key, cached
from index.library import Library
from index.recurrence.trace import Link, link_asks
from index.recurrence.wording import say_shared

_ASKS: Key[list[CitedAsk]] = Key("asks")


@dataclass(frozen=True, slots=True)
class CitedAsk:
    """An ask held, and where it stands."""

    held: HeldAsk
    citation: Citation

    @property
    def id(self) -> str:
        """The ask's id."""
        return self.held.id


@dataclass(frozen=True, slots=True)
class CitedLink:
    """Two asks of one authority, how likely they are one issue, and what they share."""

    link: Link
    earlier: CitedAsk
    later: CitedAsk

    @property
    def evidence(self) -> tuple[str, ...]:
        """What the two have in common, a line each kind."""
        return say_shared(self.link.shared)


def cite_asks(asks: Iterable[HeldAsk], labels_of: LabelsOf | None = None) -> dict[str, CitedAsk]:
    """The asks with where they stand, by id, in the order given; `labels_of` as for
    `add_printed_pages`.
    """
    by_id = {held.id: held for held in asks}
    citations = [held.citation for held in by_id.values()]
    if labels_of:
        citations = add_printed_pages(citations, labels_of)
    cited = map(CitedAsk, by_id.values(), citations)
    return dict(zip(by_id, cited, strict=True))


def answer_asks(library: Library, filters: Filters, addressee: str = "") -> list[CitedAsk]:
    """The asks of the documents that pass, by council and date."""
    asks = find_asks(library.db, filters, addressee)
    return list(cite_asks(asks).values())


def every_ask(library: Library) -> list[CitedAsk]:
    """Every ask held, by council and date; cached."""
    return cached(library, _ASKS, lambda: answer_asks(library, Filters()))


def answer_links(library: Library, authority: str) -> list[CitedLink]:
    """Every pair of an earlier and a later ask worth listing, the likeliest first."""
    links = link_asks(library, library.weigher, authority)
    cited = cite_asks(held for link in links for held in (link.earlier, link.later))
    return [_to_cited(link, cited) for link in links]


def _to_cited(link: Link, cited: Mapping[str, CitedAsk]) -> CitedLink:
    return CitedLink(link, cited[link.earlier.id], cited[link.later.id])
