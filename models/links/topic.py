"""Typed words and an ask to the probability that the ask is about what the words name.

A logistic regression over four features of the link weigher (`topic.json`; card in
`topic.md`, made again by `throughline train topic`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus.errors import ModelError
from corpus.probability import to_printed
from models.links.ask_text import AskText, Pair
from models.links.ensemble import Floats, probability
from models.links.features import feature_names
from models.provenance import ARTEFACTS, load_facts

ARTEFACT = ARTEFACTS / "topic.json"
# The words as the earlier ask: how much of what they name, in words and objects, the ask
# has; and the two texts whole. More features did no better on threads not trained on.
FEATURES = ("words", "cosine", "words_of_earlier", "objects_of_earlier")


class ComputesRows(Protocol):
    """What is needed of the link weigher; `models.links.weigher.Weigher` is one."""

    def rows(self, pairs: Sequence[Pair]) -> Floats:
        """The features of each pair: (pairs, features), columns as `feature_names`."""
        ...


@dataclass(frozen=True)
class TopicWeigher:
    """A logistic regression over `FEATURES`."""

    weights: tuple[float, ...]
    offset: float

    def weigh(self, words: str, asks: Sequence[AskText], weigher: ComputesRows) -> list[float]:
        """The probability that each ask is about the words, in order, as it is printed."""
        if not asks:
            return []
        log_odds = topic_rows(words, asks, weigher) @ np.array(self.weights) + self.offset
        return [to_printed(chance) for chance in probability(log_odds)]


def topic_rows(words: str, asks: Sequence[AskText], weigher: ComputesRows) -> Floats:
    """The features of the words against each ask: (asks, len(FEATURES))."""
    topic = AskText(id="", text=words)
    rows = weigher.rows([Pair(topic, ask) for ask in asks])
    names = feature_names()
    return rows[:, [names.index(name) for name in FEATURES]]


def open_topic_weigher(artefact: Path = ARTEFACT) -> TopicWeigher:
    """The committed weigher. ModelError where it is missing or made for other features."""
    try:
        facts = load_facts(artefact)
        weights = facts["weights"]
        if set(weights) != set(FEATURES):
            raise ValueError(f"made for {', '.join(weights)}")
        return TopicWeigher(tuple(weights[name] for name in FEATURES), facts["offset"])
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{artefact}: not a topic weigher that can be read ({error}); "
            "make it again with throughline train topic"
        ) from error
