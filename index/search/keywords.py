"""Passages ranked by the words in them: BM25 over the postings of the store's keyword index.

FTS5 stems and finds (`corpus.store.keywords`); it ranks with fixed settings that suit these
texts less, and cannot weigh one word against another, so the ranking is done here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from corpus.store.connection import Connection
from corpus.store.keywords import (
    Postings,
    is_printed,
    load_lengths,
    load_postings,
    load_spellings,
)
from index.search.weights import Weights

Scores = NDArray[np.float32]

# k1 and b by grid on the judged queries: nDCG@10 of BM25 alone 0.52 here, 0.49 at the usual
# 1.2 and 0.75. A long paragraph of a report is as often the answer as a short one, so its
# length counts less.
SATURATION = 0.9
LENGTH_WEIGHT = 0.4
# Coverage is divided by the root of the most that a query's words could give and of what
# those of a usual one could, this many words that stand in a single passage: rare words so
# count more beside meaning, and common ones less.
_USUAL_WORDS = 1.3
# A slip in a word of five letters or in capitals of four, two in one of ten. Shorter
# words have neighbours that mean something else: "lost" is not "cost" misspelt.
_SHORTEST_MISSPELT = 5
_SHORTEST_LETTERS = 4
_TWO_SLIPS_FROM = 10
# Bytes of postings that are kept: of a library of a million passages those of a thousand words
# asked for, a few of them very common. And what else one takes, about.
_MOST_KEPT = 256 * 2**20
_BESIDE = 500
_MOST_CORRECTED = 1000  # words not known, of which is kept what they stand for


Forms = Callable[[str], Sequence[str]]


def alone(term: str) -> tuple[str, ...]:
    """A term in the one form that it was given in."""
    return (term,)


class KeywordIndex:
    """How well passages cover the words of a query. Postings read once are kept.

    It is of the library as it stood when this was made; threads may share it, each
    giving its own connection.
    """

    def __init__(self, db: Connection) -> None:
        numbers, lengths = load_lengths(db)
        self._held = len(numbers)
        self._size = int(numbers.max(initial=0)) + 1  # of an array with a place for each
        mean = int(lengths.sum()) / max(1, len(lengths)) or 1.0
        # What stands under the line in BM25 beside how often a word stands in a passage.
        self._slack = np.ones(self._size, np.float32)
        self._slack[numbers] = lengths
        self._slack = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * (self._slack / mean))
        self._lock = threading.Lock()
        self._kept: LRUCache[tuple[str, ...], Postings] = LRUCache(
            _MOST_KEPT, getsizeof=lambda postings: postings.size + _BESIDE
        )
        self._printed: dict[tuple[str, tuple[str, ...]], bool] = {}
        self._spellings: Sequence[str] | None = None
        self._corrected: LRUCache[str, str] = LRUCache(_MOST_CORRECTED)

    def coverage(
        self,
        db: Connection,
        words: Sequence[str],
        added: Sequence[str],
        phrases: Sequence[str],
        weights: Weights,
        forms: Forms = alone,
    ) -> Scores:
        """How much of a query each passage has: BM25 over what its words could give.

        One value a passage number (0 for numbers not held): about 1 for a passage of mean
        length that has each word once, more where the words are rare. `phrases` are
        neighbouring words of the query, and count beside them. Of the words added, which
        stand as phrases too, the one that gives most counts. A word or phrase stands where
        any of its `forms` does.
        """
        scores, most = self._add_up(db, map(forms, words))
        known = [phrase for phrase in phrases if len(self.postings(db, *forms(phrase)).numbers)]
        beside, most_in_phrases = self._add_up(db, map(forms, known))
        beside *= weights.phrases
        most += weights.phrases * most_in_phrases
        if added:
            beside += weights.added * self._best_of(db, added)
        scores += beside
        usual = _USUAL_WORDS * float(np.log(1 + (self._held + 0.5) / 0.5))
        scores /= np.float32(max(most * usual, 1e-9) ** 0.5)
        return scores

    def _add_up(self, db: Connection, terms: Iterable[Sequence[str]]) -> tuple[Scores, float]:
        """What terms, each in its forms, give each passage together, and about the most that
        they could: a word that stands nowhere lowers all."""
        scores = np.zeros(self._size, np.float32)
        most = 0.0
        for term in terms:
            postings = self.postings(db, *term)
            most += self._rarity(postings)
            scores[postings.numbers] += self._weigh(postings)
        return scores, most

    def postings(self, db: Connection, words: str, *others: str) -> Postings:
        """Where a word, words as a phrase, or other forms of them stand; headings included."""
        forms = (words, *others)
        with self._lock:
            kept = self._kept.get(forms)
        if kept is None:
            kept = self._merge([self.postings(db, form) for form in forms]) if others else None
            kept = kept or load_postings(db, words)
            with self._lock:
                if kept.size < _MOST_KEPT // 4:
                    self._kept[forms] = kept
        return kept

    def _merge(self, postings: Sequence[Postings]) -> Postings:
        """Where any of several stands, and how often they do together."""
        standing = [each for each in postings if len(each.numbers)]
        if len(standing) < 2:
            return (standing or postings)[0]
        counts = np.zeros(self._size, np.uint16)
        for each in standing:
            counts[each.numbers] += each.counts
        numbers = np.flatnonzero(counts)
        return Postings(numbers, counts[numbers])

    def is_printed(self, db: Connection, words: str, printed: tuple[str, ...]) -> bool:
        """True where the library prints words in one of these ways, as far as the first passages
        with them tell."""
        if (words, printed) not in self._printed:
            self._printed[words, printed] = is_printed(db, words, printed)
        return self._printed[words, printed]

    def correct_spelling(self, db: Connection, word: str) -> str:
        """The word of the library that is likeliest meant by an unknown one; empty if none is near.

        Letters left out, put in, changed or swapped: one, or two in a long word. Of equally
        near words the one that begins alike, then the first in the alphabet.
        """
        if len(word) < (_SHORTEST_LETTERS if word.isupper() else _SHORTEST_MISSPELT):
            return ""
        if self._spellings is None:
            self._spellings = load_spellings(db)
        with self._lock:
            meant = self._corrected.get(word)
        if meant is None:
            meant = _find_nearest_spelling(self._spellings, word)
            with self._lock:
                self._corrected[word] = meant
        return meant

    def _best_of(self, db: Connection, phrases: Sequence[str]) -> Scores:
        best = np.zeros(self._size, np.float32)
        for phrase in phrases:
            postings = self.postings(db, phrase)
            weights = np.maximum(best[postings.numbers], self._weigh(postings))
            best[postings.numbers] = weights
        return best

    def _weigh(self, postings: Postings) -> Scores:
        """BM25 of one word in the passages that hold it."""
        counts = postings.counts.astype(np.float64)
        often = counts * (SATURATION + 1)
        often *= self._rarity(postings)
        counts += self._slack[postings.numbers]
        often /= counts
        return often.astype(np.float32)

    def _rarity(self, postings: Postings) -> float:
        holding = len(postings.numbers)
        return float(np.log(1 + (self._held - holding + 0.5) / (holding + 0.5)))


# --- spelling --------------------------------------------------------------


def _find_nearest_spelling(spellings: Sequence[str], word: str) -> str:
    from rapidfuzz.distance import OSA  # few questions need it
    from rapidfuzz.process import extract

    low = word.lower()
    slips = 2 if len(low) >= _TWO_SLIPS_FROM else 1
    near = extract(
        low, spellings, scorer=OSA.distance, score_cutoff=slips, limit=None
    )  # each with its distance
    return min(
        near, key=lambda match: (match[1], match[0][:2] != low[:2], match[0]), default=("",)
    )[0]
