"""What a sentence of a report is about, weighed again with what stands beside it.

A paragraph goes on about one thing: "In 26 of these 30 files it was not." has no word of what
it is about. So the chances that the reader gives of a sentence are weighed with those of its
neighbours in the paragraph, of the others under its heading and of those of the document that
are nearest in meaning. A small network, the same for every issue; fitted on councils that the
reader had not seen. Card: `neighbours.md`; made again by `throughline train neighbours`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.document import Span
from corpus.errors import ModelError
from models.links.ensemble import Floats, probability
from models.provenance import (
    ARTEFACTS,
    Provenance,
    from_numbers,
    load_facts,
    save_facts,
    to_numbers,
)
from models.statements.blend import see_others

Floats32 = NDArray[np.float32]
Groups = Sequence[NDArray[np.int64]]

ARTEFACT = ARTEFACTS / "neighbours.json"
FEATURES = 28
# The limits and the sharpness were set once, by the log loss of one half of the councils learned
# from the other, and not tuned.
_GAP = 3  # characters between two sentences of a paragraph
_ABSENT = -7.0  # the log odds of a neighbour that is not there
_SUREST = 1e-3  # a neighbour's chance is taken for no surer than this
# What is less likely of an issue, beside nothing likelier of it, is left as it is.
_LEAST, _LEAST_BESIDE = 0.01, 0.2
# How fast what is less near in meaning counts less: among some, and all but the nearest.
_SHARPNESS = (16.0, 40.0)
_POINTS_BACK = re.compile(
    r"(?:This|These|They|Those|That|Their|It|Its|As a result|Such|He|She|For example"
    r"|In addition|However|Where|When|The same|Of these)\b"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A sentence where it stands: its words, and the headings over it.

    `follows` where it stands right behind the sentence before it, in the same paragraph.
    """

    text: str
    heading: str = ""
    follows: bool = False


def mark_following(spans: Sequence[Span]) -> list[bool]:
    """Which of the sentences of a document, in order, stand right behind the one before."""
    return [
        False,
        *(0 <= second.start - first.end <= _GAP for first, second in pairwise(spans)),
    ][: len(spans)]


@dataclass(frozen=True)
class Neighbours:
    """The sentences of one document as a reader reads them by themselves, in reading order.

    `chances` is (sentences, issues), `judges` (sentences,), as `Readings` has them; `vectors`
    has a unit row for each.
    """

    standings: Sequence[Standing]
    chances: Floats32
    judges: Floats32
    vectors: Floats32

    def describe(self) -> tuple[Floats32, NDArray[np.bool_]]:
        """The features of each sentence and issue, (sentences, issues, `FEATURES`), and which of
        these pairs are weighed at all, (sentences, issues)."""
        chances = self.chances.astype(np.float64)
        count = len(chances)
        follows = np.array([each.follows for each in self.standings], dtype=np.bool_)
        follows[:1] = False
        odds = _to_odds(chances)
        before, next_ = _shift(odds, follows), _shift(odds[::-1], _reversed(follows))[::-1]
        second = _shift(before, follows)
        in_paragraph = _group(np.cumsum(~follows).tolist())
        under_heading = _group(each.heading for each in self.standings)
        likeliest, others = see_others(chances)
        beside = _highest_other(odds, in_paragraph)
        near = self.vectors.astype(np.float64) @ self.vectors.T.astype(np.float64)
        nearest = [_mean_near(chances, near, sharpness) for sharpness in _SHARPNESS]
        to_before = np.zeros(count)
        to_before[1:] = np.diagonal(near, -1) * follows[1:]
        to_next = np.append(to_before[1:], 0.0)[:count]
        back = np.array([bool(_POINTS_BACK.match(each.text)) for each in self.standings], float)
        words = np.log1p([len(each.text.split()) for each in self.standings])
        heading = _mean_of_others(chances, under_heading)
        document = _mean_of_others(chances, [np.arange(count)])
        of_before = probability(before)
        columns = (
            *(odds, before, second, next_, beside),
            *(chances, of_before, probability(second), probability(next_), probability(beside)),
            _mean_of_others(chances, in_paragraph),
            *(_to_odds(heading), _to_odds(document), heading),
            *(others, likeliest),
            *map(_of_row, (follows.astype(float), back, words, self.judges)),
            *(each for mean in nearest for each in (mean, _to_odds(mean))),
            *map(_of_row, (to_before, to_next)),
            *(_of_row(each) * of_before for each in (back * follows, to_before)),
        )
        shape = chances.shape
        features = np.stack([np.broadcast_to(each, shape) for each in columns], axis=-1)
        likely = np.maximum.reduce([of_before, probability(next_), probability(beside), nearest[1]])
        return features.astype(np.float32), (chances >= _LEAST) | (likely >= _LEAST_BESIDE)


@dataclass(frozen=True)
class NeighbourModel:
    """One hidden layer: `hidden` is (features, units), `out` (units,)."""

    mean: Floats  # (features,)
    scale: Floats
    hidden: Floats
    hidden_start: Floats
    out: Floats
    out_start: float

    def weigh(self, sentences: Neighbours) -> Floats32:
        """The chances of each issue with what stands beside a sentence: (sentences, issues)."""
        features, weighed = sentences.describe()
        chances = sentences.chances.copy()
        rows = (features[weighed] - self.mean) / self.scale
        units = np.tanh(rows @ self.hidden + self.hidden_start)
        chances[weighed] = probability(units @ self.out + self.out_start)
        return chances


# --- features ----------------------------------------------------------------


def _to_odds(chances: Floats) -> Floats:
    clipped = np.clip(chances, _SUREST, 1 - _SUREST)
    odds: Floats = np.log(clipped / (1 - clipped))
    return odds


def _of_row(values: Floats | Floats32) -> Floats:
    """A number a sentence as a column, the same for all issues."""
    return np.asarray(values, dtype=np.float64)[:, None]


def _shift(odds: Floats, follows: NDArray[np.bool_]) -> Floats:
    """The odds of the sentence before each, where it follows one."""
    before = np.full_like(odds, _ABSENT)
    (rows,) = follows.nonzero()
    before[rows] = odds[rows - 1]
    return before


def _reversed(follows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The same read from the end: which sentence the next one follows."""
    return np.append(False, follows[:0:-1])[: len(follows)]


def _group(keys: Iterable[Hashable]) -> Groups:
    """The rows that have the same key."""
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        groups[key].append(row)
    return [np.array(rows) for rows in groups.values()]


def _highest_other(odds: Floats, groups: Groups) -> Floats:
    """For each row and issue the highest odds of another row of its group."""
    highest = np.full_like(odds, _ABSENT)
    for rows in groups:
        if len(rows) > 1:
            second, first = np.partition(odds[rows], -2, axis=0)[-2:]
            highest[rows] = np.where(odds[rows] >= first, second, first)
    return highest


def _mean_of_others(chances: Floats, groups: Groups) -> Floats:
    """For each row and issue the mean chance of the other rows of its group."""
    means = np.zeros_like(chances)
    for rows in groups:
        if len(rows) > 1:
            means[rows] = (chances[rows].sum(axis=0) - chances[rows]) / (len(rows) - 1)
    return means


def _mean_near(chances: Floats, near: Floats, sharpness: float) -> Floats:
    """The mean chance of all other sentences, those nearest in meaning most."""
    weights = np.exp(sharpness * (near - 1))
    np.fill_diagonal(weights, 0)
    means: Floats = weights @ chances / np.maximum(weights.sum(axis=1, keepdims=True), 1e-12)
    return means


# --- the artefact ------------------------------------------------------------


def save_neighbour_model(
    model: NeighbourModel, made: Provenance, artefact: Path = ARTEFACT
) -> None:
    """Write a model as numbers of five digits."""
    save_facts(artefact, to_numbers(model), made)


def open_neighbour_model(artefact: Path = ARTEFACT) -> NeighbourModel:
    """The committed model. ModelError where it is missing or made for other features."""
    try:
        facts = load_facts(artefact)
        if len(facts["mean"]) != FEATURES:
            raise ValueError("made for other features than this code reads")
        return from_numbers(NeighbourModel, facts)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{artefact}: not a model of neighbours that can be read ({error}); "
            "make it again with throughline train neighbours"
        ) from error
