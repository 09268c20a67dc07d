"""Shares of judged pairs with an object in common that are the same issue, with a Beta prior.

That both asks name return interviews says much; that both name plans says less, and one
naming audit and the other quality assurance says more than their words do. A share is
counted over judged pairs, beside pseudo-counts of what is usual for any object.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from models.links.ask_text import ParsedAsk, Rarity

# Of judged pairs with any object in common, one in twenty is the same issue and one in
# eleven related or the same: the prior's share for objects that no judged pair has.
_SAME, _RELATED = 0.05, 0.09
_SHARED_PRIOR, _ACROSS_PRIOR = 8.0, 15.0  # pseudo-counts; tried on councils left out


class Rate(NamedTuple):
    """Of the pairs with given objects, the share that readers called same, and at least related."""

    same: float
    related: float


@dataclass(frozen=True)
class PairCounts:
    """By objects (shared, or "earlier>later"): pairs, those the same, those at least related."""

    pairs: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    related: Counter[str] = field(default_factory=Counter)

    def count(self, keys: Iterable[str], grade: int) -> None:
        """Count one more pair under each of its keys."""
        for key in keys:
            self.pairs[key] += 1
            self.same[key] += grade == 2
            self.related[key] += grade >= 1

    def rate(self, key: str, pseudo_count: float) -> Rate:
        """The shares of a key's pairs, smoothed by so many pairs of the usual shares."""
        pairs = self.pairs.get(key, 0) + pseudo_count
        return Rate(
            (self.same.get(key, 0) + pseudo_count * _SAME) / pairs,
            (self.related.get(key, 0) + pseudo_count * _RELATED) / pairs,
        )

    def without(self, other: PairCounts) -> PairCounts:
        """The counts less those of other pairs among them."""
        return PairCounts(
            self.pairs - other.pairs, self.same - other.same, self.related - other.related
        )


@dataclass(frozen=True)
class ObjectPrior:
    """Counts by objects that both asks name, and by an earlier object with another later one."""

    shared: PairCounts = field(default_factory=PairCounts)
    across: PairCounts = field(default_factory=PairCounts)

    @classmethod
    def counted(cls, pairs: Iterable[tuple[ParsedAsk, ParsedAsk, int]]) -> Self:
        """The counts of judged pairs: earlier, later, grade."""
        prior = cls()
        for earlier, later, grade in pairs:
            prior.shared.count(_shared(earlier, later), grade)
            prior.across.count(_across(earlier, later), grade)
        return prior

    def without(self, other: ObjectPrior) -> ObjectPrior:
        """The counts less those of other pairs among them."""
        return ObjectPrior(self.shared.without(other.shared), self.across.without(other.across))

    def rates(self, earlier: ParsedAsk, later: ParsedAsk) -> tuple[list[Rate], list[Rate]]:
        """The rates of what both name, and of what one names and the other does not."""
        return (
            [self.shared.rate(key, _SHARED_PRIOR) for key in _shared(earlier, later)],
            [self.across.rate(key, _ACROSS_PRIOR) for key in _across(earlier, later)],
        )


def _shared(earlier: ParsedAsk, later: ParsedAsk) -> list[str]:
    return [name for name in earlier.main.objects if name in later.main.objects]


def _across(earlier: ParsedAsk, later: ParsedAsk) -> list[str]:
    return [
        f"{before}>{after}"
        for before in earlier.main.objects
        for after in later.main.objects
        if before != after
    ]


def prior_to_facts(prior: ObjectPrior, least_pairs: int = 2) -> dict[str, dict[str, list[int]]]:
    """Counts as lists [pairs, same, related] by key; keys of fewer pairs hardly change a rate."""
    return {
        name: {
            key: [pairs, counts.same[key], counts.related[key]]
            for key, pairs in counts.pairs.items()
            if pairs >= least_pairs
        }
        for name, counts in (("shared", prior.shared), ("across", prior.across))
    }


def facts_to_prior(facts: Mapping[str, Mapping[str, list[int]]]) -> ObjectPrior:
    """The counts that `prior_to_facts` wrote."""
    return ObjectPrior(*(_read_counts(facts[name]) for name in ("shared", "across")))


def _read_counts(counts: Mapping[str, list[int]]) -> PairCounts:
    columns = [Counter({key: row[column] for key, row in counts.items()}) for column in range(3)]
    return PairCounts(*columns)


@dataclass(frozen=True)
class PairStatistics:
    """What features need besides the two asks: how rare words are, and the prior of objects."""

    rarity: Rarity
    prior: ObjectPrior
