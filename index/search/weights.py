"""What words, meaning and cues count beside each other: `throughline train search`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.provenance import ARTEFACTS, load_facts

ARTEFACT = ARTEFACTS / "search"


@dataclass(frozen=True, slots=True)
class Weights:
    """How a passage is weighed.

    `words` is the share of coverage beside nearness in meaning. In coverage `phrases` is
    what two neighbouring words count once more together, and `added` what words added to a
    query count, both beside a word typed. `feedback` is the share of nearness to the best
    passages, and `praise` what a passage of nothing but strengths gains where praise is
    wanted.
    """

    words: float
    phrases: float
    added: float
    feedback: float
    praise: float


@cache
def load_weights(artefact: Path = ARTEFACT) -> Weights:
    """The weights as fitted. Raises as `models.provenance.load_facts`."""
    return Weights(**load_facts(artefact)["weights"])
