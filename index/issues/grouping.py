"""Statements gathered into threads: a column for each issue, then joined and parted.

`chances` is (statements, threads), how likely each belongs; what comes out says which do.
A statement may stand in several threads, or in none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.links.ensemble import Floats

Held = NDArray[np.bool_]
Pairs = Iterable[tuple[int, int]]

# From here a reader is likelier than not to agree: the chances are calibrated.
BELONGS = 0.5
# Where a document would else be silent on an issue, its likeliest statements from here on
# are taken: silence is told only where nothing was found. Any value from 0.15 to 0.35
# gives the same states.
_RATHER_THAN_SILENCE, _AT_MOST = 0.3, 2
# What was asked belongs somewhere; below this it is about no issue of the vocabulary.
_ABOUT_NONE = 0.2


@dataclass(frozen=True)
class Gathered:
    """Which statements stand in which thread, and how likely each belongs: one shape.

    The first columns are the issues'; those after them are of statements about no issue.
    """

    held: Held
    chances: Floats

    def join(self, pairs: Pairs) -> Gathered:
        """Each two of `pairs` in one thread: the one that both likeliest belong to."""
        held = self.held.copy()
        for one, other in pairs:
            if not (held[one] & held[other]).any():
                thread = self._common(one, other)
                held[[one, other], thread] = True
        return Gathered(held, self.chances)

    def part(self, pairs: Pairs) -> Gathered:
        """No two of `pairs` in one thread: the likelier one stays.

        What is left with none gets a thread of its own.
        """
        held, alone = self.held.copy(), []
        for one, other in pairs:
            for thread in np.flatnonzero(held[one] & held[other]):
                leaves = min((one, other), key=lambda place: (self.chances[place, thread], -place))
                held[leaves, thread] = False
            alone += [place for place in (one, other) if not held[place].any()]
        return Gathered(held, self.chances).set_apart(alone)

    def set_apart(self, places: Sequence[int]) -> Gathered:
        """Each of the statements in one more thread, by itself."""
        more = np.zeros((len(self.held), len(places)), dtype=np.bool_)
        more[list(places), range(len(places))] = True
        return Gathered(np.hstack([self.held, more]), np.hstack([self.chances, more]))

    def _common(self, one: int, other: int) -> int:
        together = np.minimum(self.chances[one], self.chances[other])
        return int((together if together.any() else self.chances[one]).argmax())


def gather(chances: Floats, documents: Sequence[str], asked: Sequence[bool]) -> Gathered:
    """The threads of each issue, and one for each thing asked that is about none.

    `documents` names the document of each statement, empty where its silence tells
    nothing; `asked` are those that belong somewhere.
    """
    held = chances >= BELONGS
    apart = []
    for place in np.flatnonzero(asked).tolist():
        if chances[place].max() < _ABOUT_NONE:
            apart.append(place)
        elif not held[place].any():
            held[place, chances[place].argmax()] = True
    return Gathered(_fill(held, chances, documents), chances).set_apart(apart)


def _fill(held: Held, chances: Floats, documents: Sequence[str]) -> Held:
    """With the likeliest statements of documents that would be silent on an issue."""
    filled = held.copy()
    for document in sorted(set(documents) - {""}):
        places = np.array([place for place, one in enumerate(documents) if one == document])
        best = places[np.argsort(-chances[places], axis=0, kind="stable")[:_AT_MOST]]
        for issue in np.flatnonzero(~held[places].any(axis=0)):
            near = best[:, issue]
            filled[near[chances[near, issue] >= _RATHER_THAN_SILENCE], issue] = True
    return filled
