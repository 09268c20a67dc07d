"""What judged pairs teach of objects: how often a shared one, or two different ones, means more.

That both asks name return interviews says much; that both name plans says less, and one
naming audit and the other quality assurance says more than their words do. The counts
come from judged pairs; few pairs count for little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from models.links.ask_text import Reading

# Of judged pairs with any object in common, one in twenty is the same issue and one in
# eleven related or the same: where a bond starts from before it has been seen.
_SAME, _RELATED = 0.05, 0.09
_SHARED_PRIOR, _ACROSS_PRIOR = 8.0, 15.0  # pairs that a start is worth, tried on councils left out


class Rate(NamedTuple):
    """Of the pairs with a bond, the share that readers called the same, and at least related."""

    same: float
    related: float


@dataclass(frozen=True)
class Tally:
    """How many pairs had each bond, were the same issue, and at least related."""

    pairs: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    related: Counter[str] = field(default_factory=Counter)

    def count(self, bonds: Iterable[str], grade: int) -> None:
        """Take in the bonds of one more pair."""
        for bond in bonds:
            self.pairs[bond] += 1
            self.same[bond] += grade == 2
            self.related[bond] += grade >= 1

    def rate(self, bond: str, prior: float) -> Rate:
        """The share of a bond's pairs, pulled to the start by `prior` pairs."""
        pairs = self.pairs.get(bond, 0) + prior
        return Rate(
            (self.same.get(bond, 0) + prior * _SAME) / pairs,
            (self.related.get(bond, 0) + prior * _RELATED) / pairs,
        )

    def without(self, other: Tally) -> Tally:
        """The counts less those of other pairs among them."""
        return Tally(self.pairs - other.pairs, self.same - other.same, self.related - other.related)


@dataclass(frozen=True)
class Bonds:
    """Tallies of objects that both asks name, and of an earlier object with another later one."""

    shared: Tally = field(default_factory=Tally)
    across: Tally = field(default_factory=Tally)

    @classmethod
    def counted(cls, pairs: Iterable[tuple[Reading, Reading, int]]) -> Self:
        """The bonds of judged pairs: earlier, later, grade."""
        bonds = cls()
        for earlier, later, grade in pairs:
            bonds.shared.count(_shared(earlier, later), grade)
            bonds.across.count(_across(earlier, later), grade)
        return bonds

    def without(self, other: Bonds) -> Bonds:
        """The bonds less those of other pairs among them."""
        return Bonds(self.shared.without(other.shared), self.across.without(other.across))

    def rates(self, earlier: Reading, later: Reading) -> tuple[list[Rate], list[Rate]]:
        """The rates of what both name, and of what one names and the other does not."""
        return (
            [self.shared.rate(bond, _SHARED_PRIOR) for bond in _shared(earlier, later)],
            [self.across.rate(bond, _ACROSS_PRIOR) for bond in _across(earlier, later)],
        )


def _shared(earlier: Reading, later: Reading) -> list[str]:
    return [slot for slot in earlier.main.objects if slot in later.main.objects]


def _across(earlier: Reading, later: Reading) -> list[str]:
    return [
        f"{one}>{other}"
        for one in earlier.main.objects
        for other in later.main.objects
        if one != other
    ]


def bonds_to_facts(bonds: Bonds, least_pairs: int = 2) -> dict[str, dict[str, list[int]]]:
    """Bonds as plain lists [pairs, same, related]; those of fewer pairs hardly differ from none."""
    return {
        name: {
            bond: [pairs, tally.same[bond], tally.related[bond]]
            for bond, pairs in tally.pairs.items()
            if pairs >= least_pairs
        }
        for name, tally in (("shared", bonds.shared), ("across", bonds.across))
    }


def facts_to_bonds(facts: Mapping[str, Mapping[str, list[int]]]) -> Bonds:
    """The bonds that `bonds_to_facts` wrote."""
    return Bonds(*(_read_tally(facts[name]) for name in ("shared", "across")))


def _read_tally(counts: Mapping[str, list[int]]) -> Tally:
    columns = [Counter({bond: row[place] for bond, row in counts.items()}) for place in range(3)]
    return Tally(*columns)
