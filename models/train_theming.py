"""Labelled sentences to a theme model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from models.grams import Floats, learn_grams
from models.stance import Vectors
from models.theming import ThemeModel, count_theme_cues, widen
from models.train_stance import Labelled

# By figures on councils left out: from 3 to 10 they are the same within 0.005.
_STRENGTH = 5.0
_HEADING = 0.8  # sizes of a heading's words and of cues beside those of the sentence's words
_CUES = (0.7, 0.4, 0.5)  # in the sentence, before it, in its headings
_FEWEST = 3  # labels of a theme; with fewer there is nothing to learn


def fit_theming(labelled: Sequence[Labelled], vectors: Vectors, encoder: str) -> ThemeModel:
    """The model of given labels; `vectors` has the row of each sentence, `encoder` its maker."""
    councils = [one.council for one in labelled]
    words = learn_grams([one.sentence.text for one in labelled], councils)
    headings = learn_grams([one.sentence.heading for one in labelled], councils, least=_FEWEST)
    cues = np.array([count_theme_cues(one.sentence) for one in labelled])
    sizes = np.repeat(_CUES, cues.shape[1] // len(_CUES))
    parts = (
        csr_matrix(words.rows([one.sentence.text for one in labelled])),
        csr_matrix(headings.rows([one.sentence.heading for one in labelled]) * _HEADING),
        csr_matrix(vectors),
        csr_matrix(cues * sizes),
    )
    given = [{widen(theme) for theme in one.themes} for one in labelled]
    ids = _learnable(given)
    weights, start = _fit_each(hstack(parts).tocsr(), given, ids)
    at = np.cumsum([part.shape[1] for part in parts])[:-1]
    of_words, of_headings, of_vectors, of_cues = np.split(weights, at)
    return ThemeModel(
        ids,
        words,
        headings,
        of_words,
        of_headings * _HEADING,
        of_vectors,
        of_cues * sizes[:, None],
        start,
        encoder,
    )


def _learnable(given: Sequence[set[str]]) -> tuple[str, ...]:
    every = sorted(set().union(*given))
    return tuple(one for one in every if sum(one in themes for themes in given) >= _FEWEST)


def _fit_each(
    rows: csr_matrix, given: Sequence[set[str]], ids: Sequence[str]
) -> tuple[Floats, Floats]:
    """A column of weights, and a start, for each theme."""
    lines = [
        LogisticRegression(C=_STRENGTH, max_iter=1000, class_weight="balanced").fit(
            rows, [theme in themes for themes in given]
        )
        for theme in ids
    ]
    weights = np.array([line.coef_[0] for line in lines]).T
    return weights, np.array([line.intercept_[0] for line in lines])
