"""Statements gathered by the strength of their links: a graph cut where it holds weakly."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

Strengths = NDArray[np.float32]
# Pairs that a person has joined or parted: no mean over the other links can outweigh it.
_JOINED, _PARTED = 1e3, -1e9


def gather(strengths: Strengths, least: float) -> list[list[int]]:
    """Groups of places, each with a mean link of `least` or more at every joining.

    `strengths` is symmetric, (places, places). The two groups with the strongest mean link
    are joined first (average linkage); a group is in the order of its places, the groups
    in that of their first.

    >>> gather(np.array([[1, .9, 0], [.9, 1, .1], [0, .1, 1]], np.float32), 0.5)
    [[0, 1], [2]]
    """
    if len(strengths) < 2:
        return [[place] for place in range(len(strengths))]
    distances = _JOINED - strengths.astype(np.float64)
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(distances, checks=False), "average")
    labels = fcluster(tree, _JOINED - least, "distance")
    groups: dict[int, list[int]] = {}
    for place, label in enumerate(labels.tolist()):
        groups.setdefault(label, []).append(place)
    return list(groups.values())


def settle(
    strengths: Strengths,
    joined: Iterable[tuple[int, int]],
    parted: Iterable[tuple[int, int]],
) -> Strengths:
    """The strengths with pairs that must end in one group, and pairs that must not.

    Where the two contradict each other, what is parted stays apart.
    """
    settled = strengths.astype(np.float32, copy=True)
    for pairs, strength in ((joined, _JOINED), (parted, _PARTED)):
        for one, other in pairs:
            settled[one, other] = settled[other, one] = strength
    return settled
