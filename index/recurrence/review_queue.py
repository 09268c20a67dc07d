"""Pairs for people to judge, those whose verdict would teach most first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.store.people.verdicts import holding_verdicts
from index.issues.threads import Thread, find_threads
from index.library import Library
from index.recurrence.trace import Link, link_asks


@dataclass(frozen=True, slots=True)
class Doubt:
    """A link nobody has judged. `teaches` is how much a verdict would; `size` how many
    statements it would join or part; `together` whether the two are in one thread now."""

    link: Link
    teaches: float
    size: int
    together: bool


def find_doubts(
    library: Library,
    authority: str,
    limit: int = 50,
    threads: Sequence[Thread] | None = None,
    links: Sequence[Link] | None = None,
) -> list[Doubt]:
    """The links of an authority that no verdict holds on, those that teach most first.

    `threads` and `links` are those of the authority, where they are known already. A verdict
    teaches most where the weigher is least sure, and where it would join or part large threads.
    Equal ones by the ids of their asks.
    """
    judged = holding_verdicts(library.db)
    if threads is None:
        threads = find_threads(library, authority)
    if links is None:
        links = link_asks(library, library.weigher, authority)
    open_links = [
        link for link in links if frozenset((link.earlier.id, link.later.id)) not in judged
    ]
    return rank_doubts(open_links, threads)[:limit]


def rank_doubts(links: Sequence[Link], threads: Sequence[Thread]) -> list[Doubt]:
    """Each link with what a verdict on it would teach, most first."""
    holding: dict[str, list[Thread]] = {}
    for thread in threads:
        for member in thread.members:
            holding.setdefault(member.id, []).append(thread)
    doubts = [_weigh(link, holding) for link in links]
    return sorted(
        doubts,
        key=lambda doubt: (-doubt.teaches, doubt.link.earlier.id, doubt.link.later.id),
    )


def _weigh(link: Link, holding: Mapping[str, Sequence[Thread]]) -> Doubt:
    earlier, later = holding.get(link.earlier.id, ()), holding.get(link.later.id, ())
    shared = [thread for thread in earlier if thread in later]
    size = _largest(shared) if shared else _largest(earlier) + _largest(later)
    return Doubt(link, _unsure(link.same) * math.log2(1 + size), size, bool(shared))


def _largest(threads: Sequence[Thread]) -> int:
    """The size of the largest thread; a statement in none stands by itself."""
    return max((len(thread.members) for thread in threads), default=1)


def _unsure(chance: float) -> float:
    """The entropy of a chance in bits: 1 at one half, 0 where it is certain.

    >>> _unsure(0.5), _unsure(1.0)
    (1.0, 0.0)
    """
    if chance <= 0 or chance >= 1:
        return 0.0
    return -chance * math.log2(chance) - (1 - chance) * math.log2(1 - chance)
