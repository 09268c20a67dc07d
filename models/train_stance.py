"""Labelled sentences to a stance model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from corpus.records import Stance
from models.cues import count_cues
from models.grams import Floats, learn_grams
from models.stance import STANCES, Sentence, StanceModel, Vectors

# By figures on councils left out, own labels and gold together: half and double of each
# were tried. Cues are counts, standardised; an arguable label is half a label.
_STRENGTH = 3.0
_CUE_SCALE = 0.05
_ARGUABLE = 0.5


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence as a careful reader judged it. `clear`: a second one would say the same.

    `id` names it in messages; `council` keeps those apart that may share wording; `gold`
    labels are for measuring.
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

    ValueError with labels of fewer than three stances, which the line below weighs otherwise.
    """
    if len({one.stance for one in labelled}) < 3:
        raise ValueError("labels of three stances at least are needed")
    texts = [one.sentence.text for one in labelled]
    grams = learn_grams(texts, [one.council for one in labelled])
    cues = np.array([count_cues(text) for text in texts])
    scale = _CUE_SCALE / (cues.std(axis=0) + 1e-6)
    shift = cues.mean(axis=0)
    rows = hstack([csr_matrix(grams.rows(texts)), csr_matrix(vectors), (cues - shift) * scale])
    line = LogisticRegression(C=_STRENGTH, max_iter=3000, class_weight="balanced")
    line.fit(
        rows.tocsr(),
        [STANCES.index(one.stance) for one in labelled],
        sample_weight=[1.0 if one.clear else _ARGUABLE for one in labelled],
    )
    weights, start = _all_stances(line)
    of_grams, of_vectors, of_cues = np.split(
        weights, [len(grams.known), len(grams.known) + vectors.shape[1]]
    )
    of_counts = of_cues * scale[:, None]
    return StanceModel(
        grams, of_grams, of_vectors, of_counts, start - shift @ of_counts, encoder=encoder
    )


def _all_stances(line: LogisticRegression) -> tuple[Floats, Floats]:
    """Weights and starts with a column for each stance; one never seen is never chosen."""
    weights = np.zeros((line.coef_.shape[1], len(STANCES)))
    start = np.full(len(STANCES), -50.0)
    weights[:, line.classes_] = line.coef_.T
    start[line.classes_] = line.intercept_
    return weights, start
