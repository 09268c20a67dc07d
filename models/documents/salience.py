"""Which of the sentences that a document has on a subject a reader must see first.

A report may say ten things on a subject; a member sees three. A logistic regression over what
is known of each sentence among the others, and over its meaning, learned from what readers of
such lists chose. Card: `salience.md`; made again by `throughline train salience`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from models.links.ask_text import stem_words
from models.links.ensemble import Floats, probability
from models.links.lexicon import plain
from models.provenance import (
    ARTEFACTS,
    Provenance,
    from_numbers,
    load_facts,
    save_facts,
    to_numbers,
)

Vectors = NDArray[np.float32]

ARTEFACT = ARTEFACTS / "salience.json"
SENSES = ("weak", "good", "mixed", "improving")  # what a sentence finds; none of these is ""
FEATURES = 39
_SURE = 0.999  # a chance is taken for no surer than this
_LONG = 45  # words
_EARLY = 3  # stems before the first of the subject's, where it is what a sentence speaks of
_FAR = 30  # stems; one further behind is as far
_EXAMPLE = re.compile(r"(?:For example|In one|In some|One |Some |A small number|A few)")
_GENERAL = re.compile(
    r"\b(?:overall|generally|most|majority|all|always|consistent(?:ly)?|quality of|too many"
    r"|too often|inconsistent|variable|not yet|significant|strong|poor|inadequate)\b",
    re.I,
)
_TURN = re.compile(r"(?:However|While|Although|Despite)\b")


@dataclass(frozen=True, slots=True)
class OnSubject:
    """A sentence of a document on a subject.

    `chance` is how likely it is about the subject, `of_issue` about the issue of it, `of_other`
    about the likeliest other issue. `confidence` and `critical` are of what it finds (`sense`, one
    of `SENSES` or empty). `leans` where it begins by pointing back; `with_before`, `with_after`
    where it is quoted with the sentence before or behind it.
    """

    text: str
    chance: float
    of_issue: float
    of_other: float
    confidence: float
    critical: float
    sense: str
    leans: bool
    with_before: bool
    with_after: bool
    heading: str


@dataclass(frozen=True)
class SubjectList:
    """The sentences of one document on a subject, in the order of the document.

    `vectors` has a unit row for each, `vector` that of the subject's `words`.
    """

    words: str
    vector: Vectors
    sentences: Sequence[OnSubject]
    vectors: Vectors

    def describe(self) -> Floats:
        """The features of each sentence: (sentences, `FEATURES`)."""
        count = len(self.sentences)
        if not count:
            return np.zeros((0, FEATURES))
        table = np.array([_describe(each) for each in self.sentences])
        senses = Counter(each.sense for each in self.sentences)
        share = np.array([senses[each.sense] / count for each in self.sentences])
        chances = np.array([each.chance for each in self.sentences])
        of_issue = np.array([each.of_issue for each in self.sentences])
        lengths = np.array([len(each.text) for each in self.sentences])
        near = self.vectors @ self.vectors.T
        np.fill_diagonal(near, 0)
        meaning = self.vectors @ self.vector
        columns = (
            *(share, np.linspace(0, 1, count), np.arange(count) == 0),
            *(chances - chances.max(initial=0), of_issue - of_issue.max(initial=0)),
            *(_rank(of_issue), _rank(lengths)),
            *(near.sum(axis=1) / max(1, count - 1), near.max(axis=1, initial=0)),
            *(meaning, meaning - meaning.mean()),
        )
        wanted = frozenset(stem_words(plain(self.words)))
        names = np.array([_place_name(wanted, each) for each in self.sentences])
        return np.hstack([table, np.stack(columns, axis=1).astype(np.float64), names])


def _describe(sentence: OnSubject) -> tuple[float, ...]:
    """What is known of a sentence by itself."""
    text, words = sentence.text, len(sentence.text.split())
    chance = min(sentence.chance, _SURE)
    return (
        float(np.log(chance / (1 - chance))),
        *(sentence.confidence, sentence.confidence**2, abs(sentence.critical - 0.5) * 2),
        *(sentence.of_issue, sentence.of_other, sentence.of_issue - sentence.of_other),
        *map(float, (sentence.leans, sentence.with_before, sentence.with_after)),
        *(float(sentence.sense == sense) for sense in SENSES),
        *(float(np.log1p(words)), float(words > _LONG), float(text.count(","))),
        float(any(letter.isdigit() for letter in text)),
        *(float(bool(pattern.match(text))) for pattern in (_EXAMPLE, _TURN)),
        float(bool(_GENERAL.search(text))),
        float(not sentence.sense),
        float(sentence.sense in SENSES[2:]),
    )


def _place_name(wanted: frozenset[str], sentence: OnSubject) -> tuple[float, ...]:
    """Where stems of the subject stand in a sentence, and whether its heading has one."""
    stems = stem_words(plain(sentence.text))
    first = next((place for place, stem in enumerate(stems) if stem in wanted), len(stems))
    found = first < len(stems)
    heading = stem_words(plain(sentence.heading.split(" > ")[-1]))
    return (
        first / max(1, len(stems)),
        float(found and first <= _EARLY),
        len(wanted & set(stems)) / max(1, len(wanted)),
        min(first if found else _FAR, _FAR) / _FAR,
        float(not wanted.isdisjoint(heading)),
    )


def _rank(values: Floats) -> Floats:
    """The share of all that are smaller."""
    return np.asarray((values[None, :] < values[:, None]).mean(axis=1), dtype=np.float64)


@dataclass(frozen=True)
class SalienceModel:
    """A logistic regression: `weights` of standardised features, `by_meaning` of vectors."""

    mean: Floats  # (features,)
    scale: Floats
    weights: Floats
    by_meaning: Floats  # (dimensions,)
    start: float

    def weigh(self, listed: SubjectList) -> list[float]:
        """For each sentence the chance that a careful reader shows it among the first three."""
        rows = (listed.describe() - self.mean) / self.scale
        odds = rows @ self.weights + listed.vectors @ self.by_meaning + self.start
        chances: list[float] = probability(odds).tolist()
        return chances


# --- the artefact ------------------------------------------------------------


def save_salience_model(model: SalienceModel, made: Provenance, artefact: Path = ARTEFACT) -> None:
    """Write a model as numbers of five digits."""
    save_facts(artefact, to_numbers(model), made)


def open_salience_model(artefact: Path = ARTEFACT) -> SalienceModel:
    """The committed model. ModelError where it is missing or made for other features."""
    try:
        facts = load_facts(artefact)
        if len(facts["mean"]) != FEATURES:
            raise ValueError("made for other features than this code reads")
        return from_numbers(SalienceModel, facts)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{artefact}: not a model of what tells most that can be read ({error}); "
            "make it again with throughline train salience"
        ) from error
