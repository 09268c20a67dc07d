"""Plain ways to tell whether two asks are the same, to set beside ours in the same run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from sklearn.feature_extraction.text import TfidfVectorizer

from eval.material.gold import GoldPair
from models.text.encoder import Encoder, open_encoder

Scores = NDArray[np.float64]
Scorer = Callable[[Sequence[GoldPair]], Scores]


def score_by_shared_words(pairs: Sequence[GoldPair]) -> Scores:
    """rapidfuzz's token set ratio of each pair, 0 to 1."""
    scores = [
        fuzz.token_set_ratio(pair.earlier.text.lower(), pair.later.text.lower()) for pair in pairs
    ]
    return np.array(scores, dtype=float) / 100


def score_by_rare_words(pairs: Sequence[GoldPair]) -> Scores:
    """The TF-IDF cosine of each pair, weights fitted on the asks of all pairs."""
    texts, earlier, later = _ends(pairs)
    rows = TfidfVectorizer(sublinear_tf=True).fit_transform(texts).toarray()
    return _cosines(rows, earlier, later)


def score_by_meaning(pairs: Sequence[GoldPair], encoder: Encoder | None = None) -> Scores:
    """The cosine of each pair by the sentence encoder, -1 to 1."""
    texts, earlier, later = _ends(pairs)
    rows = (encoder or open_encoder()).encode(texts)
    return _cosines(rows.astype(float), earlier, later)


def score_by_both(pairs: Sequence[GoldPair]) -> Scores:
    """The sum of the TF-IDF cosine and the encoder's."""
    return score_by_rare_words(pairs) + score_by_meaning(pairs)


NAIVE: Mapping[str, Scorer] = {
    "rapidfuzz token set": score_by_shared_words,
    "TF-IDF cosine": score_by_rare_words,
    "MiniLM cosine": score_by_meaning,
    "MiniLM and TF-IDF": score_by_both,
}


def _ends(pairs: Sequence[GoldPair]) -> tuple[list[str], list[int], list[int]]:
    """Every text once, and the rows of each pair's earlier and later text."""
    texts = sorted({ask.text for pair in pairs for ask in (pair.earlier, pair.later)})
    row_of = {text: number for number, text in enumerate(texts)}
    return (
        texts,
        [row_of[pair.earlier.text] for pair in pairs],
        [row_of[pair.later.text] for pair in pairs],
    )


def _cosines(rows: Scores, earlier: list[int], later: list[int]) -> Scores:
    """Row by row products; the rows have length 1."""
    return np.asarray(np.sum(rows[earlier] * rows[later], axis=1), dtype=float)
