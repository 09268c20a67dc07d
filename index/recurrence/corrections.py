"""People's verdicts put on what the machine weighed: a person's word wins at once.

    verdicts = holding_verdicts(library.db)
    same, related = settle(verdicts, earlier_id, later_id, weight.same, weight.related)

The machine's score stays beside the verdict in the store (`corpus.store.people.verdicts`).
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus.store.people.verdicts import Verdict

Verdicts = Mapping[frozenset[str], Verdict]
# The probabilities of "same" and "related" that a verdict stands for.
_SETTLED: Mapping[str, tuple[float, float]] = {
    "same": (1.0, 1.0),
    "related": (0.0, 1.0),
    "different": (0.0, 0.0),
}


def settle(
    verdicts: Verdicts, earlier: str, later: str, same: float, related: float
) -> tuple[float, float]:
    """The probabilities of "same" and "related" for two records, a person's word first.

    As they were where nobody has judged the pair.
    """
    verdict = verdicts.get(frozenset((earlier, later)))
    return _SETTLED[verdict.verdict] if verdict else (same, related)
