"""How what a network and words say of a statement's issues becomes one log odds for each.

Both are weighed, issue by issue. What is likely of other issues counts against one: a statement
is about one to three. What the two say of a sentence's stance is weighed likewise. Fitted on
councils that the network has not seen, so the probabilities that come out are about as sure as
they are right.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from corpus.records import Stance
from models.links.ensemble import Floats, probability
from models.provenance import Provenance, load_facts, save_facts
from models.statements.issues import list_issues

# The stances that the network tells of a sentence, in its order.
SAID: tuple[Stance, ...] = ("strength", "weakness", "mixed", "improving", "declining")
_OF_STANCES = ("network", "words", "start")
_SCORED = len(get_args(Stance))  # stances that words are scored for


@dataclass(frozen=True)
class Weights:
    """Those of one kind of statement.

    `first` are of network, words and a constant: a first guess, by which is known what else a
    statement may be about. `network`, `words` and `start` have one number an issue; `likeliest`
    is of the first guess of the likeliest other issue, `others` of the sum of all others.
    """

    first: tuple[float, float, float]
    network: Floats
    words: Floats
    start: Floats
    likeliest: float
    others: float

    def mix(self, by_network: Floats, by_words: Floats) -> Floats:
        """Log odds of both, (statements, issues), from log odds."""
        likeliest, others = see_others(guess_first(self.first, by_network, by_words))
        return (
            self.network * by_network
            + self.words * by_words
            + self.likeliest * likeliest
            + self.others * others
            + self.start
        )


@dataclass(frozen=True)
class StanceWeights:
    """Those of a sentence's stance: of the network's log chances, (stances, stances), of the
    scores of the sentence's words, (`stance.STANCES`, stances), and a constant each."""

    network: Floats
    words: Floats
    start: Floats

    def mix(self, by_network: Floats, by_words: Floats) -> Floats:
        """Probabilities of stances, (sentences, stances), from log chances and scores."""
        odds = by_network @ self.network + by_words @ self.words + self.start
        shares = np.exp(odds - odds.max(axis=1, keepdims=True))
        chances: Floats = shares / shares.sum(axis=1, keepdims=True)
        return chances


@dataclass(frozen=True)
class Blend:
    """The weights of asks, of sentences, and of what a sentence says."""

    asks: Weights
    sentences: Weights
    stances: StanceWeights

    def mix(self, by_network: Floats, by_words: Floats, asked: NDArray[np.bool_]) -> Floats:
        """Log odds of both, (statements, issues); `asked` says which statements are asks."""
        return np.where(
            asked[:, None],
            self.asks.mix(by_network, by_words),
            self.sentences.mix(by_network, by_words),
        )


def guess_first(first: tuple[float, float, float], by_network: Floats, by_words: Floats) -> Floats:
    """Probabilities, (statements, issues), by two weights and a constant alike for all issues."""
    return probability(first[0] * by_network + first[1] * by_words + first[2])


def see_others(chances: Floats) -> tuple[Floats, Floats]:
    """For each issue of each row the greatest chance of another, and the sum of all others.

    >>> [part.tolist() for part in see_others(np.array([[0.5, 0.25, 0.0]]))]
    [[[0.25, 0.5, 0.5]], [[0.25, 0.5, 0.75]]]
    """
    second, first = np.partition(chances, -2, axis=1)[:, -2:].T[:, :, None]
    return np.where(chances >= first, second, first), chances.sum(axis=1, keepdims=True) - chances


def weigh_plainly(network: float, words: float) -> Weights:
    """Weights that are the same for every issue, where none were fitted yet."""
    same = np.ones(len(list_issues()))
    first = (network, words, 0.0)
    return Weights(first, network * same, words * same, 0 * same, 0.0, 0.0)


# As they weigh on councils left out, about.
UNFITTED = Blend(
    weigh_plainly(0.7, 0.3),
    weigh_plainly(0.7, 0.3),
    StanceWeights(np.eye(len(SAID)), np.zeros((_SCORED, len(SAID))), np.zeros(len(SAID))),
)


def load_blend(artefact: Path) -> Blend:
    """The blend of an artefact. Raises as `load_facts`, and ValueError where it is of other issues
    or stances than are known."""
    facts = load_facts(artefact)
    if facts["issues"] != [issue.id for issue in list_issues()]:
        raise ValueError("made for other issues than the vocabulary has")
    stances = StanceWeights(*(np.array(facts["stances"][name]) for name in _OF_STANCES))
    if stances.words.shape != (_SCORED, len(SAID)):
        raise ValueError("made for other stances than this code has")
    return Blend(_to_weights(facts["asks"]), _to_weights(facts["sentences"]), stances)


def _to_weights(facts: dict[str, Any]) -> Weights:
    network, words, start = (np.array(facts[name]) for name in ("network", "words", "start"))
    first = tuple(facts["first"])
    return Weights(first, network, words, start, facts["likeliest"], facts["others"])


def save_blend(blend: Blend, made: Provenance, artefact: Path) -> None:
    """Write a blend beside the record of how it was made."""
    kinds = {
        "asks": _to_facts(blend.asks),
        "sentences": _to_facts(blend.sentences),
        "stances": {name: getattr(blend.stances, name).tolist() for name in _OF_STANCES},
    }
    save_facts(artefact, {"issues": [issue.id for issue in list_issues()], **kinds}, made)


def _to_facts(weights: Weights) -> dict[str, object]:
    return {
        "first": list(weights.first),
        "network": weights.network.tolist(),
        "words": weights.words.tolist(),
        "start": weights.start.tolist(),
        "likeliest": weights.likeliest,
        "others": weights.others,
    }
