"""Labelled sentences to a stance model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from corpus.records import Stance
from models.statements.cues import count_cues
from models.statements.kernel import Ridge, fit_ridge
from models.statements.stance import STANCES, Sentence, StanceModel, Vectors, place
from models.text.ngrams import Floats, Grams, learn_grams

# By figures on councils left out, own labels and gold together: half and double of each
# were tried. An arguable label is half a label; a rare stance counts more, by the root.
_RIDGE = Ridge(amount=2.0, sharpness=0.7, smoothing=0.6)
_CUES = 0.3  # the spread of all counts of cues together beside the length of a vector
_ARGUABLE = 0.5


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence as a careful reader judged it. `clear`: a second one would say the same.

    `id` names it in messages; `council` keeps those apart that may share wording; `gold`
    labels are those of the gold folder.
    """

    id: str
    sentence: Sentence
    council: str
    stance: Stance
    clear: bool
    themes: tuple[str, ...]
    gold: bool


def fit_stance(labelled: Sequence[Labelled], vectors: Vectors, encoder: str) -> StanceModel:
    """The model of given labels; `vectors` has the row of each sentence, `encoder` its maker.

    ValueError with labels of fewer than three stances, which tell too little apart.
    """
    if len({one.stance for one in labelled}) < 3:
        raise ValueError("labels of three stances at least are needed")
    sentences = [one.sentence for one in labelled]
    texts = [one.text for one in sentences]
    grams = learn_grams(texts, [one.council for one in labelled])
    counts = np.array([count_cues(text) for text in texts])
    shift = counts.mean(axis=0)
    scale = np.sqrt(_CUES / counts.shape[1]) / (counts.std(axis=0) + 1e-6)
    weights, nearness, start = fit_ridge(
        _RIDGE,
        rows_of(grams, texts),
        place(sentences, vectors, shift, scale),
        np.array([[one.stance == stance for stance in STANCES] for one in labelled], np.float64),
        _sizes(labelled),
    )
    return StanceModel(grams, weights, nearness, shift, scale, start, encoder=encoder)


def rows_of(grams: Grams, texts: Sequence[str]) -> csr_matrix:
    """The weights of the known runs of each text: (texts, runs)."""
    found = [grams.weigh(text) for text in texts]
    ends = np.cumsum([0, *(len(places) for places, _ in found)])
    places, weights = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return csr_matrix((weights, places, ends), shape=(len(texts), len(grams.known)))


def _sizes(labelled: Sequence[Labelled]) -> Floats:
    """How much each label counts, one in the mean."""
    times = Counter(one.stance for one in labelled)
    sizes = [(1.0 if one.clear else _ARGUABLE) / np.sqrt(times[one.stance]) for one in labelled]
    found: Floats = np.array(sizes) / np.mean(sizes)
    return found
