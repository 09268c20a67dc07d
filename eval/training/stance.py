"""Labelled sentences to a stance model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from corpus.records import Stance
from eval.training.ridge import Ridge, fit_ridge
from models.statements.cues import count_cues
from models.statements.stance import STANCES, Sentence, StanceModel, Vectors, kernel_rows
from models.text.ngrams import Floats, Ngrams, learn_ngrams

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


def fit_stance_model(labelled: Sequence[Labelled], vectors: Vectors, encoder: str) -> StanceModel:
    """The model of given labels; `vectors` has the row of each sentence, `encoder` its maker.

    ValueError with labels of fewer than three stances, which tell too little apart.
    """
    if len({label.stance for label in labelled}) < 3:
        raise ValueError("labels of three stances at least are needed")
    sentences = [label.sentence for label in labelled]
    texts = [sentence.text for sentence in sentences]
    ngrams = learn_ngrams(texts, [label.council for label in labelled])
    counts = np.array([count_cues(text) for text in texts])
    shift = counts.mean(axis=0)
    scale = np.sqrt(_CUES / counts.shape[1]) / (counts.std(axis=0) + 1e-6)
    weights, kernel, start = fit_ridge(
        _RIDGE,
        ngram_rows(ngrams, texts),
        kernel_rows(sentences, vectors, shift, scale),
        np.array(
            [[label.stance == stance for stance in STANCES] for label in labelled], np.float64
        ),
        _sizes(labelled),
    )
    return StanceModel(ngrams, weights, kernel, shift, scale, start, encoder=encoder)


def ngram_rows(ngrams: Ngrams, texts: Sequence[str]) -> csr_matrix:
    """The TF-IDF of the known n-grams of each text: (texts, n-grams)."""
    weighed = [ngrams.weigh(text) for text in texts]
    ends = np.cumsum([0, *(len(columns) for columns, _ in weighed)])
    columns, weights = (np.concatenate(parts) for parts in zip(*weighed, strict=True))
    return csr_matrix((weights, columns, ends), shape=(len(texts), len(ngrams.vocabulary)))


def _sizes(labelled: Sequence[Labelled]) -> Floats:
    """How much each label counts, one in the mean."""
    times = Counter(label.stance for label in labelled)
    sizes = np.array(
        [(1.0 if label.clear else _ARGUABLE) / np.sqrt(times[label.stance]) for label in labelled]
    )
    relative: Floats = sizes / sizes.mean()
    return relative
