"""Texts as weighted runs of one to three word stems, for the models that judge sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from models.links.ask_text import stem

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_LONGEST = 3
_WORD = re.compile(r"[^\W\d_]+")
_KEPT_STEMS = 20_000  # more words than a large pack has


@dataclass(frozen=True)
class Grams:
    """The runs that a model knows and how rare each is (`idf`, one a run)."""

    known: tuple[str, ...]
    idf: Floats

    @cached_property
    def _places(self) -> dict[str, int]:
        return {gram: place for place, gram in enumerate(self.known)}

    def weigh(self, text: str) -> tuple[Whole, Floats]:
        """The places of a text's known runs, in order, and their weights (of length one together).

        A run that comes twice weighs less than double. None known, none given.
        """
        counts = Counter(self._places[gram] for gram in split_grams(text) if gram in self._places)
        places = np.array(sorted(counts), dtype=np.int64)
        weights = np.array([1 + np.log(counts[place]) for place in places.tolist()])
        weights = weights * self.idf[places] if len(places) else np.zeros(0)
        return places, weights / (np.linalg.norm(weights) or 1.0)

    def spell(self, text: str) -> dict[int, str]:
        """The places of a text's known runs, each with its words as they first stand there."""
        found: dict[int, str] = {}
        for gram, words in find_grams(text):
            if gram in self._places:
                found.setdefault(self._places[gram], words)
        return found


def learn_grams(texts: Sequence[str], councils: Sequence[str], least: int = 2) -> Grams:
    """The runs that stand in texts of at least `least` councils; each text has its council.

    So names of people and places of one council are not among them.
    """
    held = [set(split_grams(text)) for text in texts]
    times = Counter(gram for grams in held for gram in grams)
    pairs = {(gram, place) for grams, place in zip(held, councils, strict=True) for gram in grams}
    places = Counter(gram for gram, _ in pairs)
    known = tuple(sorted(gram for gram, count in places.items() if count >= least))
    counts = np.array([times[gram] for gram in known], dtype=np.float64)
    return Grams(known, np.log((1 + len(texts)) / (1 + counts)) + 1)


def split_grams(text: str) -> Iterator[str]:
    """Every run of one to three word stems.

    >>> list(split_grams("Reviews drifted."))
    ['review', 'drift', 'review drift']
    """
    return (gram for gram, _ in find_grams(text))


def find_grams(text: str) -> Iterator[tuple[str, str]]:
    """Every run of one to three word stems, with its words in lower case."""
    words = _WORD.findall(text.lower())
    stems = [_stem(word) for word in words]
    for length in range(1, _LONGEST + 1):
        for at in range(len(words) - length + 1):
            yield " ".join(stems[at : at + length]), " ".join(words[at : at + length])


@lru_cache(maxsize=_KEPT_STEMS)
def _stem(word: str) -> str:
    return stem(word)


def texts_of(grams: Iterable[tuple[str, float]], most: int) -> tuple[str, ...]:
    """The runs that weigh most, best first, none inside another; at most `most`."""
    chosen: list[str] = []
    for gram, weight in sorted(grams, key=lambda one: (-one[1], one[0])):
        if weight <= 0 or len(chosen) == most:
            break
        if not any(f" {gram} " in f" {other} " or f" {other} " in f" {gram} " for other in chosen):
            chosen.append(gram)
    return tuple(chosen)
