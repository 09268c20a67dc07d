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
RATHER_THAN_SILENCE, _AT_MOST = 0.3, 2
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
        for first, second in pairs:
            if not (held[first] & held[second]).any():
                thread = self._common(first, second)
                held[[first, second], thread] = True
        return Gathered(held, self.chances)

    def part(self, pairs: Pairs) -> Gathered:
        """No two of `pairs` in one thread: the likelier one stays.

        What is left with none gets a thread of its own.
        """
        held, alone = self.held.copy(), []
        for first, second in pairs:
            for thread in np.flatnonzero(held[first] & held[second]):
                leaves = min((first, second), key=lambda row: (self.chances[row, thread], -row))
                held[leaves, thread] = False
            alone += [row for row in (first, second) if not held[row].any()]
        return Gathered(held, self.chances).set_apart(alone)

    def set_apart(self, rows: Sequence[int]) -> Gathered:
        """Each of the statements in one more thread, by itself."""
        more = np.zeros((len(self.held), len(rows)), dtype=np.bool_)
        more[list(rows), range(len(rows))] = True
        return Gathered(np.hstack([self.held, more]), np.hstack([self.chances, more]))

    def _common(self, first: int, second: int) -> int:
        together = np.minimum(self.chances[first], self.chances[second])
        return int((together if together.any() else self.chances[first]).argmax())


def gather(chances: Floats, documents: Sequence[str], asked: Sequence[bool]) -> Gathered:
    """The threads of each issue, and one for each thing asked that is about none.

    `documents` names the document of each statement, empty where its silence tells
    nothing; `asked` are those that belong somewhere.
    """
    held = chances >= BELONGS
    apart = []
    for row in np.flatnonzero(asked).tolist():
        if chances[row].max() < _ABOUT_NONE:
            apart.append(row)
        elif not held[row].any():
            held[row, chances[row].argmax()] = True
    return Gathered(_fill(held, chances, documents), chances).set_apart(apart)


def _fill(held: Held, chances: Floats, documents: Sequence[str]) -> Held:
    """With the likeliest statements of documents that would be silent on an issue."""
    filled = held.copy()
    for document in sorted(set(documents) - {""}):
        rows = np.array([row for row, name in enumerate(documents) if name == document])
        best = rows[np.argsort(-chances[rows], axis=0, kind="stable")[:_AT_MOST]]
        for issue in np.flatnonzero(~held[rows].any(axis=0)):
            near = best[:, issue]
            filled[near[chances[near, issue] >= RATHER_THAN_SILENCE], issue] = True
    return filled
