"""TF-IDF of the n-grams (one to three word stems) of a text, for the models of sentences."""

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
_KEPT_COUNTS = 1_024  # more than an n-gram stands in one text
_KEPT_TEXTS = 1_024  # more sentences than most reports have: 10 MB


@dataclass(frozen=True)
class Ngrams:
    """The n-grams that a model knows, and the inverse document frequency of each (`idf`)."""

    vocabulary: tuple[str, ...]
    idf: Floats

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {ngram: column for column, ngram in enumerate(self.vocabulary)}

    def weigh(self, text: str) -> tuple[Whole, Floats]:
        """The columns of a text's known n-grams, in order, and their TF-IDF, of length 1 together.

        Counts are log-scaled. A text without a known n-gram has no columns.
        """
        found = map(self._columns.get, split_ngrams(text))
        counts = Counter(column for column in found if column is not None)
        columns = np.array(sorted(counts), dtype=np.int64)
        weights = np.array([_scale(counts[column]) for column in columns.tolist()])
        weights = weights * self.idf[columns] if len(columns) else np.zeros(0)
        return columns, weights / (np.linalg.norm(weights) or 1.0)

    def spell(self, text: str) -> dict[int, str]:
        """The columns of a text's known n-grams, each with its words where it first stands."""
        spelt: dict[int, str] = {}
        for ngram, words in find_ngrams(text):
            if ngram in self._columns:
                spelt.setdefault(self._columns[ngram], words)
        return spelt


def learn_ngrams(texts: Sequence[str], councils: Sequence[str], least: int = 2) -> Ngrams:
    """The n-grams in texts of at least `least` councils; `councils` has that of each text.

    So names of people and places of one council are not among them.
    """
    held = [set(split_ngrams(text)) for text in texts]
    times = Counter(ngram for ngrams in held for ngram in ngrams)
    pairs = {(ngram, name) for ngrams, name in zip(held, councils, strict=True) for ngram in ngrams}
    spread = Counter(ngram for ngram, _ in pairs)
    vocabulary = tuple(sorted(ngram for ngram, count in spread.items() if count >= least))
    counts = np.array([times[ngram] for ngram in vocabulary], dtype=np.float64)
    return Ngrams(vocabulary, np.log((1 + len(texts)) / (1 + counts)) + 1)


@lru_cache(maxsize=_KEPT_TEXTS)
def split_ngrams(text: str) -> tuple[str, ...]:
    """Every n-gram of one to three word stems. Several models ask it of one text.

    >>> split_ngrams("Reviews drifted.")
    ('review', 'drift', 'review drift')
    """
    return _join_runs([_stem(word) for word in _find_words(text)])


def find_ngrams(text: str) -> Iterator[tuple[str, str]]:
    """Every n-gram of one to three word stems, with its words in lower case."""
    return zip(split_ngrams(text), _join_runs(_find_words(text)), strict=True)


def _find_words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _join_runs(words: Sequence[str]) -> tuple[str, ...]:
    """All runs of one word, then of two, then of three."""
    lengths = range(1, _LONGEST + 1)
    starts = ((length, at) for length in lengths for at in range(len(words) - length + 1))
    return tuple(" ".join(words[at : at + length]) for length, at in starts)


@lru_cache(maxsize=_KEPT_COUNTS)
def _scale(count: int) -> float:
    return 1 + float(np.log(count))


@lru_cache(maxsize=_KEPT_STEMS)
def _stem(word: str) -> str:
    return stem(word)


def top_ngrams(ngrams: Iterable[tuple[str, float]], most: int) -> tuple[str, ...]:
    """The n-grams that weigh most, best first, none inside another; at most `most`."""
    chosen: list[str] = []
    for ngram, weight in sorted(ngrams, key=lambda pair: (-pair[1], pair[0])):
        if weight <= 0 or len(chosen) == most:
            break
        if not any(
            f" {ngram} " in f" {other} " or f" {other} " in f" {ngram} " for other in chosen
        ):
            chosen.append(ngram)
    return tuple(chosen)
